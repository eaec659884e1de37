import { effect } from "@preact/signals";
import { liveText } from "./live-text.ts";
import type { WidgetContext } from "../model/widget-context.ts";

/** Time before the end of an invitation at which the visitor is warned: WCAG 2.2.1. */
const WARN_MS = 20_000;

/** Warns once before each end of an invitation that can be kept open. Returns the undo. */
function warnOfEnd({
  chat: { signals, now },
  panel: { announce },
  translator: { t },
}: WidgetContext): () => void {
  const warned = new Set<string>();
  return effect(() => {
    for (const { id, state, expiresAt, canAccept, canExtend } of signals.media.value) {
      if (state !== "pending" || expiresAt === null || !canAccept || !canExtend) continue;
      const leftMs = expiresAt - now.value - (signals.state.peek().clockOffsetMs ?? 0);
      const end = `${id} ${expiresAt}`;
      if (leftMs > WARN_MS || leftMs <= 0 || warned.has(end)) continue;
      warned.add(end);
      announce(t("media.ending", { n: Math.round(leftMs / 1_000) }), "assertive");
    }
  });
}

/**
 * Announces that an invitation ends soon, that a screen is shared, and that it is no longer.
 * Returns the undo.
 */
export function announceMedia(context: WidgetContext): () => void {
  const {
    chat: { chat },
    panel: { announce },
    translator: { t },
  } = context;
  const undo = chat.subscribe((state, before) => {
    for (const request of state.mediaRequests) {
      const old = before.mediaRequests.find((one) => one.id === request.id)?.state;
      if (old === request.state) continue;
      const asker = request.askedById === null ? undefined : state.members.get(request.askedById);
      if (request.state === "live")
        announce(liveText(request, asker?.name || t("agent"), t), "assertive");
      if (request.state === "over") announce(t("media.over"), "assertive");
    }
  });
  const undoWarning = warnOfEnd(context);
  return () => {
    undo();
    undoWarning();
  };
}
