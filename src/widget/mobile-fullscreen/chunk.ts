import type { MobileFullscreenChunk } from "../model/chunk-slots.tsx";
import { showMobileFullscreen } from "./mobile-fullscreen.ts";

export const chunk = { showMobileFullscreen } satisfies MobileFullscreenChunk;
// The conversation chunk is always loaded before this one. The re-export makes the build put the
// modules that both use into that chunk, and not into a third.
export { chunk as conversation } from "../conversation/chunk.tsx";
