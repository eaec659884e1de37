import { z } from "zod";
import type { Message } from "../../domain/model.ts";
import type { MessageParts } from "../../domain/message-parts.ts";
import type { Rich, RichAnswer } from "../../domain/rich-parts.ts";
import { decode, parseJson } from "./row-json.ts";
import type { MessageRow } from "./schema.ts";

/* The content and the answer of a message as JSON in its row. Both were checked when they came. */

const isRich = (value: unknown): value is Rich =>
  z.object({ text: z.string(), content: z.array(z.object({ kind: z.string() })) }).safeParse(value)
    .success;

const isAnswer = (value: unknown): value is RichAnswer =>
  z.object({ messageId: z.string(), kind: z.string(), text: z.string() }).safeParse(value).success;

type PartColumns = Pick<MessageRow, "rich" | "answer" | "answer_to">;

export const fromParts = ({ rich, answer }: Message): PartColumns => ({
  rich: rich === undefined ? null : JSON.stringify(rich),
  answer: answer === undefined ? null : JSON.stringify(answer),
  answer_to: answer?.messageId ?? null,
});

/** @throws StoreError `row-invalid` */
export function toParts(
  name: string,
  { rich, answer }: Omit<PartColumns, "answer_to">,
): MessageParts {
  return {
    ...(rich !== null && { rich: decode(z.custom<Rich>(isRich), name, parseJson(name, rich)) }),
    ...(answer !== null && {
      answer: decode(z.custom<RichAnswer>(isAnswer), name, parseJson(name, answer)),
    }),
  };
}
