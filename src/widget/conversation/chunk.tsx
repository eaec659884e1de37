import { createChatParts } from "../../transport/chat-parts.ts";
import { enConversation as words } from "../i18n/en-conversation.ts";
import type { ConversationChunk } from "../model/chunk-slots.tsx";
import { followResets, reset } from "../model/reset.ts";
import { Avatar } from "../parts/Avatar.tsx";
import { conversationIcons as icons } from "../parts/conversation-icons.ts";
import css from "./chunk.css?inline";
import { AttachButton } from "./composer/AttachButton.tsx";
import { EmojiButton } from "./composer/EmojiButton.tsx";
import { OfflineHint } from "./composer/OfflineHint.tsx";
import { startEffects } from "./effects/start-effects.ts";
import { headerOf } from "./header-text.ts";
import { MessageLog } from "./log/MessageLog.tsx";
import { Connecting } from "./screens/Connecting.tsx";
import { FailedStart } from "./screens/FailedStart.tsx";
import { HelpLine } from "./screens/HelpLine.tsx";
import { StatusBanner } from "./screens/StatusBanner.tsx";

export const chunk = {
  css,
  words,
  icons,
  createChatParts,
  followResets,
  reset,
  startEffects,
  headerOf,
  AttachButton,
  Avatar,
  Connecting,
  EmojiButton,
  FailedStart,
  HelpLine,
  MessageLog,
  OfflineHint,
  StatusBanner,
} satisfies ConversationChunk;
// The screens of later chunks share these: here they need no chunk of their own.
export { withPlainDigits } from "../model/plain-digits.ts";
export { textIn } from "../i18n/localized-text.ts";
export { Door } from "../parts/Door.tsx";
export { Body } from "./screens/Body.tsx";
export { EmailLink } from "./screens/EmailLink.tsx";
export { Screen } from "./screens/Screen.tsx";
