import css from "./pre-chat.css?inline";

/* The pre-chat chunk: see load-chunks.tsx. */
export { enPreChat as words } from "../i18n/en-pre-chat.ts";
export { css };
export { PreChatScreen as Entrance } from "./PreChatScreen.tsx";
export { Greeting as Teaser } from "./Greeting.tsx";
// The conversation chunk is always loaded before this one. The re-export makes the build put the
// modules that both use into that chunk, and not into a third.
export * as talk from "../conversation/chunk.tsx";
