import { ConversationSlot, PreChatSlot, SecondarySlot } from "../model/chunk-slots.tsx";

/** Fetches the code behind `Parlor(…)`. */
export const fetchApi = () => import("../api/chunk.ts");

/**
 * Names the files of the chunks; beside `conversation/load-chunks.ts`, which names those that the
 * conversation asks for, no other module does.
 */
export function connectChunks(): void {
  ConversationSlot.source = () => import("../conversation/chunk.tsx");
  PreChatSlot.source = () => import("../pre-chat/chunk.tsx");
  SecondarySlot.source = () => import("../secondary/chunk.tsx");
}
