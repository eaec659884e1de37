import { z } from "zod";

/** Failures that are not Parlor's own errors. docs/mcp.md has a row for each. */
const ownMessages = {
  "invalid.arguments": "The arguments are not those of the tool.",
  "read.only": "This server is read-only: it was started without --allow-writes.",
  "invalid.client": "Parlor refuses the client id or its secret.",
  unreachable: "Parlor cannot be reached.",
  timeout: "Parlor has not answered in time.",
  "bad.reply": "The answer of Parlor cannot be read.",
  "result.too.large": "The result is too large. Ask for less: a smaller pageSize, or one message.",
} as const;

/** A code of this server; errors of Parlor keep the codes of docs/server-errors.md. */
export type OwnCode = keyof typeof ownMessages;
export const ownCodes: readonly string[] = Object.keys(ownMessages);

/** Longer texts are cut. */
const MAX_MESSAGE = 500;

/** A call that was not carried out, in words that may be shown to a model. */
export class CallFailure extends Error {
  readonly code: string;
  /** The HTTP status; null if Parlor did not answer. */
  readonly status: number | null;
  /** The fields that Parlor names. */
  readonly fields: readonly string[];
  readonly retryAfterSeconds: number | null;

  constructor(
    code: string,
    message: string,
    more: {
      readonly status?: number;
      readonly fields?: readonly string[];
      readonly retryAfterSeconds?: number | null;
      readonly cause?: unknown;
    } = {},
  ) {
    super(message, { cause: more.cause });
    this.name = "CallFailure";
    this.code = code;
    this.status = more.status ?? null;
    this.fields = more.fields ?? [];
    this.retryAfterSeconds = more.retryAfterSeconds ?? null;
  }
}

export const ownFailure = (code: OwnCode, detail = "", cause?: unknown): CallFailure =>
  new CallFailure(code, `${ownMessages[code]} ${detail}`.trimEnd(), { cause });

const errorBody = z.object({
  code: z.string().regex(/^[\w.-]{1,100}$/),
  message: z.string(),
  details: z.array(z.object({ fieldName: z.string().optional() })).optional(),
});

/** The failure that an answer of Parlor with an error's status tells. */
export function failureOf(status: number, body: unknown, retryAfter: string | null): CallFailure {
  const { success, data } = errorBody.safeParse(body);
  if (!success) return ownFailure("bad.reply", `Its status is ${status}.`);
  const fields = (data.details ?? []).flatMap(({ fieldName }) => fieldName ?? []);
  return new CallFailure(data.code, oneLine(data.message), {
    status,
    fields: fields.map(oneLine),
    retryAfterSeconds: /^\d{1,6}$/.test(retryAfter ?? "") ? Number(retryAfter) : null,
  });
}

const oneLine = (text: string): string =>
  text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ").slice(0, MAX_MESSAGE);
