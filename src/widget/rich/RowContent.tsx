import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Message } from "../../transport/index.ts";
import { usePanel, useTranslator } from "../model/widget-context.ts";
import { useAnswering } from "./answering.ts";
import { Cards } from "./Cards.tsx";
import { Choices } from "./Choices.tsx";
import { List } from "./List.tsx";
import { spokenContent } from "./spoken-content.ts";
import { Times } from "./Times.tsx";
import { richOf } from "./rich-of.ts";

/**
 * A ref of the content. Controls that are spent can hold no focus: it goes on in the field when
 * they had it, as another message or another tab may spend them at any time.
 */
function useFocusKeeper(isOpen: boolean): { current: HTMLDivElement | null } {
  const panel = usePanel();
  const box = useRef<HTMLDivElement>(null);
  const before = useRef({ isOpen });
  // Read before the controls change. In a window without focus, no selector of WebKit finds it.
  const root = box.current?.getRootNode();
  const active = root instanceof ShadowRoot ? root.activeElement : null;
  const isLost = before.current.isOpen && !isOpen && box.current?.contains(active) === true;
  before.current.isOpen = isOpen;
  useEffect(() => {
    if (isLost) panel.focusComposer();
  }, [isOpen]);
  return box;
}

/** The sentence about a message without a text, for the news. */
export function ContentPreview({ row }: { row: Message }): JSX.Element {
  return <>{spokenContent(useTranslator(), row).trim()}</>;
}

/**
 * The content of a message, below its text. It is no part of the message for the keyboard: each of
 * its controls is a stop of its own.
 */
export function RowContent({ row }: { row: Message }): JSX.Element | null {
  const { direction } = useTranslator();
  const answering = useAnswering(row);
  const box = useFocusKeeper(answering.isOpen);
  const parts = richOf(row);
  if (parts.length === 0) return null;
  return (
    <div
      ref={box}
      class="pl-rich"
      dir={direction()}
      onMouseDown={(event) => {
        // The second press of a double click meets a spent control, and focus is in the field.
        if (event.detail > 1 && !answering.isOpen) event.preventDefault();
      }}
    >
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
