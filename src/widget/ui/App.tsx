import { effect, signal } from "@preact/signals";
import { render, type JSX } from "preact";
import type { GuestChat } from "../../transport/index.ts";
import { createAnnouncer } from "../a11y/announcer.ts";
import { t } from "../i18n/translate.ts";
import type { EmitEvent } from "../events.ts";
import type { ResolvedOptions } from "../options.ts";
import { createChatSignals } from "../state/chat-signals.ts";
import type { Panel } from "../state/panel.ts";
import { adoptCss } from "../theme/adopt-styles.ts";
import { createTicker, useView, ViewProvider, type View } from "../state/view.ts";
import { Composer } from "./composer/Composer.tsx";
import { Header } from "./Header.tsx";
import { Forms, Later, Talk } from "./lazy-parts.tsx";

export interface AppProps {
  readonly chat: GuestChat;
  readonly options: ResolvedOptions;
  readonly panel: Panel;
  readonly emit: EmitEvent;
}

/**
 * Draws the window into `container` and keeps it there, hidden while minimised. A chat starts with the first opening.
 * @returns the undo
 */
export function renderChat(
  container: HTMLElement,
  { chat, options, panel, emit }: AppProps,
): () => void {
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
    emit,
    announcer,
    asking: signal(null),
    startWith: { current: {} },
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

  const root = container.getRootNode() as ShadowRoot;
  const opened = chat.get();
  const undo = [
    ...[Talk, Later, Forms].map((parts) =>
      effect(() => {
        const css = parts.module.value?.css;
        if (css !== undefined) adoptCss(root, css);
      }),
    ),
    effect(() => {
      const talk = Talk.module.value;
      if (talk === null) return;
      const steps = [
        talk.speakConversation(chat, panel, announcer, opened),
        talk.countUnread(view),
        talk.ringForUnread(view),
        talk.isolatePage(root.host, panel),
      ];
      return () => {
        for (const step of steps) step();
      };
    }),
    effect(() => {
      container.hidden = !panel.isOpen.value;
    }),
    effect(() => {
      container.dataset["text"] = String(view.textSize.value);
    }),
    effect(() => {
      if (!panel.isOpen.value) return;
      if (chat.get().phase.kind === "none" && options.preChat === null)
        void chat.start().catch(() => undefined);
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
  Talk.load();
  return () => {
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
  const { options, panel, asking, signals } = useView();
  const asksFirst = options.preChat !== null && signals.phase.value.kind === "none";
  return (
    <div class="pl-frame">
      <div
        id="pl-window"
        class="pl-window"
        role="dialog"
        aria-label={t("window.name", { company: options.company })}
        onKeyDown={(event) => {
          Later.load();
          if (event.key === "Escape" && !event.defaultPrevented) panel.minimise();
        }}
        onPointerDown={Later.load}
      >
        <div class="pl-inside" inert={asking.value !== null}>
          {!asksFirst && <Header titleRef={title} />}
          {signals.media.value.length > 0 && <Later part="LiveStrip" />}
          <Talk part="StatusBanner" />
          {asksFirst ? <Forms part="PreChat" /> : <Screen field={field} />}
        </div>
        {asking.value !== null && <Later part="Confirm" what={asking.value} />}
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
      return <Talk part="Failed" phase={phase} />;
    case "ended":
    case "expired":
      return <Later part="Ended" phase={phase} />;
    default:
      return (
        <>
          <div class="pl-stagebox">
            {phase.kind === "starting" && isEmpty ? (
              <Talk part="Connecting" since={phase.since} />
            ) : (
              <Talk part="MessageLog" />
            )}
          </div>
          <Composer field={field} />
        </>
      );
  }
}
