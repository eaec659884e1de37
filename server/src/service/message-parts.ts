import { DomainError } from "../domain/errors.ts";
import type { Message } from "../domain/model.ts";
import { answerIn, notOffered, routeOf } from "../domain/rich.ts";
import type { MessageParts } from "../domain/message-parts.ts";
import type { RichAnswer } from "../domain/rich-parts.ts";
import { isOffered } from "parlor-contract/rich-content";
import type { MessageStore } from "./store.ts";

/** Parts of a message that are checked, and the queue that its answer leads to. */
export interface CheckedParts {
  readonly parts: MessageParts;
  /** The name of a queue; undefined when it leads to none. */
  readonly route?: string | undefined;
  /** Whether the answer was found in the text. It is no answer then when there is one already. */
  readonly isFound: boolean;
}

/**
 * Checks what a message carries. An answer of the guest must be offered in the conversation; a text
 * that names one of the choices that were offered last answers them too.
 * @param isGuest - whether the guest has written it
 * @param lastOffer - finds the content that the guest may answer by writing
 * @throws DomainError `answer-not-offered`
 */
export async function checkParts(
  store: MessageStore,
  conversationId: string,
  {
    body,
    isGuest,
    parts,
    lastOffer,
  }: {
    readonly body: string;
    readonly isGuest: boolean;
    readonly lastOffer: () => Promise<Message | null>;
    readonly parts: MessageParts;
  },
): Promise<CheckedParts> {
  if (parts.answer !== undefined)
    return checkAnswer(store, conversationId, { ...parts, answer: parts.answer });
  if (!isGuest || parts.rich !== undefined) return { parts, isFound: false };
  const offer = await lastOffer();
  const answer = offer === null ? null : answerIn(offer, body);
  if (offer === null || answer === null) return { parts, isFound: false };
  return { parts: { ...parts, answer }, route: routeOf(offer, answer), isFound: true };
}

async function checkAnswer(
  store: MessageStore,
  conversationId: string,
  parts: MessageParts & { readonly answer: RichAnswer },
): Promise<CheckedParts> {
  const { answer } = parts;
  const offer: Message | null = await store.message(conversationId, answer.messageId);
  if (offer?.rich === undefined) throw notOffered("answer.messageId");
  if (!isOffered(offer.rich.content, answer)) throw notOffered("answer.payload");
  return { parts, route: routeOf(offer, answer), isFound: false };
}

/** Whether a commit was refused because the content is answered already. */
export const isAlreadyAnswered = (error: unknown): boolean =>
  error instanceof DomainError && error.code === "answer-already-given";
