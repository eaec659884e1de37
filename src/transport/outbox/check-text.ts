import { cleanText } from "../clean-text.ts";
import { ParlorError } from "../errors.ts";

/** The contract's limit, in UTF-16 units. */
const MAX_BODY = 4_000;

/**
 * Returns the text as it is shown, stored and sent.
 * @param hasFiles - a message with files needs no text
 * @throws ParlorError `message-empty`, `message-too-long`
 */
export function checkText(text: string, hasFiles = false): string {
  const body = cleanText(text);
  if (!hasFiles && body.trim() === "")
    throw new ParlorError("message-empty", "The message is empty");
  if (body.length > MAX_BODY)
    throw new ParlorError("message-too-long", `The message has more than ${MAX_BODY} UTF-16 units`);
  return body;
}
