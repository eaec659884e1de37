import type { createFileParts } from "../../transport/file-parts.ts";
import type { Message } from "../../transport/index.ts";
import type { fileSize } from "../i18n/file-size.ts";
import type { fileIcon, isPicture } from "../parts/file-kind.ts";
import type { FileName } from "../parts/FileName.tsx";
import type { LocalPicture } from "../parts/LocalPicture.tsx";
import type { Chunk, Component } from "./chunk.ts";
import type { fileStateOf } from "./file-state.ts";
import type { WidgetContext } from "./widget-context.ts";

/** Files that are attached: loaded with the first that is chosen, dropped or pasted. */
export interface AttachChunk extends Chunk {
  readonly createFileParts: typeof createFileParts;
  /** Attaches files; those that cannot be are named above the field. */
  readonly attachFiles: (context: WidgetContext, files: readonly File[]) => void;
  /** Shows where files are dropped, until none is dragged any more. */
  readonly showDropZone: (context: WidgetContext) => void;
  /**
   * Whether all attached files can be sent now; else the send is done once they can, or one that
   * has failed is pointed at.
   */
  readonly canSend: (context: WidgetContext, send: () => void) => boolean;
  /** Announces what happens to the attached files. Returns the undo. */
  readonly announceUploads: (context: WidgetContext) => () => void;
  /** The files that are attached, above the field. */
  readonly Cards: Component;
  readonly DropZone: Component;
  readonly tools: FileTools;
}

/**
 * Code that attached files and those in rows share. The row's chunk, which is loaded after this,
 * imports no module that would become a third chunk.
 */
export interface FileTools {
  readonly FileName: typeof FileName;
  readonly LocalPicture: typeof LocalPicture;
  readonly fileIcon: typeof fileIcon;
  readonly fileSize: typeof fileSize;
  readonly fileStateOf: typeof fileStateOf;
  readonly isPicture: typeof isPicture;
}

/** The files of messages: loaded with the first message that has one. */
export interface RowFilesChunk extends Chunk {
  /** The sentence about the files of a message, for the announcer. */
  readonly sentFiles: (context: WidgetContext, row: Message, name: string) => string;
  readonly RowFiles: Component<{ row: Message }>;
  /** The short sentence about the files of a message without a text, for the news. */
  readonly FilesPreview: Component<{ row: Message; name: string }>;
}
