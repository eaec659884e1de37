import { effect, signal } from "@preact/signals";
import {
  createGuestChat,
  ParlorError,
  type MediaHandler,
  type MessageKey,
  type StartOptions,
} from "../transport/index.ts";
import type { Launcher } from "./embed/launcher.ts";
import { createEmitter, emitChanges, type ParlorEventType, type ParlorListener } from "./events.ts";
import type { ResolvedOptions } from "./options.ts";
import type { Panel } from "./state/panel.ts";
import { adoptStyles } from "./theme/adopt-styles.ts";
import { renderChat } from "./ui/App.tsx";

/** What a host page holds of one chat window. @public */
export interface ParlorHandle {
  /** Opens the window. Focus moves only with `{ focus: true }`, for calls that answer a visitor's own act. */
  open(options?: { readonly focus?: boolean }): Promise<void>;
  close(): Promise<void>;
  toggle(): Promise<void>;
  /** Moves focus into the open window. */
  focus(): Promise<void>;
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
  /** Erases all that is stored here. */
  forget(): Promise<void>;
  /** Removes the window with all its nodes, listeners, timers and sockets. */
  destroy(): void;
}

// oxlint-disable-next-line no-underscore-dangle -- put in by the build; no page can mean it
declare const __PARLOR_VERSION__: string;

/** Builds the window into a launcher's root, and returns what the page may hold of it. */
export function mountInto(launcher: Launcher, options: ResolvedOptions): ParlorHandle {
  const { host, root, button } = launcher;
  const { journeyContext, getMemberAuthToken, log, ...rest } = options;
  const chat = createGuestChat({
    ...rest,
    ...(journeyContext !== null && { journeyContext }),
    ...(getMemberAuthToken !== null && { getMemberAuthToken }),
    ...(log !== null && { ports: { log } }),
  });
  const isOpen = signal(false);
  const unreadCount = signal(0);
  const openedByVisitor = signal(false);
  let opener: HTMLElement | null = null;

  const open = (byVisitor: boolean): void => {
    if (isOpen.value) return;
    openedByVisitor.value = byVisitor;
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
  const panel: Panel = { isOpen, unreadCount, openedByVisitor, minimise };
  const emitter = createEmitter(host, chat);

  adoptStyles(root);
  const container = document.createElement("div");
  container.className = "parlor";
  container.hidden = true;
  root.insertBefore(container, button);
  const onClick = (): void => (isOpen.value ? minimise() : open(true));
  const undo = [
    renderChat(container, { chat, options, panel, emit: emitter.emit }),
    emitChanges(chat, panel, emitter),
    effect(() => launcher.setOpen(isOpen.value)),
    effect(() => launcher.setUnread(unreadCount.value)),
  ];
  button.addEventListener("click", onClick);
  void chat.resume().catch(() => undefined);
  emitter.emit("ready", { version: __PARLOR_VERSION__ });

  let isGone = false;
  const calls: Pick<
    ParlorHandle,
    "open" | "close" | "toggle" | "focus" | "start" | "end" | "send" | "retry" | "forget"
  > = {
    open: async (how = {}) => open(how.focus === true),
    close: async () => minimise(),
    toggle: async () => (isOpen.value ? minimise() : open(false)),
    focus: async () => container.querySelector("textarea")?.focus(),
    start: (start) => chat.start(start),
    end: async () => chat.end(),
    async send(text) {
      const key = chat.send(text);
      if (chat.get().phase.kind !== "none") return key;
      // Where a form comes first, what was written waits for it.
      if (options.preChat === null) void chat.start().catch(() => undefined);
      else open(false);
      return key;
    },
    retry: async (key) => chat.retry(key as MessageKey),
    async forget() {
      chat.forget();
      // The draft, the choice of sounds.
      for (const name of ["localStorage", "sessionStorage"] as const) {
        try {
          for (const key of Object.keys(window[name]))
            if (key.startsWith("parlor:") && key.includes(options.deploymentId))
              window[name].removeItem(key);
        } catch {
          // Storage is forbidden: nothing is there.
        }
      }
    },
  };
  const guarded = Object.fromEntries(
    Object.entries(calls).map(([name, call]) => [
      name,
      async (...args: unknown[]) => {
        if (isGone) throw new ParlorError("destroyed", "The chat was destroyed");
        return (call as (...args: unknown[]) => unknown)(...args);
      },
    ]),
  ) as unknown as typeof calls;

  return {
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
      button.removeEventListener("click", onClick);
      for (const step of undo) step();
      chat.destroy();
      host.remove();
    },
  };
}
