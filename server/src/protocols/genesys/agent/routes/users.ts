import { ApiError } from "../../../../plugins/errors.ts";
import { findUser } from "../../../../domain/tenant.ts";
import type { AgentStatus } from "../../../../service/agents.ts";
import { asObject, invalid, type AgentApiDeps, type AgentRoute } from "../agent-call.ts";
import { userKeyOf } from "../agent-token.ts";
import { textField } from "../inputs.ts";

const routingStatuses: Readonly<Record<string, AgentStatus>> = {
  IDLE: "available",
  OFF_QUEUE: "offline",
};
const MAX_WORD = 40;
const deskStatuses: ReadonlySet<string> = new Set(["available", "busy", "break", "offline"]);

/** The agent's profile, and its availability for conversations. */
export function addUserRoutes(route: AgentRoute, deps: AgentApiDeps): void {
  const { agents, chats } = deps;

  route("GET", "/api/v2/users/me", "getUsersMe", async ({ agent }) => {
    const { user, organization } = agent;
    const { status, capacity } = await agents.get(userKeyOf(agent));
    return {
      id: user.id,
      name: user.name,
      ...(user.email !== null && { email: user.email }),
      images:
        user.avatarImageUrl === null ? [] : [{ resolution: "x96", imageUri: user.avatarImageUrl }],
      state: "active",
      selfUri: `/api/v2/users/${user.id}`,
      organization: { id: organization.id, name: organization.name },
      parlor: { status, capacity },
    };
  });

  route(
    "PUT",
    "/api/v2/users/:userId/routingstatus",
    "putUserRoutingstatus",
    async ({ agent, params, body }) => {
      if (params["userId"] !== agent.user.id) {
        throw new ApiError(
          "not.authorized",
          "You are not authorized to change another agent's status.",
        );
      }
      const input = textField(asObject(body), "status", MAX_WORD)?.toUpperCase() ?? "";
      const status = Object.hasOwn(routingStatuses, input) ? routingStatuses[input] : undefined;
      if (status === undefined) throw invalid("status");
      await agents.set(userKeyOf(agent), { status });
      return {
        userId: agent.user.id,
        status: input,
        startTime: new Date(deps.clock.now()).toISOString(),
      };
    },
  );

  route("PATCH", "/api/v2/parlor/agents/me", "patchParlorAgentsMe", async ({ agent, body }) => {
    const { status, capacity } = asObject(body);
    const isStatus = (value: unknown): value is AgentStatus =>
      typeof value === "string" && deskStatuses.has(value);
    const isCapacity = (value: unknown): value is number =>
      typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= 100;
    const wrong = [
      ...(status === undefined || isStatus(status) ? [] : ["status"]),
      ...(capacity === undefined || isCapacity(capacity) ? [] : ["capacity"]),
    ];
    if (wrong.length > 0) throw invalid(...wrong);
    const now = await agents.set(userKeyOf(agent), {
      ...(isStatus(status) && { status }),
      ...(isCapacity(capacity) && { capacity }),
    });
    return { userId: now.userId, status: now.status, capacity: now.capacity };
  });

  route("GET", "/api/v2/parlor/agents", "getParlorAgents", async ({ agent: { organization } }) => {
    const loads = chats.loads(organization.id);
    return {
      entities: (await agents.all(organization.id)).map(({ userId, status, capacity }) => ({
        id: userId,
        name: findUser(organization, userId)?.name ?? "",
        status,
        capacity,
        chats: loads.get(userId) ?? 0,
      })),
    };
  });

  route(
    "GET",
    "/api/v2/routing/queues",
    "getRoutingQueues",
    async ({ agent: { organization } }) => {
      const all = await agents.all(organization.id);
      const entities = await Promise.all(
        organization.queues.map(async ({ id, name, memberUserIds }) => ({
          id,
          name,
          memberCount: memberUserIds.length,
          joinedMemberCount: all.filter(
            (one) => one.status === "available" && memberUserIds.includes(one.userId),
          ).length,
          parlor: { waiting: (await chats.waiting(organization.id, [id])).length },
          selfUri: `/api/v2/routing/queues/${id}`,
        })),
      );
      return {
        entities,
        pageSize: entities.length,
        pageNumber: 1,
        total: entities.length,
        pageCount: 1,
      };
    },
  );
}
