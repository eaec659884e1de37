import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { WordKey } from "../i18n/translator.ts";
import { usePanel, useTranslator, useWidget } from "../model/widget-context.ts";
import { FailedDoor } from "../parts/FailedDoor.tsx";
import { Icon } from "../parts/Icon.tsx";
import { Body } from "../conversation/screens/Body.tsx";
import { EmailLink } from "../conversation/screens/EmailLink.tsx";
import { retryStart, type Failure } from "../conversation/screens/FailedStart.tsx";
import { Screen } from "../conversation/screens/Screen.tsx";
import { ErrorCode } from "./ErrorCode.tsx";

const MAX_SHOWN_SECONDS = 120;

interface Words {
  readonly title: WordKey;
  readonly text: WordKey;
  readonly mayRetry: boolean;
}

function wordsFor(code: string): Words {
  switch (code) {
    case "offline":
      // A browser with a network that reached nobody: the server is away, not the visitor.
      if (navigator.onLine) break;
      return { title: "failed.offline.title", text: "failed.offline.text", mayRetry: true };
    case "origin-not-allowed":
    case "deployment-disabled":
    case "invalid-queue":
    // The page cannot be used as it is: a region that does not exist, or a sign-in that it lacks.
    case "invalid-options":
    case "authentication-required":
      return { title: "failed.here.title", text: "failed.here.text", mayRetry: false };
    case "rate-limited":
      return { title: "failed.wait.title", text: "failed.wait.text", mayRetry: true };
    case "busy":
      return { title: "failed.busy.title", text: "failed.busy.text", mayRetry: true };
    default:
  }
  return { title: "failed.title", text: "failed.text", mayRetry: true };
}

/** Announces the end of a countdown. */
function useAnnouncedEnd(isCounting: boolean): void {
  const { t } = useTranslator();
  const { announce } = usePanel();
  const wasCounting = useRef(isCounting);
  useEffect(() => {
    if (wasCounting.current && !isCounting) announce(t("failed.ready"));
    wasCounting.current = isCounting;
  }, [isCounting]);
}

/** The chat could not be started: what happened, what is safe and what the visitor can do. */
export function Failed({ code, contextId, retryAt }: Failure): JSX.Element {
  const { t } = useTranslator();
  const context = useWidget();
  const { now } = context.chat;
  const { options } = context.host;
  const { title, text, mayRetry } = wordsFor(code);
  const seconds = retryAt === null ? 0 : Math.max(0, Math.ceil((retryAt - now.value) / 1000));
  const isBusy = code === "busy";
  // When the service is full, only minutes are shown, and retrying is allowed meanwhile.
  const left = isBusy ? 0 : seconds;
  useAnnouncedEnd(left > 0);
  const minutes = { n: Math.max(1, Math.ceil(seconds / 60)) };
  const isLong = left > MAX_SHOWN_SECONDS;
  const more =
    isBusy && seconds > 0
      ? ` ${t(options.email === null ? "failed.busy.again" : "failed.busy.email", minutes)}`
      : "";
  // Long waits are not counted in seconds, and without a time from the server there is no
  // countdown.
  const isUntold = code === "rate-limited" && seconds === 0;
  const said = isLong
    ? t("failed.busy.again", minutes)
    : t(isUntold ? "failed.busy.text" : text, { n: seconds });
  const again = (): void => {
    if (left <= 0) retryStart(context);
  };
  const retry = mayRetry && (
    <button
      type="button"
      class={`pl-btn pl-btn--${isBusy && options.email !== null ? "secondary" : "primary"} pl-btn--lg pl-btn--block`}
      aria-disabled={left > 0}
      onClick={again}
    >
      <Icon name="retry" />
      {t("failed.again")}
    </button>
  );
  const email = (
    <EmailLink
      class={`pl-btn pl-btn--${isBusy || !mayRetry ? "primary" : "secondary"} pl-btn--lg pl-btn--block`}
    >
      <Icon name="mail" />
      {t(isBusy ? "failed.send" : "failed.email")}
    </EmailLink>
  );
  return (
    <>
      <Body name={t(title)}>
        <Screen art={<FailedDoor />} title={t(title)} text={said + more} takesFocus>
          <ErrorCode code={code} contextId={contextId} />
        </Screen>
      </Body>
      <div class="pl-foot">
        {isBusy && email}
        {retry}
        {!isBusy && email}
      </div>
    </>
  );
}
