import type { MobileFullscreenChunk } from "../model/chunk-slots.tsx";
import { showMobileFullscreen } from "./mobile-fullscreen.ts";

export const chunk = { showMobileFullscreen } satisfies MobileFullscreenChunk;
