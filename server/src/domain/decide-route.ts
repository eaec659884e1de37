import type { ConversationChange } from "./conversation-change.ts";
import { joinQueue } from "./decide.ts";
import type { Queue } from "./tenant.ts";

/**
 * A guest in line has chosen what it is about, and waits in the line of that queue from now on.
 * Nothing changes for a guest who talks to an agent, and for one who waits there already.
 */
export function moveToQueue(change: ConversationChange, queue: Queue): void {
  const agents = change.present("agent");
  if (agents.some(({ state }) => state === "connected")) return;
  const legs = change.present("queue");
  if (legs.length === 0 || legs.some(({ queueId }) => queueId === queue.id)) return;
  // An offer in the line that the guest leaves is no refusal by the agent.
  for (const agent of agents) change.disconnect(agent, "guest-away");
  for (const leg of legs) change.disconnect(leg, "left");
  joinQueue(change, queue, null);
}
