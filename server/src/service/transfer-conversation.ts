import { awaySince } from "../domain/deadlines.ts";
import { transfer } from "../domain/decide.ts";
import { DomainError } from "../domain/errors.ts";
import { findUser } from "../domain/tenant.ts";
import type { Agents } from "./agents.ts";
import { queueOf, type ActiveConversation } from "./active-conversation.ts";
import { memberOf, type ServiceContext } from "./service-context.ts";

export interface Transfer {
  readonly conversationId: string;
  readonly participantId: string;
  readonly target: { readonly queueId: string } | { readonly userId: string };
  readonly note: string | null;
}

/**
 * Transfers the guest to a queue, or to an agent in the conversation's present queue. Nothing rings
 * with an agent who is not there, or for a guest who is away: the guest waits in that queue then.
 */
export async function transferConversation(
  { conversations, agents }: ServiceContext,
  { conversationId, participantId, target, note }: Transfer,
): Promise<void> {
  const active = await conversations.get(conversationId);
  const destination = destinationOf(active, target, agents);
  const { record } = await conversations.load(conversationId);
  const leg = memberOf(record, (member) => member.participantId === participantId);
  await conversations.change(active, (change) => {
    const isAway = awaySince(active.presence, change.now) !== null;
    transfer(
      change,
      memberOf(change, ({ id }) => id === leg.id),
      isAway ? { ...destination, user: null } : destination,
      note,
    );
  });
}

/** @throws DomainError `transfer-target-not-found` */
function destinationOf(
  active: ActiveConversation,
  target: Transfer["target"],
  agents: Pick<Agents, "get">,
): Parameters<typeof transfer>[2] {
  if ("userId" in target) {
    const user = findUser(active.organization, target.userId);
    if (user !== null) {
      const { isPresent } = agents.get({ organizationId: active.organization.id, userId: user.id });
      return { queue: queueOf(active), user: isPresent ? user : null };
    }
  } else {
    const queue = active.organization.queues.find(({ id }) => id === target.queueId);
    if (queue !== undefined) return { queue, user: null };
  }
  throw new DomainError("transfer-target-not-found", "Transfer target not found");
}
