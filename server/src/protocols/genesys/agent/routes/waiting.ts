import type { AgentIdentity } from "../../../../plugins/agent-token.ts";
import { ApiError } from "../../../../plugins/errors.ts";
import type { WaitingConversation } from "../../../../service/conversations.ts";
import { waitingMember } from "../../../../domain/waiting.ts";
import { operation, type ContractPlugin } from "../../operation.ts";
import { alertingSecondsOf, type AgentApiDeps } from "../agent-call.ts";
import { mediaView } from "../media-view.ts";
import { checkHome, takesAs } from "../check-rights.ts";
import { waitingView } from "../waiting-view.ts";

const base = "/api/v2/parlor/chats/waiting";

/** The waiting list of an agent's queues, and taking a conversation out of it. */
export const waitingRoutes: ContractPlugin<AgentApiDeps> = async (app, deps) => {
  app.get(base, operation("getParlorChatsWaiting"), async ({ agent }) => {
    return { entities: (await waitingFor(deps, agent)).map(waitingView) };
  });

  app.post(`${base}/next/take`, operation("postParlorChatsWaitingNextTake"), async ({ agent }) => {
    const waiting = await waitingFor(deps, agent);
    // A guest who is away is behind all who are there.
    const next = waiting.find(({ awaySince }) => awaySince === null) ?? waiting[0];
    if (next === undefined) throw new ApiError("request.conflict", "Nobody is waiting.");
    return take(deps, agent, next.summary.id);
  });

  app.post(
    `${base}/:conversationId/take`,
    operation("postParlorChatsWaitingTake"),
    async ({ agent, params }) => take(deps, agent, params.conversationId),
  );
};

function waitingFor(
  { chats }: AgentApiDeps,
  { user, organization }: AgentIdentity,
): Promise<readonly WaitingConversation[]> {
  const queues = organization.queues.filter((queue) => queue.memberUserIds.includes(user.id));
  return chats.waiting(
    organization.id,
    queues.map((queue) => queue.id),
  );
}

/** @throws ApiError 404 `not.found`, 409 `request.conflict`, 403 `not.authorized` */
async function take(
  deps: AgentApiDeps,
  agent: AgentIdentity,
  conversationId: string,
): Promise<ReturnType<typeof mediaView>> {
  const { chats } = deps;
  const waiting = await chats.get(conversationId);
  checkHome(waiting, agent);
  if (waitingMember(waiting) === null)
    throw new ApiError("request.conflict", "The chat does not wait any more.");
  takesAs(agent)(waiting);
  await chats.take(conversationId, agent.user.id, takesAs(agent));
  const chat = await chats.get(conversationId);
  return mediaView(chat, alertingSecondsOf(deps, chat));
}
