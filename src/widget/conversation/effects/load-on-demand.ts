import { effect, untracked } from "@preact/signals";
import {
  MobileFullscreenSlot,
  NotificationsSlot,
  PageMarksSlot,
  SensitiveDataSlot,
} from "../../model/chunk-slots.tsx";
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

/**
 * Loads the code that changes elements of the page: for its own buttons, and with the first unread
 * message. Returns the undo.
 */
function loadForPage(context: WidgetContext): () => void {
  const { panel, host } = context;
  return effect(() => {
    const chunk = PageMarksSlot.chunk.value;
    if (chunk === null) {
      if (host.ownButton !== null || panel.unreadCount.value > 0) PageMarksSlot.load();
      return;
    }
    const steps = untracked(() => [chunk.lightFavicon(context), chunk.markOwnButtons(context)]);
    return () => {
      for (const step of steps) step();
    };
  });
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

/** Loads the chunks that an option or the screen's size asks for. Returns the undo. */
export function loadOnDemand(context: WidgetContext, host: HTMLElement): () => void {
  const steps = [loadForOptions(context), loadForPage(context), loadForScreen(context, host)];
  return () => {
    for (const step of steps) step();
  };
}
