import { awaySince } from "../domain/deadlines.ts";
import { transfer, type TransferTarget } from "../domain/decide-transfer.ts";
import { DomainError } from "../domain/errors.ts";
import { findUser } from "../domain/tenant.ts";
import { queueOf, type ActiveConversation } from "./active-conversation.ts";
import { memberOf, type ServiceContext } from "./service-context.ts";

export interface Transfer {
  readonly conversationId: string;
  readonly participantId: string;
  readonly target: { readonly queueId: string } | { readonly userId: string };
  readonly note: string | null;
  readonly isAttended: boolean;
}

/**
 * Transfers the guest to a queue, or to an agent in the conversation's present queue. Nothing rings
 * with an agent who is not there, or for a guest who is away: the guest waits in that queue then.
 * An agent who stays until a colleague accepts has the guest meanwhile, so that it may ring.
 */
export async function transferConversation(
  { conversations, agents }: ServiceContext,
  { conversationId, participantId, target, note, isAttended }: Transfer,
): Promise<void> {
  const active = await conversations.get(conversationId);
  const destination = destinationOf(active, target);
  const { record } = await conversations.load(conversationId);
  const leg = memberOf(record, (member) => member.participantId === participantId);
  await conversations.change(active, (change) => {
    const { user } = destination;
    const isAway = awaySince(active.presence, change.now) !== null;
    const isThere =
      user !== null &&
      agents.get({ organizationId: active.organization.id, userId: user.id }).isPresent;
    transfer(
      change,
      memberOf(change, ({ id }) => id === leg.id),
      isAttended || (isThere && !isAway) ? destination : { ...destination, user: null },
      { note, isAttended },
    );
  });
}

/** @throws DomainError `transfer-target-not-found` */
function destinationOf(active: ActiveConversation, target: Transfer["target"]): TransferTarget {
  if ("userId" in target) {
    const user = findUser(active.organization, target.userId);
    if (user !== null) return { queue: queueOf(active), user };
  } else {
    const queue = active.organization.queues.find(({ id }) => id === target.queueId);
    if (queue !== undefined) return { queue, user: null };
  }
  throw new DomainError("transfer-target-not-found", "Transfer target not found");
}
