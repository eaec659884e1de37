import { effect, signal, type ReadonlySignal } from "@preact/signals";
import { render, type JSX } from "preact";
import type { GuestChat } from "../../transport/index.ts";
import { createLiveRegions, type Announcer } from "../model/live-regions.ts";
import { isRightToLeft, language, t } from "../i18n/translate.ts";
import type { Emitter } from "../model/events.ts";
import type { Hooks } from "../api/host-hooks.ts";
import type { ResolvedOptions } from "../options/options.ts";
import { createChatSignals } from "../model/chat-signals.ts";
import {
  ConversationSlot,
  PreChatSlot,
  SecondarySlot,
  type ConversationChunk,
} from "../model/chunk-slots.tsx";
import type { Panel } from "../model/panel.ts";
import { adoptCss } from "../theme/adopt-css.ts";
import {
  createTicker,
  useWidget,
  WidgetProvider,
  type WidgetContext,
} from "../model/widget-context.ts";
import { Composer } from "./Composer.tsx";
import { Header } from "./Header.tsx";

/** Connecting waits one frame, so that the panel is painted before any network work begins. */
const FRAME_MS = 20;

export interface AppProps {
  readonly chat: GuestChat;
  readonly options: ReadonlySignal<ResolvedOptions>;
  readonly panel: Panel;
  readonly emitter: Emitter;
  /**
   * Called when the conversation chunk has loaded, just before the effects report what has happened
   * since the first render.
   */
  readonly onConversation: ((chunk: ConversationChunk) => void) | undefined;
  readonly hooks: Hooks;
  readonly changeLanguage: (tag: string) => Promise<void>;
  /** Follows the language of the page; called when that changes. */
  readonly followPage: () => void;
}

/**
 * Renders the panel into `container` and keeps it there, hidden while minimised. A chat starts
 * when the panel is first opened.
 * @returns a function that removes it
 */
export function renderWidget(
  container: HTMLElement,
  { chat, options, panel, emitter, onConversation, hooks, changeLanguage, followPage }: AppProps,
): () => void {
  const signals = createChatSignals(chat);
  const regions = createLiveRegions(container.parentNode ?? container);
  let announcer: Announcer | undefined;
  const ticker = createTicker();
  const title: { current: HTMLElement | null } = { current: null };
  const field: { current: HTMLTextAreaElement | null } = { current: null };
  const view: WidgetContext = {
    chat,
    signals,
    get options() {
      return options.value;
    },
    panel,
    ...emitter,
    hooks,
    // There is nothing to announce until the conversation chunk has loaded.
    announce: (text, urgency) => announcer?.say(text, urgency),
    get visit() {
      return panel.visit.value;
    },
    textSize: signal(1),
    languageNotice: signal(null),
    changeLanguage,
    followPage,
    firstUnread: signal(null),
    now: ticker.now,
    focusComposer: () => field.current?.focus(),
  };

  const dark = matchMedia("(prefers-color-scheme: dark)");
  const paint = (): void => {
    const { theme } = options.value;
    const isDark = theme === "dark" || (theme === "auto" && dark.matches);
    container.dataset["theme"] = isDark ? "dark" : "light";
  };
  dark.addEventListener("change", paint);

  const root = container.getRootNode() as ShadowRoot;
  const opened = chat.get();
  render(
    <WidgetProvider value={view}>
      <Window title={title} field={field} />
    </WidgetProvider>,
    container,
  );
  const frame = container.querySelector<HTMLElement>(".pl-frame");
  const undo = [
    effect(paint),
    // Set at once, not with the next render, because focus moves into it.
    effect(() => {
      if (frame !== null) frame.hidden = !panel.isShown.value;
    }),
    ...[ConversationSlot, SecondarySlot, PreChatSlot].map((slot) =>
      effect(() => {
        const css = slot.chunk.value?.css;
        if (css !== undefined) adoptCss(root, css);
      }),
    ),
    effect(() => {
      const chunk = ConversationSlot.chunk.value;
      if (chunk === null) return;
      announcer = chunk.createAnnouncer(regions, panel.visit);
      onConversation?.(chunk);
      return chunk.startEffects(view, root.host as HTMLElement, opened);
    }),
    effect(() => {
      container.dataset["text"] = String(view.textSize.value);
    }),
    effect(() => {
      const now = options.value;
      if (!panel.isOpen.value || panel.isInline) return;
      const timer = setTimeout(() => startUnasked(chat, now), FRAME_MS);
      return () => clearTimeout(timer);
    }),
    effect(() => {
      if (!panel.isShown.value || !panel.openedByVisitor.peek()) return;
      // On touch devices, the on-screen keyboard must not open before the visitor asks for it.
      const isCoarse = matchMedia("(pointer: coarse)").matches;
      queueMicrotask(() => (isCoarse ? title.current : (field.current ?? title.current))?.focus());
    }),
  ];
  ConversationSlot.load();
  return () => {
    for (const step of undo) step();
    dark.removeEventListener("change", paint);
    ticker.stop();
    render(null, container);
    announcer?.destroy();
    regions.polite.remove();
    regions.assertive.remove();
    signals.dispose();
  };
}

/** Whether a pre-chat screen comes first: the form, or the check of the opening hours. */
const asksFirst = ({ preChat, hours }: ResolvedOptions): boolean =>
  preChat !== null || hours !== null;

/** Starts the chat if no pre-chat screen comes first. */
export function startUnasked(chat: GuestChat, options: ResolvedOptions): void {
  if (chat.get().phase.kind === "none" && !asksFirst(options))
    void chat.start().catch(() => undefined);
}

interface WindowProps {
  readonly title: { current: HTMLElement | null };
  readonly field: { current: HTMLTextAreaElement | null };
}

function Window({ title, field }: WindowProps): JSX.Element {
  const { options, panel, signals } = useWidget();
  const { pendingConfirmation: asking } = panel;
  const isBefore = asksFirst(options) && signals.phase.value.kind === "none";
  return (
    <>
      {panel.greets.value && <PreChatSlot part="Greeting" />}
      <div class="pl-frame">
        <div
          id="pl-window"
          class="pl-window"
          part="window"
          role={panel.isInline ? "region" : "dialog"}
          lang={language.value}
          dir={isRightToLeft() ? "rtl" : "ltr"}
          aria-label={t("window.name", { company: options.company })}
          onKeyDown={(event) => {
            SecondarySlot.load();
            if (event.key === "Escape" && !event.defaultPrevented && !panel.isInline)
              panel.minimise();
          }}
          onPointerDown={SecondarySlot.load}
        >
          <div
            class="pl-inside"
            key={panel.visit.value}
            inert={asking.value !== null && SecondarySlot.chunk.value !== null}
          >
            {!isBefore && <Header titleRef={title} />}
            {signals.media.value.length > 0 && <SecondarySlot part="LiveStrip" />}
            <ConversationSlot part="StatusBanner" />
            {isBefore ? (
              <PreChatSlot part="PreChatScreen" titleRef={title} />
            ) : (
              <Screen field={field} />
            )}
            {options.help !== null && <ConversationSlot part="HelpLine" />}
          </div>
          {asking.value !== null && <SecondarySlot part="Confirm" what={asking.value} />}
        </div>
      </div>
    </>
  );
}

function Screen({ field }: Pick<WindowProps, "field">): JSX.Element {
  const { signals } = useWidget();
  const phase = signals.phase.value;
  // Messages that are already known are more useful than the connecting screen.
  const isEmpty = signals.order.value.length === 0;
  switch (phase.kind) {
    case "failed":
      return (
        <ConversationSlot
          part="Failed"
          code={phase.code}
          contextId={phase.contextId}
          retryAt={phase.retryAt}
        />
      );
    case "ended":
    case "expired":
      return <SecondarySlot part="Ended" phase={phase} />;
    default:
      return (
        <>
          <div class="pl-stagebox">
            {phase.kind === "starting" && isEmpty ? (
              <ConversationSlot part="Connecting" since={phase.since} />
            ) : (
              <ConversationSlot part="MessageLog" />
            )}
          </div>
          <Composer field={field} />
        </>
      );
  }
}
