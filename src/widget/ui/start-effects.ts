import type { ConversationState } from "../../transport/index.ts";
import { showMobileFullscreen } from "../a11y/mobile-fullscreen.ts";
import { announceConversation } from "../a11y/speak.ts";
import { countUnread } from "../state/count-unread.ts";
import { dataLayerListener } from "../state/data-layer.ts";
import { emitChanges } from "../emit-changes.ts";
import { lightFavicon } from "../state/favicon.ts";
import { noteWriting } from "../state/idle-timeout.ts";
import { notifyOfUnread } from "../state/notify.ts";
import { ringForUnread } from "../state/sound.ts";
import type { WidgetContext } from "../state/widget-context.ts";

/** The page's tag manager hears every event, where the site wants that. */
function tellDataLayer({ options, listen }: WidgetContext): () => void {
  const listener = dataLayerListener(options.events?.dataLayer);
  return listener === null ? () => undefined : listen(listener);
}

/** What was marked in one conversation says nothing of the next. */
const forgetMarks = ({ chat, panel, firstUnread, languageNotice }: WidgetContext): (() => void) =>
  chat.subscribe((state, before) => {
    if (state.conversationId !== null || before.conversationId === null) return;
    firstUnread.value = languageNotice.value = null;
    panel.unreadCount.value = 0;
  });

/** The page's own language may change under the window: where nobody has chosen one, the window follows. */
function followLanguage({ options, followPage }: WidgetContext): () => void {
  if (options.locale !== null) return () => undefined;
  const observer = new MutationObserver(followPage);
  observer.observe(document.documentElement, { attributeFilter: ["lang"] });
  return () => observer.disconnect();
}

/**
 * Everything that goes on beside what is drawn: announcing, counting, ringing, minding the page.
 * @param opened - the state when the window was drawn: what has happened from then on is told too
 * @returns the undo
 */
export function startEffects(
  view: WidgetContext,
  host: HTMLElement,
  opened: ConversationState,
): () => void {
  const steps = [
    tellDataLayer(view),
    emitChanges(view, opened, host),
    announceConversation(view, opened),
    countUnread(view),
    forgetMarks(view),
    ringForUnread(view),
    lightFavicon(view),
    notifyOfUnread(view),
    noteWriting(host),
    ...(view.panel.isInline ? [] : [showMobileFullscreen(host, view.panel)]),
    followLanguage(view),
  ];
  return () => {
    for (const step of steps) step();
  };
}
