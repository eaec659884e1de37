import type { RichAnswer } from "parlor-contract/records";
import { isOffered } from "parlor-contract/rich-content";
import type { Message } from "./records.ts";
import { refusal } from "./refusal.ts";

/** Checks an answer of the visitor. @throws Refusal when it was not offered, or is not the first */
export function checkAnswer(messages: readonly Message[], answer: RichAnswer): void {
  const { messageId } = answer;
  const offer = messages.find(({ id }) => id === messageId)?.rich;
  if (offer === undefined) throw refusal("invalid.value", ["answer.messageId"]);
  if (!isOffered(offer.content, answer)) throw refusal("invalid.value", ["answer.payload"]);
  if (messages.some((one) => one.answer?.messageId === messageId))
    throw refusal("answer.already.given");
}
