import type { TargetedKeyboardEvent } from "preact";
import { useHost, usePanel } from "../../model/widget-context.ts";
import { rowsOf } from "./rows-of.ts";

/**
 * Returns the key handler of the log, a single tab stop: arrow keys move between messages, Enter
 * leads to the first link of one, and Escape leads to the composer.
 */
export function useRovingFocus(): (event: TargetedKeyboardEvent<HTMLElement>) => void {
  const { options } = useHost();
  const { focusComposer } = usePanel();
  return (event) => {
    const target = event.target as HTMLElement;
    const rows = rowsOf(event.currentTarget);
    const here = rows.indexOf(target);
    // The cards at the end of the log are no messages: their fields use keys themselves.
    if (target !== event.currentTarget && target.closest("[role=article]") === null) return;
    const go = (index: number): void => {
      event.preventDefault();
      const row = rows[Math.max(0, Math.min(rows.length - 1, index))];
      row?.focus();
      row?.scrollIntoView({ block: "nearest" });
    };
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
    switch (event.key) {
      case "ArrowUp":
        return go(here === -1 ? rows.length - 1 : here - 1);
      case "ArrowDown":
        return go(here === -1 ? rows.length - 1 : here + 1);
      case "Home":
        return go(0);
      case "End":
        return go(rows.length - 1);
      case "Enter":
        if (here === -1) return;
        event.preventDefault();
        return target.querySelector<HTMLElement>("a, button")?.focus();
      case "Escape":
        if (target === event.currentTarget) return;
        event.preventDefault();
        event.stopPropagation();
        return focusComposer();
      default:
        // Typing belongs in the composer: focus moves there, and the browser enters the key itself.
        if (
          options.typeAnywhere &&
          isPlain &&
          event.key.length === 1 &&
          event.key !== " " &&
          (here !== -1 || target === event.currentTarget)
        ) {
          // The page must not take the key for one of its own.
          event.stopPropagation();
          focusComposer();
        }
    }
  };
}
