import type { NotificationsChunk } from "../model/chunk-slots.tsx";
import { canNotify, notifyOfUnread, setNotices, wantsNotices } from "./notify.ts";

export const chunk = {
  canNotify,
  notifyOfUnread,
  setNotices,
  wantsNotices,
} satisfies NotificationsChunk;
// The conversation chunk is always loaded before this one. The re-export makes the build put the
// modules that both use into that chunk, and not into a third.
export { chunk as conversation } from "../conversation/chunk.tsx";
