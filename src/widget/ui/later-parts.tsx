/* The secondary chunk: see lazy-parts.tsx. */
export { enLater as words } from "../i18n/en-later.ts";
export { default as css } from "../theme/later.css?inline";
export { Confirm } from "./Confirm.tsx";
export { createLazyMethods as moreVerbs } from "../lazy-methods.ts";
export { EmojiPicker } from "./composer/EmojiPicker.tsx";
export { LiveStrip, MediaCard } from "./media/MediaCard.tsx";
export { Menu } from "./Menu.tsx";
export { Ended } from "./screens/Ended.tsx";
// The conversation chunk is always loaded before this one. The re-export makes the build put the
// modules that both use into that chunk, and not into a third.
export * as talk from "./talk-parts.tsx";
