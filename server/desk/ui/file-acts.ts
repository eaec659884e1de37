import type { FileLimits } from "../api/views.ts";
import type { Desk } from "../model/desk.ts";
import { openAddress } from "./open-address.ts";

/** The limits of files in a chat; null where none may be sent, or the agent does not talk. */
export function limitsOf({ selection, lists }: Desk, chatId: string): FileLimits | null {
  const details = selection.details.value;
  if (details?.id !== chatId || lists.legIn(chatId) === null) return null;
  return details.attachments ?? null;
}

/** Saves a file, from an address that was made now. */
export async function download(desk: Desk, chatId: string, fileId: string): Promise<void> {
  await desk.notices.attempt(async () => {
    const { url } = await desk.client.files.get(chatId, fileId);
    if (url !== undefined) openAddress(url);
  }, "The file could not be opened.");
}

interface FileHandlers {
  /** Files are dragged over the page. */
  readonly over: () => void;
  /** They are no longer. */
  readonly out: () => void;
  /** Files were dropped, or pasted. */
  readonly take: (files: readonly File[]) => void;
}

/**
 * Listens for files on the whole page: without it a browser would leave the desk for a dropped
 * file.
 */
export function listenForFiles({ over, out, take }: FileHandlers, signal: AbortSignal): void {
  const drag = (event: DragEvent): void => {
    if (event.dataTransfer?.types.includes("Files") !== true) return;
    event.preventDefault();
    over();
  };
  document.addEventListener("dragenter", drag, { signal });
  document.addEventListener("dragover", drag, { signal });
  document.addEventListener(
    "dragleave",
    ({ relatedTarget }) => {
      // The pointer has left the window.
      if (relatedTarget === null) out();
    },
    { signal },
  );
  document.addEventListener(
    "keydown",
    ({ key }) => {
      if (key === "Escape") out();
    },
    { signal },
  );
  const handle = (event: Event, data: DataTransfer | null): void => {
    if (data?.types.includes("Files") !== true) return;
    event.preventDefault();
    // The browser takes the files away as soon as the event is over.
    take([...data.files]);
  };
  document.addEventListener(
    "drop",
    (event) => {
      out();
      handle(event, event.dataTransfer);
    },
    { signal },
  );
  document.addEventListener(
    "paste",
    (event) => {
      // Office programs copy a picture of the text beside the text.
      if (event.clipboardData?.types.includes("text/plain") !== true)
        handle(event, event.clipboardData);
    },
    { signal },
  );
}
