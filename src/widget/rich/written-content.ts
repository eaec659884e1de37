import type { Card, Choice, Message, RichContent } from "../../transport/index.ts";
import type { Translator } from "../i18n/translator.ts";
import { timeName } from "./time-name.ts";
import { richOf } from "./rich-of.ts";

/** Prefixes one thing to choose with the next number. */
type Numbered = (text: string) => string;

const choiceLine = ({ text, detail }: Choice): string =>
  detail === "" ? text : `${text} (${detail})`;

const cardLines = ({ title, text, link, actions }: Card, next: Numbered): readonly string[] => [
  title,
  text,
  link ?? "",
  ...actions.map((one) => (one.kind === "link" ? `${one.text}: ${one.url}` : next(one.text))),
];

function partLines(part: RichContent, translator: Translator, next: Numbered): readonly string[] {
  switch (part.kind) {
    case "choices":
      return part.choices.map((one) => next(choiceLine(one)));
    case "cards":
      return part.cards.flatMap((card) => cardLines(card, next));
    case "times":
      return [
        part.title,
        part.subtitle,
        ...part.times.map(({ at }) => next(timeName(translator, at))),
      ];
    case "list":
      return [
        part.title,
        ...part.sections.flatMap(({ title, items }) => [
          title,
          ...items.map((item) => next(choiceLine(item))),
        ]),
      ];
  }
}

/**
 * The content of a message as text, for transcripts: a line for everything that it says, with the
 * choices numbered from 1 through all parts, as the server's text for other clients has them.
 */
export function writtenContent(translator: Translator, row: Message): string {
  let number = 0;
  const next: Numbered = (line) => `${++number}. ${line}`;
  return richOf(row)
    .flatMap((part) => partLines(part, translator, next))
    .filter((line) => line !== "")
    .join("\n");
}
