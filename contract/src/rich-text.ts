import type { RichCard, RichChoice, RichContent } from "./parlor.generated.ts";

/*
 * The words that say the same as a message's content, for clients that show none: every choice has
 * a number.
 */

const lines = (...all: readonly (string | undefined)[]): readonly string[] =>
  all.filter((one) => one !== undefined && one !== "").map(String);

const choiceLine = ({ text, detail }: RichChoice): string =>
  detail === undefined || detail === "" ? text : `${text} (${detail})`;

/** Prefixes the lines of one thing with the next number, or with none. */
type Numbered = (text: string) => string;

function cardLines({ title, text, link, actions = [] }: RichCard, next: Numbered): string[] {
  return [
    ...lines(title, text, link),
    ...actions.map((one) =>
      one.kind === "link" ? `${one.text}: ${one.url ?? ""}` : next(one.text),
    ),
  ];
}

function partLines(part: RichContent, next: Numbered): readonly string[] {
  switch (part.kind) {
    case "choices":
      return (part.choices ?? []).map((one) => next(choiceLine(one)));
    case "cards":
      return (part.cards ?? []).flatMap((card) => cardLines(card, next));
    case "times":
      return [
        ...lines(part.title, part.subtitle),
        ...(part.times ?? []).map(({ at }) => next(`${at.slice(0, 16).replace("T", " ")} UTC`)),
      ];
    case "list":
      return [
        ...lines(part.title),
        ...(part.sections ?? []).flatMap(({ title, items }) => [
          ...lines(title),
          ...items.map((item) => next(choiceLine(item))),
        ]),
      ];
  }
}

/**
 * Returns the text of a message with content: its own words, then a line for everything that the
 * content says, with the choices numbered from 1 through all parts.
 */
export function richText(text: string, content: readonly RichContent[]): string {
  let number = 0;
  const next: Numbered = (line) => `${++number}. ${line}`;
  return [...lines(text), ...content.flatMap((part) => partLines(part, next))].join("\n");
}
