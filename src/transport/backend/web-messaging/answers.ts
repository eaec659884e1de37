import type { AnswerContent, RichContent } from "../../conversation/rich-content.ts";
import type { Message, MessageId } from "../../conversation/message.ts";
import { toJson } from "../../ports/json.ts";
import { firstText, messageId, object, text, type Json } from "./read.ts";

/* Answers to choices, cards, times and lists, as the service takes them and tells of them. */

/** The service's names for what is answered. */
const NAMES: Readonly<Record<RichContent["kind"], string>> = {
  choices: "QuickReply",
  cards: "Button",
  times: "DatePicker",
  list: "ListPicker",
};
const KINDS: readonly RichContent["kind"][] = ["choices", "cards", "times", "list"];

/** A guest's answer as a message has it. */
export interface WireAnswer {
  readonly of: RichContent["kind"];
  readonly payloads: readonly string[];
  /** The key of the message that it answers; empty where the service does not say. */
  readonly to: string;
  /** The chosen words. */
  readonly words: string;
}

/** Reads the answer in the content of a message; null without one. */
export function decodeAnswer(parts: readonly unknown[], metadata: Json): WireAnswer | null {
  const all = parts
    .filter((one) => object(one)["contentType"] === "ButtonResponse")
    .map((one) => object(object(one)["buttonResponse"]));
  const of = KINDS.find((kind) => NAMES[kind] === all[0]?.["type"]) ?? "choices";
  return all.length === 0
    ? null
    : {
        of,
        payloads: all.map((one) => firstText(one["payload"], one["text"])),
        to: firstText(all[0]?.["originatingMessageId"], metadata["parentMessageId"]),
        words: all
          .map((one) => text(one["text"]))
          .filter((words) => words !== "")
          .join(", "),
      };
}

/** The texts of a list's items, by their names. */
function itemsOf(messages: Iterable<Message>, to: MessageId): ReadonlyMap<string, string> {
  for (const { delivery, content } of messages)
    if (delivery.kind === "sent" && delivery.id === to)
      return new Map(
        content
          .flatMap((one) => (one.kind === "list" ? one.sections : []))
          .flatMap(({ items }) => items.map((item) => [item.payload, item.text] as const)),
      );
  return new Map();
}

/**
 * The message that tells an answer.
 * @param words - what the guest has read and chosen
 * @param messages - those of the conversation, where the names of chosen items have their texts
 */
export function messageOfAnswer(
  { to, of, payloads }: AnswerContent,
  words: string,
  messages: Iterable<Message>,
): object {
  const items = payloads.length > 1 ? itemsOf(messages, to) : new Map<string, string>();
  const isWhole = of === "cards" || of === "list";
  return {
    type: isWhole ? "Structured" : "Text",
    // A text beside a quick reply or a time would be a second answer.
    text: isWhole ? words : "",
    content: payloads.map((payload) => ({
      contentType: "ButtonResponse",
      buttonResponse: {
        type: NAMES[of],
        text: payloads.length === 1 ? words : (items.get(payload) ?? payload),
        payload,
        ...((of === "times" || of === "list") && { originatingMessageId: to }),
      },
    })),
  };
}

/** Content that has been offered, by the keys of its messages. */
export interface Offers {
  note(key: string, at: number, content: Message["content"]): void;
  /** The answer with the message that it belongs to; null where that is not known. */
  answerOf(answer: WireAnswer, at: number): AnswerContent | null;
}

/** Whether a part offers this payload. In JSON no text can be taken for a field. */
const isOffered = (part: Message["content"][number], payload: string): boolean =>
  toJson(part).includes(`"payload":${toJson(payload)}`);

/**
 * The service says of pickers only which message an answer belongs to: a quick reply or a button is
 * of the newest message before it that offers the same.
 */
export function createOffers(): Offers {
  const offers = new Map<string, { readonly at: number; readonly content: Message["content"] }>();
  return {
    note(key, at, content) {
      if (content.some(({ kind }) => kind in NAMES)) offers.set(key, { at, content });
    },
    answerOf({ of, payloads, to }, before) {
      let [found, foundAt] = [to, Number.NEGATIVE_INFINITY];
      if (to === "")
        for (const [key, { at, content }] of offers) {
          const isSame = content.some(
            (part) => part.kind === of && payloads.every((one) => isOffered(part, one)),
          );
          if (at <= before && at >= foundAt && isSame) [found, foundAt] = [key, at];
        }
      return found === "" ? null : { kind: "answer", to: messageId(found), of, payloads };
    },
  };
}
