import { computed, effect, signal, type ReadonlySignal, type Signal } from "@preact/signals";
import { ParlorError, type GuestChat, type GuestChatOptions } from "../../transport/index.ts";
import { wireChat } from "../../transport/for-the-widget.ts";
import type { Launcher } from "../loader/launcher.ts";
import { createEmitter, type Emitter } from "../model/events.ts";
import type { Catalogue } from "../i18n/en.ts";
import { language, setLanguage, t } from "../i18n/translate.ts";
import type { Hooks } from "../api/host-hooks.ts";
import type { ResolvedOptions } from "../options/options.ts";
import { persistedValue } from "../model/persisted-value.ts";
import type { Panel } from "../model/panel.ts";
import { adoptStyles } from "./adopt-styles.ts";
import { renderWidget } from "./App.tsx";
import { fetchTalk, type TalkParts } from "./load-chunks.tsx";

// oxlint-disable-next-line no-underscore-dangle -- put in by the build; no page can mean it
declare const __PARLOR_VERSION__: string;
export const version = __PARLOR_VERSION__;

/**
 * Why the widget is loaded: a visitor opens it (`open`) or seems about to (`prepare`), a greeting
 * is due (`greet`), a stored chat may resume (`resume`), or the page called a method (`call`).
 */
export type Intent = "open" | "prepare" | "greet" | "resume" | "call";

/** A widget, as the integrations use it. */
export interface Widget {
  readonly chat: GuestChat;
  readonly launcher: Launcher;
  readonly options: Signal<ResolvedOptions>;
  readonly panel: Panel;
  readonly emitter: Emitter;
  /** The hooks that the page has registered. */
  readonly hooks: Hooks;
  /** Opens the panel, unless the page refuses. @throws ParlorError `vetoed` */
  readonly open: (byVisitor: boolean) => Promise<void>;
  /** Handles an intent. */
  readonly answer: (intent: Intent) => void;
  /** Changes the language; null returns to that of the page. */
  readonly setLanguage: (tag: string | null, messages?: Catalogue) => Promise<void>;
  readonly isGone: () => boolean;
  readonly destroy: () => void;
}

/** Creates a chat that reads the current options with every create call. */
function chatOf(options: ReadonlySignal<ResolvedOptions>, hooks: Hooks): GuestChat {
  const { log } = options.peek();
  const own = { hooks, ports: log === null ? {} : { log } };
  return wireChat(
    new Proxy(own as GuestChatOptions, {
      get: (_, name) => Reflect.get(own, name) ?? Reflect.get(options.peek(), name) ?? undefined,
    }),
    async () => (await fetchTalk()).chatParts,
  );
}

interface MountExtras {
  /** A chat to show instead of creating one. */
  readonly given?: GuestChat;
  /** Called when the conversation's chunk has arrived, before it emits any event. */
  readonly onTalk?: (talk: TalkParts) => void;
}

/**
 * Renders the widget into a launcher's root.
 * @param isInline - the panel is in the page's flow, and open from the beginning
 */
export function createWidget(
  launcher: Launcher,
  initial: ResolvedOptions,
  isInline: boolean,
  { given, onTalk }: MountExtras = {},
): Widget {
  const { host, root, button } = launcher;
  const options = signal(initial);
  const hooks: Hooks = {};
  const chat = given ?? chatOf(options, hooks);
  const isOpen = signal(isInline);
  const unreadCount = signal(0);
  const openedByVisitor = signal(false);
  const greets = signal(false);
  const hasWords = signal(false);
  let opener: HTMLElement | null = null;
  let isGone = false;

  const openAsked = async (byVisitor: boolean): Promise<void> => {
    const ask = hooks.beforeOpen;
    if (ask !== undefined && !isOpen.value && (await ask({ byVisitor })) === null)
      throw new ParlorError("vetoed", "The page said no");
    openNow(byVisitor);
  };
  const open = (byVisitor: boolean): void => void openAsked(byVisitor).catch(() => undefined);
  const openNow = (byVisitor: boolean): void => {
    if (isOpen.value || isGone) return;
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
  const panel: Panel = {
    isOpen,
    isShown,
    unreadCount,
    openedByVisitor,
    isInline,
    menu: signal(null),
    pendingConfirmation: signal(null),
    visit: signal({ startWith: {} }),
    greets,
    open,
    minimise,
  };
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
  const container = document.createElement("div");
  container.className = "parlor";
  root.insertBefore(container, button);
  // The tooltip comes with this chunk, which the pointer on the launcher fetches.
  const tooltip = document.createElement("b");
  button.append(tooltip);
  const toggle = (): void => (isOpen.value ? minimise() : open(true));
  const onClick = (event: Event): void => {
    const { ownButton } = launcher;
    if (ownButton !== null && (event.target as Element).closest?.(ownButton)) toggle();
  };
  const undo = [
    renderWidget(container, {
      chat,
      options,
      panel,
      emitter,
      onTalk,
      hooks,
      changeLanguage(tag) {
        choice.write(tag);
        asked = tag;
        return speak();
      },
      followPage: () => void speak().catch(() => undefined),
    }),
    effect(() => {
      const ownName = t("launcher.open");
      tooltip.textContent = ownName;
      // A greeting counts as one unread message.
      const unread = unreadCount.value || Number(greets.value);
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

  return {
    chat,
    launcher,
    options,
    panel,
    emitter,
    hooks,
    open: openAsked,
    answer(intent) {
      if (intent === "open") open(true);
      else if (intent === "greet") greets.value = chat.get().phase.kind === "none" && !isOpen.value;
    },
    setLanguage(tag, messages) {
      asked = tag;
      return speak(messages);
    },
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
      button.remove();
    },
  };
}
