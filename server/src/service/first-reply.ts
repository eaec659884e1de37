import { createHash } from "node:crypto";
import { DomainError } from "../domain/errors.ts";
import type { BodyType, Message } from "../domain/model.ts";
import type { MessageExtras } from "./message-extras.ts";
import type { FirstReply } from "./store.ts";

/** How long an idempotency key gives its first reply again (extension `idempotency`). */
const IDEMPOTENCY_MS = 24 * 60 * 60 * 1000;

/** A message that is asked for with an idempotency key. */
export interface KeyedMessage {
  readonly memberId: string;
  readonly key: string;
  readonly body: string;
  readonly bodyType: BodyType;
  /** The ids of its files, in their order, its language, its content or answer. Default: none */
  readonly more: MessageExtras;
}

/** The moment since which the use of a key counts. */
export function keysSince(now: number): number {
  return now - IDEMPOTENCY_MS;
}

/** SHA-256 of what is asked for, in hex. The key is not part of it. */
export function hashOf({ memberId, bodyType, body, more }: KeyedMessage): string {
  // Without more it is the hash that older versions have stored.
  const { attachmentIds = [], ...parts } = more;
  const files = attachmentIds.length > 0 ? [attachmentIds] : [];
  const rest = Object.keys(parts).length > 0 ? [parts] : [];
  return createHash("sha256")
    .update(JSON.stringify([memberId, bodyType, body, ...files, ...rest]))
    .digest("hex");
}

/**
 * The reply that this sender's key was given first.
 * @throws DomainError `idempotency-key-reused` when the key was used for something else
 */
export function replyAgain({ message, hash }: FirstReply, asked: KeyedMessage): Message {
  // Version 0.1.0 kept no hash: its rows answer by the body that was kept.
  const isSame = hash === null ? message.body === asked.body : hash === hashOf(asked);
  if (!isSame) {
    throw new DomainError(
      "idempotency-key-reused",
      "The idempotency key was used for another message",
    );
  }
  return message;
}
