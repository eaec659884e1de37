import { effect, untracked, type ReadonlySignal } from "@preact/signals";
import { render } from "preact";
import type { ChunkSlot } from "../model/chunk-slots.tsx";
import { ConversationSlot, drawnSlots } from "../model/chunk-slots.tsx";
import type { Launcher } from "../model/launcher.ts";
import { escapeAncestors } from "../model/escape-ancestors.ts";
import { createLiveRegions } from "../model/live-regions.ts";
import type { Panel, Ref } from "../model/panel.ts";
import { WidgetProvider, type WidgetContext } from "../model/widget-context.ts";
import { adoptCss } from "../theme/adopt-css.ts";
import { App } from "./App.tsx";
import { keepView } from "./keep-view.ts";
import { startUnasked } from "./start-unasked.ts";

/** Connecting waits one frame, so that the panel is painted before any network work begins. */
const FRAME_MS = 20;

/** Sets the theme and the text size that the visitor and the site want. */
function paint(container: HTMLElement, { panel, host }: WidgetContext): () => void {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const update = (): void => {
    const { theme } = host.options;
    const isDark = theme === "dark" || (theme === "auto" && dark.matches);
    container.dataset["theme"] = isDark ? "dark" : "light";
    container.dataset["text"] = String(panel.textSize.value);
  };
  dark.addEventListener("change", update);
  const undo = effect(update);
  return () => {
    dark.removeEventListener("change", update);
    undo();
  };
}

/** Fits the panel to what the page does with its root element or its body. */
function fitSurroundings(host: HTMLElement): void {
  escapeAncestors(host);
  // Safari before 18.2 does not tell.
  host.style.setProperty("--pl-zoom", String(host.currentCSSZoom || 1));
}

/** Moves focus into a panel that the visitor has opened. */
const takeFocus = ({ isShown, openedByVisitor, title, field }: Panel): (() => void) =>
  effect(() => {
    if (!isShown.value || !openedByVisitor.peek()) return;
    // On touch devices, the on-screen keyboard must not open before the visitor asks for it.
    const isCoarse = matchMedia("(pointer: coarse)").matches;
    queueMicrotask(() => (isCoarse ? title.current : (field.current ?? title.current))?.focus());
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
  const { chat, panel, host } = context;
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
    paint(container, context),
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
      const { options } = host;
      if (!panel.isOpen.value || panel.isInline) return;
      fitSurroundings(launcher.host);
      const timer = setTimeout(() => startUnasked(chat.chat, options), FRAME_MS);
      return () => clearTimeout(timer);
    }),
    takeFocus(panel),
  ];
  ConversationSlot.load();
  return () => {
    for (const step of undo) step();
    render(null, container);
    chat.signals.dispose();
  };
}
