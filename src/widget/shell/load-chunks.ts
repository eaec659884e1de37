import {
  ConversationSlot,
  MobileFullscreenSlot,
  NotificationsSlot,
  PageMarksSlot,
  PreChatSlot,
  SecondarySlot,
  SensitiveDataSlot,
} from "../model/chunk-slots.tsx";

/** Fetches the code behind `Parlor(…)`. */
export const fetchApi = () => import("../api/chunk.ts");

/** Names the files of the chunks; no other module does. */
export function connectChunks(): void {
  ConversationSlot.source = () => import("../conversation/chunk.tsx");
  MobileFullscreenSlot.source = () => import("../mobile-fullscreen/chunk.ts");
  NotificationsSlot.source = () => import("../notifications/chunk.ts");
  PageMarksSlot.source = () => import("../page-marks/chunk.ts");
  PreChatSlot.source = () => import("../pre-chat/chunk.tsx");
  SecondarySlot.source = () => import("../secondary/chunk.tsx");
  SensitiveDataSlot.source = () => import("../sensitive-data/chunk.ts");
}
