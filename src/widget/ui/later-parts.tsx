import { enLater } from "../i18n/en-later.ts";
import { addWords } from "../i18n/translate.ts";
import { adoptCss } from "../theme/adopt-styles.ts";
import css from "../theme/later.css?inline";

/* The second chunk: see later.tsx. */
addWords(enLater);

export { speakConversation } from "../a11y/speak.ts";
export { Confirm } from "./Confirm.tsx";
export { LiveStrip, MediaCard } from "./media/MediaCard.tsx";
export { Menu } from "./Menu.tsx";
export { Connecting } from "./rooms/Connecting.tsx";
export { Ended } from "./rooms/Ended.tsx";
export { Failed } from "./rooms/Failed.tsx";
export { QueueCard } from "./rooms/QueueCard.tsx";
export { StatusBanner } from "./StatusBanner.tsx";

export function adoptLaterStyles(root: ShadowRoot): void {
  adoptCss(root, css);
}
