import type { Bus } from "./bus.ts";
import { keyOf, type Organization, type UserKey } from "../domain/tenant.ts";
import type { Agent } from "../domain/agent.ts";
import type { Agents } from "./agents.ts";

/** Keeps the agents' status in memory: after a restart an agent is offline until its next call. */
export function createAgents(deps: {
  readonly bus: Bus;
  readonly tenants: readonly Organization[];
}): Agents {
  const homes = new Map<string, { readonly who: UserKey; readonly capacity: number }>();
  for (const { id: organizationId, users } of deps.tenants) {
    for (const { id: userId, capacity } of users)
      homes.set(keyOf(organizationId, userId), { who: { organizationId, userId }, capacity });
  }
  const known = new Map<string, Agent>();

  const read = ({ organizationId, userId }: UserKey): Agent => {
    const key = keyOf(organizationId, userId);
    const capacity = homes.get(key)?.capacity ?? 1;
    return known.get(key) ?? { organizationId, userId, status: "offline", capacity };
  };

  const write = (agent: Agent): Agent => {
    const { organizationId, userId } = agent;
    known.set(keyOf(organizationId, userId), agent);
    deps.bus.publish({ kind: "agent", organizationId, userId });
    return agent;
  };

  return {
    async seen(who) {
      if (!known.has(keyOf(who.organizationId, who.userId)))
        write({ ...read(who), status: "available" });
    },
    async get(who) {
      return read(who);
    },
    async set(who, change) {
      return write({ ...read(who), ...change });
    },
    async all(organizationId) {
      return [...homes.values()]
        .filter(({ who }) => who.organizationId === organizationId)
        .map(({ who }) => read(who));
    },
  };
}
