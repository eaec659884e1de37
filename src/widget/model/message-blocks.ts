/*
 * The parsed pieces of a message, as rows, the transcript and the desk render them. Never HTML:
 * every part becomes a node with text in it.
 */

/** A piece of plain text of a message. */
export type Part =
  | { readonly kind: "text"; readonly text: string }
  | Link
  | { readonly kind: "code"; readonly text: string };

export interface Link {
  readonly kind: "link";
  /** The address as it was written, so that a copied message is what was written. */
  readonly text: string;
  readonly href: string;
  /**
   * The host as the browser parses it, if it is written otherwise: letters of other alphabets
   * cannot pass for those of another host.
   */
  readonly host?: string;
}

/** A block of plain text. Each line is a block, because each has its own direction. */
export type Block =
  | { readonly kind: "line"; readonly parts: readonly Part[] }
  | { readonly kind: "pre"; readonly text: string };

/** A piece of formatted text. */
export type Inline = Part | Emphasis | LabelledLink;

export interface Emphasis {
  readonly kind: "bold" | "italic" | "strike";
  readonly parts: readonly Inline[];
}

/** A link with a text of its own, which contains no other link. */
export interface LabelledLink {
  readonly kind: "label";
  readonly href: string;
  /** The destination, which is shown beside the text: the host, the e-mail address, the number. */
  readonly to: string;
  readonly parts: readonly Inline[];
}

/** A block of formatted text. */
export type FormattedBlock =
  | { readonly kind: "line"; readonly parts: readonly Inline[] }
  | { readonly kind: "pre"; readonly text: string }
  | { readonly kind: "quote"; readonly blocks: readonly FormattedBlock[] }
  | { readonly kind: "list"; readonly isOrdered: boolean; readonly items: readonly ListItem[] };

export interface ListItem {
  /** The number of an ordered item as it was written; null without an order. */
  readonly number: number | null;
  readonly blocks: readonly FormattedBlock[];
}
