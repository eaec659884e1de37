import { effect, signal } from "@preact/signals";
import { render, type JSX } from "preact";
import type { GuestChat } from "../../transport/index.ts";
import { createAnnouncer } from "../a11y/announcer.ts";
import { t } from "../i18n/translate.ts";
import type { ResolvedOptions } from "../options.ts";
import { createChatSignals } from "../state/chat-signals.ts";
import type { Panel } from "../state/panel.ts";
import { createTicker, useView, ViewProvider, type View } from "../state/view.ts";
import { Composer } from "./composer/Composer.tsx";
import { Header } from "./Header.tsx";
import { Later, loadLater } from "./later.tsx";
import { isShown } from "./log/timeline.ts";
import { MessageLog } from "./log/MessageLog.tsx";

export interface AppProps {
  readonly chat: GuestChat;
  readonly options: ResolvedOptions;
  readonly panel: Panel;
}

/**
 * Draws the window into `container` and keeps it there, hidden while minimised. A chat starts with the first opening.
 * @returns the undo
 */
export function renderChat(container: HTMLElement, { chat, options, panel }: AppProps): () => void {
  const signals = createChatSignals(chat);
  const announcer = createAnnouncer(container.parentNode ?? container);
  const ticker = createTicker();
  const title: { current: HTMLElement | null } = { current: null };
  const field: { current: HTMLTextAreaElement | null } = { current: null };
  const view: View = {
    chat,
    signals,
    options,
    panel,
    announcer,
    asking: signal(null),
    textSize: signal(1),
    firstUnread: signal(null),
    now: ticker.now,
    focusComposer: () => field.current?.focus(),
  };

  const dark = matchMedia("(prefers-color-scheme: dark)");
  const paint = (): void => {
    const isDark = options.theme === "dark" || (options.theme === "auto" && dark.matches);
    container.dataset["theme"] = isDark ? "dark" : "light";
  };
  paint();
  dark.addEventListener("change", paint);

  let stopSpeaking = (): void => undefined;
  const later = (): void => {
    loadLater().then(
      (parts) => {
        if (isGone) return;
        parts.adoptLaterStyles(container.getRootNode() as ShadowRoot);
        stopSpeaking = parts.speakConversation(chat, panel, announcer);
      },
      // Without it the chat still chats; the next try comes when the network is back.
      () => addEventListener("online", later, { once: true }),
    );
  };
  let isGone = false;
  const undo = [
    () => stopSpeaking(),
    countUnread(chat, panel, view),
    effect(() => {
      container.hidden = !panel.isOpen.value;
    }),
    effect(() => {
      container.dataset["text"] = String(view.textSize.value);
    }),
    effect(() => {
      if (!panel.isOpen.value) return;
      if (chat.get().phase.kind === "none") void chat.start().catch(() => undefined);
      if (!panel.openedByVisitor.peek()) return;
      // No keyboard pops up over a phone's screen before the visitor asks for it.
      const isCoarse = matchMedia("(pointer: coarse)").matches;
      queueMicrotask(() => (isCoarse ? title.current : (field.current ?? title.current))?.focus());
    }),
  ];
  render(
    <ViewProvider value={view}>
      <Window title={title} field={field} />
    </ViewProvider>,
    container,
  );
  later();
  return () => {
    isGone = true;
    removeEventListener("online", later);
    for (const step of undo) step();
    dark.removeEventListener("change", paint);
    ticker.stop();
    render(null, container);
    announcer.destroy();
    signals.dispose();
  };
}

interface WindowProps {
  readonly title: { current: HTMLElement | null };
  readonly field: { current: HTMLTextAreaElement | null };
}

function Window({ title, field }: WindowProps): JSX.Element {
  const { options, panel, asking } = useView();
  return (
    <div class="pl-frame">
      <div
        id="pl-window"
        class="pl-window"
        role="dialog"
        aria-label={t("window.name", { company: options.company })}
        onKeyDown={(event) => {
          if (event.key === "Escape" && !event.defaultPrevented) panel.minimise();
        }}
      >
        <div class="pl-inside" inert={asking.value !== null}>
          <Header titleRef={title} />
          <Later part="LiveStrip" />
          <Later part="StatusBanner" />
          <Screen field={field} />
        </div>
        <Later part="Confirm" />
      </div>
    </div>
  );
}

function Screen({ field }: Pick<WindowProps, "field">): JSX.Element {
  const { signals } = useView();
  const phase = signals.phase.value;
  // What is known already is better company than a picture.
  const isEmpty = signals.order.value.length === 0;
  switch (phase.kind) {
    case "failed":
      return <Later part="Failed" phase={phase} />;
    case "ended":
    case "expired":
      return <Later part="Ended" phase={phase} />;
    default:
      return (
        <>
          {phase.kind === "starting" && isEmpty ? (
            <Later part="Connecting" since={phase.since} />
          ) : (
            <MessageLog />
          )}
          <Composer field={field} />
        </>
      );
  }
}

/** Counts what arrives while the window is closed, and remembers where that began. */
function countUnread(chat: GuestChat, panel: Panel, view: View): () => void {
  let isHistory = true;
  const undoChat = chat.subscribe((state, before) => {
    if (state.messages !== before.messages && !panel.isOpen.value && !isHistory) {
      for (const [key, row] of state.messages) {
        if (
          before.messages.has(key) ||
          row.isOwn ||
          row.kind !== "text" ||
          !isShown(row, state.members)
        )
          continue;
        view.firstUnread.value ??= key;
        panel.unreadCount.value++;
      }
    }
    if (state.stream.kind === "live") isHistory = false;
  });
  const undoOpen = effect(() => {
    if (panel.isOpen.value) panel.unreadCount.value = 0;
  });
  return () => {
    undoChat();
    undoOpen();
  };
}
