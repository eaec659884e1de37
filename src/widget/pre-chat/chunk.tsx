import { enPreChat as words } from "../i18n/en-pre-chat.ts";
import type { PreChatChunk } from "../model/pre-chat-chunks.ts";
import { preChatIcons as icons } from "../parts/pre-chat-icons.ts";
import css from "./chunk.css?inline";
import { ClosedDoor } from "../parts/ClosedDoor.tsx";
import { Greeting } from "./Greeting.tsx";
import { normalizeValue } from "./normalize-value.ts";
import { profileFrom } from "./profile-from.ts";
import { PreChatScreen } from "./PreChatScreen.tsx";

export const chunk = {
  css,
  words,
  icons,
  normalizeValue,
  profileFrom,
  ClosedDoor,
  Greeting,
  PreChatScreen,
} satisfies PreChatChunk;
// The conversation chunk is always loaded before this one. The re-export makes the build put the
// modules that both use into that chunk, and not into a third.
export { chunk as conversation } from "../conversation/chunk.tsx";
