import { agentBack } from "../domain/decide-absence.ts";
import type { UserKey } from "../domain/tenant.ts";
import type { ActiveConversation } from "./active-conversation.ts";
import type { ActiveConversations } from "./active-conversations.ts";
import type { Agents } from "./agents.ts";
import type { Bus } from "./bus.ts";
import type { RoutingStore } from "./routing-store.ts";

export interface AgentAbsenceDeps {
  readonly bus: Bus;
  readonly store: Pick<RoutingStore, "withAgent">;
  readonly agents: Pick<Agents, "goneSince">;
  readonly conversations: Pick<ActiveConversations, "find" | "refresh" | "change">;
  /** Called with failures of work that nobody waits for. */
  readonly report: (error: unknown) => void;
}

/**
 * Tells conversations that their agents go and come back: an offer to one who is gone moves on, the
 * time starts after which its chats go on without it, and one who is back is announced.
 * @returns the undo
 */
export function watchAgents(deps: AgentAbsenceDeps): () => void {
  return deps.bus.onDesk((event) => {
    if (event.kind === "agent") tellConversations(event, deps).catch(deps.report);
  });
}

async function tellConversations(who: UserKey, deps: AgentAbsenceDeps): Promise<void> {
  const { store, agents, conversations, report } = deps;
  for (const id of await store.withAgent(who)) {
    const active = await conversations.find(id);
    const leg = active === null ? undefined : presentLeg(active, who);
    if (active === null || leg === undefined) continue;
    const isGone = agents.goneSince(who) !== null;
    const isDue = isGone ? leg.state === "alerting" : leg.goneAt != null;
    if (isDue) applyTo(active, who, deps).catch(report);
    else conversations.refresh(active);
  }
}

function presentLeg(
  { organization, loaded }: ActiveConversation,
  { organizationId, userId }: UserKey,
): ActiveConversation["loaded"]["record"]["members"][number] | undefined {
  if (organization.id !== organizationId) return undefined;
  return loaded.record.members.find(
    (member) => member.userId === userId && member.state !== "disconnected",
  );
}

function applyTo(
  active: ActiveConversation,
  who: UserKey,
  { agents, conversations }: AgentAbsenceDeps,
): Promise<void> {
  return conversations.change(active, (change) => {
    const isGone = agents.goneSince(who) !== null;
    for (const leg of change.present("agent")) {
      if (leg.userId !== who.userId) continue;
      if (!isGone) agentBack(change, leg);
      else if (leg.state === "alerting") change.disconnect(leg, "no-answer");
    }
  });
}
