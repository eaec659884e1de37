import type { Said } from "./bodies.ts";
import type { Message } from "./records.ts";
import { refusal } from "./refusal.ts";

/** Whether a message says what a sender says again. */
const isRepeat = (
  { body, bodyType, attachments = [], bodyIsFallback = false, answer }: Message,
  said: Said,
): boolean =>
  (bodyIsFallback ? "" : body) === said.body &&
  bodyType === said.bodyType &&
  attachments.map(({ id }) => id).join() === said.attachmentIds.join() &&
  JSON.stringify(answer) === JSON.stringify(said.answer);

/** The messages that were sent with an idempotency key, which is scoped to its sender. */
export class Repeats {
  readonly #all = new Map<string, Message>();

  /**
   * The message that was sent with the key.
   * @throws Refusal 409 when it was another message
   */
  find(senderId: string, key: string | null, said: Said): Message | undefined {
    const first = key === null ? undefined : this.#all.get(`${senderId} ${key}`);
    if (first === undefined || isRepeat(first, said)) return first;
    throw refusal("request.conflict", [], "The idempotency key was used for another message");
  }

  keep(key: string | null, message: Message): void {
    if (key !== null) this.#all.set(`${message.senderId} ${key}`, message);
  }
}
