import type { ConversationState, GuestChat, Message } from "../transport/index.ts";
import type { Panel } from "./state/panel.ts";

/** What a host page can listen to. @public */
export type ParlorEventType =
  | "ready"
  | "open"
  | "close"
  | "unread"
  | "connection"
  | "conversation:starting"
  | "conversation:started"
  | "conversation:resumed"
  | "conversation:ended"
  | "conversation:expired"
  | "agent:joined"
  | "agent:left"
  | "message:queued"
  | "message:sent"
  | "message:failed"
  | "message:received"
  | "prechat:shown"
  | "prechat:submitted"
  | "consent:given"
  | "rating:submitted"
  | "error"
  | "destroyed";

/** One event. `data` carries no text, name or e-mail address of anybody. @public */
export interface ParlorEvent {
  readonly id: number;
  readonly type: ParlorEventType;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly conversationId: string | null;
  readonly data: Readonly<Record<string, unknown>>;
}

/** @public */
export type ParlorListener = (event: ParlorEvent) => void;

/** Told again to whoever comes late. */
const replayed: ReadonlySet<ParlorEventType> = new Set(["ready", "unread", "connection"]);

/** Tells whoever listens. */
export type EmitEvent = (type: ParlorEventType, data?: Readonly<Record<string, unknown>>) => void;

export interface Emitter {
  readonly emit: EmitEvent;
  on(type: ParlorEventType | "*", listener: ParlorListener, isOnce?: boolean): () => void;
  off(type: ParlorEventType | "*", listener: ParlorListener): void;
}

interface Subscription {
  readonly type: ParlorEventType | "*";
  readonly listener: ParlorListener;
  readonly isOnce: boolean;
}

export function createEmitter(host: HTMLElement, chat: GuestChat): Emitter {
  let subscriptions: Subscription[] = [];
  const last = new Map<ParlorEventType, ParlorEvent>();
  let id = 0;
  const remove = (gone: Subscription): void => {
    subscriptions = subscriptions.filter((one) => one !== gone);
  };
  const tell = (one: Subscription, event: ParlorEvent): void => {
    if (one.type !== "*" && one.type !== event.type) return;
    if (!subscriptions.includes(one)) return;
    if (one.isOnce) remove(one);
    try {
      one.listener(event);
    } catch (error) {
      // A listener's mistake is the page's to see, and stops nothing here.
      reportError(error);
    }
  };
  return {
    emit(type, data = {}) {
      const { conversationId } = chat.get();
      const event: ParlorEvent = { id: ++id, type, at: Date.now(), conversationId, data };
      if (replayed.has(type)) last.set(type, event);
      for (const one of subscriptions) tell(one, event);
      host.dispatchEvent(
        new CustomEvent(`parlor:${type}`, { detail: event, bubbles: true, composed: true }),
      );
    },
    on(type, listener, isOnce = false) {
      const one = { type, listener, isOnce };
      subscriptions = [...subscriptions, one];
      for (const event of last.values()) tell(one, event);
      return () => remove(one);
    },
    off(type, listener) {
      subscriptions = subscriptions.filter((one) => one.type !== type || one.listener !== listener);
    },
  };
}

const connectionOf = ({ stream }: ConversationState): string => {
  switch (stream.kind) {
    case "waiting":
      return stream.isOffline ? "offline" : "reconnecting";
    default:
      return stream.kind;
  }
};

/** Turns changes of the conversation and of the panel into events. Returns the undo. */
export function emitChanges(chat: GuestChat, panel: Panel, emitter: Emitter): () => void {
  const tellRow = (row: Message, before: Message | undefined): void => {
    const data = { key: row.key };
    if (before === undefined) {
      if (row.kind === "joined") emitter.emit("agent:joined", data);
      else if (row.kind === "left") emitter.emit("agent:left", data);
      else if (!row.isOwn) emitter.emit("message:received", data);
      else if (row.delivery.kind !== "sent") emitter.emit("message:queued", data);
    } else if (row.isOwn && row.delivery.kind !== before.delivery.kind) {
      if (row.delivery.kind === "sent") emitter.emit("message:sent", data);
      if (row.delivery.kind === "failed")
        emitter.emit("message:failed", { ...data, code: row.delivery.code });
    }
  };
  let wasOpen = panel.isOpen.peek();
  const undo = [
    chat.subscribe((state, before) => {
      if (state.messages !== before.messages) {
        for (const [key, row] of state.messages)
          if (row !== before.messages.get(key)) tellRow(row, before.messages.get(key));
      }
      if (connectionOf(state) !== connectionOf(before))
        emitter.emit("connection", { state: connectionOf(state) });
      const [phase, was] = [state.phase, before.phase];
      if (phase.kind === was.kind) return;
      if (phase.kind === "starting") emitter.emit("conversation:starting");
      if (was.kind === "starting" && (phase.kind === "waiting" || phase.kind === "talking")) {
        emitter.emit(state.isResumed ? "conversation:resumed" : "conversation:started");
      }
      if (phase.kind === "ended") emitter.emit("conversation:ended", { by: phase.reason });
      if (phase.kind === "expired") emitter.emit("conversation:expired", { code: phase.code });
      if (phase.kind === "failed") emitter.emit("error", { code: phase.code });
    }),
    panel.unreadCount.subscribe((count) => emitter.emit("unread", { count })),
    panel.isOpen.subscribe((isOpen) => {
      if (isOpen !== wasOpen) emitter.emit(isOpen ? "open" : "close");
      wasOpen = isOpen;
    }),
  ];
  return () => {
    for (const step of undo) step();
  };
}
