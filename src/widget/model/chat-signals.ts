import { batch, signal, type ReadonlySignal, type Signal } from "@preact/signals";
import {
  changedMessages,
  type ConversationState,
  type GuestChat,
  type Member,
  type MemberId,
  type Message,
  type MessageKey,
} from "../../transport/index.ts";

/**
 * The conversation as signals: each part is read where it is shown, each row has its own signal.
 */
export interface ChatSignals {
  readonly state: ReadonlySignal<ConversationState>;
  readonly phase: ReadonlySignal<ConversationState["phase"]>;
  readonly stream: ReadonlySignal<ConversationState["stream"]>;
  readonly order: ReadonlySignal<readonly MessageKey[]>;
  readonly members: ReadonlySignal<ReadonlyMap<MemberId, Member>>;
  readonly typing: ReadonlySignal<readonly MemberId[]>;
  readonly media: ReadonlySignal<ConversationState["mediaRequests"]>;
  readonly queue: ReadonlySignal<ConversationState["queue"]>;
  readonly missed: ReadonlySignal<ConversationState["missed"]>;
  readonly uploads: ReadonlySignal<ConversationState["uploads"]>;
  readonly fileLimits: ReadonlySignal<ConversationState["fileLimits"]>;
  row(key: MessageKey): ReadonlySignal<Message | undefined>;
  dispose(): void;
}

/** The only connection from the transport's store to what Preact renders. */
export function createChatSignals(chat: GuestChat): ChatSignals {
  const parts: ((next: ConversationState) => void)[] = [];
  /**
   * A signal that is set, not computed from the state: an unchanged value notifies no subscriber.
   */
  const part = <Name extends keyof ConversationState>(
    name: Name,
  ): ReadonlySignal<ConversationState[Name]> => {
    const one = signal(chat.get()[name]);
    parts.push((next) => (one.value = next[name]));
    return one;
  };
  const state = signal(chat.get());
  const rows = new Map<MessageKey, Signal<Message | undefined>>();
  const undo = chat.subscribe((next, before) => {
    batch(() => {
      state.value = next;
      for (const tell of parts) tell(next);
      for (const key of changedMessages(next, before)) {
        const row = rows.get(key);
        if (row !== undefined) row.value = next.messages.get(key);
      }
    });
  });
  return {
    state,
    phase: part("phase"),
    stream: part("stream"),
    order: part("order"),
    members: part("members"),
    typing: part("typing"),
    media: part("mediaRequests"),
    queue: part("queue"),
    missed: part("missed"),
    uploads: part("uploads"),
    fileLimits: part("fileLimits"),
    row(key) {
      let row = rows.get(key);
      if (row === undefined) {
        row = signal(chat.get().messages.get(key));
        rows.set(key, row);
      }
      return row;
    },
    dispose: undo,
  };
}
