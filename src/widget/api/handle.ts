import {
  ParlorError,
  type MediaHandler,
  type MessageKey,
  type StartOptions,
} from "../../transport/index.ts";
import { connectionOf } from "../conversation/effects/emit-events.ts";
import type {
  ConnectionName,
  ParlorEventType,
  ParlorListener,
  PhaseName,
} from "../model/events.ts";
import type { Hook, HookName } from "../model/hooks.ts";
import { createHostHooks } from "./host-hooks.ts";
import { createListeners } from "./listeners.ts";
import type { LazyCode, LazyMethods } from "../model/lazy-methods.ts";
import { reset } from "../model/reset.ts";
import type { MenuPage } from "../model/panel.ts";
import { version } from "../model/version.ts";
import type { Widget } from "../model/widget.ts";

/** A page of the panel. @public */
export type WindowPage = "conversation" | MenuPage;

/** @public */
export interface OpenOptions {
  /** Default `conversation`. */
  readonly view?: WindowPage;
  /** Default false. */
  readonly focus?: boolean;
}

/** The state of a widget, as returned by `get()`. @public */
export interface ParlorSnapshot {
  readonly state: { readonly isOpen: boolean; readonly phase: PhaseName };
  /** Number of unread messages. */
  readonly unread: number;
  readonly conversation: { readonly id: string | null; readonly phase: PhaseName };
  readonly connection: ConnectionName;
  readonly version: string;
}

/** A host page's handle of one widget. @public */
export interface ParlorHandle extends LazyMethods {
  /**
   * Opens the panel, or a page of it. Focus moves only with `{ focus: true }`, for calls that
   * respond to a visitor's own action.
   * @throws ParlorError `vetoed` when the page's own `beforeOpen` refuses
   */
  open(how?: WindowPage | OpenOptions): Promise<void>;
  close(): Promise<void>;
  toggle(): Promise<void>;
  /** Starts a conversation without waiting for the first message. @throws ParlorError */
  start(options?: StartOptions): Promise<void>;
  /**
   * Ends the conversation. With `{ confirm: true }` the panel opens and asks the visitor first; the
   * call resolves when the question is shown.
   * @throws ParlorError `no-conversation`, and when the server could not be notified
   */
  end(how?: { readonly confirm?: boolean }): Promise<void>;
  /**
   * Sends text as the visitor, and resolves with the message's key.
   * @throws ParlorError `message-empty`, `message-too-long`, `conversation-ended`
   */
  send(text: string): Promise<string>;
  /** Retries a message that was not sent. */
  retry(key: string): Promise<void>;
  /**
   * Forgets everything about a visitor who has logged out, at once in this tab and in the browser's
   * other tabs, and closes the panel. This covers the conversation, the form's answers, the draft,
   * unsent messages, the identity, and everything stored. Options that the page set for all
   * visitors stay. Resolves when the server has been notified that the guest leaves, or could not
   * be notified within 4 s.
   */
  reset(): Promise<void>;
  /** The same as `reset()`. */
  forget(): Promise<void>;
  /** Sets how this page shares a screen when an agent asks for it; null removes the handler. */
  setMediaHandler(handler: MediaHandler | null): void;
  /**
   * Returns the current snapshot, or one field of it by name.
   * @throws ParlorError `invalid-options` for an unknown name
   */
  get(): ParlorSnapshot;
  get<Name extends keyof ParlorSnapshot>(name: Name): ParlorSnapshot[Name];
  /**
   * Subscribes to an event, or with `"*"` to all; returns the undo. The latest `ready`, `unread`,
   * `connection` and `state` are replayed at once to a late subscriber.
   */
  on<Type extends ParlorEventType>(type: Type, listener: ParlorListener<Type>): () => void;
  on(type: "*", listener: ParlorListener): () => void;
  once<Type extends ParlorEventType>(type: Type, listener: ParlorListener<Type>): () => void;
  once(type: "*", listener: ParlorListener): () => void;
  off<Type extends ParlorEventType>(type: Type, listener: ParlorListener<Type>): void;
  off(type: "*", listener: ParlorListener): void;
  /**
   * Registers a hook that may change or stop an action; see {@link HookValues}. Hooks of one
   * name run in turn and have 2 s together. After that every action proceeds except a `beforeSend`,
   * which is refused: the message stays "Not sent".
   * @returns the undo
   * @throws ParlorError `invalid-options` for an unknown name
   */
  hook<Name extends HookName>(name: Name, hook: Hook<Name>): () => void;
  /** @deprecated Since 0.2.0 it is `hook()`; accepted until 1.0. */
  intercept<Name extends HookName>(name: Name, hook: Hook<Name>): () => void;
  /** Removes the widget with all its nodes, listeners, timers and sockets. */
  destroy(): void;
}

/**
 * Methods whose code is fetched with the first call. `reset` and `forget` are not among them: a
 * visitor who logs out without a network must be forgotten, too.
 */
const later =
  "focus show hide prefill print exportTranscript setLocale setTheme setAttributes setRouting identify logout update".split(
    " ",
  ) as (keyof LazyMethods)[];

const pages: readonly string[] = ["conversation", "menu", "languages", "transcript"];

function snapshotOf({ chat, panel }: Widget): ParlorSnapshot {
  const state = chat.get();
  const phase = state.phase.kind;
  return {
    state: { isOpen: panel.isOpen.value, phase },
    unread: panel.unreadCount.value,
    conversation: { id: state.conversationId, phase },
    connection: connectionOf(state),
    version,
  };
}

type Calls = Pick<
  ParlorHandle,
  "open" | "close" | "toggle" | "start" | "end" | "send" | "retry" | "reset" | "forget"
>;

/** Adds the methods whose code is fetched, and makes all of them reject on a destroyed widget. */
function rejectWhenGone(
  window: Widget,
  calls: Calls,
  fetchMore: () => Promise<LazyCode>,
): Calls & LazyMethods {
  const fetched = later.map((name): [string, (...args: never[]) => unknown] => [
    name,
    async (...args: unknown[]) =>
      ((await fetchMore())[name] as (...args: unknown[]) => unknown)(...args),
  ]);
  return Object.fromEntries(
    [...Object.entries<(...args: never[]) => unknown>(calls), ...fetched].map(([name, call]) => [
      name,
      async (...args: unknown[]) => {
        if (window.isGone()) throw new ParlorError("destroyed", "The chat was destroyed");
        return (call as (...args: unknown[]) => unknown)(...args);
      },
    ]),
  ) as unknown as Calls & LazyMethods;
}

/** Creates the handle: all methods of the widget, which reject once it is destroyed. @internal */
export function createHandle(window: Widget): ParlorHandle {
  const { chat, options, panel, emitter } = window;
  const calls: Calls = {
    async open(how = {}) {
      const { view = "conversation", focus = false } =
        typeof how === "string" ? { view: how } : how;
      if (!pages.includes(view))
        throw new ParlorError(
          "invalid-options",
          `There is no view "${view}". There are: ${pages.join(", ")}`,
        );
      await window.open(focus);
      panel.menu.value = view === "conversation" ? null : view;
    },
    close: async () => panel.minimise(),
    toggle: async () => (panel.isOpen.value ? panel.minimise() : window.open(false)),
    start: (start) => chat.start(start),
    async end({ confirm = false } = {}) {
      if (!confirm) return chat.end();
      const { kind } = chat.get().phase;
      if (kind !== "waiting" && kind !== "talking")
        throw new ParlorError("no-conversation", "There is no conversation");
      await window.open(false);
      panel.pendingConfirmation.value = kind === "talking" ? "end" : "leave";
    },
    async send(text) {
      const key = chat.send(text);
      if (chat.get().phase.kind !== "none") return key;
      // With a pre-chat form, the message waits until the form is submitted.
      if (options.peek().preChat === null) void chat.start().catch(() => undefined);
      else await window.open(false);
      return key;
    },
    retry: async (key) => chat.retry(key as MessageKey),
    reset: () => reset(window),
    forget: () => reset(window),
  };
  // Fetched once: calls that wait for the same promise continue in the order they were made.
  let more: Promise<LazyCode> | undefined;
  const fetchMore = (): Promise<LazyCode> =>
    (more ??= window.fetchLazyMethods().catch((error: unknown) => {
      more = undefined;
      throw error;
    }));
  const addHook = createHostHooks(window.hooks);
  return {
    ...rejectWhenGone(window, calls, fetchMore),
    setMediaHandler: (handler) => chat.setMediaHandler(handler),
    get: ((name?: keyof ParlorSnapshot) => {
      const all = snapshotOf(window);
      if (name === undefined) return all;
      if (!Object.hasOwn(all, name))
        throw new ParlorError(
          "invalid-options",
          `There is no "${name}" to get. There are: ${Object.keys(all).join(", ")}`,
        );
      return all[name];
    }) as ParlorHandle["get"],
    ...createListeners(emitter),
    hook: addHook,
    intercept(name, hook) {
      fetchMore()
        .then(({ noteOldName }) => noteOldName("intercept()", "hook()"))
        // Without a network, the note is left out.
        .catch(() => undefined);
      return addHook(name, hook);
    },
    destroy: () => window.destroy(),
  };
}
