import css from "./chunk.css?inline";
import type { AttentionChunk } from "../model/chunk-slots.tsx";
import type { WidgetContext } from "../model/widget-context.ts";
import { attentionIcons as icons } from "../parts/attention-icons.ts";
import { countUnread } from "./count-unread.ts";
import { lightFavicon } from "./favicon.ts";
import { IdleCard } from "./IdleCard.tsx";
import { warnOfIdleEnd } from "./idle-timeout.ts";
import { News } from "./News.tsx";
import { countInTitle } from "./page-title.ts";
import { ringForUnread } from "./sound.ts";
import { UnreadDivider } from "./UnreadDivider.tsx";

function drawAttention(context: WidgetContext): () => void {
  const steps = [
    countUnread(context),
    ringForUnread(context),
    lightFavicon(context),
    countInTitle(context),
    warnOfIdleEnd(context),
  ];
  return () => {
    for (const step of steps) step();
  };
}

export const chunk = {
  css,
  icons,
  drawAttention,
  IdleCard,
  News,
  UnreadDivider,
} satisfies AttentionChunk;
// The conversation chunk is always loaded before this one. The re-export makes the build put the
// modules that both use into that chunk, and not into a third.
export { chunk as conversation } from "../conversation/chunk.tsx";
