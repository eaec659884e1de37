import type { DeskMessage } from "../api/views.ts";
import { chosenWords } from "./content-state.ts";
import { lineOf } from "./file-words.ts";
import { plainName, shortLabel } from "./names.ts";

/**
 * The sentence about messages that have just come; null where none is said.
 * @param news - those of others, in their order
 * @param rows - all messages of the conversation
 * @param name - the guest's; null when the chat is none of the agent's own
 */
export function arrivalWords(
  news: readonly DeskMessage[],
  rows: readonly DeskMessage[],
  { name, isSelected }: { readonly name: string | null; readonly isSelected: boolean },
): string | null {
  const [first, ...more] = news;
  if (first === undefined) return null;
  if (!isSelected) {
    if (name === null) return null;
    return `${more.length === 0 ? "New message" : `${news.length} new messages`} from ${plainName(name)}`;
  }
  if (more.length > 0) return `${news.length} new messages`;
  if (first.answer === undefined) return `New message: ${lineOf(first)}`;
  const who = name ?? first.sender.displayName ?? "";
  return `${plainName(shortLabel(who)) || "The guest"} chose ${chosenWords(first, rows)}`;
}
