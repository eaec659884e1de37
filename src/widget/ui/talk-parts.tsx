import tokens from "../theme/talk-tokens.css?inline";
import talk from "../theme/talk.css?inline";

/* The conversation chunk: see lazy-parts.tsx. */
export { enTalk as words } from "../i18n/en-talk.ts";
export { talkIcons as icons } from "./parts/talk-icons.ts";
export const css = tokens + talk;
export { createHandle } from "../handle.ts";
export * as chatParts from "../../transport/chat-parts.ts";
export { readCall } from "../embed/verbs.ts";
export { createAnnouncer } from "../a11y/announcer.ts";
export { startEffects as attend } from "./start-effects.ts";
export { Counter } from "./composer/Counter.tsx";
export { EmojiButton } from "./composer/EmojiButton.tsx";
export { OfflineHint } from "./composer/OfflineHint.tsx";
export { sendGuarded } from "../state/sensitive-data.ts";
export { focusLastFailed } from "./log/MessageRow.tsx";
export { MessageLog } from "./log/MessageLog.tsx";
export { Avatar } from "./parts/Avatar.tsx";
export { Connecting } from "./screens/Connecting.tsx";
export { headerOf } from "./header-text.ts";
export { HelpLine } from "./HelpLine.tsx";
export { Failed } from "./screens/Failed.tsx";
export { StatusBanner } from "./StatusBanner.tsx";
