import { messageFrame, typingFrame } from "parlor-contract/frames";
import type { WebChatTyping } from "parlor-contract/guest-chat.generated";
import { newId } from "parlor-contract/new-id";
import type { BodyType, RichContent } from "parlor-contract/records";
import { richText } from "parlor-contract/rich-text";
import { typingView } from "parlor-contract/views";
import type { Message } from "./records.ts";

/** An attached event stream. */
export interface Listener {
  tell(frame: object): void;
  close(code: number, reason: string): void;
}

/** There is no event for the end of typing: clients hide the indicator after this time. */
const TYPING_MS = 4_000;

/** The parts that a message may have besides its text. */
interface More extends Pick<Message, "language" | "attachments"> {
  readonly content?: readonly RichContent[];
  readonly answer?: Message["answer"];
}

/** The events of one conversation: what is said in it, and the streams that it is sent to. */
export class Transcript {
  readonly messages: Message[] = [];
  readonly #conversationId: string;
  readonly #now: () => number;
  readonly #listeners = new Set<Listener>();
  readonly #typing = new Map<string, number>();
  #lastAt = 0;

  constructor(conversationId: string, now: () => number) {
    this.#conversationId = conversationId;
    this.#now = now;
  }

  /** The ids of the members who are typing. */
  get typing(): readonly string[] {
    const now = this.#now();
    return [...this.#typing].flatMap(([id, at]) => (now - at < TYPING_MS ? id : []));
  }

  /** A timestamp that is not before the clock and strictly after the previous one. */
  stamp(): number {
    this.#lastAt = Math.max(this.#now(), this.#lastAt + 1);
    return this.#lastAt;
  }

  /**
   * Without a text, the names of the files stand for one.
   * @param more - the language of the body as a BCP 47 tag, files, content to answer, and the
   *   answer to other content. Default: none
   */
  say(
    senderId: string,
    text: string,
    bodyType: BodyType,
    { language, attachments = [], content, answer }: More = {},
  ): Message {
    const conversationId = this.#conversationId;
    const bodyIsFallback = text === "" && attachments.length > 0;
    const body = bodyIsFallback ? attachments.map(({ name }) => name).join(", ") : text;
    const message: Message = {
      id: newId(),
      conversationId,
      senderId,
      at: this.stamp(),
      body: content === undefined ? body : richText(text, content),
      bodyType,
      ...(language !== undefined && { language }),
      ...(attachments.length > 0 && { attachments, bodyIsFallback }),
      ...(content !== undefined && { rich: { text, content } }),
      ...(answer !== undefined && { answer }),
    };
    this.messages.push(message);
    this.#typing.delete(senderId);
    this.tell(messageFrame(message));
    return message;
  }

  /** Notifies all streams that a member is typing. */
  type(senderId: string): WebChatTyping {
    const at = this.#now();
    this.#typing.set(senderId, at);
    const typing = { id: newId(), conversationId: this.#conversationId, senderId, at };
    this.tell(typingFrame(typing));
    return typingView(typing);
  }

  tell(frame: object): void {
    for (const listener of this.#listeners) listener.tell(frame);
  }

  /** @returns a function that detaches the stream */
  attach(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  close(): void {
    for (const listener of this.#listeners) listener.close(1001, "The conversation is ended");
  }
}
