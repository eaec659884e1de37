import { useSignal, useSignalEffect } from "@preact/signals";
import { Fragment, type JSX, type TargetedKeyboardEvent } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { t } from "../../i18n/translate.ts";
import { useView } from "../../state/view.ts";
import { QueueCard } from "../rooms/QueueCard.tsx";
import { JumpToLatest } from "./JumpToLatest.tsx";
import { MessageRow } from "./MessageRow.tsx";
import { TypingIndicator } from "./TypingIndicator.tsx";

/** Closer to the end than this, a new message pulls the end into view. */
const AT_END_PX = 8;
/** Further away than this, the way back is offered. */
const JUMP_PX = 120;

/** So many rows stand in the page at most, however long the conversation is. */
const MOST_ROWS = 250;
/** The window moves by so many rows, when somebody scrolls this close to its edge. */
const STEP_ROWS = 80;
const EDGE_PX = 400;

/** The transcript: one tab stop, arrow keys from message to message, the end kept in view unless somebody reads further up. */
export function MessageLog(): JSX.Element {
  const view = useView();
  const { signals, firstUnread } = view;
  const log = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const seenCount = useRef(0);
  const isFar = useSignal(false);
  const missed = useSignal(0);
  /** Where the window ends; null follows the newest row. */
  const to = useSignal<number | null>(null);
  /** A row and where it stood, so that it stands there again when the window has moved. */
  const anchor = useRef<{ row: HTMLElement; top: number } | null>(null);
  /** The newest row that was there when the page came back. */
  const lastBefore = useSignal<string | null>(null);
  useSignalEffect(() => {
    if (!signals.state.value.isResumed || signals.stream.value.kind !== "live") return;
    lastBefore.value ??= signals.order.peek().at(-1) ?? null;
  });
  const order = signals.order.value;
  const end = Math.min(order.length, to.value ?? order.length);
  const begin = Math.max(0, end - MOST_ROWS);
  // The queue card and the typing sign change the height as well.
  const height = `${order.length} ${signals.typing.value.length} ${signals.phase.value.kind} ${signals.queue.value?.position}`;

  /** Moves the window by some rows, and keeps the row that is in view where it is. */
  const move = (by: number): void => {
    const element = log.current;
    const next = Math.min(order.length, Math.max(MOST_ROWS, end + by));
    if (element === null || next === end) return;
    const { top } = element.getBoundingClientRect();
    const row = [...element.querySelectorAll<HTMLElement>("[role=article]")].find(
      (one) => one.getBoundingClientRect().bottom > top,
    );
    if (row !== undefined) anchor.current = { row, top: row.getBoundingClientRect().top };
    to.value = next === order.length ? null : next;
  };
  useLayoutEffect(() => {
    const { current: kept } = anchor;
    anchor.current = null;
    if (kept === null || log.current === null || !kept.row.isConnected) return;
    log.current.scrollTop += kept.row.getBoundingClientRect().top - kept.top;
  }, [end]);

  const toEnd = (): void => {
    to.value = null;
    const element = log.current;
    if (element !== null) element.scrollTop = element.scrollHeight;
    missed.value = 0;
  };

  useLayoutEffect(() => {
    const last = order.at(-1);
    const isOwn = last !== undefined && signals.row(last).peek()?.isOwn === true;
    const grew = order.length - seenCount.current;
    if (isAtEnd.current || (isOwn && grew > 0)) toEnd();
    else if (grew > 0) {
      // What somebody reads further up stays in the page.
      if (to.peek() === null && order.length > MOST_ROWS) to.value = order.length - grew;
      missed.value += grew;
      firstUnread.value ??= order[seenCount.current] ?? null;
    }
    seenCount.current = order.length;
  }, [height, to.value]);

  useLayoutEffect(() => {
    const element = log.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => {
      if (isAtEnd.current) toEnd();
    });
    observer.observe(element);
    // Cards that arrive late make the list longer without adding a row.
    if (element.firstElementChild !== null) observer.observe(element.firstElementChild);
    return () => observer.disconnect();
  }, []);

  const onScroll = (): void => {
    const element = log.current;
    if (element === null) return;
    const left = element.scrollHeight - element.scrollTop - element.clientHeight;
    isAtEnd.current = left <= AT_END_PX && end === order.length;
    isFar.value = left > JUMP_PX || end < order.length;
    if (isAtEnd.current) missed.value = 0;
    if (element.scrollTop < EDGE_PX && begin > 0) move(-STEP_ROWS);
    else if (left < EDGE_PX && end < order.length) move(STEP_ROWS);
  };

  const onKeyDown = (event: TargetedKeyboardEvent<HTMLDivElement>): void => {
    const target = event.target as HTMLElement;
    const rows = [...event.currentTarget.querySelectorAll<HTMLElement>("[role=article]")];
    const here = rows.indexOf(target);
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
        event.stopPropagation();
        return view.focusComposer();
      default:
        // Writing goes where writing belongs; the key itself is typed there by the browser.
        if (
          isPlain &&
          event.key.length === 1 &&
          event.key !== " " &&
          (here !== -1 || target === event.currentTarget)
        )
          view.focusComposer();
    }
  };

  return (
    <>
      <div
        class="pl-log"
        ref={log}
        role="log"
        aria-live="off"
        aria-label={t("log.name")}
        tabIndex={0}
        onScroll={onScroll}
        onKeyDown={onKeyDown}
      >
        <ol class="pl-items" role="list">
          <QueueCard />
          {order.slice(begin, end).map((key, index) => (
            <Fragment key={key}>
              <MessageRow
                message={key}
                before={order[begin + index - 1]}
                after={order[begin + index + 1]}
              />
              {key === lastBefore.value && <li class="pl-note">{t("log.back")}</li>}
            </Fragment>
          ))}
          <TypingIndicator />
        </ol>
      </div>
      {isFar.value && (
        <JumpToLatest
          missed={missed.value}
          onClick={() => {
            to.value = null;
            isAtEnd.current = true;
            toEnd();
            view.focusComposer();
          }}
        />
      )}
    </>
  );
}
