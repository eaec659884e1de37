import css from "../theme/before.css?inline";

/* What comes before the chat: see lazy-parts.tsx. */
export { enBefore as words } from "../i18n/en-before.ts";
export { css };
export { Entrance } from "./before/Entrance.tsx";
export { Teaser } from "./before/Teaser.tsx";
// The conversation's chunk is always there before this one: said here, so that the build puts what both use into it, and not into a third.
export * as talk from "./talk-parts.tsx";
