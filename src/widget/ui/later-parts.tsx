/* The third chunk: see lazy-parts.tsx. */
export { enLater as words } from "../i18n/en-later.ts";
export { default as css } from "../theme/later.css?inline";
export { Confirm } from "./Confirm.tsx";
export { LiveStrip, MediaCard } from "./media/MediaCard.tsx";
export { Menu } from "./Menu.tsx";
export { Ended } from "./rooms/Ended.tsx";
