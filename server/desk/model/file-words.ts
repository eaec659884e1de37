import type { DeskMessage } from "../api/views.ts";
import { contentWords } from "./content-state.ts";

/** The kind of a file as people name it: its extension in capitals. Empty without one. */
export const fileKind = (name: string): string =>
  /\.([^.]{1,8})$/.exec(name)?.[1]?.toUpperCase() ?? "";

/** A message as one line: its text, or the files or the content that it has. */
export function lineOf(message: Pick<DeskMessage, "body" | "files" | "content">): string {
  const { body, files = [], content = [] } = message;
  if (body !== "") return body;
  if (files.length === 0) return content.length === 0 ? "" : `Sent ${contentWords(content)}`;
  return files.length === 1 ? `Sent a file: ${files[0]?.name ?? ""}` : `Sent ${files.length} files`;
}

/** Each picture among the messages, in their order. */
export const filesOf = (rows: readonly DeskMessage[]): NonNullable<DeskMessage["files"]> =>
  rows.flatMap(({ files = [] }) => files);
