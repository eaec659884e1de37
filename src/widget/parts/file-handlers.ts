interface FileHandlers {
  readonly onDragOver: (event: DragEvent) => void;
  readonly onDrop: (event: DragEvent) => void;
  readonly onPaste: (event: ClipboardEvent) => void;
}

/**
 * Handlers for an element into which no files can be put. Without them a browser leaves the page
 * for a dropped file, and ignores a pasted picture without a word.
 * @param refuse - tells the person that files cannot be sent
 */
export function fileHandlers(refuse: () => void): FileHandlers {
  const prevent = (event: Event, data: DataTransfer | null): boolean => {
    const hasFile = data?.types.includes("Files") === true;
    if (hasFile) event.preventDefault();
    return hasFile;
  };
  return {
    onDragOver(event) {
      prevent(event, event.dataTransfer);
    },
    onDrop(event) {
      if (prevent(event, event.dataTransfer)) refuse();
    },
    onPaste(event) {
      const { clipboardData } = event;
      // Office programs copy a picture of the text beside the text.
      if (clipboardData?.types.includes("text/plain") === true) return;
      if (prevent(event, clipboardData)) refuse();
    },
  };
}
