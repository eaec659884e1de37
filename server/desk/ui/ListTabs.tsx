import "./ListTabs.css";
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { useDesk } from "./desk-context.ts";

/** The panel that the selected tab shows. */
export const LIST_PANEL_ID = "dk-list";
export const tabId = (list: "chats" | "missed"): string => `dk-tab-${list}`;

/** Chooses between the chats and the missed conversations. Arrows switch, as one stop for Tab. */
export function ListTabs(): JSX.Element {
  const { lists, selection } = useDesk();
  const bar = useRef<HTMLDivElement>(null);
  const tabs = [
    { list: "chats", words: "Chats", count: lists.talking.value.length },
    {
      list: "missed",
      words: "Missed",
      count: lists.toAnswer.value.length + lists.answering.value.length,
    },
  ] as const;
  const isMissed = selection.list.value === "missed";
  return (
    <div
      ref={bar}
      class="dk-tabs"
      role="tablist"
      aria-label="Lists"
      onKeyDown={(event) => {
        const isStep = event.key === "ArrowLeft" || event.key === "ArrowRight";
        const to = isStep ? !isMissed : event.key === "End";
        if (!isStep && event.key !== "Home" && event.key !== "End") return;
        event.preventDefault();
        selection.list.value = to ? "missed" : "chats";
        bar.current?.querySelectorAll("button")[to ? 1 : 0]?.focus();
      }}
    >
      {tabs.map(({ list, words, count }) => {
        const isSelected = selection.list.value === list;
        return (
          <button
            key={list}
            type="button"
            role="tab"
            id={tabId(list)}
            aria-selected={isSelected}
            aria-controls={LIST_PANEL_ID}
            tabIndex={isSelected ? 0 : -1}
            onClick={() => (selection.list.value = list)}
          >
            {words} <span class="dk-n">{count}</span>
          </button>
        );
      })}
    </div>
  );
}
