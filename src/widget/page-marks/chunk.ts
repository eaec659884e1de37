import type { PageMarksChunk } from "../model/chunk-slots.tsx";
import { lightFavicon } from "./favicon.ts";
import { markOwnButtons } from "./mark-own-buttons.ts";

export const chunk = { lightFavicon, markOwnButtons } satisfies PageMarksChunk;
// The conversation chunk is always loaded before this one. The re-export makes the build put the
// modules that both use into that chunk, and not into a third.
export * as conversation from "../conversation/chunk.tsx";
