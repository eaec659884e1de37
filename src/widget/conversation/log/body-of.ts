import type { ConversationState, Message } from "../../../transport/index.ts";
import { FormattedTextSlot } from "../../model/chunk-slots.tsx";
import type { Component } from "../../model/chunk.ts";
import { MessageBody, type BodyProps } from "./MessageBody.tsx";
import { spokenText } from "./message-text.ts";

/** The signs without which a text has no marks, but those of code, and no contacts. */
const SIGNS = /[*_~@+[]|^[->•\d]/m;

/**
 * The component that renders the body of a row, and its text as a screen reader should say it. The
 * code for formatted text is loaded with the first row that may need it; until then its text is
 * plain.
 */
export function bodyOf(
  { isOwn, body }: Pick<Message, "body"> & Partial<Pick<Message, "isOwn">>,
  {
    capabilities,
  }: { readonly capabilities: Pick<ConversationState["capabilities"], "formatting"> },
): { readonly Body: Component<BodyProps>; readonly spoken: string } {
  if (!isOwn && capabilities.formatting && SIGNS.test(body)) {
    const { chunk, load } = FormattedTextSlot;
    if (chunk.value !== null)
      return { Body: chunk.value.FormattedBody, spoken: chunk.value.spokenFormatted(body) };
    load();
  }
  return { Body: MessageBody, spoken: spokenText(body) };
}
