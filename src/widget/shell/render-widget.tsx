import { effect, untracked, type ReadonlySignal } from "@preact/signals";
import { render } from "preact";
import type { ChunkSlot } from "../model/chunk-slots.tsx";
import { ConversationSlot, drawnSlots } from "../model/chunk-slots.tsx";
import { begin } from "../model/begin-conversation.ts";
import type { Launcher } from "../model/launcher.ts";
import { escapeAncestors } from "../model/escape-ancestors.ts";
import { createLiveRegions } from "../model/live-regions.ts";
import type { Panel, Ref } from "../model/panel.ts";
import { WidgetProvider, type WidgetContext } from "../model/widget-context.ts";
import { adoptCss } from "../theme/adopt-css.ts";
import { isPageDark } from "../theme/page-scheme.ts";
import { App } from "./App.tsx";
import { keepView } from "./keep-view.ts";

/** Connecting waits one frame, so that the panel is painted before any network work begins. */
const FRAME_MS = 20;

/** Sets the theme and the text size that the visitor, the site and the page want. */
function paint(
  container: HTMLElement,
  { chat, panel, host }: WidgetContext,
  { host: place }: Launcher,
): () => void {
  const { body, documentElement: page } = document;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const update = (): void => {
    let { theme } = host.options;
    // The page is looked at anew whenever something comes to be seen on it.
    const isSeen =
      panel.isOpen.value ||
      panel.greets.value ||
      panel.unreadCount.value > 0 ||
      chat.idleMinutesLeft.value !== null;
    if (theme === "auto")
      theme = isPageDark(place.parentElement ?? page, dark.matches) ? "dark" : "light";
    container.dataset["theme"] = theme;
    watch.disconnect();
    if (isSeen) for (const one of [page, body]) watch.observe(one, { attributes: true });
  };
  const watch = new MutationObserver(update);
  dark.addEventListener("change", update);
  const undo = effect(update);
  const undoSize = effect(() => {
    container.dataset["text"] = String(panel.textSize.value);
  });
  return () => {
    watch.disconnect();
    dark.removeEventListener("change", update);
    undo();
    undoSize();
  };
}

/** Fits the panel to what the page does with its root element or its body. */
function fitSurroundings(host: HTMLElement): void {
  escapeAncestors(host);
  // Safari before 18.2 does not tell.
  host.style.setProperty("--pl-zoom", String(host.currentCSSZoom || 1));
}

/** Moves focus into a panel that the visitor has opened. */
const takeFocus = (panel: Panel, { root, button }: Launcher): (() => void) =>
  effect(() => {
    if (!panel.isShown.value) return;
    // On touch devices, the on-screen keyboard must not open before the visitor asks for it.
    const isCoarse = matchMedia("(pointer: coarse)").matches;
    let isOver = false;
    const focus = (): void => {
      const target = (isCoarse ? null : panel.field.current) ?? panel.title.current;
      if (target !== null) return panel.takeFocus(target);
      // The chunk of a screen may come later than the panel; until then focus is the launcher's. A
      // visitor who has moved on keeps the focus.
      requestAnimationFrame(() => {
        if (!isOver && (root.activeElement ?? button) === button) focus();
      });
    };
    queueMicrotask(focus);
    return () => {
      isOver = true;
    };
  });

/**
 * Renders the panel before the launcher's button and keeps it there, hidden while minimised. A chat
 * starts when the panel is first opened.
 * @param isHeld - keeps the effects, which report what has happened since the first render, from
 * starting
 * @returns a function that removes it
 */
export function renderWidget(
  launcher: Launcher,
  context: WidgetContext,
  isHeld: ReadonlySignal<boolean> | undefined,
): () => void {
  const { chat, panel } = context;
  const { root, button } = launcher;
  const container = document.createElement("div");
  container.className = "parlor ph-no-capture";
  // Session recorders of the page mask what people write, and who they are.
  for (const mark of ["rr-mask", "sentry-mask", "hj-suppress", "clarity-mask", "private"])
    container.setAttribute(`data-${mark}`, "");
  container.dataset["ddPrivacy"] = "mask";
  root.insertBefore(container, button);
  const regions = createLiveRegions(root);
  keepView(launcher);
  const frame: Ref<HTMLDivElement> = { current: null };
  const opened = chat.chat.get();
  render(
    <WidgetProvider value={context}>
      <App frame={frame} />
    </WidgetProvider>,
    container,
  );
  const adopt = ({ chunk }: Pick<ChunkSlot<{ readonly css?: string }>, "chunk">): (() => void) =>
    effect(() => {
      const css = chunk.value?.css;
      if (css !== undefined) adoptCss(root, css);
    });
  const undo = [
    paint(container, context, launcher),
    // Set at once, not with the next render, because focus moves into it.
    effect(() => {
      if (frame.current !== null) frame.current.hidden = !panel.isShown.value;
    }),
    ...drawnSlots.map(adopt),
    effect(() => {
      const chunk = ConversationSlot.chunk.value;
      if (chunk === null || isHeld?.value) return;
      return untracked(() => chunk.startEffects(context, regions, launcher.host, opened));
    }),
    effect(() => {
      if (!panel.isOpen.value || panel.isInline) return;
      fitSurroundings(launcher.host);
      // A queued call may set how the page shares a screen, which the server learns at the start.
      if (isHeld?.value) return;
      const timer = setTimeout(() => begin(context), FRAME_MS);
      return () => clearTimeout(timer);
    }),
    takeFocus(panel, launcher),
  ];
  ConversationSlot.load();
  return () => {
    for (const step of undo) step();
    render(null, container);
    chat.signals.dispose();
  };
}
