import { isOver, type Chat } from "./chat.ts";
import {
  isAnswerContent,
  type Choice,
  type RichContent,
  type TimeChoice,
} from "./conversation/rich-content.ts";
import { ParlorError } from "./errors.ts";
import type { GuestChat } from "./guest-chat.ts";
import { checkText } from "./outbox/check-text.ts";

const wordsOf = (one: Choice | TimeChoice): string =>
  "at" in one ? new Date(one.at).toISOString() : one.text;

/** The payloads that a part offers. */
const payloadsIn = (part: unknown): readonly string[] =>
  Object.entries(Object(part)).flatMap(([name, value]) =>
    typeof value === "string" ? (name === "payload" ? value : []) : payloadsIn(value),
  );

const richKinds: readonly string[] = ["choices", "cards", "times", "list"];
export const isRichContent = (one: { readonly kind: string }): one is RichContent =>
  richKinds.includes(one.kind);

const isOneOf = (chosen: Parameters<GuestChat["answer"]>[1]): chosen is Choice | TimeChoice =>
  !Array.isArray(chosen);

/** Creates the method that answers the content of a message. */
export const createAnswer =
  ({ store, outbox }: Pick<Chat, "store" | "outbox">): GuestChat["answer"] =>
  (key, chosen, text) => {
    const { messages } = store.get();
    const message = messages.get(key);
    const all = isOneOf(chosen) ? [chosen] : chosen;
    const content = message?.content
      .filter(isRichContent)
      .find((part) => all.every(({ payload }) => payloadsIn(part).includes(payload)));
    if (message?.delivery.kind !== "sent" || content === undefined)
      throw new ParlorError("refused", "The message has nothing to answer");
    if (isOver(store.get()))
      throw new ParlorError("conversation-ended", "The conversation has ended");
    const to = message.delivery.id;
    for (const row of messages.values())
      if (row.isOwn && row.content.some((one) => isAnswerContent(one) && one.to === to))
        return row.key;
    return outbox.add(checkText(text ?? all.map(wordsOf).join(", ")), [
      { kind: "answer", to, of: content.kind, payloads: all.map(({ payload }) => payload) },
    ]);
  };
