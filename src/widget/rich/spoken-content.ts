import type { Message } from "../../transport/index.ts";
import type { Translator } from "../i18n/translator.ts";
import { richOf } from "./rich-of.ts";

/** Says how much there is to choose from in a message: a sentence for each part, after a space. */
export function spokenContent({ t }: Translator, row: Message): string {
  return richOf(row)
    .map((part) => {
      switch (part.kind) {
        case "choices":
          return t("rich.countChoices", { n: part.choices.length });
        case "cards":
          return part.cards.length === 1
            ? (part.cards[0]?.title ?? "")
            : t("rich.countCards", { n: part.cards.length });
        case "times":
          return t("rich.countTimes", { n: part.times.length });
        case "list":
          return t("rich.countItems", {
            n: part.sections.reduce((sum, { items }) => sum + items.length, 0),
          });
      }
    })
    .map((sentence) => ` ${sentence}`)
    .join("");
}
