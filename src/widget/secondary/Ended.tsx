import type { JSX } from "preact";
import { momentName } from "../i18n/dates.ts";
import { useTranslator } from "../model/widget-context.ts";
import { EndedDoor } from "../parts/EndedDoor.tsx";
import { FailedDoor } from "../parts/FailedDoor.tsx";
import { EndFoot } from "./EndFoot.tsx";
import { useEndSummary } from "./end-summary.ts";
import { ErrorCode } from "./ErrorCode.tsx";
import { useEndFocus } from "./use-end-focus.ts";
import { Heading } from "../conversation/screens/Heading.tsx";

/** The screen after a conversation without a message, or whose log cannot be read any more. */
export function Ended(): JSX.Element | null {
  const translator = useTranslator();
  const { t } = translator;
  const title = useEndFocus();
  const summary = useEndSummary();
  if (summary === null) return null;
  const { phase, unsentCount } = summary;
  const isExpired = phase.kind === "expired";
  return (
    <>
      <div class="pl-body">
        <div class="pl-end">
          <div class="pl-end__head">
            {isExpired ? <FailedDoor /> : <EndedDoor />}
            <Heading ref={title} tabIndex={-1}>
              <span key={summary.title}>{summary.title}</span>
            </Heading>
            {!summary.hasLeftQueue && <p key={summary.reason}>{summary.reason}</p>}
            {!isExpired && phase.at > 0 && (
              <p class="pl-tnum">{momentName(translator, phase.at, Date.now())}</p>
            )}
            {unsentCount > 0 && <p>{t("ended.unsent", { n: unsentCount })}</p>}
            {isExpired && <ErrorCode code={phase.code} contextId={null} />}
          </div>
        </div>
      </div>
      <EndFoot />
    </>
  );
}
