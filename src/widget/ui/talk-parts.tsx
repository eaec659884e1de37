import tokens from "../theme/talk-tokens.css?inline";
import talk from "../theme/talk.css?inline";

/* The second chunk: see lazy-parts.tsx. */
export { enTalk as words } from "../i18n/en-talk.ts";
export { talkIcons as icons } from "./parts/talk-icons.ts";
export const css = tokens + talk;
export { isolatePage } from "../a11y/isolate-page.ts";
export { isSoundOn, ringForUnread, setSound } from "../state/sound.ts";
export { countUnread } from "../state/count-unread.ts";
export { speakConversation } from "../a11y/speak.ts";
export { downloadTranscript } from "./log/transcript.ts";
export { MessageLog } from "./log/MessageLog.tsx";
export { Avatar } from "./parts/Avatar.tsx";
export { Door } from "./parts/Door.tsx";
export { Connecting } from "./rooms/Connecting.tsx";
export { Failed } from "./rooms/Failed.tsx";
export { ErrorCode } from "./rooms/Room.tsx";
export { StatusBanner } from "./StatusBanner.tsx";
