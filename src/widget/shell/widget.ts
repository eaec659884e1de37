import { effect, signal, untracked, type ReadonlySignal } from "@preact/signals";
import type { GuestChat, GuestChatOptions, ParlorError } from "../../transport/index.ts";
import { restoreNamed, wireChat } from "../../transport/for-the-widget.ts";
import type { Launcher } from "../model/launcher.ts";
import { createTranslator, type Translator } from "../i18n/translator.ts";
import { begin } from "../model/begin-conversation.ts";
import { createChatSignals } from "../model/chat-signals.ts";
import {
  AttachSlot,
  ConversationSlot,
  DirectSlot,
  englishWords,
  HelloSlot,
  RichSlot,
  SecondarySlot,
} from "../model/chunk-slots.tsx";
import { DIRECT } from "../model/direct-chunk.ts";
import { createClock } from "../model/create-clock.ts";
import { createEmitter } from "../model/events.ts";
import type { Hooks } from "../model/hooks.ts";
import type { ResolvedOptions } from "../options/options.ts";
import { version } from "../model/version.ts";
import type { Widget } from "../model/widget.ts";
import type { ChatContext, WidgetContext } from "../model/widget-context.ts";
import { adoptStyles } from "./adopt-styles.ts";
import { containEvents } from "./contain-events.ts";
import { createLanguage } from "./create-language.ts";
import { createPanel } from "./create-panel.ts";
import { followLauncher } from "./follow-launcher.ts";
import { connectChunks } from "./load-chunks.ts";
import { renderWidget } from "./render-widget.tsx";

/** Creates a chat that reads the current options with every create call. */
function chatOf(
  options: ReadonlySignal<ResolvedOptions>,
  hooks: Hooks,
  { language }: Translator,
): GuestChat {
  const { log, backend } = options.peek();
  const slot = backend === DIRECT ? DirectSlot : null;
  const own = {
    hooks,
    ports: log === null ? {} : { log },
    pageInfo: () => ({ language: language.peek(), page: location.origin + location.pathname }),
  };
  return wireChat(
    new Proxy(own as GuestChatOptions, {
      get: (_, name) => Reflect.get(own, name) ?? Reflect.get(options.peek(), name) ?? undefined,
    }),
    (slot ?? ConversationSlot).fetch,
    (slot ?? HelloSlot).fetch,
    {
      loaded: () => AttachSlot.chunk.peek(),
      fetch: AttachSlot.fetch,
      answers: () => RichSlot.chunk.peek(),
    },
    slot ? restoreNamed(DIRECT) : undefined,
  );
}

/**
 * Resumes a stored conversation, as soon as there is a network; a prerendered page waits until the
 * visitor sees it. Returns the undo.
 */
function resume(chat: GuestChat): () => void {
  const waiting = new AbortController();
  const once = { once: true, signal: waiting.signal };
  const attempt = (): void =>
    void chat.resume().catch((error: ParlorError) => {
      // A chunk could not be fetched without a network.
      if (error.code === "offline") addEventListener("online", attempt, once);
    });
  if (Reflect.get(document, "prerendering"))
    document.addEventListener("prerenderingchange", attempt, once);
  else attempt();
  return () => waiting.abort();
}

const createChatContext = (chat: GuestChat): ChatContext => ({
  chat,
  signals: createChatSignals(chat),
  now: createClock(),
  firstUnread: signal(null),
  languageNotice: signal(null),
  activeAt: signal(0),
  idleMinutesLeft: signal(null),
  marks: signal(null),
});

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
  const { host, root, ownButton } = launcher;
  const options = signal(initial);
  const hooks: Hooks = {};
  const translator = createTranslator(englishWords);
  const chat = given ?? chatOf(options, hooks, translator);
  const { hasWords, choose, set, follow } = createLanguage(launcher, options, translator);
  const panel = createPanel({ launcher, hooks, isInline, hasWords, changeLanguage: choose });
  const emitter = createEmitter(host, chat);
  let isGone = false;

  adoptStyles(root);
  const context: WidgetContext = {
    chat: createChatContext(chat),
    panel,
    translator,
    host: {
      get options() {
        return options.value;
      },
      ownButton,
      ...emitter,
      hooks,
      // Without its catalogue, the language stays as it is.
      followPage: () => void follow().catch(() => undefined),
    },
  };
  const undo = [
    renderWidget(launcher, context, isHeld),
    followLauncher(launcher, panel, translator),
    resume(chat),
    containEvents(launcher),
  ];
  emitter.emit("ready", { version });

  const widget: Widget = {
    chat,
    launcher,
    options,
    panel,
    translator,
    emitter,
    hooks,
    open: panel.request,
    begin: () => begin(context),
    answer(intent) {
      if (intent === "open") panel.open(true);
      else if (intent === "greet")
        panel.greets.value = chat.get().phase.kind === "none" && !panel.isOpen.value;
    },
    setLanguage: set,
    fetchLazyMethods: async () => (await SecondarySlot.fetch()).createLazyMethods(widget),
    isGone: () => isGone,
    destroy() {
      if (isGone) return;
      isGone = true;
      emitter.emit("destroyed");
      for (const step of undo) step();
      chat.destroy();
      launcher.observer?.disconnect();
      host.remove();
      root.replaceChildren();
    },
  };
  undo.push(
    effect(() => {
      const chunk = ConversationSlot.chunk.value;
      return untracked(() => chunk?.followResets(widget));
    }),
  );
  return widget;
}
