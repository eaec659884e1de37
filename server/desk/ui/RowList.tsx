import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { keepInPlace } from "../model/summary.ts";

/** The keys that move in the list, and the index of the row that each leads to. */
const moves: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowDown: (at, count) => Math.min(at + 1, count - 1),
  ArrowUp: (at) => Math.max(at - 1, 0),
  Home: () => 0,
  End: (_, count) => count - 1,
};

/**
 * A list of rows that is one stop for the Tab key; arrows, Home and End move in it. A row that has
 * focus keeps its place when the order changes.
 */
export function RowList({
  ids,
  selected,
  row,
}: {
  ids: readonly string[];
  selected: string | null;
  row: (id: string, tabIndex: 0 | -1) => JSX.Element;
}): JSX.Element | null {
  const list = useRef<HTMLUListElement>(null);
  const drawn = useRef<readonly string[]>(ids);
  const lastFocused = useSignal<string | null>(null);
  const focused = useSignal<string | null>(null);
  const order = keepInPlace(ids, drawn.current, focused.value);
  drawn.current = order;
  const focusedBefore = focused.value;
  // Browsers without `moveBefore` take the focus from a row that is moved.
  useLayoutEffect(() => {
    if (focusedBefore === null || list.current?.contains(document.activeElement)) return;
    const button = list.current?.children[order.indexOf(focusedBefore)]?.firstElementChild;
    if (button instanceof HTMLElement) button.focus({ preventScroll: true });
  });
  const stop = [lastFocused.value, selected, order[0]].find(
    (id) => id != null && order.includes(id),
  );
  if (order.length === 0) return null;
  return (
    <ul
      ref={list}
      onFocusIn={({ target }) => {
        const item = target instanceof Element ? target.closest("li") : null;
        const at = [...(list.current?.children ?? [])].findIndex((one) => one === item);
        lastFocused.value = focused.value = drawn.current[at] ?? null;
      }}
      onFocusOut={() => (focused.value = null)}
      onKeyDown={(event) => {
        const to = moves[event.key]?.(drawn.current.indexOf(focused.value ?? ""), order.length);
        const button = list.current?.children[to ?? -1]?.firstElementChild;
        if (!(button instanceof HTMLElement)) return;
        event.preventDefault();
        button.focus();
      }}
    >
      {order.map((id) => (
        <li key={id}>{row(id, id === stop ? 0 : -1)}</li>
      ))}
    </ul>
  );
}
