import { enPreChat as words } from "../i18n/en-pre-chat.ts";
import type { PreChatChunk } from "../model/chunk-slots.tsx";
import { preChatIcons as icons } from "../parts/pre-chat-icons.ts";
import css from "./chunk.css?inline";
import { Greeting } from "./Greeting.tsx";
import { PreChatScreen } from "./PreChatScreen.tsx";

export const chunk = { css, words, icons, Greeting, PreChatScreen } satisfies PreChatChunk;
// The conversation chunk is always loaded before this one. The re-export makes the build put the
// modules that both use into that chunk, and not into a third.
export { chunk as conversation } from "../conversation/chunk.tsx";
