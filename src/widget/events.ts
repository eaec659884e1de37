import type {
  ConversationState,
  EndReason,
  GuestChat,
  ParlorErrorCode,
} from "../transport/index.ts";
import type { MenuPage } from "./state/panel.ts";

/** A row of the transcript. With the option `events.includeContent` its text, and the name of who wrote it, go along. @public */
export interface RowEventData {
  /** As `send()` gave it, and as `retry()` takes it. */
  readonly key: string;
  readonly text?: string;
  readonly name?: string;
}

type Nothing = Readonly<Record<string, never>>;

/** What each event says in its `data`: no text, name or e-mail address of anybody, unless the option `events.includeContent` is set. @public */
export interface ParlorEventData {
  /** The window can be used; nothing is open yet. Told again to whoever comes late. */
  readonly ready: { readonly version: string };
  /** Everything is gone. */
  readonly destroyed: Nothing;
  /** Wrong options, or a chat that could not be started. */
  readonly error: { readonly code: ParlorErrorCode; readonly message?: string };
  /** `rect` is where the window stands, so that a page can keep its own focused element clear of it (WCAG 2.4.11). */
  readonly open: { readonly rect: WindowRect };
  readonly close: Nothing;
  readonly "launcher:shown": Nothing;
  readonly "launcher:hidden": Nothing;
  /** What the visitor looks at now. */
  readonly view: { readonly view: ViewName };
  readonly "prechat:shown": Nothing;
  readonly "prechat:submitted": Nothing;
  readonly "consent:given": Nothing;
  readonly "rating:submitted": { readonly score: number };
  readonly "conversation:starting": Nothing;
  readonly "conversation:started": Nothing;
  /** Brought back by a reload or another page. */
  readonly "conversation:resumed": Nothing;
  readonly "conversation:ended": {
    readonly by: "guest" | "agent" | "timeout" | "system";
    readonly reason: EndReason;
  };
  /** The session is dead: another chat can be started. */
  readonly "conversation:expired": { readonly code: ParlorErrorCode };
  readonly "agent:joined": RowEventData;
  readonly "agent:left": RowEventData;
  readonly "agent:typing": { readonly isTyping: boolean };
  readonly "message:queued": RowEventData;
  readonly "message:sent": RowEventData;
  readonly "message:failed": RowEventData & { readonly code: ParlorErrorCode };
  readonly "message:received": RowEventData;
  /** Messages that nobody has seen yet. Told again to whoever comes late. */
  readonly unread: { readonly count: number };
  /** How the event stream is doing. Told again to whoever comes late. */
  readonly connection: { readonly state: ConnectionName };
  /** Told again to whoever comes late. */
  readonly state: { readonly isOpen: boolean; readonly phase: PhaseName };
}

/** What a host page can listen to. @public */
export type ParlorEventType = keyof ParlorEventData;

/** Where the conversation stands; see `ConversationState` of the transport. @public */
export type PhaseName = ConversationState["phase"]["kind"];

/** How the event stream is doing, in words of the page. @public */
export type ConnectionName =
  | "idle"
  | "connecting"
  | "live"
  | "polling"
  | "reconnecting"
  | "offline";

/** What a visitor looks at. @public */
export type ViewName =
  | "before"
  | "connecting"
  | "waiting"
  | "conversation"
  | "ended"
  | "failed"
  | MenuPage
  | "confirm";

/** In CSS pixels, from the corner of the viewport. @public */
export interface WindowRect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** One event. @public */
export interface ParlorEvent<Type extends ParlorEventType = ParlorEventType> {
  /** Counts up from 1, for one window. */
  readonly id: number;
  readonly type: Type;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly conversationId: string | null;
  readonly data: ParlorEventData[Type];
}

/** @public */
export type ParlorListener<Type extends ParlorEventType = ParlorEventType> = (
  event: ParlorEvent<Type>,
) => void;

/** Told again to whoever comes late. */
const replayed: ReadonlySet<ParlorEventType> = new Set(["ready", "unread", "connection", "state"]);

/** Tells whoever listens. */
export type EmitEvent = <Type extends ParlorEventType>(
  type: Type,
  ...data: ParlorEventData[Type] extends Nothing ? [] : [data: ParlorEventData[Type]]
) => void;

export interface Emitter {
  readonly emit: EmitEvent;
  /** Hears everything, and at once again what is so now. Returns the undo. */
  readonly listen: (listener: ParlorListener) => () => void;
}

export function createEmitter(host: HTMLElement, chat: GuestChat): Emitter {
  const listeners = new Set<ParlorListener>();
  const last = new Map<ParlorEventType, ParlorEvent>();
  let id = 0;
  const notify = (listener: ParlorListener, event: ParlorEvent): void => {
    try {
      listener(event);
    } catch (error) {
      // A listener's mistake is the page's to see, and stops nothing here.
      reportError(error);
    }
  };
  return {
    emit(type, data: ParlorEventData[ParlorEventType] = {}) {
      const { conversationId } = chat.get();
      const event: ParlorEvent = { id: ++id, type, at: Date.now(), conversationId, data };
      if (replayed.has(type)) last.set(type, event);
      for (const listener of listeners) notify(listener, event);
      host.dispatchEvent(
        new CustomEvent(`parlor:${type}`, { detail: event, bubbles: true, composed: true }),
      );
    },
    listen(listener) {
      listeners.add(listener);
      for (const event of last.values()) notify(listener, event);
      return () => void listeners.delete(listener);
    },
  };
}
