import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { ParlorErrorCode, Phase } from "../../transport/index.ts";
import { t, timeOf, type WordKey } from "../i18n/translate.ts";
import { useChat, useHost, usePanel } from "../model/widget-context.ts";
import { keepTranscript } from "./transcript/keep.ts";
import { agentIn } from "../model/message-presentation.ts";
import { Avatar } from "../parts/Avatar.tsx";
import { EndedDoor } from "../parts/EndedDoor.tsx";
import { FailedDoor } from "../parts/FailedDoor.tsx";
import { ErrorCode } from "../conversation/screens/Screen.tsx";
import { Rating } from "./Rating.tsx";

/** The message that says why a chat cannot continue. */
function expiredWords(code: ParlorErrorCode): WordKey {
  switch (code) {
    case "session-expired":
      return "expired.session";
    case "deployment-disabled":
    case "origin-not-allowed":
    // The page cannot open an event stream, and the server does not support polling.
    case "bad-response":
      return "expired.here";
    default:
      return "expired.text";
  }
}

/** The screen after a chat: thanks, the reason, with whom it was and when. */
export function Ended({
  phase,
}: {
  phase: Extract<Phase, { kind: "ended" | "expired" }>;
}): JSX.Element {
  const { chat, signals } = useChat();
  const { options } = useHost();
  const panel = usePanel();
  const visit = panel.visit.value;
  const isRating = useSignal(false);
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // The title takes focus only if the focused element was removed with the conversation or with
    // the confirmation dialog.
    const activeElement =
      (title.current?.getRootNode() as ShadowRoot | undefined)?.activeElement ?? null;
    const isLost = activeElement === null || activeElement === document.body;
    if (panel.isOpen.peek() && panel.openedByVisitor.peek() && isLost) title.current?.focus();
  }, [panel.pendingConfirmation.value]);
  const agent = agentIn(signals.members.value);
  const rows = [...signals.state.value.messages.values()];
  const first = rows[0];
  // A rating is offered only if an agent has answered.
  const hasTalked =
    phase.kind === "ended" &&
    rows.some(
      ({ kind, senderId }) =>
        kind === "text" &&
        senderId !== null &&
        signals.members.value.get(senderId)?.role === "agent",
    );
  const unsentCount = rows.filter((row) => row.delivery.kind !== "sent").length;
  const text =
    phase.kind === "expired"
      ? t(expiredWords(phase.code))
      : phase.reason === "agent"
        ? t("ended.agent", { name: agent?.name.split(" ")[0] ?? t("agent") })
        : t(`ended.${phase.reason}`);
  const download = (): void => void keepTranscript(chat, options.company, "text");
  const until = phase.kind === "ended" ? phase.at : (rows.at(-1)?.at ?? 0);
  return (
    <>
      <div class="pl-body">
        <div class="pl-end">
          <div class="pl-end__head">
            {phase.kind === "expired" ? <FailedDoor /> : <EndedDoor />}
            <h2 ref={title} tabIndex={-1}>
              {t(phase.kind === "expired" ? "expired.title" : "ended.title")}
            </h2>
            {isRating.value && agent !== null && first !== undefined ? (
              <p>
                {t("ended.short", {
                  name: agent.name,
                  from: timeOf(first.at),
                  to: timeOf(until),
                })}{" "}
                <button type="button" class="pl-link" onClick={download}>
                  {t("transcript.download")}
                </button>
              </p>
            ) : (
              <p>{text}</p>
            )}
            {unsentCount > 0 && <p>{t("ended.unsent", { n: unsentCount })}</p>}
            {phase.kind === "expired" && <ErrorCode code={phase.code} contextId={null} />}
          </div>
          {!isRating.value && (agent !== null || first !== undefined) && (
            <dl class="pl-box pl-facts">
              {agent !== null && (
                <div>
                  <dt>{t("ended.with")}</dt>
                  <dd>
                    <Avatar id={agent.id} name={agent.name} url={agent.avatarUrl} size="xs" />
                    {agent.name}
                  </dd>
                </div>
              )}
              {first !== undefined && (
                <div>
                  <dt>{t("ended.time")}</dt>
                  <dd>{t("ended.span", { from: timeOf(first.at), to: timeOf(until) })}</dd>
                </div>
              )}
              {first !== undefined && (
                <div>
                  <dt>{t("transcript.name")}</dt>
                  <dd>
                    <button
                      type="button"
                      class="pl-link"
                      aria-label={t("transcript.download")}
                      onClick={download}
                    >
                      {t("transcript.get")}
                    </button>
                  </dd>
                </div>
              )}
            </dl>
          )}
          {hasTalked && <Rating onStep={(is) => (isRating.value = is)} />}
        </div>
      </div>
      <div class="pl-foot">
        <button
          type="button"
          class={`pl-btn pl-btn--${isRating.value ? "secondary" : "primary"} pl-btn--lg pl-btn--block`}
          onClick={() => void chat.start(visit.startWith).catch(() => undefined)}
        >
          {t("ended.again")}
        </button>
      </div>
    </>
  );
}
