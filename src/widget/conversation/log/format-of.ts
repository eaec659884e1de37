import type { ConversationState, Message } from "../../../transport/index.ts";
import { FormattedTextSlot } from "../../model/chunk-slots.tsx";
import type { TextFormat } from "../../model/formatted-text-chunk.ts";
import { MessageBody } from "./MessageBody.tsx";
import { spokenText } from "./message-text.ts";

/** The signs without which a text has no marks, but those of code, and no contacts. */
const SIGNS = /[*_~@+[]|^[->•\d]|\d\d.\d/m;

const plain: TextFormat = { Body: MessageBody, spoken: spokenText };

/**
 * The format of a row's text. The code for formatted text is loaded with the first row that may
 * need it; until then its text is plain.
 */
export function formatOf(
  { isOwn, body }: Pick<Message, "body"> & Partial<Pick<Message, "isOwn">>,
  {
    capabilities,
  }: { readonly capabilities: Pick<ConversationState["capabilities"], "formatting"> },
): TextFormat {
  if (isOwn || !capabilities.formatting || !SIGNS.test(body)) return plain;
  FormattedTextSlot.load();
  return FormattedTextSlot.chunk.value ?? plain;
}
