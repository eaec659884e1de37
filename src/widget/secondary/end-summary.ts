import type { ConversationState, Member, ParlorErrorCode, Phase } from "../../transport/index.ts";
import type { Translate, WordKey } from "../i18n/translator.ts";
import { useWidget } from "../model/widget-context.ts";
import { senderOf } from "../model/message-presentation.ts";
import { answeredBy } from "./answered-by.ts";
import { keepTranscript } from "./transcript/keep.ts";

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

export type EndPhase = Extract<Phase, { kind: "ended" | "expired" }>;

/** Why the chat is over. */
export function reasonOf(phase: EndPhase, agent: Member | null, t: Translate): string {
  if (phase.kind === "expired") return t(expiredWords(phase.code));
  return phase.reason === "agent"
    ? t("ended.agent", { name: agent?.name.split(" ")[0] || t("agent") })
    : t(`ended.${phase.reason}`);
}

function titleOf(
  how: { isExpired: boolean; hasLeftQueue: boolean; missed: ConversationState["missed"] },
  t: Translate,
): string {
  if (how.isExpired) return t("expired.title");
  if (how.missed?.isAnswered === true) return t("queue.answered");
  if (how.missed?.takenBy != null) return t("queue.taken", { name: how.missed.takenBy });
  return t(how.hasLeftQueue ? "ended.left" : "ended.title");
}

/** A conversation that is over. */
export interface EndSummary {
  readonly phase: EndPhase;
  /** The last agent who has answered; null when nobody has. */
  readonly agent: Member | null;
  /** The guest has left while waiting: nobody had joined. */
  readonly hasLeftQueue: boolean;
  /** No agent has answered in the chat: one will write, has written, or has yet to take it. */
  readonly isMissed: boolean;
  readonly title: string;
  readonly reason: string;
  /** When it began, by the first message; null without one. */
  readonly from: number | null;
  readonly until: number;
  /** An agent has written, so that the chat can be rated. */
  readonly canRate: boolean;
  readonly unsentCount: number;
  readonly download: () => void;
}

/** Null while the conversation is not over. */
export function useEndSummary(): EndSummary | null {
  const context = useWidget();
  const { t } = context.translator;
  const { signals } = context.chat;
  const phase = signals.phase.value;
  if (phase.kind !== "ended" && phase.kind !== "expired") return null;
  const { messages, order } = signals.state.value;
  const members = signals.members.value;
  const rows = order.flatMap((key) => messages.get(key) ?? []);
  const agent = answeredBy(rows, members).at(-1) ?? null;
  const hasMet = rows.some(
    (row) => row.kind === "joined" && senderOf(members, row)?.role === "agent",
  );
  const isExpired = phase.kind === "expired";
  const hasLeftQueue = !isExpired && phase.reason === "guest" && agent === null && !hasMet;
  const missed = isExpired ? null : signals.missed.value;
  return {
    phase,
    agent,
    hasLeftQueue,
    isMissed: missed !== null,
    title: titleOf({ isExpired, hasLeftQueue, missed }, t),
    reason: reasonOf(phase, agent, t),
    from: rows[0]?.at ?? null,
    until: isExpired ? (rows.at(-1)?.at ?? 0) : phase.at,
    canRate: !isExpired && agent !== null,
    unsentCount: rows.filter(({ delivery }) => delivery.kind !== "sent").length,
    download: () => void keepTranscript(context, "text"),
  };
}
