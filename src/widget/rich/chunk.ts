import { createAnswer } from "../../transport/answer-parts.ts";
import { enRich as words } from "../i18n/en-rich.ts";
import type { RichChunk } from "../model/rich-chunk.ts";
import { richIcons as icons } from "../parts/rich-icons.ts";
import css from "./chunk.css?inline";
import { ContentPreview, RowContent } from "./RowContent.tsx";
import { spokenContent } from "./spoken-content.ts";
import { writtenContent } from "./written-content.ts";

export const chunk = {
  css,
  words,
  icons,
  createAnswer,
  spokenContent,
  writtenContent,
  RowContent,
  ContentPreview,
} satisfies RichChunk;
// The conversation chunk is always loaded before this one; see pre-chat/chunk.tsx.
export { chunk as conversation } from "../conversation/chunk.tsx";
