import type { JSX } from "preact";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { DIRECT } from "../model/direct-chunk.ts";
import { COUNT_FROM, LIMIT, lengthOf } from "../model/message-limit.ts";
import { usePanel, useTranslator, useWidget, type HostContext } from "../model/widget-context.ts";
import { measureText, type TextMeasure } from "./measure-text.ts";

const SPOKEN_COUNTS = [200, 50, 0];

/** Null far below the limit, where nothing is counted. */
const measureNearLimit = (text: string, options: HostContext["options"]): TextMeasure | null =>
  lengthOf(text, options) < LIMIT - COUNT_FROM
    ? null
    : measureText(text, options.backend === DIRECT);

/** The count that is announced: -1 above the limit, undefined far below. */
function dueAt(measure: TextMeasure | null): number | undefined {
  if (measure === null) return undefined;
  const left = measure.limit - measure.used;
  return left < 0 ? -1 : SPOKEN_COUNTS.findLast((count) => left <= count);
}

interface CounterProps {
  readonly text: string;
  /** The restored draft, which is not announced. */
  readonly startText: string;
  /** The visitor has tried to send an empty message. */
  readonly wantsText: boolean;
}

/**
 * The count of the characters that people see, shown from 200 characters before the limit on.
 * Announced with 200, 50 and 0 left, and when the text is too long.
 */
export function Counter({ text, startText, wantsText }: CounterProps): JSX.Element | null {
  const { t } = useTranslator();
  const { announce: say } = usePanel();
  const { options } = useWidget().host;
  const measure = measureNearLimit(text, options);
  const due = dueAt(measure);
  const start = useMemo(() => dueAt(measureNearLimit(startText, options)), []);
  const spoken = useRef(start);
  useEffect(() => {
    if (measure !== null && due !== undefined && due !== spoken.current)
      say(due === -1 ? t("composer.tooLong") : t("say.left", { n: measure.limit - measure.used }));
    spoken.current = due;
  }, [due]);
  if (measure === null && !wantsText) return null;
  const isOver = due === -1;
  const isWrong = isOver || wantsText;
  return (
    <div id="pl-count" class={`pl-count ${isWrong ? "pl-count--over" : "pl-count--near"}`}>
      <span>{isOver ? t("composer.tooLong") : wantsText ? t("composer.empty") : ""}</span>
      {measure !== null && <b class="pl-tnum">{t("composer.count", { ...measure })}</b>}
    </div>
  );
}
