/** @module-tag engine-layout */

import { signal, useSignal, type Signal } from "@preact/signals";
import { render } from "preact";
import { useRef } from "preact/hooks";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { english } from "../../../../test/english.ts";
import { resolveOptions } from "../../options/options.ts";
import type { MessageKey } from "../../../transport/index.ts";
import type { EndOfLog, RowWindow } from "../../model/log-view.ts";
import { useOlderMessages } from "../../secondary/use-older-messages.ts";
import { WidgetProvider, type WidgetContext } from "../../model/widget-context.ts";
import { useRovingFocus } from "./use-roving-focus.ts";
import { useRowWindow } from "./use-row-window.ts";
import { useStickToEnd } from "./use-stick-to-end.ts";

/* The hooks of the log, each without the others' components. */

const ROW_PX = 100;
const VIEW_PX = 300;
const keysTo = (count: number, from = 0): MessageKey[] =>
  Array.from({ length: count - from }, (_, index) => `k${index + from}` as MessageKey);

let place: HTMLElement;
let order: Signal<readonly MessageKey[]>;
let range: RowWindow;
let end: EndOfLog;
let loadOlder: () => Promise<void>;
let isLoading: Signal<boolean>;
const focusComposer = vi.fn();
const announce = vi.fn();
const load = vi.fn<() => Promise<void>>();

function contextOf(): WidgetContext {
  return {
    chat: {
      chat: { loadOlder: load },
      signals: {
        order,
        state: signal({ hasOlder: true }),
        row: () => signal({ isOwn: false }),
      },
      firstUnread: signal(null),
    },
    panel: { focusComposer, announce },
    host: { options: resolveOptions({}) },
    translator: english,
  } as unknown as WidgetContext;
}

function Log() {
  const log = useRef<HTMLDivElement>(null);
  isLoading = useSignal(false);
  range = useRowWindow(log, order.value, isLoading);
  end = useStickToEnd(log, order.value, range, String(order.value.length));
  loadOlder = useOlderMessages(order.value, range, isLoading).load;
  const onKeyDown = useRovingFocus();
  return (
    <div
      ref={log}
      role="group"
      tabIndex={0}
      style={{ height: `${VIEW_PX}px`, overflow: "auto", overflowAnchor: "none" }}
      onKeyDown={onKeyDown}
      onScroll={(event) => end.noteScroll(event.currentTarget)}
    >
      <div>
        {order.value.slice(range.begin, range.end).map((key) => (
          <div key={key} role="article" tabIndex={-1} style={{ height: `${ROW_PX}px` }}>
            <a href="#link">{key}</a>
          </div>
        ))}
      </div>
    </div>
  );
}

const log = (): HTMLElement => place.querySelector<HTMLElement>("[role=group]")!;
const rows = (): HTMLElement[] => [...place.querySelectorAll<HTMLElement>("[role=article]")];
/** The text of the first row that is in view. */
const topRow = (): string | null =>
  rows().find((row) => row.getBoundingClientRect().bottom > log().getBoundingClientRect().top + 1)
    ?.textContent ?? null;
async function scrollTo(top: number): Promise<void> {
  await act(() => {
    log().scrollTop = top;
    log().dispatchEvent(new Event("scroll"));
  });
}
async function draw(count: number): Promise<void> {
  order = signal(keysTo(count));
  const context = contextOf();
  await act(() =>
    render(
      <WidgetProvider value={context}>
        <Log />
      </WidgetProvider>,
      place,
    ),
  );
}
function press(target: HTMLElement, key: string, more: KeyboardEventInit = {}): boolean {
  return target.dispatchEvent(
    new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more }),
  );
}

beforeEach(() => {
  place = document.createElement("div");
  document.body.append(place);
  load.mockResolvedValue();
});
afterEach(() => {
  render(null, place);
  place.remove();
  vi.clearAllMocks();
});

test("the row window holds the newest hundred rows, and moves by the number that is asked for", async () => {
  await draw(250);
  expect(rows().at(-1)?.textContent).toBe("k249");
  expect(rows().length).toBeLessThanOrEqual(100);
  await scrollTo(ROW_PX * 10);
  const before = topRow();
  await act(() => range.move(-40));
  expect(rows().at(-1)?.textContent).toBe("k209");
  expect(topRow()).toBe(before);
  await act(() => range.move(40));
  expect(rows().at(-1)?.textContent).toBe("k249");
  expect(range.last.value).toBeNull();
});

test("the end stays in view with a new row, unless the visitor has scrolled up", async () => {
  await draw(20);
  expect(log().scrollTop).toBe(20 * ROW_PX - VIEW_PX);
  await act(() => void (order.value = keysTo(21)));
  expect(log().scrollTop).toBe(21 * ROW_PX - VIEW_PX);
  await scrollTo(500);
  await act(() => void (order.value = keysTo(23)));
  expect(log().scrollTop).toBe(500);
  expect([end.missed.value, end.isFar.value]).toEqual([2, true]);
  await act(() => end.follow(log()));
  expect(log().scrollTop).toBe(23 * ROW_PX - VIEW_PX);
  expect(end.missed.value).toBe(0);
});

test("an older page is loaded once at a time, is announced, and leaves the row in view in its place", async () => {
  await draw(20);
  await scrollTo(ROW_PX * 2);
  const before = topRow();
  load.mockImplementation(async () => {
    order.value = [...keysTo(105, 100), ...order.value];
  });
  await act(async () => {
    await Promise.all([loadOlder(), loadOlder()]);
  });
  expect(load).toHaveBeenCalledTimes(1);
  expect(rows()[0]?.textContent).toBe("k100");
  expect(topRow()).toBe(before);
  expect(announce).toHaveBeenCalledTimes(1);
  expect(isLoading.value).toBe(false);
});

test("an older page that cannot be loaded is told once, and can be asked for again", async () => {
  await draw(20);
  load.mockRejectedValueOnce(new Error("offline"));
  await act(() => loadOlder());
  await act(() => loadOlder());
  expect(load).toHaveBeenCalledTimes(2);
  expect(announce.mock.calls).toEqual([["Earlier messages couldn’t be loaded."]]);
});

test("arrow keys, Home and End move focus between messages, and stop at both ends", async () => {
  await draw(5);
  log().focus();
  press(log(), "ArrowUp");
  expect(document.activeElement).toBe(rows()[4]);
  press(rows()[4]!, "ArrowDown");
  expect(document.activeElement).toBe(rows()[4]);
  press(rows()[4]!, "ArrowUp");
  expect(document.activeElement).toBe(rows()[3]);
  press(rows()[3]!, "Home");
  expect(document.activeElement).toBe(rows()[0]);
  press(rows()[0]!, "End");
  expect(document.activeElement).toBe(rows()[4]);
  press(rows()[4]!, "Enter");
  expect(document.activeElement).toBe(rows()[4]!.querySelector("a"));
});

test("the Tab key leads back to the message that was read last", async () => {
  await draw(5);
  const stops = (): number[] => rows().flatMap((row, index) => (row.tabIndex === 0 ? [index] : []));
  press(log(), "ArrowUp");
  press(rows()[4]!, "ArrowUp");
  expect(stops()).toEqual([3]);
  press(rows()[3]!, "Enter");
  expect(stops()).toEqual([3]);
  press(rows()[3]!, "Home");
  expect(stops()).toEqual([0]);
  press(rows()[0]!, "Escape");
  expect(stops()).toEqual([0]);
});

test("Escape and a letter lead from a message to the composer, a shortcut does not", async () => {
  await draw(5);
  press(rows()[2]!, "c", { ctrlKey: true });
  expect(focusComposer).not.toHaveBeenCalled();
  press(rows()[2]!, "c");
  press(rows()[2]!, "Escape");
  expect(focusComposer).toHaveBeenCalledTimes(2);
  // From the log itself, Escape belongs to the panel.
  press(log(), "Escape");
  expect(focusComposer).toHaveBeenCalledTimes(2);
});
