import { enUnseen as words } from "../i18n/en-unseen.ts";
import type { UnseenChunk } from "../model/chunk-slots.tsx";
import css from "./News.css?inline";
import { News } from "./News.tsx";
import { ringForUnread } from "./sound.ts";

export const chunk = { css, words, News, ringForUnread } satisfies UnseenChunk;
// The conversation chunk is always loaded before this one. The re-export makes the build put the
// modules that both use into that chunk, and not into a third.
export * as conversation from "../conversation/chunk.tsx";
