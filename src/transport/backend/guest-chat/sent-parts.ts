import type { ParlorErrorCode } from "../../errors.ts";

/** The files or the answer of a message that is sent. */
export interface SentParts {
  /** Fields of the request's body. */
  readonly body: Readonly<Record<string, unknown>>;
  /** Codes that a message with files can be refused with. */
  readonly codes?: Readonly<Record<string, ParlorErrorCode>>;
}
