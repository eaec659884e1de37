import type { TargetedKeyboardEvent } from "preact";
import { rowsOf } from "./rows-of.ts";

/** The elements of a message that can have focus. */
const STOPS = "a, button, pre[tabindex]";

/**
 * Moves focus by a key in the log, a single tab stop: arrow keys, Home and End between messages,
 * Enter and Tab from a message to its links and wide code, where arrow keys lead from each to the
 * next; Escape to the composer.
 * @returns whether the key was pressed on the log or on a message, and has no use there
 */
export function moveInLog(
  event: TargetedKeyboardEvent<HTMLElement>,
  focusComposer: () => void,
): boolean {
  const { currentTarget: log, key } = event;
  const target = event.target as HTMLElement;
  const row = target.closest<HTMLElement>("[role=article]");
  // The cards at the end of the log are no messages: their fields use keys themselves.
  if (target !== log && row === null) return false;
  const rows = rowsOf(log);
  const last = rows.length - 1;
  const here = row === null ? rows.length : rows.indexOf(row);
  const stops = row === null ? [] : [row, ...row.querySelectorAll<HTMLElement>(STOPS)];
  const at = stops.indexOf(target);
  const go = (to: HTMLElement | undefined): false => {
    event.preventDefault();
    // The Tab key leads back to the message that was read last.
    if (to !== undefined && rows.includes(to))
      for (const one of rows) one.tabIndex = one === to ? 0 : -1;
    to?.focus();
    to?.scrollIntoView({ block: "nearest" });
    return false;
  };
  switch (key) {
    case "ArrowUp":
      return go(at > 0 ? stops[at - 1] : rows[Math.max(0, here - 1)]);
    case "ArrowDown":
      return go((at > 0 && stops[at + 1]) || rows[row === null ? last : here + 1]);
    case "Home":
      return go(rows[0]);
    case "End":
      return go(rows[last]);
    case "Enter":
      return at === 0 && go(stops[1]);
    case "Tab": {
      const next = at === -1 ? undefined : stops[event.shiftKey ? at - 1 : at + 1];
      return next !== undefined && go(next);
    }
    case "Escape":
      if (row === null) return false;
      event.stopPropagation();
      focusComposer();
      return go(undefined);
    default:
      return at < 1;
  }
}
