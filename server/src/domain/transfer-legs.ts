import type { ConversationChange } from "./conversation-change.ts";
import type { Member } from "./model.ts";

/** The legs that an agent's transfer has made and that wait to be accepted. */
export function pendingLegs(change: ConversationChange, agent: Member): readonly Member[] {
  return [...change.present("queue"), ...change.present("agent")].filter(
    ({ transferOf }) => transferOf === agent.id,
  );
}

/** The agents who leave when this leg is accepted: they have transferred the guest to it. */
export function transferringLegs(change: ConversationChange, accepted: Member): readonly Member[] {
  const ids = [accepted, ...change.present("queue")].map(({ transferOf }) => transferOf);
  return change
    .present("agent")
    .filter(({ id, state }) => state === "connected" && ids.includes(id));
}
