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

export interface Emitter {
  emit(type: ParlorEventType, data?: Readonly<Record<string, unknown>>): void;
  on(type: ParlorEventType | "*", listener: ParlorListener): () => void;
}

export function createEmitter(host: HTMLElement, chat: GuestChat): Emitter {
  const listeners = new Map<string, Set<ParlorListener>>();
  const last = new Map<ParlorEventType, ParlorEvent>();
  let id = 0;
  return {
    emit(type, data = {}) {
      const event: ParlorEvent = {
        id: ++id,
        type,
        at: Date.now(),
        conversationId: chat.get().conversationId,
        data,
      };
      if (replayed.has(type)) last.set(type, event);
      for (const key of [type, "*"]) {
        for (const listener of listeners.get(key) ?? []) {
          try {
            listener(event);
          } catch (error) {
            // A listener's mistake is the page's to see, and stops nothing here.
            reportError(error);
          }
        }
      }
      host.dispatchEvent(
        new CustomEvent(`parlor:${type}`, { detail: event, bubbles: true, composed: true }),
      );
    },
    on(type, listener) {
      const set = listeners.get(type) ?? new Set();
      listeners.set(type, set);
      set.add(listener);
      for (const [known, event] of last) if (type === "*" || type === known) listener(event);
      return () => void set.delete(listener);
    },
  };
}

const connectionOf = ({ stream }: ConversationState): string => {
  switch (stream.kind) {
    case "live":
    case "connecting":
      return stream.kind;
    case "waiting":
      return stream.isOffline ? "offline" : "reconnecting";
    case "idle":
      return "idle";
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
