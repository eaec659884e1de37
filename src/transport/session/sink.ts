import type { Sink } from "../backend/backend.ts";
import type { Chat } from "../chat.ts";
import type { ConversationEvent } from "../conversation/event.ts";
import type { MemberId } from "../conversation/message.ts";
import type { EndReason } from "../conversation/state.ts";
import type { ParlorError } from "../errors.ts";
import type { ChatHooks } from "../options.ts";

/** Runs the host's `beforeDisplay` hook, and dispatches the messages afterwards. */
export type DisplayHook = (
  event: Extract<ConversationEvent, { type: "received" }>,
  beforeDisplay: NonNullable<ChatHooks["beforeDisplay"]>,
) => Promise<void>;

/** The other parts of a chat, as a conversation needs them. */
export interface SessionParts {
  readonly heardTyping: (id: MemberId) => void;
  readonly closeTyping: () => void;
  readonly refreshMedia: () => void;
  readonly closeMedia: () => void;
  /** Messages of one connection wait for each other, and not for those of another one. */
  readonly createDisplayHook: () => DisplayHook;
}

export interface SinkDeps extends SessionParts {
  readonly chat: Chat;
  readonly ended: (reason: EndReason) => void;
  readonly lost: (error: ParlorError) => void;
}

const DONE = Promise.resolve();

/**
 * Creates the place where one connection reports to. After `shut()` reports are dropped: a late
 * answer must not change the next conversation.
 */
export function createSink(deps: SinkDeps): { readonly sink: Sink; readonly shut: () => void } {
  const { store, run, outbox, hooks, dispatch, ports } = deps.chat;
  const { clock } = ports;
  const show = deps.createDisplayHook();
  let isOpen = true;
  const report = (event: ConversationEvent): void => {
    if (isOpen) dispatch(event);
  };
  const sink: Sink = {
    state: store.get,
    messages(messages, page) {
      const event = { type: "received", messages, ...page } as const;
      const { beforeDisplay } = hooks;
      if (isOpen && beforeDisplay !== undefined) return show(event, beforeDisplay);
      report(event);
      return DONE;
    },
    session(capabilities, fileLimits) {
      const { conversationId, ownId, isResumed } = store.get();
      if (conversationId !== null && ownId !== null)
        report({ type: "session", conversationId, ownId, isResumed, capabilities, fileLimits });
    },
    members: (members) => report({ type: "members", members, at: clock.now() }),
    memberChanged: (id, state, reason) =>
      report({
        type: "member-state",
        id,
        state,
        isTransfer: reason === "transfer",
        isGone: reason === "gone",
        endReason: null,
        at: clock.now(),
      }),
    typing(id) {
      if (isOpen) deps.heardTyping(id);
    },
    queue: (place) => report({ type: "queue", place }),
    missed: (missed) => report({ type: "missed", missed }),
    status: (status) => report({ type: "stream", status }),
    mediaChanged() {
      if (isOpen) deps.refreshMedia();
    },
    ready() {
      if (!isOpen || run.connection?.isReady() !== true) return;
      run.settle(null);
      outbox.pump();
    },
    ended(reason) {
      if (isOpen) deps.ended(reason);
    },
    lost(error) {
      if (isOpen) deps.lost(error);
    },
  };
  return {
    sink,
    shut: () => {
      isOpen = false;
    },
  };
}
