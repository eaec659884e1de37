import css from "../theme/before.css?inline";

/* The pre-chat chunk: see lazy-parts.tsx. */
export { enBefore as words } from "../i18n/en-before.ts";
export { css };
export { PreChatScreen as Entrance } from "./pre-chat/PreChatScreen.tsx";
export { Greeting as Teaser } from "./pre-chat/Greeting.tsx";
// The conversation chunk is always loaded before this one. The re-export makes the build put the
// modules that both use into that chunk, and not into a third.
export * as talk from "./talk-parts.tsx";
