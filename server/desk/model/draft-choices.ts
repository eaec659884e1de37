import { wrongContent } from "../../../contract/src/rich-content.ts";
import type { ReplyChoice } from "../api/views.ts";
import { fillReply, type ReplyNames } from "./saved-replies.ts";
import { sendable } from "./sendable-text.ts";

/*
 * The choices that an agent is writing below a text. An empty list: the agent offers none. Each
 * change returns a new list.
 */

/** The most choices of a message. */
export const MAX_CHOICES = 13;
/** The most UTF-16 units of a choice. */
export const MAX_CHOICE = 80;

export interface DraftChoice {
  readonly text: string;
  /** That of the saved reply from which the choice comes. Without one the text comes back. */
  readonly payload?: string;
}

const isBlank = ({ text }: DraftChoice): boolean => sendable(text).trim() === "";

/** Changes the text of a choice. A payload stands for the words that it came with, and goes. */
export const withText = (
  choices: readonly DraftChoice[],
  index: number,
  text: string,
): readonly DraftChoice[] => choices.with(index, { text });

/** Adds a blank choice after this one; at the limit the list stays. */
export const withBlank = (
  choices: readonly DraftChoice[],
  after: number = choices.length - 1,
): readonly DraftChoice[] =>
  choices.length < MAX_CHOICES ? choices.toSpliced(after + 1, 0, { text: "" }) : choices;

export const without = (choices: readonly DraftChoice[], index: number): readonly DraftChoice[] =>
  choices.toSpliced(index, 1);

/** Adds the choices of a saved reply to those that are written. */
export const withReply = (
  choices: readonly DraftChoice[],
  reply: readonly ReplyChoice[],
  names: ReplyNames,
): readonly DraftChoice[] =>
  reply.length === 0
    ? choices
    : [
        ...choices.filter((one) => !isBlank(one)),
        ...reply.map(({ text, payload }) => ({ text: fillReply(text, names), payload })),
      ];

/** The choices as they are sent: without blank ones. */
export const choicesToSend = (choices: readonly DraftChoice[]): readonly DraftChoice[] =>
  choices
    .filter((one) => !isBlank(one))
    .map(({ text, ...more }) => ({ ...more, text: sendable(text).trim() }));

/** A mistake in one choice. */
export type ChoiceMistake = "long" | "twice";

/** The mistake of each choice; null for one that can be sent, and for a blank one. */
export function mistakesIn(choices: readonly DraftChoice[]): readonly (ChoiceMistake | null)[] {
  const texts = choices.map(({ text }) => sendable(text).trim());
  return texts.map((text, index) => {
    if (text.length > MAX_CHOICE) return "long";
    return text !== "" && texts.indexOf(text) < index ? "twice" : null;
  });
}

/** Why a message with choices cannot be sent. */
export type ChoicesProblem =
  | { readonly kind: "choice"; readonly index: number; readonly mistake: ChoiceMistake }
  /** All are blank. */
  | { readonly kind: "none" }
  | { readonly kind: "many" }
  /** Together they are longer than a message may be. */
  | { readonly kind: "size" }
  /** Nothing says what they are about. */
  | { readonly kind: "question" };

/**
 * The first reason why these choices cannot be sent; null when they can, or when there are none.
 * @param hasQuestion - whether the message has a text, or a file
 */
export function problemOf(
  choices: readonly DraftChoice[],
  hasQuestion: boolean,
): ChoicesProblem | null {
  if (choices.length === 0) return null;
  const mistakes = mistakesIn(choices);
  const index = mistakes.findIndex((one) => one !== null);
  const mistake = mistakes[index];
  if (mistake != null) return { kind: "choice", index, mistake };
  const sent = choicesToSend(choices);
  if (sent.length === 0) return { kind: "none" };
  if (sent.length > MAX_CHOICES) return { kind: "many" };
  if (wrongContent([{ kind: "choices", choices: sent }]).length > 0) return { kind: "size" };
  return hasQuestion ? null : { kind: "question" };
}

/** A text and its choices as one line. */
export const offerLine = (text: string, choices: readonly DraftChoice[]): string =>
  [
    text,
    choicesToSend(choices)
      .map((one) => one.text)
      .join(" / "),
  ]
    .filter((one) => one.trim() !== "")
    .join(" ");
