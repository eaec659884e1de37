import { accept, offer } from "../domain/decide.ts";
import { DomainError } from "../domain/errors.ts";
import type { Member } from "../domain/model.ts";
import { findUser } from "../domain/tenant.ts";
import { waitingMember } from "../domain/waiting.ts";
import { queueOf } from "./active-conversation.ts";
import type { Permit } from "./conversations.ts";
import { recordOf, type ServiceContext } from "./service-context.ts";

/** Offers a waiting conversation to an agent and accepts it in one change. */
export async function takeConversation(
  { conversations, agents, seats }: ServiceContext,
  conversationId: string,
  userId: string,
  permit?: Permit,
): Promise<Member> {
  const active = conversations.all.get(conversationId);
  const user = active === undefined ? null : findUser(active.organization, userId);
  if (active === undefined || user === null) throw notWaiting();
  const who = { organizationId: active.organization.id, userId };
  const { capacity } = agents.get(who);
  let release = (): void => undefined;
  try {
    return await conversations.change(active, (change) => {
      if (change.conversation.leftLineAt !== null) throw notWaiting();
      if (waitingMember(change) === null)
        throw new DomainError("conversation-taken", "The chat is taken");
      permit?.(recordOf(change));
      // An offer counts from when it is made; answering it takes no more room.
      const mine = change.present("agent").find((member) => member.userId === userId);
      if (mine === undefined && seats.of(who) >= capacity) throw capacityReached(capacity);
      release();
      release = seats.hold(who, conversationId);
      return accept(change, mine ?? offer(change, user, queueOf(active)), active.deployment.rules);
    });
  } finally {
    release();
  }
}

function notWaiting(): DomainError {
  return new DomainError("not-waiting", "The chat does not wait any more");
}

function capacityReached(capacity: number): DomainError {
  return new DomainError(
    "capacity-reached",
    `You have as many chats as you may have at once: ${capacity}.`,
    { params: { capacity: String(capacity) } },
  );
}
