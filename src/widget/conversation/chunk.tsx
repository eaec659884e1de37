import tokens from "./conversation-tokens.css?inline";
import talk from "./conversation.css?inline";

/* The conversation chunk: see load-chunks.tsx. */
export { enConversation as words } from "../i18n/en-conversation.ts";
export { talkIcons as icons } from "../parts/talk-icons.ts";
export const css = tokens + talk;
export { createHandle } from "../api/handle.ts";
export * as chatParts from "../../transport/chat-parts.ts";
export { readCall } from "../api/dispatch-call.ts";
export { createAnnouncer } from "./effects/announcer.ts";
export { startEffects as attend } from "./effects/start-effects.ts";
export { Counter } from "./composer/Counter.tsx";
export { EmojiButton } from "./composer/EmojiButton.tsx";
export { OfflineHint } from "./composer/OfflineHint.tsx";
export { sendGuarded } from "../sensitive-data/sensitive-data.ts";
export { focusLastFailed } from "./log/MessageRow.tsx";
export { MessageLog } from "./log/MessageLog.tsx";
export { Avatar } from "../parts/Avatar.tsx";
export { Connecting } from "./screens/Connecting.tsx";
export { headerOf } from "./header-text.ts";
export { HelpLine } from "./screens/HelpLine.tsx";
export { Failed } from "./screens/Failed.tsx";
export { StatusBanner } from "./screens/StatusBanner.tsx";
