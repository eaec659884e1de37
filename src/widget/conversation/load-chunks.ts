import {
  MobileFullscreenSlot,
  NotificationsSlot,
  SensitiveDataSlot,
} from "../model/chunk-slots.tsx";

/** Names the files of the chunks that the conversation asks for, which keeps them out of the shell. */
export function connectSmallChunks(): void {
  MobileFullscreenSlot.source = () => import("../mobile-fullscreen/chunk.ts");
  NotificationsSlot.source = () => import("../notifications/chunk.ts");
  SensitiveDataSlot.source = () => import("../sensitive-data/chunk.ts");
}
