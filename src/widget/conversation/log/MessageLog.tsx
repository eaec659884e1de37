import { useSignal, useSignalEffect } from "@preact/signals";
import { Fragment, type JSX, type TargetedKeyboardEvent } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { MessageKey } from "../../../transport/index.ts";
import { nameOfLanguage } from "../../i18n/dates.ts";
import { language, t } from "../../i18n/translate.ts";
import { useChat, useHost, usePanel } from "../../model/widget-context.ts";
import { QueueCard } from "../screens/QueueCard.tsx";
import { followLink } from "./follow-link.ts";
import { JumpToLatest } from "./JumpToLatest.tsx";
import { MessageRow } from "./MessageRow.tsx";
import { TypingIndicator } from "./TypingIndicator.tsx";
import { useBatchedOrder } from "./use-batched-order.ts";

/** Within this distance of the end, a new message scrolls the log to the end. */
const AT_END_PX = 8;
/** Beyond this distance from the end, the button that jumps back is shown. */
const JUMP_PX = 120;

/** The number of rows that are rendered at most, however long the conversation is. */
const MAX_ROWS = 100;
/** The rendered range moves by this many rows when the visitor scrolls this close to its edge. */
const STEP_ROWS = 40;
const EDGE_PX = 400;

/** The log's scroll position, and the position of its end. */
interface Place {
  readonly top: number;
  readonly maxTop: number;
}

/** The element that was rendered for a message, and the neighbours it was rendered between. */
interface DrawnRow {
  readonly before: MessageKey | undefined;
  readonly after: MessageKey | undefined;
  readonly row: JSX.Element;
}

/**
 * The transcript: a single tab stop, with arrow keys to move between messages. The end stays in
 * view unless the visitor scrolls up.
 */
export function MessageLog(): JSX.Element {
  const { chat, signals, firstUnread, languageNotice } = useChat();
  const { options, hooks } = useHost();
  const { announce: say, focusComposer } = usePanel();
  const log = useRef<HTMLDivElement>(null);
  /**
   * The end's scroll position when it was last in view; null while the visitor reads further up.
   */
  const endTop = useRef<number | null>(0);
  /** The newest row that has been rendered. */
  const drawn = useRef<MessageKey | undefined>(undefined);
  /**
   * While its neighbours are the same, a row keeps its element, so that Preact skips it: each row
   * reads its own signals.
   */
  const drawnRows = useRef(new Map<MessageKey, DrawnRow>());
  const isFar = useSignal(false);
  const missed = useSignal(0);
  const isLoading = useSignal(false);
  /** The last row of the rendered range; null follows the newest. */
  const last = useSignal<MessageKey | null>(null);
  /** A row and its position, used to keep it in place when rows are added or removed above it. */
  const anchor = useRef<{ row: HTMLElement; top: number } | null>(null);
  /** The newest row that was there when the conversation was resumed. */
  const lastBefore = useSignal<string | null>(null);
  useSignalEffect(() => {
    // `peek` for everything but the stream: other changes must not run this effect.
    if (signals.stream.value.kind !== "live" || !signals.state.peek().isResumed) return;
    lastBefore.value ??= signals.order.peek().at(-1) ?? null;
  });
  const order = useBatchedOrder(signals);
  const end = last.value === null ? order.length : order.lastIndexOf(last.value) + 1;
  const begin = Math.max(0, Math.ceil((end - MAX_ROWS) / STEP_ROWS) * STEP_ROWS);
  // The queue card and the typing indicator change the height as well.
  const height = `${order.length} ${signals.typing.value.length} ${signals.phase.value.kind} ${signals.queue.value?.position}`;

  const rowsOf = (element: HTMLElement): HTMLElement[] => [
    ...element.querySelectorAll<HTMLElement>("[role=article]"),
  ];
  /** Remembers the row that is in view, and its position. */
  const drop = (element: HTMLElement): void => {
    const { top } = element.getBoundingClientRect();
    const row = rowsOf(element).find((one) => one.getBoundingClientRect().bottom > top);
    if (row !== undefined) anchor.current = { row, top: row.getBoundingClientRect().top };
  };
  /** Moves the rendered range by some rows and keeps the row in view where it is. */
  const move = (by: number): void => {
    const next = Math.min(order.length, Math.max(Math.min(MAX_ROWS, order.length), end + by));
    if (log.current === null || next === end) return;
    drop(log.current);
    last.value = next === order.length ? null : (order[next - 1] ?? null);
  };
  const loadOlder = async (): Promise<void> => {
    if (isLoading.peek()) return;
    isLoading.value = true;
    const before = signals.order.peek().length;
    if (log.current !== null) drop(log.current);
    // The rows that are being read must stay in the rendered range.
    last.value ??= order[end - 1] ?? null;
    await chat.loadOlder().catch(() => undefined);
    isLoading.value = false;
    const count = signals.order.peek().length - before;
    if (count > 0) say(t("log.older", { n: count }));
  };
  useLayoutEffect(() => {
    const { current: kept } = anchor;
    if (kept === null || log.current === null) return;
    if (!isLoading.peek()) anchor.current = null;
    if (kept.row.isConnected)
      log.current.scrollTop += kept.row.getBoundingClientRect().top - kept.top;
  }, [begin, end, order, isLoading.value]);

  /** Reading these may force a layout, so each caller reads them once. */
  const placeOf = (element: HTMLElement): Place => ({
    top: element.scrollTop,
    maxTop: element.scrollHeight - element.clientHeight,
  });
  /**
   * Whether the end was in view and the visitor has not scrolled up since. WebKit reports scrolling
   * late: after other changes of the same frame.
   */
  const isHeld = ({ top, maxTop }: Place): boolean =>
    endTop.current !== null && Math.min(endTop.current, maxTop) - top <= AT_END_PX;
  const toEnd = (element: HTMLElement, { top, maxTop }: Place): void => {
    last.value = null;
    endTop.current = maxTop;
    if (top !== maxTop) element.scrollTop = maxTop;
    missed.value = 0;
  };

  useLayoutEffect(() => {
    const newest = order.at(-1);
    const isOwn = newest !== undefined && signals.row(newest).peek()?.isOwn === true;
    const seen = drawn.current === undefined ? 0 : order.lastIndexOf(drawn.current) + 1;
    const grew = order.length - seen;
    if (log.current === null) return;
    const place = placeOf(log.current);
    if (isHeld(place) || (isOwn && grew > 0)) toEnd(log.current, place);
    else if (grew > 0) {
      // The rows that the visitor reads further up must stay in the rendered range.
      if (last.peek() === null && order.length > MAX_ROWS) last.value = order[seen - 1] ?? null;
      missed.value += grew;
      firstUnread.value ??= order[seen] ?? null;
    }
    drawn.current = newest;
  }, [height, last.value]);

  useLayoutEffect(() => {
    const element = log.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => {
      const place = placeOf(element);
      if (isHeld(place)) toEnd(element, place);
    });
    observer.observe(element);
    // Cards that load late make the list taller without adding a row.
    if (element.firstElementChild !== null) observer.observe(element.firstElementChild);
    return () => observer.disconnect();
  }, []);

  const onScroll = (): void => {
    const element = log.current;
    if (element === null) return;
    const place = placeOf(element);
    const { top, maxTop } = place;
    const left = maxTop - top;
    if (end < order.length) endTop.current = null;
    else if (left <= AT_END_PX) endTop.current = maxTop;
    else if (!isHeld(place)) endTop.current = null;
    isFar.value = left > JUMP_PX || end < order.length;
    if (endTop.current !== null) missed.value = 0;
    if (top < EDGE_PX && begin > 0) move(-STEP_ROWS);
    else if (left < EDGE_PX && end < order.length) move(STEP_ROWS);
    else if (top < EDGE_PX && signals.state.peek().hasOlder) void loadOlder();
  };

  /** Scrolls to the first row that has arrived meanwhile; without any, to the end. */
  const jump = (): void => {
    const isNews = missed.peek() > 0;
    if (isNews) endTop.current = null;
    const first = firstUnread.peek();
    last.value = null;
    if (!isNews) {
      if (log.current !== null) toEnd(log.current, placeOf(log.current));
      return focusComposer();
    }
    requestAnimationFrame(() => {
      const element = log.current;
      const row = element?.querySelector<HTMLElement>(`[data-key="${CSS.escape(first ?? "")}"]`);
      if (element === null) return;
      if (row == null) return toEnd(element, placeOf(element));
      row.focus({ preventScroll: true });
      row.scrollIntoView({ block: "center" });
    });
  };

  const onKeyDown = (event: TargetedKeyboardEvent<HTMLDivElement>): void => {
    const target = event.target as HTMLElement;
    const rows = rowsOf(event.currentTarget);
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
        )
          focusComposer();
    }
  };

  const notice = (after: MessageKey | null): JSX.Element | false =>
    languageNotice.value?.after === after && (
      <li class="pl-note">{t("log.language", { language: nameOfLanguage(language.value) })}</li>
    );
  const inPlace = drawnRows.current;
  drawnRows.current = new Map();
  const rows = order.slice(begin, end).map((key, index) => {
    const before = order[begin + index - 1];
    const after = order[begin + index + 1];
    const told = notice(key);
    const isLastBefore = key === lastBefore.value;
    const isPlain = told === false && !isLastBefore;
    const kept = isPlain ? inPlace.get(key) : undefined;
    const isSame = kept !== undefined && kept.before === before && kept.after === after;
    const row = isSame ? (
      kept.row
    ) : (
      <Fragment key={key}>
        <MessageRow
          message={key}
          before={before}
          after={after}
          lead={begin + index === 0 && <QueueCard />}
        />
        {told}
        {isLastBefore && <li class="pl-note">{t("log.back")}</li>}
      </Fragment>
    );
    if (isPlain) drawnRows.current.set(key, isSame ? kept : { before, after, row });
    return row;
  });
  return (
    <>
      <div
        class="pl-log"
        part="log"
        ref={log}
        role="log"
        aria-live="off"
        aria-label={t("log.name")}
        tabIndex={0}
        onScroll={onScroll}
        onKeyDown={onKeyDown}
        onClick={(event) => followLink(event, hooks)}
      >
        <ol class="pl-items" role="list">
          {isLoading.value && <li class="pl-note">{t("log.loading")}</li>}
          {order.length === 0 && <QueueCard />}
          {notice(null)}
          {rows}
          <TypingIndicator />
        </ol>
      </div>
      {isFar.value && <JumpToLatest missed={missed.value} onClick={jump} />}
    </>
  );
}
