import { liveText } from "./live-text.ts";
import type { WidgetContext } from "../model/widget-context.ts";

/** Announces that a screen is shared, and that it is no longer. Returns the undo. */
export const announceMedia = ({
  chat: { chat },
  panel: { announce },
  translator: { t },
}: WidgetContext): (() => void) =>
  chat.subscribe((state, before) => {
    for (const request of state.mediaRequests) {
      const old = before.mediaRequests.find((one) => one.id === request.id)?.state;
      if (old === request.state) continue;
      const asker = request.askedById === null ? undefined : state.members.get(request.askedById);
      if (request.state === "live")
        announce(liveText(request, asker?.name || t("agent"), t), "assertive");
      if (request.state === "over") announce(t("media.over"), "assertive");
    }
  });
