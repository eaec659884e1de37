import { effect, signal, type ReadonlySignal } from "@preact/signals";
import type { GuestChat, GuestChatOptions, ParlorError } from "../../transport/index.ts";
import { wireChat } from "../../transport/for-the-widget.ts";
import type { Launcher } from "../loader/launcher.ts";
import { createChatSignals } from "../model/chat-signals.ts";
import { ConversationSlot, SecondarySlot } from "../model/chunk-slots.tsx";
import { createClock } from "../model/create-clock.ts";
import { createEmitter } from "../model/events.ts";
import type { Catalogue } from "../i18n/en.ts";
import { language, setLanguage, t } from "../i18n/translate.ts";
import type { Hooks } from "../api/host-hooks.ts";
import type { ResolvedOptions } from "../options/options.ts";
import { persistedValue } from "../model/persisted-value.ts";
import { version } from "../model/version.ts";
import type { Widget } from "../model/widget.ts";
import { adoptStyles } from "./adopt-styles.ts";
import { createPanel } from "./create-panel.ts";
import { connectChunks } from "./load-chunks.ts";
import { renderWidget } from "./render-widget.tsx";

/** Creates a chat that reads the current options with every create call. */
function chatOf(options: ReadonlySignal<ResolvedOptions>, hooks: Hooks): GuestChat {
  const { log } = options.peek();
  const own = { hooks, ports: log === null ? {} : { log } };
  return wireChat(
    new Proxy(own as GuestChatOptions, {
      get: (_, name) => Reflect.get(own, name) ?? Reflect.get(options.peek(), name) ?? undefined,
    }),
    async () => (await ConversationSlot.fetch()).chatParts,
  );
}

interface MountExtras {
  /** A chat to show instead of creating one. */
  readonly given?: GuestChat;
  /** Keeps the effects from starting while the page's queued calls have not been executed. */
  readonly isHeld?: ReadonlySignal<boolean>;
}

/**
 * Renders the widget into a launcher's root.
 * @param isInline - the panel is in the page's flow, and open from the beginning
 */
export function createWidget(
  launcher: Launcher,
  initial: ResolvedOptions,
  isInline: boolean,
  { given, isHeld }: MountExtras = {},
): Widget {
  connectChunks();
  const { host, root, button } = launcher;
  const options = signal(initial);
  const hooks: Hooks = {};
  const chat = given ?? chatOf(options, hooks);
  const panel = createPanel({
    launcher,
    hooks,
    isInline,
    changeLanguage(tag) {
      choice.write(tag);
      asked = tag;
      return speak();
    },
  });
  const { isOpen, hasWords, greets, minimise, open } = panel;
  let isGone = false;
  const choice = persistedValue("language", initial.deploymentId);
  let asked: string | null = null;
  const speak = (messages: Catalogue = options.peek().messages): Promise<void> => {
    const tag =
      launcher.bestLanguage([
        asked,
        choice.read(),
        options.peek().locale,
        document.documentElement.lang,
        navigator.language,
      ]) ?? "en";
    // The English catalogue is bundled.
    hasWords.value ||= tag === "en";
    return setLanguage(tag, messages);
  };
  const speaksNow = (): boolean => (hasWords.value = true);
  void speak().then(speaksNow, speaksNow);
  const emitter = createEmitter(host, chat);

  adoptStyles(root);
  const toggle = (): void => (isOpen.value ? minimise() : open(true));
  const onClick = (event: Event): void => {
    const { ownButton } = launcher;
    if (ownButton !== null && (event.target as Element).closest?.(ownButton)) toggle();
  };
  const undo = [
    renderWidget(
      root,
      button,
      {
        chat: {
          chat,
          signals: createChatSignals(chat),
          now: createClock(),
          firstUnread: signal(null),
          languageNotice: signal(null),
          activeAt: signal(0),
        },
        panel,
        host: {
          get options() {
            return options.value;
          },
          ...emitter,
          hooks,
          // Without its catalogue, the language stays as it is.
          followPage: () => void speak().catch(() => undefined),
        },
      },
      isHeld,
    ),
    effect(() => {
      const ownName = t("launcher.open");
      // A greeting counts as one unread message.
      const unread = panel.unreadCount.value || Number(greets.value);
      launcher.show({
        isOpen: isOpen.value,
        unread,
        language: language.value,
        name: isOpen.value
          ? t("launcher.close")
          : unread === 0
            ? ownName
            : t("launcher.unread", { open: ownName, n: unread }),
      });
    }),
  ];
  button.addEventListener("click", toggle);
  document.addEventListener("click", onClick);
  const resume = (): void =>
    void chat.resume().catch((error: ParlorError) => {
      // A chunk could not be fetched without a network.
      if (error.code === "offline") addEventListener("online", resume, { once: true });
    });
  resume();
  emitter.emit("ready", { version });

  const widget: Widget = {
    chat,
    launcher,
    options,
    panel,
    emitter,
    hooks,
    open: panel.request,
    answer(intent) {
      if (intent === "open") open(true);
      else if (intent === "greet") greets.value = chat.get().phase.kind === "none" && !isOpen.value;
    },
    setLanguage(tag, messages) {
      asked = tag;
      return speak(messages);
    },
    fetchLazyMethods: async () => (await SecondarySlot.fetch()).createLazyMethods(widget),
    isGone: () => isGone,
    destroy() {
      if (isGone) return;
      isGone = true;
      emitter.emit("destroyed");
      button.removeEventListener("click", toggle);
      document.removeEventListener("click", onClick);
      for (const step of undo) step();
      removeEventListener("online", resume);
      chat.destroy();
      host.remove();
      // While the page is still loading, the loader adds the host once more; it must then be empty.
      root.replaceChildren();
    },
  };
  undo.push(effect(() => ConversationSlot.chunk.value?.followResets(widget)));
  return widget;
}
