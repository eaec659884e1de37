import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { t } from "../../i18n/translate.ts";
import { usePanel } from "../../model/widget-context.ts";
import { LIMIT } from "../../model/message-limit.ts";
import { measureText } from "./measure-text.ts";

/** In UTF-16 units, so that nothing is counted in a text that is far from the limit. */
const COUNT_FROM = 200;
const SPOKEN_COUNTS = [200, 50, 0];

interface CounterProps {
  readonly text: string;
  /** The visitor has tried to send an empty message. */
  readonly wantsText: boolean;
}

/**
 * The count of the characters that people see, shown from 200 characters before the limit on.
 * Announced with 200, 50 and 0 left, and when the text is too long.
 */
export function Counter({ text, wantsText }: CounterProps): JSX.Element | null {
  const { announce: say } = usePanel();
  const showsCount = LIMIT - text.length <= COUNT_FROM;
  const { used, limit } = showsCount ? measureText(text) : { used: 0, limit: LIMIT };
  const left = limit - used;
  const isOver = left < 0;
  const due = isOver ? -1 : SPOKEN_COUNTS.findLast((count) => left <= count);
  const spoken = useRef(due);
  useEffect(() => {
    if (due !== undefined && due !== spoken.current)
      say(due === -1 ? t("composer.tooLong") : t("say.left", { n: left }));
    spoken.current = due;
  }, [due]);
  if (!showsCount && !wantsText) return null;
  const isWrong = isOver || wantsText;
  return (
    <div id="pl-count" class={`pl-count ${isWrong ? "pl-count--over" : "pl-count--near"}`}>
      <span>{isOver ? t("composer.tooLong") : wantsText ? t("composer.empty") : ""}</span>
      {showsCount && <b class="pl-tnum">{t("composer.count", { used, limit })}</b>}
    </div>
  );
}
