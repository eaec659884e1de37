import {
  AttachSlot,
  AttentionSlot,
  ConversationSlot,
  ForcedColorsSlot,
  FormattedTextSlot,
  HelloSlot,
  LeaveMessageSlot,
  MobileFullscreenSlot,
  NotificationsSlot,
  OwnButtonsSlot,
  PreChatSlot,
  RichSlot,
  RowFilesSlot,
  SecondarySlot,
  SensitiveDataSlot,
} from "../model/chunk-slots.tsx";

/** Fetches the code behind `Parlor(…)`. */
export const fetchApi = () => import("../api/chunk.ts");

/**
 * Names the files of the chunks. Only that of a direct conversation is named elsewhere: in the
 * package it has a module of its own, so that not every page bundles it.
 */
export function connectChunks(): void {
  AttachSlot.source = () => import("../attach/chunk.ts");
  AttentionSlot.source = () => import("../attention/chunk.ts");
  ConversationSlot.source = () => import("../conversation/chunk.tsx");
  ForcedColorsSlot.source = () => import("../forced-colors/chunk.ts");
  FormattedTextSlot.source = () => import("../formatted-text/chunk.ts");
  HelloSlot.source = () => import("../hello/chunk.tsx");
  LeaveMessageSlot.source = () => import("../leave-message/chunk.tsx");
  MobileFullscreenSlot.source = () => import("../mobile-fullscreen/chunk.ts");
  NotificationsSlot.source = () => import("../notifications/chunk.ts");
  OwnButtonsSlot.source = () => import("../own-buttons/chunk.ts");
  PreChatSlot.source = () => import("../pre-chat/chunk.tsx");
  RichSlot.source = () => import("../rich/chunk.ts");
  RowFilesSlot.source = () =>
    Promise.all([import("../row-files/chunk.ts"), AttachSlot.fetch()]).then(([module]) => module);
  SecondarySlot.source = () => import("../secondary/chunk.tsx");
  SensitiveDataSlot.source = () => import("../sensitive-data/chunk.ts");
}
