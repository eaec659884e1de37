import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Member, Message, ParlorErrorCode, Phase } from "../../transport/index.ts";
import type { Translate, WordKey } from "../i18n/translator.ts";
import type { Ref } from "../model/panel.ts";
import { useChat, usePanel, useTranslator, useWidget } from "../model/widget-context.ts";
import { keepTranscript } from "./transcript/keep.ts";
import { agentIn } from "../model/message-presentation.ts";
import { Avatar } from "../parts/Avatar.tsx";
import { EndedDoor } from "../parts/EndedDoor.tsx";
import { FailedDoor } from "../parts/FailedDoor.tsx";
import { ErrorCode } from "./ErrorCode.tsx";
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

type EndPhase = Extract<Phase, { kind: "ended" | "expired" }>;

/** Why the chat is over. */
function reasonOf(phase: EndPhase, agent: Member | null, t: Translate): string {
  if (phase.kind === "expired") return t(expiredWords(phase.code));
  return phase.reason === "agent"
    ? t("ended.agent", { name: agent?.name.split(" ")[0] ?? t("agent") })
    : t(`ended.${phase.reason}`);
}

/** The agent and the messages of the chat, and when it began and ended. */
interface Summary {
  readonly agent: Member | null;
  readonly rows: readonly Message[];
  readonly from: number | null;
  readonly until: number;
  readonly download: () => void;
}

function useSummary(phase: EndPhase): Summary {
  const context = useWidget();
  const { signals } = context.chat;
  const rows = [...signals.state.value.messages.values()];
  return {
    agent: agentIn(signals.members.value),
    rows,
    from: rows[0]?.at ?? null,
    until: phase.kind === "ended" ? phase.at : (rows.at(-1)?.at ?? 0),
    download: () => void keepTranscript(context, "text"),
  };
}

/** With whom the chat was and when, and its transcript. */
function Facts({ agent, from, until, download }: Summary): JSX.Element {
  const { t, timeOf } = useTranslator();
  return (
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
      {from !== null && (
        <>
          <div>
            <dt>{t("ended.time")}</dt>
            <dd>{t("ended.span", { from: timeOf(from), to: timeOf(until) })}</dd>
          </div>
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
        </>
      )}
    </dl>
  );
}

/** The facts in one sentence, while a rating is being written. */
function ShortFacts(props: Summary & { agent: Member; from: number }): JSX.Element {
  const { t, timeOf } = useTranslator();
  const { agent, from, until, download } = props;
  return (
    <p>
      {t("ended.short", { name: agent.name, from: timeOf(from), to: timeOf(until) })}{" "}
      <button type="button" class="pl-link" onClick={download}>
        {t("transcript.download")}
      </button>
    </p>
  );
}

/** A ref of the title, which takes focus if the focused element is gone with the conversation. */
function useTitleFocus(): Ref<HTMLHeadingElement> {
  const panel = usePanel();
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // The title takes focus only if the focused element was removed with the conversation or with
    // the confirmation dialog.
    const activeElement =
      (title.current?.getRootNode() as ShadowRoot | undefined)?.activeElement ?? null;
    const isLost = activeElement === null || activeElement === document.body;
    if (panel.isOpen.peek() && panel.openedByVisitor.peek() && isLost) title.current?.focus();
  }, [panel.pendingConfirmation.value]);
  return title;
}

/** The screen after a chat: thanks, the reason, with whom it was and when. */
export function Ended({ phase }: { phase: EndPhase }): JSX.Element {
  const { t } = useTranslator();
  const { chat, signals } = useChat();
  const visit = usePanel().visit.value;
  const isRating = useSignal(false);
  const title = useTitleFocus();
  const summary = useSummary(phase);
  const { agent, rows, from } = summary;
  const isExpired = phase.kind === "expired";
  // A rating is offered only if an agent has answered.
  const hasTalked =
    !isExpired &&
    rows.some(
      ({ kind, senderId }) =>
        kind === "text" &&
        senderId !== null &&
        signals.members.value.get(senderId)?.role === "agent",
    );
  // The failed phase has a screen of its own.
  const again = (): void => void chat.start(visit.startWith).catch(() => undefined);
  const unsentCount = rows.filter((row) => row.delivery.kind !== "sent").length;
  return (
    <>
      <div class="pl-body">
        <div class="pl-end">
          <div class="pl-end__head">
            {isExpired ? <FailedDoor /> : <EndedDoor />}
            <h2 ref={title} tabIndex={-1}>
              {t(isExpired ? "expired.title" : "ended.title")}
            </h2>
            {isRating.value && agent !== null && from !== null ? (
              <ShortFacts {...summary} agent={agent} from={from} />
            ) : (
              <p>{reasonOf(phase, agent, t)}</p>
            )}
            {unsentCount > 0 && <p>{t("ended.unsent", { n: unsentCount })}</p>}
            {isExpired && <ErrorCode code={phase.code} contextId={null} />}
          </div>
          {!isRating.value && (agent !== null || from !== null) && <Facts {...summary} />}
          {hasTalked && <Rating onStep={(is) => (isRating.value = is)} />}
        </div>
      </div>
      <div class="pl-foot">
        <button
          type="button"
          class={`pl-btn pl-btn--${isRating.value ? "secondary" : "primary"} pl-btn--lg pl-btn--block`}
          onClick={again}
        >
          {t("ended.again")}
        </button>
      </div>
    </>
  );
}
