import css from "../theme/before.css?inline";

/* What comes before the chat: see lazy-parts.tsx. */
export { enBefore as words } from "../i18n/en-before.ts";
export { css };
export { PreChatScreen as Entrance } from "./pre-chat/PreChatScreen.tsx";
export { Greeting as Teaser } from "./pre-chat/Greeting.tsx";
// The conversation's chunk is always there before this one: said here, so that the build puts what both use into it, and not into a third.
export * as talk from "./talk-parts.tsx";
