import type { ConversationState } from "../../../transport/index.ts";
import type { LiveRegions } from "../../model/live-regions.ts";
import { announceConversation } from "./announce-conversation.ts";
import { createAnnouncer } from "./announcer.ts";
import { dataLayerListener } from "./data-layer.ts";
import { emitChanges } from "./emit-events.ts";
import { keepMarks, loadMarks } from "./keep-marks.ts";
import { keepOpen } from "./keep-open.ts";
import { loadOnDemand } from "./load-on-demand.ts";
import { noteWriting, prepareIdleWarning } from "./note-writing.ts";
import { addTooltip } from "./tooltip.ts";
import { persistedValue } from "../../model/persisted-value.ts";
import type { HostContext, WidgetContext } from "../../model/widget-context.ts";

/** Sends every event to the page's data layer, if the site has enabled it. */
function tellDataLayer({ options, listen }: HostContext): () => void {
  const listener = dataLayerListener(options.events?.dataLayer);
  return listener === null ? () => undefined : listen(listener);
}

/** Unread marks and language notices of one conversation do not apply to the next. */
const forgetMarks = ({
  chat: { chat, firstUnread, languageNotice },
  panel,
}: WidgetContext): (() => void) =>
  chat.subscribe((state, before) => {
    if (state.conversationId !== null || before.conversationId === null) return;
    firstUnread.value = languageNotice.value = null;
    panel.unreadCount.value = 0;
  });

/**
 * The page's language may change at runtime: unless the site has set a locale, the widget follows.
 */
function followLanguage({ options, followPage }: HostContext): () => void {
  if (options.locale !== null) return () => undefined;
  const observer = new MutationObserver(followPage);
  observer.observe(document.documentElement, { attributeFilter: ["lang"] });
  return () => observer.disconnect();
}

/** Applies the visitor's choice of sounds, or the site's. */
function readSound({ panel, host: { options } }: WidgetContext): void {
  const chosen = persistedValue("sound", options.deploymentId).read();
  panel.isSoundOn.value = chosen === null ? options.sound : chosen === "on";
}

/**
 * Starts all effects besides rendering: announcements, events, unread count and page language.
 * @param opened - the state when the panel was rendered; later changes are reported too
 * @returns a function that stops them
 */
export function startEffects(
  context: WidgetContext,
  regions: LiveRegions,
  host: HTMLElement,
  opened: ConversationState,
): () => void {
  const { panel, translator } = context;
  readSound(context);
  const announcer = (panel.announcer.current = createAnnouncer(
    regions,
    panel.visit,
    translator.language,
  ));
  const steps = [
    tellDataLayer(context.host),
    loadMarks(context),
    emitChanges(context, opened),
    announceConversation(context, opened),
    keepMarks(context),
    forgetMarks(context),
    keepOpen(context),
    addTooltip(host, translator),
    noteWriting(context.chat, host),
    prepareIdleWarning(context),
    loadOnDemand(context, host),
    followLanguage(context.host),
    announcer.destroy,
  ];
  return () => {
    for (const step of steps) step();
  };
}
