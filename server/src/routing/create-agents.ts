import type { Bus } from "../bus/bus.ts";
import type { Organization } from "../tenant.ts";
import type { Agent, Agents } from "./agents.ts";

/** Keeps who is available, in memory: after a restart an agent is offline until heard of again. */
export function createAgents(deps: {
  readonly bus: Bus;
  readonly tenants: readonly Organization[];
}): Agents {
  const homes = new Map<string, { organizationId: string; capacity: number }>();
  for (const organization of deps.tenants) {
    for (const user of organization.users) {
      homes.set(user.id, { organizationId: organization.id, capacity: user.capacity });
    }
  }
  const known = new Map<string, Agent>();

  const read = (userId: string): Agent =>
    known.get(userId) ?? { userId, status: "offline", capacity: homes.get(userId)?.capacity ?? 1 };

  const write = (agent: Agent): Agent => {
    known.set(agent.userId, agent);
    const organizationId = homes.get(agent.userId)?.organizationId ?? "";
    deps.bus.publish({ kind: "agent", organizationId, userId: agent.userId });
    return agent;
  };

  return {
    async seen(userId) {
      if (!known.has(userId)) write({ ...read(userId), status: "available" });
    },
    async get(userId) {
      return read(userId);
    },
    async set(userId, change) {
      return write({ ...read(userId), ...change });
    },
    async all(organizationId) {
      return [...homes]
        .filter(([, home]) => home.organizationId === organizationId)
        .map(([id]) => read(id));
    },
  };
}
