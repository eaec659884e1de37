import {
  ParlorError,
  type MediaHandler,
  type MessageKey,
  type StartOptions,
} from "../transport/index.ts";
import { connectionOf } from "./emit-changes.ts";
import type {
  ConnectionName,
  ParlorEvent,
  ParlorEventType,
  ParlorListener,
  PhaseName,
} from "./events.ts";
import { createHostHooks, type Intercept, type InterceptName } from "./host-hooks.ts";
import type { LazyMethods } from "./lazy-methods.ts";
import { followResets, reset } from "./reset.ts";
import type { MenuPage } from "./state/panel.ts";
import { version, type Widget } from "./widget.ts";

/** A page of the window. @public */
export type WindowPage = "conversation" | MenuPage;

/** @public */
export interface OpenOptions {
  /** Default `conversation`. */
  readonly view?: WindowPage;
  /** Default false. */
  readonly focus?: boolean;
}

/** What can be read of a chat window. @public */
export interface ParlorSnapshot {
  readonly state: { readonly isOpen: boolean; readonly phase: PhaseName };
  /** Messages that nobody has seen yet. */
  readonly unread: number;
  readonly conversation: { readonly id: string | null; readonly phase: PhaseName };
  readonly connection: ConnectionName;
  readonly version: string;
}

/** What a host page holds of one chat window. @public */
export interface ParlorHandle extends LazyMethods {
  /**
   * Opens the window, or a page of it. Focus moves only with `{ focus: true }`, for calls that answer a visitor's own act.
   * @throws ParlorError `vetoed` when the page's own `beforeOpen` says no
   */
  open(how?: WindowPage | OpenOptions): Promise<void>;
  close(): Promise<void>;
  toggle(): Promise<void>;
  /** Starts a conversation without waiting for the first opening. @throws ParlorError */
  start(options?: StartOptions): Promise<void>;
  /**
   * Ends the conversation. With `{ confirm: true }` the window opens and asks the visitor first; the call resolves when it has asked.
   * @throws ParlorError `no-conversation`, and when the server could not be told
   */
  end(how?: { readonly confirm?: boolean }): Promise<void>;
  /** Sends text as the visitor. @throws ParlorError `message-empty`, `message-too-long`, `conversation-ended` */
  send(text: string): Promise<string>;
  /** Tries a message again that was not sent. */
  retry(key: string): Promise<void>;
  /**
   * The visitor has logged out: forgets everything of the person, here at once and in the browser's other tabs, and closes the window: the
   * conversation, the form's answers, what was being written, what was not sent, who it was, and all that is stored. What the page gave for
   * everybody stays. Resolves when the server has been told that the guest leaves, or could not be told within 4 s.
   */
  reset(): Promise<void>;
  /** How this page shares a screen when an agent asks for it; null takes it back. */
  setMediaHandler(handler: MediaHandler | null): void;
  /** Everything that can be read, now; or one of it by name. @throws ParlorError `invalid-options` for an unknown name */
  get(): ParlorSnapshot;
  get<Name extends keyof ParlorSnapshot>(name: Name): ParlorSnapshot[Name];
  /** Listens; returns the undo. `"*"` hears everything. What is so now (`ready`, `unread`, `connection`, `state`) is told at once to whoever comes late. */
  on<Type extends ParlorEventType>(type: Type, listener: ParlorListener<Type>): () => void;
  on(type: "*", listener: ParlorListener): () => void;
  once<Type extends ParlorEventType>(type: Type, listener: ParlorListener<Type>): () => void;
  once(type: "*", listener: ParlorListener): () => void;
  off<Type extends ParlorEventType>(type: Type, listener: ParlorListener<Type>): void;
  off(type: "*", listener: ParlorListener): void;
  /**
   * Changes or stops what is about to happen; see {@link InterceptValues}. Several are asked in turn; together they have 2 s, after which
   * all pass but `beforeSend`, which then refuses: the message stays "Not sent".
   * @returns the undo
   * @throws ParlorError `invalid-options` for an unknown name
   */
  intercept<Name extends InterceptName>(name: Name, intercept: Intercept<Name>): () => void;
  /** Removes the window with all its nodes, listeners, timers and sockets. */
  destroy(): void;
}

type AnyListener = (event: ParlorEvent<never>) => void;

/** What is fetched when it is called for the first time. `reset` is not: somebody who logs out without a network is forgotten, too. */
const later =
  "focus show hide prefill print exportTranscript setLocale setTheme setAttributes setRouting identify update forget".split(
    " ",
  ) as (keyof LazyMethods)[];

const pages: readonly string[] = ["conversation", "menu", "languages", "transcript"];

/** What a page holds of a window: the verbs, guarded against use after the end. @internal */
export function createHandle(window: Widget): ParlorHandle {
  const { chat, options, panel, emitter } = window;
  const calls: Pick<
    ParlorHandle,
    "open" | "close" | "toggle" | "start" | "end" | "send" | "retry" | "reset"
  > = {
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
      // Where a form comes first, what was written waits for it.
      if (options.peek().preChat === null) void chat.start().catch(() => undefined);
      else await window.open(false);
      return key;
    },
    retry: async (key) => chat.retry(key as MessageKey),
    reset: () => reset(window),
  };
  followResets(window);
  // Asked for once: two that wait for one promise go on in the order in which they were called.
  let more: Promise<LazyMethods> | undefined;
  const fetchMore = (): Promise<LazyMethods> =>
    (more ??= import("./ui/later-parts.tsx").then(
      ({ moreVerbs }) => moreVerbs(window),
      (error: unknown) => {
        more = undefined;
        throw error;
      },
    ));
  const fetched = later.map((name) => [
    name,
    async (...args: unknown[]) =>
      ((await fetchMore())[name] as (...args: unknown[]) => unknown)(...args),
  ]) as [string, (...args: never[]) => unknown][];
  const guarded = Object.fromEntries(
    [...Object.entries<(...args: never[]) => unknown>(calls), ...fetched].map(([name, call]) => [
      name,
      async (...args: unknown[]) => {
        if (window.isGone()) throw new ParlorError("destroyed", "The chat was destroyed");
        return (call as (...args: unknown[]) => unknown)(...args);
      },
    ]),
  ) as unknown as typeof calls & LazyMethods;

  const facts = (): ParlorSnapshot => {
    const state = chat.get();
    const phase = state.phase.kind;
    return {
      state: { isOpen: panel.isOpen.value, phase },
      unread: panel.unreadCount.value,
      conversation: { id: state.conversationId, phase },
      connection: connectionOf(state),
      version,
    };
  };
  let listening: readonly (readonly [string, AnyListener, () => void])[] = [];
  const listen = (
    type: ParlorEventType | "*",
    listener: AnyListener,
    isOnce = false,
  ): (() => void) => {
    let undo = (): void => undefined;
    let isOver = false;
    const stop = (): void => {
      isOver = true;
      undo();
      listening = listening.filter((one) => one[2] !== stop);
    };
    listening = [...listening, [type, listener, stop]];
    undo = emitter.listen((event) => {
      if (isOver || (type !== "*" && type !== event.type)) return;
      if (isOnce) stop();
      (listener as ParlorListener)(event);
    });
    // What was told again at once may have been all that it wanted.
    if (isOver) undo();
    return stop;
  };
  const intercepts = createHostHooks(window.hooks);
  return {
    ...guarded,
    setMediaHandler: (handler) => chat.setMediaHandler(handler),
    get: ((name?: keyof ParlorSnapshot) => {
      const all = facts();
      if (name === undefined) return all;
      if (!Object.hasOwn(all, name))
        throw new ParlorError(
          "invalid-options",
          `There is no "${name}" to get. There are: ${Object.keys(all).join(", ")}`,
        );
      return all[name];
    }) as ParlorHandle["get"],
    on: (type: ParlorEventType | "*", listener: AnyListener) => listen(type, listener),
    once: (type: ParlorEventType | "*", listener: AnyListener) => listen(type, listener, true),
    off(type: ParlorEventType | "*", listener: AnyListener) {
      for (const [its, one, stop] of listening) if (its === type && one === listener) stop();
    },
    intercept: (name, intercept) => intercepts(name, intercept),
    destroy: () => window.destroy(),
  };
}
