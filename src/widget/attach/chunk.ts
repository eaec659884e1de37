import { createFileParts } from "../../transport/file-parts.ts";
import { enAttach as words } from "../i18n/en-attach.ts";
import { fileSize } from "../i18n/file-size.ts";
import type { AttachChunk } from "../model/attach-chunk.ts";
import { fileStateOf } from "../model/file-state.ts";
import { fileIcon, isPicture } from "../parts/file-kind.ts";
import { FileName } from "../parts/FileName.tsx";
import { LocalPicture } from "../parts/LocalPicture.tsx";
import { attachIcons as icons } from "../parts/attach-icons.ts";
import { attachFiles, canSend } from "./attach-files.ts";
import { Cards } from "./Cards.tsx";
import css from "./chunk.css?inline";
import { DropZone, showDropZone } from "./DropZone.tsx";
import { announceUploads } from "./follow-uploads.ts";

export const chunk = {
  css,
  words,
  icons,
  createFileParts,
  attachFiles,
  showDropZone,
  tools: { FileName, LocalPicture, fileIcon, fileSize, fileStateOf, isPicture },
  canSend,
  announceUploads,
  Cards,
  DropZone,
} satisfies AttachChunk;
// The conversation chunk is always loaded before this one. The re-export makes the build put the
// modules that both use into that chunk, and not into a third.
export { chunk as conversation } from "../conversation/chunk.tsx";
