import { userKeyOf } from "../../../../plugins/agent-token.ts";
import { ApiError } from "../../../../plugins/errors.ts";
import { invalidFields } from "../../../../plugins/text.ts";
import { operation, type ContractPlugin } from "../../operation.ts";
import type { AgentApiDeps } from "../agent-call.ts";
import { agentView } from "../agent-view.ts";

const ROUTING_STATUSES = ["IDLE", "OFF_QUEUE"] as const;

/** The agent's profile, and its availability for conversations. */
export const userRoutes: ContractPlugin<AgentApiDeps> = async (app, { agents, chats, clock }) => {
  app.get("/api/v2/users/me", operation("getUsersMe"), async ({ agent }) => {
    const { user, organization } = agent;
    const { status, capacity } = agents.get(userKeyOf(agent));
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

  app.put(
    "/api/v2/users/:userId/routingstatus",
    operation("putUserRoutingstatus"),
    async ({ agent, params, body }) => {
      if (params.userId !== agent.user.id)
        throw new ApiError(
          "not.authorized",
          "You are not authorized to change another agent's status.",
        );
      const status = ROUTING_STATUSES.find((one) => one === body.status.toUpperCase());
      if (status === undefined) throw invalidFields(["status"]);
      await agents.set(userKeyOf(agent), { status: status === "IDLE" ? "available" : "offline" });
      return { userId: agent.user.id, status, startTime: new Date(clock.now()).toISOString() };
    },
  );

  app.patch(
    "/api/v2/parlor/agents/me",
    operation("patchParlorAgentsMe"),
    async ({ agent, body: { status, capacity } }) => {
      const now = await agents.set(userKeyOf(agent), {
        ...(status && { status }),
        ...(capacity && { capacity }),
      });
      return { userId: now.userId, status: now.status, capacity: now.capacity };
    },
  );

  app.get("/api/v2/parlor/agents", operation("getParlorAgents"), async ({ agent }) => {
    const { organization } = agent;
    const loads = await chats.loads(organization.id);
    return {
      entities: agents
        .all(organization.id)
        .map((one) => agentView(organization, one, loads.get(one.userId) ?? 0)),
    };
  });
};
