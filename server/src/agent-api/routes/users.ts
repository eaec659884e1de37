import { ApiError } from "../../http/errors.ts";
import type { AgentStatus } from "../../routing/agents.ts";
import { asObject, invalid, type AgentApiDeps, type AgentRoute } from "../agent-call.ts";

const routingStatuses: Readonly<Record<string, AgentStatus>> = {
  IDLE: "available",
  OFF_QUEUE: "offline",
};
const deskStatuses: ReadonlySet<string> = new Set(["available", "busy", "break", "offline"]);

/** Who the agent is and whether it takes chats. */
export function addUserRoutes(route: AgentRoute, deps: AgentApiDeps): void {
  const { agents, chats } = deps;

  route("GET", "/api/v2/users/me", "getUsersMe", async ({ agent: { user, organization } }) => {
    const { status, capacity } = await agents.get(user.id);
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
          403,
          "not.authorized",
          "You are not authorized to change another agent's status.",
        );
      }
      const wish = String(asObject(body)["status"]).toUpperCase();
      const status = routingStatuses[wish];
      if (status === undefined) throw invalid("status");
      await agents.set(agent.user.id, { status });
      return {
        userId: agent.user.id,
        status: wish,
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
    return agents.set(agent.user.id, {
      ...(isStatus(status) && { status }),
      ...(isCapacity(capacity) && { capacity }),
    });
  });

  route("GET", "/api/v2/parlor/agents", "getParlorAgents", async ({ agent: { organization } }) => ({
    entities: await Promise.all(
      (await agents.all(organization.id)).map(async ({ userId, status, capacity }) => ({
        id: userId,
        name: organization.users.find((user) => user.id === userId)?.name ?? "",
        status,
        capacity,
        chats: (await chats.ofAgent(userId)).filter((chat) =>
          chat.members.some(
            (member) => member.userId === userId && member.state !== "DISCONNECTED",
          ),
        ).length,
      })),
    ),
  }));

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
          parlor: { waiting: (await chats.waiting([id])).length },
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
