import { effect, untracked } from "@preact/signals";
import {
  MobileFullscreenSlot,
  NotificationsSlot,
  SensitiveDataSlot,
  UnseenSlot,
} from "../../model/chunk-slots.tsx";
import { persistedValue } from "../../model/persisted-value.ts";
import type { WidgetContext } from "../../model/widget-context.ts";

/** Matches when the panel covers the whole screen; the same limits as in the styles. */
const SMALL_SCREEN = "(max-width: 480px), (max-height: 520px)";

/** Loads the small chunks that the site's options ask for, and runs them. Returns the undo. */
function loadForOptions(context: WidgetContext): () => void {
  const steps = [
    effect(() => {
      if (context.host.options.sensitiveData !== null) SensitiveDataSlot.load();
    }),
    effect(() => {
      if (!context.host.options.notifications) return;
      NotificationsSlot.load();
      const chunk = NotificationsSlot.chunk.value;
      return untracked(() => chunk?.notifyOfUnread(context));
    }),
  ];
  return () => {
    for (const step of steps) step();
  };
}

/** Loads the code of the full-screen panel on a small screen, and runs it. Returns the undo. */
function loadForScreen({ panel }: WidgetContext, host: HTMLElement): () => void {
  if (panel.isInline) return () => undefined;
  const media = matchMedia(SMALL_SCREEN);
  const load = (): void => {
    if (media.matches) MobileFullscreenSlot.load();
  };
  media.addEventListener("change", load);
  load();
  const undo = effect(() => {
    const chunk = MobileFullscreenSlot.chunk.value;
    return untracked(() => chunk?.showMobileFullscreen(host, panel, media));
  });
  return () => {
    media.removeEventListener("change", load);
    undo();
  };
}

/** Loads the code for unseen messages with the first of them. Returns the undo. */
function loadForUnseen(context: WidgetContext): () => void {
  const { panel, host } = context;
  const chosen = persistedValue("sound", host.options.deploymentId).read();
  panel.isSoundOn.value = chosen === null ? host.options.sound : chosen === "on";
  const before = panel.unreadCount.peek();
  const undo = [
    effect(() => {
      if (panel.unreadCount.value > 0) UnseenSlot.load();
    }),
    effect(() => {
      const chunk = UnseenSlot.chunk.value;
      return untracked(() => chunk?.ringForUnread(context, before));
    }),
  ];
  return () => {
    for (const step of undo) step();
  };
}

/** Loads the chunks that an option or the screen's size asks for. Returns the undo. */
export function loadOnDemand(context: WidgetContext, host: HTMLElement): () => void {
  const steps = [loadForOptions(context), loadForScreen(context, host), loadForUnseen(context)];
  return () => {
    for (const step of steps) step();
  };
}
