import type { JSX } from "preact";
import type { Message } from "../../transport/index.ts";
import { richOf } from "../model/message-presentation.ts";
import { useTranslator } from "../model/widget-context.ts";
import { useAnswering } from "./answering.ts";
import { Cards } from "./Cards.tsx";
import { Choices } from "./Choices.tsx";
import { List } from "./List.tsx";
import { Times } from "./Times.tsx";

/**
 * The content of a message, below its text. It is no part of the message for the keyboard: each of
 * its controls is a stop of its own.
 */
export function RowContent({ row }: { row: Message }): JSX.Element | null {
  const { direction } = useTranslator();
  const answering = useAnswering(row);
  const parts = richOf(row);
  if (parts.length === 0) return null;
  return (
    <div class="pl-rich" dir={direction()}>
      {parts.map((part, index) => {
        const shared = { key: index, ...answering };
        switch (part.kind) {
          case "choices":
            return <Choices {...shared} choices={part.choices} />;
          case "cards":
            return <Cards {...shared} cards={part.cards} />;
          case "times":
            return <Times {...shared} name={`${row.key}-${index}`} content={part} />;
          case "list":
            return <List {...shared} name={`${row.key}-${index}`} content={part} />;
        }
      })}
    </div>
  );
}
