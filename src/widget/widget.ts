import { computed, effect, signal, type ReadonlySignal } from "@preact/signals";
import {
  createGuestChat,
  ParlorError,
  type GuestChat,
  type MediaHandler,
  type MessageKey,
  type StartOptions,
} from "../transport/index.ts";
import type { Launcher } from "./embed/launcher.ts";
import { createEmitter, type ParlorEventType, type ParlorListener } from "./events.ts";
import type { Catalogue } from "./i18n/en.ts";
import { language, setLanguage, t } from "./i18n/translate.ts";
import type { ResolvedOptions } from "./options.ts";
import { kept } from "./state/kept.ts";
import type { MoreVerbs } from "./more-verbs.ts";
import type { Panel } from "./state/panel.ts";
import { adoptStyles } from "./theme/adopt-styles.ts";
import { renderChat } from "./ui/App.tsx";

/** What a host page holds of one chat window. @public */
export interface ParlorHandle extends MoreVerbs {
  /** Opens the window. Focus moves only with `{ focus: true }`, for calls that answer a visitor's own act. */
  open(options?: { readonly focus?: boolean }): Promise<void>;
  close(): Promise<void>;
  toggle(): Promise<void>;
  /** Starts a conversation without waiting for the first opening. @throws ParlorError */
  start(options?: StartOptions): Promise<void>;
  /** Ends the conversation. @throws ParlorError `no-conversation`, and when the server could not be told */
  end(): Promise<void>;
  /** Sends text as the visitor. @throws ParlorError `message-empty`, `message-too-long`, `conversation-ended` */
  send(text: string): Promise<string>;
  /** Tries a message again that was not sent. */
  retry(key: string): Promise<void>;
  /** How this page shares a screen when an agent asks for it; null takes it back. */
  setMediaHandler(handler: MediaHandler | null): void;
  /** @throws ParlorError `invalid-options` for an unknown name */
  get(name: "state" | "unread" | "conversation" | "connection" | "version"): unknown;
  /** Listens; returns the undo. `"*"` hears everything. */
  on(type: ParlorEventType | "*", listener: ParlorListener): () => void;
  once(type: ParlorEventType | "*", listener: ParlorListener): () => void;
  off(type: ParlorEventType | "*", listener: ParlorListener): void;
  /** Removes the window with all its nodes, listeners, timers and sockets. */
  destroy(): void;
}

/** What is fetched when it is called for the first time. */
const later =
  "focus show hide prefill print exportTranscript setLocale setTheme setAttributes setRouting identify update reset forget".split(
    " ",
  ) as (keyof MoreVerbs)[];

// oxlint-disable-next-line no-underscore-dangle -- put in by the build; no page can mean it
declare const __PARLOR_VERSION__: string;

/** Why the window is wanted: by a visitor, for the greeting that is due, for a chat that was running, or because the page has called. */
export type Intent = "open" | "greet" | "resume" | "call";

/** A window, and what only its door needs of it. */
export interface Mounted {
  readonly handle: ParlorHandle;
  readonly answer: (intent: Intent) => void;
  /** Tells the page of a mistake that it made. */
  readonly fail: (error: ParlorError) => void;
}

/** A chat that asks for the options of the moment with every create call. */
function chatOf(options: ReadonlySignal<ResolvedOptions>): GuestChat {
  const { journeyContext, log, ...rest } = options.peek();
  return createGuestChat({
    ...rest,
    ...(journeyContext !== null && { journeyContext }),
    ...(log !== null && { ports: { log } }),
    get routing() {
      return options.peek().routing;
    },
    get profile() {
      return options.peek().profile;
    },
    get getMemberAuthToken() {
      return options.peek().getMemberAuthToken ?? undefined;
    },
  });
}

/** Builds the window into a launcher's root. */
export function mountInto(
  launcher: Launcher,
  initial: ResolvedOptions,
  given?: GuestChat,
): Mounted {
  const { host, root, button } = launcher;
  const options = signal(initial);
  const chat = given ?? chatOf(options);
  const isOpen = signal(false);
  const unreadCount = signal(0);
  const openedByVisitor = signal(false);
  const greets = signal(false);
  const hasWords = signal(false);
  let opener: HTMLElement | null = null;

  const open = (byVisitor: boolean): void => {
    if (isOpen.value) return;
    openedByVisitor.value = byVisitor;
    greets.value = false;
    const active = document.activeElement;
    opener =
      active instanceof HTMLElement && active !== host && active !== document.body ? active : null;
    isOpen.value = true;
  };
  const minimise = (): void => {
    if (!isOpen.value) return;
    const hadFocus = root.activeElement !== null;
    isOpen.value = false;
    if (hadFocus) (opener?.isConnected ? opener : button).focus();
  };
  const isShown = computed(() => isOpen.value && hasWords.value);
  const panel: Panel = { isOpen, isShown, unreadCount, openedByVisitor, greets, open, minimise };
  const choice = kept("language", initial.deploymentId);
  let asked: string | null = null;
  const speak = (messages: Catalogue = options.peek().messages): Promise<void> => {
    const tag = launcher.bestLanguage([
      asked,
      choice.read(),
      options.peek().locale,
      document.documentElement.lang,
      navigator.language,
    ]);
    // English is here already.
    hasWords.value ||= tag === "en";
    return setLanguage(tag, messages);
  };
  const speaksNow = (): boolean => (hasWords.value = true);
  void speak().then(speaksNow, speaksNow);
  const emitter = createEmitter(host, chat);

  adoptStyles(root);
  const container = document.createElement("div");
  container.className = "parlor";
  root.insertBefore(container, button);
  const toggle = (): void => (isOpen.value ? minimise() : open(true));
  const onClick = (event: Event): void => {
    const { ownButton } = launcher;
    if (ownButton !== null && (event.target as Element).closest?.(ownButton)) toggle();
  };
  const undo = [
    renderChat(container, {
      chat,
      options,
      panel,
      emit: emitter.emit,
      changeLanguage(tag) {
        choice.write(tag);
        asked = tag;
        return speak();
      },
      followPage: () => void speak().catch(() => undefined),
    }),
    effect(() => {
      const tip = t("launcher.open");
      // A greeting is one thing to read, too.
      const unread = unreadCount.value || Number(greets.value);
      launcher.show({
        isOpen: isOpen.value,
        unread,
        tip,
        language: language.value,
        name: isOpen.value
          ? t("launcher.close")
          : unread === 0
            ? tip
            : t("launcher.unread", { open: tip, n: unread }),
      });
    }),
  ];
  button.addEventListener("click", toggle);
  document.addEventListener("click", onClick);
  void chat.resume().catch(() => undefined);
  emitter.emit("ready", { version: __PARLOR_VERSION__ });

  let isGone = false;
  const calls: Pick<
    ParlorHandle,
    "open" | "close" | "toggle" | "start" | "end" | "send" | "retry"
  > = {
    open: async (how = {}) => open(how.focus === true),
    close: async () => minimise(),
    toggle: async () => (isOpen.value ? minimise() : open(false)),
    start: (start) => chat.start(start),
    end: async () => chat.end(),
    async send(text) {
      const key = chat.send(text);
      if (chat.get().phase.kind !== "none") return key;
      // Where a form comes first, what was written waits for it.
      if (options.peek().preChat === null) void chat.start().catch(() => undefined);
      else open(false);
      return key;
    },
    retry: async (key) => chat.retry(key as MessageKey),
  };
  const fetched = later.map((name) => [
    name,
    async (...args: unknown[]) => {
      const { moreVerbs } = await import("./ui/later-parts.tsx");
      const verbs = moreVerbs({
        chat,
        launcher,
        options,
        emit: emitter.emit,
        close: minimise,
        speak(tag, messages) {
          asked = tag;
          return speak(messages);
        },
      });
      return (verbs[name] as (...args: unknown[]) => unknown)(...args);
    },
  ]) as [string, (...args: never[]) => unknown][];
  const guarded = Object.fromEntries(
    [...Object.entries<(...args: never[]) => unknown>(calls), ...fetched].map(([name, call]) => [
      name,
      async (...args: unknown[]) => {
        if (isGone) throw new ParlorError("destroyed", "The chat was destroyed");
        return (call as (...args: unknown[]) => unknown)(...args);
      },
    ]),
  ) as unknown as typeof calls & MoreVerbs;

  const handle: ParlorHandle = {
    ...guarded,
    setMediaHandler: (handler) => chat.setMediaHandler(handler),
    get(name) {
      const { phase, conversationId, stream } = chat.get();
      switch (name) {
        case "state":
          return { isOpen: isOpen.value, phase: phase.kind };
        case "unread":
          return unreadCount.value;
        case "conversation":
          return { id: conversationId, phase: phase.kind };
        case "connection":
          return stream.kind;
        case "version":
          return __PARLOR_VERSION__;
        default:
          throw new ParlorError("invalid-options", `There is no "${String(name)}" to get`);
      }
    },
    on: (type, listener) => emitter.on(type, listener),
    once: (type, listener) => emitter.on(type, listener, true),
    off: (type, listener) => emitter.off(type, listener),
    destroy() {
      if (isGone) return;
      isGone = true;
      emitter.emit("destroyed");
      button.removeEventListener("click", toggle);
      document.removeEventListener("click", onClick);
      for (const step of undo) step();
      chat.destroy();
      host.remove();
    },
  };
  return {
    handle,
    answer(intent) {
      if (intent === "open") open(true);
      else if (intent === "greet") greets.value = chat.get().phase.kind === "none" && !isOpen.value;
    },
    fail(error) {
      // oxlint-disable-next-line no-console -- the one place where a site owner looks
      console.error(error);
      emitter.emit("error", { code: error.code, message: error.message });
    },
  };
}
