import type { ContentAnswer, ContentPart } from "../api/content.ts";
import type { DeskMessage } from "../api/views.ts";
import { isSpoken } from "./summary.ts";

/* How far the content of messages has come: the guest's panel decides in the same way. */

/** The guest's answer to the content of a message, and whether there can be one still. */
export interface ContentState {
  readonly answer: ContentAnswer | null;
  /** The content stands below the newest message, and waits for the guest. */
  readonly isOpen: boolean;
}

/**
 * The state of each message that has content, by its id.
 * @param rows - the conversation's messages in their order
 * @param isLive - whether the conversation goes on
 */
export function contentStates(
  rows: readonly DeskMessage[],
  isLive: boolean,
): ReadonlyMap<string, ContentState> {
  const answers = new Map<string, ContentAnswer>();
  // The first answer counts: the server accepts no second one.
  for (const { answer } of rows)
    if (answer !== undefined && !answers.has(answer.messageId))
      answers.set(answer.messageId, answer);
  const newest = rows.findLast(isSpoken);
  const states = rows.flatMap((row): readonly (readonly [string, ContentState])[] => {
    if (row.content === undefined) return [];
    const answer = answers.get(row.id) ?? null;
    return [[row.id, { answer, isOpen: isLive && answer === null && row === newest }]];
  });
  return new Map(states);
}

/** Whether an answer has chosen something of this part. */
export const isChosenIn = (
  { kind }: Pick<ContentPart, "kind">,
  answer: ContentAnswer | null,
  payload: string,
): boolean => answer !== null && answer.kind === kind && answer.payloads.includes(payload);

/** Everything of a part that can be chosen and has words. */
function optionsOf(
  part: ContentPart,
): readonly { readonly text: string; readonly payload: string }[] {
  switch (part.kind) {
    case "choices":
      return part.choices;
    case "cards":
      return part.cards.flatMap(({ actions }) =>
        actions.flatMap((one) => (one.kind === "answer" ? [one] : [])),
      );
    case "list":
      return part.sections.flatMap(({ items }) => items);
    case "times":
      // The guest's own words name the time in the guest's own time zone.
      return [];
  }
}

/** The words that a guest has chosen, in the order of the content; else those of its message. */
export function chosenWords(
  { answer, body }: Pick<DeskMessage, "answer" | "body">,
  rows: readonly DeskMessage[],
): string {
  const content = rows.find(({ id }) => id === answer?.messageId)?.content ?? [];
  const chosen = content.flatMap((part) =>
    optionsOf(part).filter(({ payload }) => isChosenIn(part, answer ?? null, payload)),
  );
  return chosen.length === 0 ? body : chosen.map(({ text }) => text).join(", ");
}

const count = (n: number, one: string, many: string): string => (n === 1 ? one : `${n} ${many}`);

/** A part as a few words: `3 choices`. */
function wordsOf(part: ContentPart): string {
  switch (part.kind) {
    case "choices":
      return count(part.choices.length, "1 choice", "choices");
    case "cards":
      return part.cards.length === 1 && part.cards[0] !== undefined
        ? part.cards[0].title
        : `${part.cards.length} cards`;
    case "times":
      return part.title || count(part.times.length, "1 time", "times");
    case "list":
      return part.title || "a list";
  }
}

/** Content as a few words; empty without any. */
export const contentWords = (content: readonly ContentPart[]): string =>
  content.map(wordsOf).join(", ");
