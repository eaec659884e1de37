/* The content of messages that a guest answers by choosing, as the desk reads it. */

/** Something that the guest may choose. */
export interface ContentChoice {
  readonly text: string;
  /** Comes back with the answer. */
  readonly payload: string;
  /** A picture of this server; null without one. */
  readonly imageUrl: string | null;
  /** A second line; empty without one. */
  readonly detail: string;
}

/** A button of a card. */
export type CardAction =
  | { readonly kind: "answer"; readonly text: string; readonly payload: string }
  | { readonly kind: "link"; readonly text: string; readonly url: string };

export interface ContentCard {
  readonly title: string;
  readonly text: string;
  readonly imageUrl: string | null;
  /** Only ever an `https:` address; null without one. */
  readonly link: string | null;
  readonly actions: readonly CardAction[];
}

export interface ContentTime {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly payload: string;
}

export interface ContentSection {
  readonly title: string;
  readonly items: readonly ContentChoice[];
}

interface ChoicesPart {
  readonly kind: "choices";
  readonly choices: readonly ContentChoice[];
}
interface CardsPart {
  readonly kind: "cards";
  readonly cards: readonly ContentCard[];
}
export interface TimesPart {
  readonly kind: "times";
  readonly title: string;
  readonly subtitle: string;
  readonly imageUrl: string | null;
  readonly times: readonly ContentTime[];
}
export interface ListPart {
  readonly kind: "list";
  readonly title: string;
  readonly sections: readonly ContentSection[];
}

/** A part of a message that the guest may answer. */
export type ContentPart = ChoicesPart | CardsPart | TimesPart | ListPart;

/** The guest's answer to content. */
export interface ContentAnswer {
  /** The message that it answers. */
  readonly messageId: string;
  readonly kind: ContentPart["kind"];
  /** The payloads of what was chosen; several only of a list. */
  readonly payloads: readonly string[];
}
