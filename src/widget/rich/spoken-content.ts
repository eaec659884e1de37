import type { Message } from "../../transport/index.ts";
import { richOf } from "../model/message-presentation.ts";
import type { WidgetContext } from "../model/widget-context.ts";

/** Says how much there is to choose from in a message. */
export function spokenContent({ translator: { t } }: WidgetContext, row: Message): string {
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
    .join(" ");
}
