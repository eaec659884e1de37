import type { ConversationEvent } from "./event.ts";
import type { ConversationState, IncomingMember, Phase } from "./state.ts";

/** Adds new and changed members. */
export function applyMembers(
  state: ConversationState,
  known: readonly IncomingMember[],
  at: number,
): ConversationState {
  const members = new Map(state.members);
  for (const member of known) {
    const { leftForTransfer = false, isGone = false } = members.get(member.id) ?? {};
    members.set(member.id, { ...member, leftForTransfer, isGone });
  }
  return withPhase({ ...state, members }, at);
}

/** Applies a change of one member's state; the guest's own end is the conversation's. */
export function changeMember(
  state: ConversationState,
  event: Extract<ConversationEvent, { type: "member-state" }>,
): ConversationState {
  const before = state.members.get(event.id);
  const next = event.state;
  if (event.id === state.ownId && next === "disconnected") {
    const isOver = state.phase.kind === "ended" || state.phase.kind === "expired";
    return isOver
      ? state
      : {
          ...state,
          typing: [],
          queue: null,
          phase: { kind: "ended", reason: event.endReason ?? "system", at: event.at },
        };
  }
  // The role is unknown until the member is fetched; until then it cannot affect the phase.
  if (before === undefined) return state;
  const leftForTransfer = before.leftForTransfer || event.isTransfer;
  const { isGone = false } = event;
  if (
    before.state === next &&
    before.leftForTransfer === leftForTransfer &&
    before.isGone === isGone
  )
    return state;
  const member = { ...before, state: next, leftForTransfer, isGone };
  const members = new Map(state.members).set(event.id, member);
  const typing =
    next === "disconnected" ? state.typing.filter((id) => id !== event.id) : state.typing;
  return withPhase({ ...state, members, typing }, event.at);
}

/** Derives `waiting` or `talking` from the members; every other phase has a cause of its own. */
function withPhase(state: ConversationState, at: number): ConversationState {
  const { phase } = state;
  if (phase.kind !== "waiting" && phase.kind !== "talking") return state;
  const isTalking = [...state.members.values()].some(
    (one) => one.role === "agent" && one.state === "connected",
  );
  if (isTalking === (phase.kind === "talking")) return state;
  const next: Phase = isTalking ? { kind: "talking" } : { kind: "waiting", since: at };
  return { ...state, phase: next, queue: isTalking ? null : state.queue };
}
