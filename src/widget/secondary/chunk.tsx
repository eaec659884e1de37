import { enSecondary as words } from "../i18n/en-secondary.ts";
import type { SecondaryChunk } from "../model/chunk-slots.tsx";
import { secondaryIcons as icons } from "../parts/secondary-icons.ts";
import css from "./chunk.css?inline";
import { announceMedia } from "./announce-media.ts";
import { Confirm } from "./Confirm.tsx";
import { Counter } from "./Counter.tsx";
import { createLazyMethods } from "./create-lazy-methods.ts";
import { EmojiPicker } from "./EmojiPicker.tsx";
import { EndCard } from "./EndCard.tsx";
import { Ended } from "./Ended.tsx";
import { EndFoot } from "./EndFoot.tsx";
import { LanguageNotice } from "./LanguageNotice.tsx";
import { LiveStrip, MediaCard } from "./MediaCard.tsx";
import { Failed } from "./Failed.tsx";
import { FailedDelivery, focusLastFailed } from "./FailedDelivery.tsx";
import { keepFocus } from "./keep-focus.ts";
import { JumpToLatest } from "./JumpToLatest.tsx";
import { reportOptions } from "./report-options.ts";
import { Menu } from "./Menu.tsx";
import { NoFiles } from "./NoFiles.tsx";
import { OlderMessages } from "./OlderMessages.tsx";

export const chunk = {
  css,
  words,
  reportOptions,
  icons,
  createLazyMethods,
  focusLastFailed,
  announceMedia,
  keepFocus,
  Confirm,
  Counter,
  EmojiPicker,
  EndCard,
  Ended,
  EndFoot,
  Failed,
  FailedDelivery,
  JumpToLatest,
  LanguageNotice,
  LiveStrip,
  MediaCard,
  Menu,
  NoFiles,
  OlderMessages,
} satisfies SecondaryChunk;
// The conversation chunk is always loaded before this one. The re-export makes the build put the
// modules that both use into that chunk, and not into a third.
export { chunk as conversation } from "../conversation/chunk.tsx";
