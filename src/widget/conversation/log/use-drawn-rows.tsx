import { useSignal, useSignalEffect } from "@preact/signals";
import { Fragment, type JSX } from "preact";
import { useRef } from "preact/hooks";
import type { MessageKey } from "../../../transport/index.ts";
import { SecondarySlot } from "../../model/chunk-slots.tsx";
import { useChat, useTranslator } from "../../model/widget-context.ts";
import { QueueCard } from "../screens/QueueCard.tsx";
import { MessageRow } from "./MessageRow.tsx";
import type { RowWindow } from "../../model/log-view.ts";

/** The element that was rendered for a message, and the neighbours it was rendered between. */
interface DrawnRow {
  readonly before: MessageKey | undefined;
  readonly after: MessageKey | undefined;
  readonly row: JSX.Element;
}

/**
 * The rows of the range, with the notices between them. While its neighbours are the same, a row
 * keeps its element, so that Preact skips it: each row reads its own signals.
 */
export function useDrawnRows(
  order: readonly MessageKey[],
  { begin, end }: RowWindow,
): readonly JSX.Element[] {
  const { t } = useTranslator();
  const { signals, languageNotice } = useChat();
  const drawnRows = useRef(new Map<MessageKey, DrawnRow>());
  /** The newest row that was there when the conversation was resumed. */
  const lastBefore = useSignal<string | null>(null);
  useSignalEffect(() => {
    // `peek` for everything but the stream: other changes must not run this effect.
    if (signals.stream.value.kind !== "live" || !signals.state.peek().isResumed) return;
    lastBefore.value ??= signals.order.peek().at(-1) ?? null;
  });
  const inPlace = drawnRows.current;
  drawnRows.current = new Map();
  return order.slice(begin, end).map((key, index) => {
    const before = order[begin + index - 1];
    const after = order[begin + index + 1];
    const isLastBefore = key === lastBefore.value;
    const hasNotice = languageNotice.value?.after === key;
    const isPlain = !hasNotice && !isLastBefore;
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
        {hasNotice && <SecondarySlot part="LanguageNotice" />}
        {isLastBefore && <li class="pl-note">{t("log.back")}</li>}
      </Fragment>
    );
    if (isPlain) drawnRows.current.set(key, isSame ? kept : { before, after, row });
    return row;
  });
}
