import type { OwnButtonsChunk } from "../model/chunk-slots.tsx";
import { markOwnButtons } from "./mark-own-buttons.ts";

export const chunk = { markOwnButtons } satisfies OwnButtonsChunk;
// The conversation chunk is always loaded before this one. The re-export makes the build put the
// modules that both use into that chunk, and not into a third.
export { chunk as conversation } from "../conversation/chunk.tsx";
