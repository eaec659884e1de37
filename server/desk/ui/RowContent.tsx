import "./RowContent.css";
import type { JSX } from "preact";
import type { ContentPart } from "../api/content.ts";
import { isChosenIn } from "../model/content-state.ts";
import { Cards } from "./CardContent.tsx";
import { Chip, Chips, ChoiceWords, type ShownContent } from "./Chips.tsx";
import { List, Times } from "./PickContent.tsx";

/** The content of a message as the guest sees it, with its answer. Nothing of it can be pressed. */
export function RowContent({
  content,
  ...shown
}: ShownContent & { content: readonly ContentPart[] }): JSX.Element {
  return (
    <div class="pl-rich dk-content">
      {content.map((part, index) => (
        <Part key={index} part={part} {...shown} />
      ))}
    </div>
  );
}

function Part({ part, ...shown }: ShownContent & { part: ContentPart }): JSX.Element {
  switch (part.kind) {
    case "choices":
      return (
        <Chips isAnswered={shown.answer?.kind === "choices"}>
          {part.choices.map((one, index) => (
            <Chip
              key={index}
              isChosen={isChosenIn(part, shown.answer, one.payload)}
              who={shown.who}
            >
              <ChoiceWords {...one} />
            </Chip>
          ))}
        </Chips>
      );
    case "cards":
      return <Cards cards={part.cards} {...shown} />;
    case "times":
      return <Times part={part} {...shown} />;
    case "list":
      return <List part={part} {...shown} />;
  }
}
