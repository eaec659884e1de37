interface FileHandlers {
  readonly onDragOver: (event: DragEvent) => void;
  readonly onDrop: (event: DragEvent) => void;
  readonly onPaste: (event: ClipboardEvent) => void;
}

/**
 * Handlers for an element into which files are put. Without them a browser leaves the page for a
 * dropped file, and ignores a pasted picture without a word.
 * @param take - gets the files; null while they are dragged
 */
export function fileHandlers(take: (files: readonly File[] | null) => void): FileHandlers {
  const handle = (event: DragEvent | ClipboardEvent): void => {
    const { type } = event;
    const data = "clipboardData" in event ? event.clipboardData : event.dataTransfer;
    const has = (kind: string): boolean => data?.types.includes(kind) === true;
    // Office programs copy a picture of the text beside the text.
    if (!has("Files") || (type === "paste" && has("text/plain"))) return;
    event.preventDefault();
    // The browser takes the files away as soon as the event is over.
    take(type === "dragover" ? null : [...(data?.files ?? [])]);
  };
  return { onDragOver: handle, onDrop: handle, onPaste: handle };
}
