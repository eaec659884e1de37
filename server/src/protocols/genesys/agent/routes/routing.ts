import { foldCase } from "../../../../domain/fold-case.ts";
import { routingNames } from "../../../../domain/routing-names.ts";
import { listPage } from "../../guest/paging.ts";
import { operation, type ContractPlugin } from "../../operation.ts";
import type { AgentApiDeps } from "../agent-call.ts";
import { freePlaces } from "../agent-view.ts";
import { routingRef } from "../routing-ids.ts";

const kinds = [
  ["skills", "getRoutingSkills"],
  ["languages", "getRoutingLanguages"],
] as const;

/** By what guests are routed: the queues, skills and languages of the organization. */
export const routingRoutes: ContractPlugin<AgentApiDeps> = async (app, { agents, chats }) => {
  app.get("/api/v2/routing/queues", operation("getRoutingQueues"), async ({ agent }) => {
    const { organization } = agent;
    const all = agents.all(organization.id);
    const loads = await chats.loads(organization.id);
    const freeIn = (memberUserIds: readonly string[]): number =>
      all
        .filter(({ userId }) => memberUserIds.includes(userId))
        .reduce((sum, one) => sum + freePlaces(one, loads.get(one.userId) ?? 0), 0);
    const entities = await Promise.all(
      organization.queues.map(async ({ id, name, memberUserIds }) => ({
        id,
        name,
        memberCount: memberUserIds.length,
        joinedMemberCount: all.filter(
          (one) =>
            one.isPresent && one.status === "available" && memberUserIds.includes(one.userId),
        ).length,
        parlor: {
          waiting: await chats.countWaiting(organization.id, id),
          free: freeIn(memberUserIds),
        },
        selfUri: `/api/v2/routing/queues/${id}`,
      })),
    );
    const count = entities.length;
    return { entities, pageSize: count, pageNumber: 1, total: count, pageCount: 1 };
  });

  for (const [kind, id] of kinds)
    app.get(`/api/v2/routing/${kind}`, operation(id), async ({ agent, query }) => {
      const { name = "" } = query;
      const found = routingNames(agent.organization, kind)
        .filter((one) => foldCase(one).includes(foldCase(name)))
        .map((one) => ({ ...routingRef(kind, one), state: "active" as const }));
      return listPage(found, query, `/api/v2/routing/${kind}`, name === "" ? {} : { name });
    });
};
