import type { RichAnswer, RichContent } from "parlor-contract/records";

export type { RichAnswer, RichContent };

/** The content of a message (extension `rich`), with its words without those of the content. */
export interface Rich {
  readonly text: string;
  readonly content: readonly RichContent[];
  /** The names of the queues that choices lead to, by their payloads. Absent without any. */
  readonly routes?: Readonly<Record<string, string>>;
}
