import { ParlorError, type FileContent, type Message } from "../../transport/index.ts";
import type { WidgetContext } from "../model/widget-context.ts";

/**
 * Saves a file. Its address is a fresh one; the server says that it is to be saved.
 * @returns whether the file is still there
 */
export async function download(
  { chat }: WidgetContext,
  row: Message,
  file: FileContent,
): Promise<boolean> {
  try {
    const link = document.createElement("a");
    link.href = await chat.chat.fileUrl(row.key, file.id, "file");
    link.download = file.name;
    // A failed download must not replace the page.
    link.target = "_blank";
    link.rel = "noopener noreferrer";
    link.click();
    return true;
  } catch (error) {
    return !(error instanceof ParlorError) || error.code !== "file-gone";
  }
}
