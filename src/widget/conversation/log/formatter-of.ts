import type { ConversationState, Message } from "../../../transport/index.ts";
import { FormattedTextSlot, type FormattedTextChunk } from "../../model/chunk-slots.tsx";
import { spokenText } from "./message-text.ts";

/** The signs without which a text has no marks, but those of code, and no contacts. */
const SIGNS = /[*_~@]|]\(|\+\d|^([-•>]|\d+[.)]) /m;

type Row = Pick<Message, "isOwn" | "body">;
type State = { readonly capabilities: Pick<ConversationState["capabilities"], "formatting"> };

/** The code for a row with formatted text; null for plain text, and until it has loaded. */
export function formatterOf(
  { isOwn, body }: Row,
  { capabilities }: State,
): FormattedTextChunk | null {
  if (isOwn || !capabilities.formatting || !SIGNS.test(body)) return null;
  FormattedTextSlot.load();
  return FormattedTextSlot.chunk.value;
}

/** The text of a row as a screen reader should say it. */
export const spokenOf = (row: Row, state: State): string =>
  formatterOf(row, state)?.spokenFormatted(row.body) ?? spokenText(row.body);
