import type { MessageId } from "./ids.ts";

/*
 * Content that the guest may answer by choosing. An answer is content as well: that of the guest's
 * own message.
 */

/** Something that the guest may choose. @public */
export interface Choice {
  /** 1 to 80 UTF-16 units. */
  readonly text: string;
  /** The server's name of the choice; at most 1,000 units. */
  readonly payload: string;
  /** An `https:` address, or one of the chat's own server; null without a picture. */
  readonly imageUrl: string | null;
  /** A second line; empty without one. */
  readonly detail: string;
}

/** A button of a card: an answer, or a link. @public */
export type CardAction =
  | ({ readonly kind: "answer" } & Choice)
  | { readonly kind: "link"; readonly text: string; readonly url: string };

/** @public */
export interface Card {
  readonly title: string;
  /** At most 300 units; empty without one. */
  readonly text: string;
  readonly imageUrl: string | null;
  /** Only ever an `https:` address; null without one. */
  readonly link: string | null;
  /** At most four. */
  readonly actions: readonly CardAction[];
}

/** A time that the guest may choose. @public */
export interface TimeChoice {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly minutes: number;
  readonly payload: string;
}

/** A part of a list; several of its items may be chosen where `isMultiple`. @public */
export interface ListSection {
  readonly title: string;
  readonly isMultiple: boolean;
  readonly items: readonly Choice[];
}

/** @public */
export interface ChoicesContent {
  readonly kind: "choices";
  readonly choices: readonly Choice[];
}
/** @public */
export interface CardsContent {
  readonly kind: "cards";
  readonly cards: readonly Card[];
}
/** @public */
export interface TimesContent {
  readonly kind: "times";
  readonly title: string;
  readonly subtitle: string;
  readonly imageUrl: string | null;
  readonly times: readonly TimeChoice[];
}
/** @public */
export interface ListContent {
  readonly kind: "list";
  readonly title: string;
  readonly sections: readonly ListSection[];
}

/** Content that the guest may answer. @public */
export type RichContent = ChoicesContent | CardsContent | TimesContent | ListContent;

/** The guest's answer to such content. @public */
export interface AnswerContent {
  readonly kind: "answer";
  /** The message that it answers. */
  readonly to: MessageId;
  readonly of: RichContent["kind"];
  /** The payloads of what was chosen; several only of a list. */
  readonly payloads: readonly string[];
}

/** Whether stored or foreign data describes an answer; the server refuses an unknown kind in it. */
export const isAnswerContent = (value: unknown): value is AnswerContent => {
  const { kind, to, payloads }: Partial<Record<keyof AnswerContent, unknown>> = Object(value);
  return kind === "answer" && typeof to === "string" && Array.isArray(payloads);
};
