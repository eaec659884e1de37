import type { createFileParts } from "../../transport/file-parts.ts";
import type { Message } from "../../transport/index.ts";
import type { Chunk, Component } from "./chunk.ts";
import type { WidgetContext } from "./widget-context.ts";

/** Files: loaded with the first that is attached, dropped or pasted, or that is in a message. */
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
  /** The sentence about the files of a message, for the announcer. */
  readonly sentFiles: (context: WidgetContext, row: Message, name: string) => string;
  /** The files that are attached, above the field. */
  readonly Cards: Component;
  readonly DropZone: Component;
  readonly RowFiles: Component<{ row: Message }>;
}
