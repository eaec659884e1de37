import type { GuestChat } from "../transport/index.ts";

/** What a host page can listen to. @public */
export type ParlorEventType =
  | "ready"
  | "open"
  | "close"
  | "launcher:shown"
  | "launcher:hidden"
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
