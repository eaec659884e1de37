/* Saved replies: which ones a text asks for, and how they are filled in. */

export interface SavedReply {
  readonly id: string;
  readonly shortcut: string;
  readonly text: string;
}

/** What the server has said of its replies so far. */
export type KnownReplies =
  | { readonly kind: "loading" }
  | { readonly kind: "failed" }
  | { readonly kind: "here"; readonly replies: readonly SavedReply[] };

/** What stands above the field. Only `closed` lets the text be sent. */
export type ReplyList =
  | { readonly kind: "closed" | "none" | "loading" | "failed" }
  | { readonly kind: "found"; readonly replies: readonly SavedReply[] };

export interface ReplyNames {
  readonly guest: string;
  readonly agent: string;
}

/** What a text looks for: a slash and at most one word, nothing else. A path and a sentence look for nothing. */
export const queryOf = (text: string): string | null =>
  /^\/([^\s/]*)$/.exec(text.trim())?.[1]?.toLowerCase() ?? null;

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
  const replies = known.replies.filter((one) =>
    `${one.shortcut} ${one.text}`.toLowerCase().includes(query ?? ""),
  );
  return replies.length === 0 ? { kind: "none" } : { kind: "found", replies };
}

/** The text in parts; every second one is filled in. No name is read again: it may hold a pattern or another gap. */
export function replyParts(text: string, names: ReplyNames): readonly string[] {
  return text
    .split(/\{(guest|agent)\.name\}/)
    .map((part, index) => (index % 2 === 0 ? part : part === "guest" ? names.guest : names.agent));
}

export const fillReply = (text: string, names: ReplyNames): string =>
  replyParts(text, names).join("");
