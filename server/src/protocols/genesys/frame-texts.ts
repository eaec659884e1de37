import type { ChatEvent } from "../../service/bus.ts";
import type { FileLinks } from "./file-views.ts";
import { memberFrame, messageFrame, missedFrame, queueFrame, typingFrame } from "./guest/frames.ts";
import { guestMissedView } from "./guest/views.ts";

/*
 * The texts of the frames on guests' streams and agents' channels. An event is one object for all
 * who listen, so its text is made for the first of them only.
 */

type EventOf<Kind extends ChatEvent["kind"]> = Extract<ChatEvent, { readonly kind: Kind }>;

/** Makes the value of each key once, and keeps it as long as the key lives. */
export function once<Key extends object, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const made = new WeakMap<Key, { readonly value: Value }>();
  return (key) => {
    const earlier = made.get(key);
    if (earlier !== undefined) return earlier.value;
    const value = make(key);
    made.set(key, { value });
    return value;
  };
}

/**
 * @param linksOf - signs the addresses of files for one listener, so only the text of a message
 *   without files is made once for all
 */
export function messageText(event: EventOf<"message">, linksOf: () => FileLinks): string {
  if (event.message.files === undefined) return plainText(event, linksOf);
  return JSON.stringify(messageFrame(event.message, linksOf()));
}

const plainTexts = new WeakMap<EventOf<"message">, string>();

function plainText(event: EventOf<"message">, linksOf: () => FileLinks): string {
  const text = plainTexts.get(event) ?? JSON.stringify(messageFrame(event.message, linksOf()));
  plainTexts.set(event, text);
  return text;
}

export const typingText: (event: EventOf<"typing">) => string = once(
  ({ conversationId, senderId, id, at }) =>
    JSON.stringify(typingFrame(conversationId, senderId, id, at)),
);

/** With the reason of the conversation's end, which is for the guest alone. */
export const guestMemberText: (event: EventOf<"member">) => string = once(
  ({ member, at, endReason }) => JSON.stringify(memberFrame(member, at, endReason)),
);

const memberText = once(({ member, at }: EventOf<"member">) =>
  JSON.stringify(memberFrame(member, at)),
);

export const agentMemberText = (event: EventOf<"member">): string =>
  event.endReason === undefined ? guestMemberText(event) : memberText(event);

export const queueText: (event: EventOf<"queue">) => string = once(({ conversationId, place }) =>
  JSON.stringify(queueFrame(conversationId, place)),
);

export const missedText: (event: EventOf<"missed">) => string = once(({ conversationId, missed }) =>
  JSON.stringify(missedFrame(conversationId, guestMissedView(missed))),
);
