import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { usePanel, useTranslator } from "../../model/widget-context.ts";
import { LIMIT } from "../../model/message-limit.ts";

const COUNT_FROM = 200;
const SPOKEN_COUNTS = [200, 50, 0];

interface CounterProps {
  readonly length: number;
  /** The visitor has tried to send an empty message. */
  readonly wantsText: boolean;
}

/**
 * The character count, shown from 200 characters before the limit on. Announced with 200, 50 and 0
 * left, and when the text is too long.
 */
export function Counter({ length, wantsText }: CounterProps): JSX.Element | null {
  const { t } = useTranslator();
  const { announce: say } = usePanel();
  const left = LIMIT - length;
  const isOver = left < 0;
  const due = isOver ? -1 : SPOKEN_COUNTS.findLast((count) => left <= count);
  const spoken = useRef(due);
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
