import { createFileParts } from "../../transport/file-parts.ts";
import { enAttach as words } from "../i18n/en-attach.ts";
import type { AttachChunk } from "../model/attach-chunk.ts";
import { attachIcons as icons } from "../parts/attach-icons.ts";
import { attachFiles, canSend } from "./attach-files.ts";
import { Cards } from "./Cards.tsx";
import css from "./chunk.css?inline";
import { DropZone, showDropZone } from "./DropZone.tsx";
import { announceUploads } from "./follow-uploads.ts";
import { RowFiles, sentFiles } from "./RowFiles.tsx";

export const chunk = {
  css,
  words,
  icons,
  createFileParts,
  attachFiles,
  showDropZone,
  canSend,
  announceUploads,
  sentFiles,
  Cards,
  DropZone,
  RowFiles,
} satisfies AttachChunk;
// The conversation chunk is always loaded before this one. The re-export makes the build put the
// modules that both use into that chunk, and not into a third.
export { chunk as conversation } from "../conversation/chunk.tsx";
