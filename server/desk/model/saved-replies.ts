import type { SavedReply } from "../api/views.ts";

/* Saved replies: which ones a text asks for, and how they are filled in. */

/** The loading state of the saved replies. */
export type KnownReplies =
  | { readonly kind: "loading" }
  | { readonly kind: "failed" }
  | { readonly kind: "here"; readonly replies: readonly SavedReply[] };

/** The list above the field. The text can be sent only while it is `closed`. */
export type ReplyList =
  | { readonly kind: "closed" | "none" | "loading" | "failed" }
  | { readonly kind: "found"; readonly replies: readonly SavedReply[] };

export interface ReplyNames {
  readonly guest: string;
  readonly agent: string;
}

/** Keyboards write a letter with an accent as one character or as two. */
const folded = (text: string): string => text.normalize("NFKC").toLowerCase();

/**
 * The search term of a text: a slash and at most one word, nothing else. A path or a sentence has
 * none (null).
 */
export function queryOf(text: string): string | null {
  const query = /^\/([^\s/]*)$/.exec(text.trim())?.[1];
  return query === undefined ? null : folded(query);
}

/**
 * The list for what stands in the field.
 * @param isOpen - the agent has opened the list by its button
 * @param isDismissed - the agent has said with Escape that the slash means nothing
 */
export function listReplies(
  text: string,
  known: KnownReplies,
  { isOpen, isDismissed }: { readonly isOpen: boolean; readonly isDismissed: boolean },
): ReplyList {
  const query = isDismissed ? null : queryOf(text);
  if (query === null && !isOpen) return { kind: "closed" };
  if (known.kind !== "here") return known;
  const replies = known.replies.filter(({ shortcut, text, choices = [] }) =>
    folded([shortcut, text, ...choices.map((one) => one.text)].join(" ")).includes(query ?? ""),
  );
  return replies.length === 0 ? { kind: "none" } : { kind: "found", replies };
}

/**
 * Splits the text into parts; every second one is a filled parameter. Filled names are not parsed
 * again, because they may look like a parameter.
 */
export function replyParts(text: string, names: ReplyNames): readonly string[] {
  return text
    .split(/\{(guest|agent)\.name\}/)
    .map((part, index) => (index % 2 === 0 ? part : part === "guest" ? names.guest : names.agent));
}

export const fillReply = (text: string, names: ReplyNames): string =>
  replyParts(text, names).join("");
