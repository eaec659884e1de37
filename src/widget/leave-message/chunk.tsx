import { enLeaveMessage as words } from "../i18n/en-leave-message.ts";
import type { LeaveMessageChunk } from "../model/pre-chat-chunks.ts";
import { leaveMessageIcons as icons } from "../parts/leave-message-icons.ts";
import css from "./chunk.css?inline";
import { LeaveMessage } from "./LeaveMessage.tsx";

export const chunk = { css, words, icons, LeaveMessage } satisfies LeaveMessageChunk;
// The conversation chunk is always loaded before this one; see pre-chat/chunk.tsx.
export { chunk as conversation } from "../conversation/chunk.tsx";
