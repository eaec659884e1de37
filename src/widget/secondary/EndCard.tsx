import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { useChat, usePanel, useTranslator } from "../model/widget-context.ts";
import { EndedDoor } from "../parts/EndedDoor.tsx";
import { FailedDoor } from "../parts/FailedDoor.tsx";
import { Icon } from "../parts/Icon.tsx";
import { useEndSummary, type EndSummary } from "./end-summary.ts";
import { ErrorCode } from "./ErrorCode.tsx";
import { Rating } from "./Rating.tsx";
import { useEndFocus } from "./use-end-focus.ts";
import { Heading } from "../conversation/screens/Heading.tsx";

/** Whether the panel has been closed since the end, or another page has shown the end. */
function useIsAgain(): boolean {
  const { signals } = useChat();
  const { isShown } = usePanel();
  const isAgain = useSignal(signals.state.peek().isResumed);
  const wasShown = useRef(isShown.peek());
  useEffect(
    () =>
      isShown.subscribe((isShownNow) => {
        if (!isShownNow && wasShown.current) isAgain.value = true;
        wasShown.current ||= isShownNow;
      }),
    [],
  );
  return isAgain.value;
}

/** With whom the chat was, and when; or that it can be read here. */
function Facts({ summary, isAgain }: { summary: EndSummary; isAgain: boolean }): JSX.Element {
  const { t, rangeOf } = useTranslator();
  const { agent, from, phase, until } = summary;
  if (phase.kind === "expired") return <p>{summary.reason}</p>;
  if (summary.isMissed) return <p>{t("queue.kept")}</p>;
  if (isAgain) return <p>{t("ended.readable")}</p>;
  const time = rangeOf(from ?? until, until);
  return (
    <p class="pl-tnum">{agent === null ? time : t("ended.short", { name: agent.name, time })}</p>
  );
}

/** The transcript to take along: a link at first, a button with a heading later. */
function Take({ summary, isAgain }: { summary: EndSummary; isAgain: boolean }): JSX.Element {
  const { t } = useTranslator();
  const { download } = summary;
  if (!isAgain)
    return (
      <button type="button" class="pl-link" onClick={download}>
        {t("transcript.download")}
      </button>
    );
  return (
    <>
      <Heading isBelow>{t("ended.take")}</Heading>
      <button
        type="button"
        class="pl-btn pl-btn--secondary"
        aria-label={t("transcript.download")}
        onClick={download}
      >
        <Icon name="download" />
        {t("transcript.get")}
      </button>
    </>
  );
}

/** Why the chat is over, and the card below its log: thanks, the rating, the transcript. */
export function EndCard(): JSX.Element | null {
  const { t } = useTranslator();
  const title = useEndFocus();
  const isAgain = useIsAgain();
  const summary = useEndSummary();
  if (summary === null) return null;
  const { phase, unsentCount } = summary;
  const isExpired = phase.kind === "expired";
  return (
    <>
      {!isExpired && !summary.hasLeftQueue && (
        <li class="pl-note">
          <Icon name="exit" size={16} />
          <span key={summary.reason}>{summary.reason}</span>
        </li>
      )}
      <li class="pl-wide">
        <section class="pl-box pl-endcard" aria-label={summary.title}>
          <div class="pl-endcard__head">
            {isExpired ? <FailedDoor /> : <EndedDoor />}
            <div>
              <Heading ref={title} tabIndex={-1}>
                <span key={summary.title}>{summary.title}</span>
              </Heading>
              <Facts summary={summary} isAgain={isAgain} />
            </div>
          </div>
          {unsentCount > 0 && <p key={unsentCount}>{t("ended.unsent", { n: unsentCount })}</p>}
          {isExpired && <ErrorCode code={phase.code} contextId={null} />}
          {summary.canRate && <Rating />}
          <div class="pl-endcard__take">
            <Take summary={summary} isAgain={isAgain} />
          </div>
        </section>
      </li>
    </>
  );
}
