import {
  ParlorError,
  type ConversationState,
  type GuestChat,
  type MessageKey,
  type StartOptions,
} from "../../transport/index.ts";

/** A message that the server has stored. */
export interface Sent {
  readonly text: string;
  /** The server's time, in ms since 1970. */
  readonly at: number;
}

/** The outcome of a send: null while it is open. */
function outcomeOf({ messages, phase }: ConversationState, key: MessageKey): Sent | Error | null {
  const row = messages.get(key);
  if (row === undefined) return new ParlorError("aborted", "The message is gone");
  const { delivery } = row;
  if (delivery.kind === "sent") return { text: row.body, at: delivery.at };
  if (delivery.kind === "failed") return new ParlorError(delivery.code, "Not sent");
  return phase.kind === "failed" ? new ParlorError(phase.code, "Not started") : null;
}

/**
 * Sends a message as the first words of a conversation, which it begins if there is none. Resolves
 * when the server has stored it. After a failure the text is in no outbox, so that a repeated call
 * sends it once.
 * @param onStored - called when the text is in the outbox
 * @throws ParlorError
 */
export async function deliver(
  chat: GuestChat,
  start: StartOptions,
  text: string,
  onStored: () => void,
): Promise<Sent> {
  const { kind } = chat.get().phase;
  // The text is put in the outbox when the conversation exists: a failed start keeps it in the
  // form, with the address that is part of the start.
  if (kind === "none" || kind === "failed") {
    if (chat.hasStoredSession()) await chat.resume();
    else await chat.start(start);
  }
  const key = chat.send(text);
  onStored();
  return new Promise((resolve, reject) => {
    const settle = (): void => {
      const outcome = outcomeOf(chat.get(), key);
      if (outcome === null) return;
      undo();
      if (!(outcome instanceof Error)) return resolve(outcome);
      if (chat.get().messages.has(key)) chat.discard(key);
      reject(outcome);
    };
    const undo = chat.subscribe(settle);
    settle();
  });
}
