import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { usePanel, useTranslator } from "../model/widget-context.ts";
import { COUNT_FROM, LIMIT } from "../model/message-limit.ts";

const SPOKEN_COUNTS = [200, 50, 0];

/** The count that is announced at this length: -1 above the limit, undefined far below. */
const dueAt = (length: number): number | undefined =>
  length > LIMIT ? -1 : SPOKEN_COUNTS.findLast((count) => LIMIT - length <= count);

interface CounterProps {
  readonly length: number;
  /** The length of the restored draft, which is not announced. */
  readonly startLength: number;
  /** The visitor has tried to send an empty message. */
  readonly wantsText: boolean;
}

/**
 * The character count, shown from 200 characters before the limit on. Announced with 200, 50 and 0
 * left, and when the text is too long.
 */
export function Counter({ length, startLength, wantsText }: CounterProps): JSX.Element | null {
  const { t } = useTranslator();
  const { announce: say } = usePanel();
  const left = LIMIT - length;
  const isOver = left < 0;
  const due = dueAt(length);
  const spoken = useRef(dueAt(startLength));
  useEffect(() => {
    if (due !== undefined && due !== spoken.current)
      say(due === -1 ? t("composer.tooLong") : t("say.left", { n: left }));
    spoken.current = due;
  }, [due]);
  const showsCount = left <= COUNT_FROM;
  if (!showsCount && !wantsText) return null;
  const isWrong = isOver || wantsText;
  return (
    <div id="pl-count" class={`pl-count ${isWrong ? "pl-count--over" : "pl-count--near"}`}>
      <span>{isOver ? t("composer.tooLong") : wantsText ? t("composer.empty") : ""}</span>
      {showsCount && <b class="pl-tnum">{t("composer.count", { used: length, limit: LIMIT })}</b>}
    </div>
  );
}
