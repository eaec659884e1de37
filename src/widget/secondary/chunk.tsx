/* The secondary chunk: see load-chunks.tsx. */
export { enSecondary as words } from "../i18n/en-secondary.ts";
export { default as css } from "./secondary.css?inline";
export { Confirm } from "./Confirm.tsx";
export { createLazyMethods } from "./lazy-methods.ts";
export { EmojiPicker } from "./EmojiPicker.tsx";
export { LiveStrip, MediaCard } from "./MediaCard.tsx";
export { Menu } from "./Menu.tsx";
export { Ended } from "./Ended.tsx";
// The conversation chunk is always loaded before this one. The re-export makes the build put the
// modules that both use into that chunk, and not into a third.
export * as talk from "../conversation/chunk.tsx";
