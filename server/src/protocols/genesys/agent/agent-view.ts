import type { Agents as AgentsReply } from "parlor-contract/parlor.generated";
import type { Agent } from "../../../domain/agent.ts";
import { findUser, type Organization } from "../../../domain/tenant.ts";

/** An agent as colleagues see it. @param chats - those that ring or run with the agent */
export function agentView(
  organization: Organization,
  { userId, status, capacity, isPresent }: Agent,
  chats: number,
): AgentsReply["entities"][number] {
  const name = findUser(organization, userId)?.name ?? "";
  return { id: userId, name, status, isPresent, capacity, chats };
}

/** How many chats an agent may be offered now. An offer that rings takes a place. */
export function freePlaces({ status, capacity, isPresent }: Agent, chats: number): number {
  return isPresent && status === "available" ? Math.max(0, capacity - chats) : 0;
}
