import { enRowFiles as words } from "../i18n/en-row-files.ts";
import type { RowFilesChunk } from "../model/attach-chunk.ts";
import { rowFilesIcons as icons } from "../parts/row-files-icons.ts";
import css from "./chunk.css?inline";
import { FilesPreview, RowFiles, sentFiles } from "./RowFiles.tsx";

export const chunk = {
  css,
  words,
  icons,
  RowFiles,
  FilesPreview,
  sentFiles,
} satisfies RowFilesChunk;
// The conversation chunk is always loaded before this one. The re-export makes the build put the
// modules that both use into that chunk, and not into a third.
export { chunk as conversation } from "../conversation/chunk.tsx";
