import { untracked } from "@preact/signals";
import type {
  ConversationState,
  EndReason,
  GuestChat,
  ParlorErrorCode,
} from "../../transport/index.ts";
import type { MenuPage } from "./panel.ts";

/**
 * Data of an event about a row of the conversation log. With the option `events.includeContent` it
 * includes the text and the author's name.
 * @public
 */
export interface RowEventData {
  /** As returned by `send()` and accepted by `retry()`. */
  readonly key: string;
  readonly text?: string;
  readonly name?: string;
}

/**
 * Data of an event about a file. With the option `events.includeContent` it includes the name.
 * @public
 */
export interface FileEventData {
  /** The media type that the server has found. */
  readonly type: string;
  /** Bytes; null when the server does not say. */
  readonly size: number | null;
  readonly name?: string;
}

type Nothing = Readonly<Record<string, never>>;

/**
 * The `data` of each event: no text, name or e-mail address of anybody, unless the option
 * `events.includeContent` is set.
 * @public
 */
export interface ParlorEventData {
  /** The widget can be used; nothing is open yet. Replayed to late subscribers. */
  readonly ready: { readonly version: string };
  /** The widget has been destroyed. */
  readonly destroyed: Nothing;
  /** Invalid options, or a conversation that could not be started. */
  readonly error: { readonly code: ParlorErrorCode; readonly message?: string };
  /**
   * `rect` is the panel's position, with which a page can keep its own focused element clear of it
   * (WCAG 2.4.11).
   */
  readonly open: { readonly rect: WindowRect };
  readonly close: Nothing;
  readonly "launcher:shown": Nothing;
  readonly "launcher:hidden": Nothing;
  /** The view that the visitor sees now. */
  readonly view: { readonly view: ViewName };
  readonly "prechat:shown": Nothing;
  readonly "prechat:submitted": Nothing;
  readonly "consent:given": Nothing;
  readonly "rating:submitted": { readonly score: number };
  readonly "conversation:starting": Nothing;
  readonly "conversation:started": Nothing;
  /** Resumed after a reload, or on another page. */
  readonly "conversation:resumed": Nothing;
  readonly "conversation:ended": {
    readonly by: "guest" | "agent" | "timeout" | "system";
    readonly reason: EndReason;
  };
  /** The session is no longer valid; a new conversation can be started. */
  readonly "conversation:expired": { readonly code: ParlorErrorCode };
  readonly "agent:joined": RowEventData;
  readonly "agent:left": RowEventData;
  readonly "agent:typing": { readonly isTyping: boolean };
  readonly "message:queued": RowEventData;
  readonly "message:sent": RowEventData;
  readonly "message:failed": RowEventData & { readonly code: ParlorErrorCode };
  readonly "message:received": RowEventData;
  /** The server has a file of the visitor; once for each file of a message. */
  readonly fileSent: FileEventData;
  /** A file of somebody else has come; once for each file of a message. */
  readonly fileReceived: FileEventData;
  /** Number of unread messages. Replayed to late subscribers. */
  readonly unread: { readonly count: number };
  /** State of the event stream. Replayed to late subscribers. */
  readonly connection: { readonly state: ConnectionName };
  /** Replayed to late subscribers. */
  readonly state: { readonly isOpen: boolean; readonly phase: PhaseName };
}

/** The events that a host page can subscribe to. @public */
export type ParlorEventType = keyof ParlorEventData;

/** Phase of the conversation; see `ConversationState` of the transport. @public */
export type PhaseName = ConversationState["phase"]["kind"];

/** State of the event stream, as reported to the page. @public */
export type ConnectionName =
  | "idle"
  | "connecting"
  | "live"
  | "polling"
  | "reconnecting"
  | "offline"
  | "elsewhere";

/** A view of the panel. @public */
export type ViewName =
  | "before"
  | "connecting"
  | "waiting"
  | "conversation"
  | "ended"
  | "failed"
  | MenuPage
  | "confirm";

/** In CSS pixels, from the top left corner of the viewport. @public */
export interface WindowRect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** An event. @public */
export interface ParlorEvent<Type extends ParlorEventType = ParlorEventType> {
  /** Counts up from 1, separately for each widget. */
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

/** The latest event of each of these types is replayed to late subscribers. */
const replayed: ReadonlySet<ParlorEventType> = new Set(["ready", "unread", "connection", "state"]);

/** Notifies all listeners. */
export type EmitEvent = <Type extends ParlorEventType>(
  type: Type,
  ...data: ParlorEventData[Type] extends Nothing ? [] : [data: ParlorEventData[Type]]
) => void;

export interface Emitter {
  readonly emit: EmitEvent;
  /**
   * Subscribes to all events; the latest replayable ones are delivered at once. Returns the undo.
   */
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
      // An error in a listener is reported to the page, and stops no other listener.
      reportError(error);
    }
  };
  return {
    emit(type, data: ParlorEventData[ParlorEventType] = {}) {
      const { conversationId } = chat.get();
      const event: ParlorEvent = { id: ++id, type, at: Date.now(), conversationId, data };
      if (replayed.has(type)) last.set(type, event);
      // An effect that emits must not run again because a listener has read or changed something.
      untracked(() => {
        for (const listener of listeners) notify(listener, event);
        host.dispatchEvent(
          new CustomEvent(`parlor:${type}`, { detail: event, bubbles: true, composed: true }),
        );
      });
    },
    listen(listener) {
      listeners.add(listener);
      for (const event of last.values()) notify(listener, event);
      return () => void listeners.delete(listener);
    },
  };
}
