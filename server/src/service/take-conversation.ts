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
  { conversations, agents }: ServiceContext,
  conversationId: string,
  userId: string,
  permit?: Permit,
): Promise<Member> {
  const active = await conversations.find(conversationId);
  const user = active === null ? null : findUser(active.organization, userId);
  if (active === null || user === null) throw notWaiting();
  const who = { organizationId: active.organization.id, userId };
  const { capacity } = agents.get(who);
  return conversations.change(
    active,
    (change) => {
      if (change.conversation.leftLineAt !== null) throw notWaiting();
      if (waitingMember(change) === null)
        throw new DomainError("conversation-taken", "The chat is taken");
      permit?.(recordOf(change));
      // An offer counts from when it is made; answering it takes no more room.
      const mine = change.present("agent").find((member) => member.userId === userId);
      return accept(change, mine ?? offer(change, user, queueOf(active)), active.deployment.rules);
    },
    { seat: { userId, capacity } },
  );
}

function notWaiting(): DomainError {
  return new DomainError("not-waiting", "The chat does not wait any more");
}
