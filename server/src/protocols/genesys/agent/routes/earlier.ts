import { userKeyOf, type AgentIdentity } from "../../../../plugins/agent-token.ts";
import type { ConversationRecord } from "../../../../domain/model.ts";
import type { Queue } from "../../../../domain/tenant.ts";
import { ApiError } from "../../../../plugins/errors.ts";
import { invalidFields } from "../../../../plugins/text.ts";
import { operation, type ContractPlugin } from "../../operation.ts";
import type { AgentApiDeps } from "../agent-call.ts";
import { notAuthorized } from "../check-rights.ts";
import { endedView, startOfDay, type EndedChat } from "../ended-view.ts";
import { answeredChatView, missedChatView } from "../missed-view.ts";
import { isAudited, readingOf } from "../rights.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Conversations that have ended (an agent's own of today, or those of an authenticated guest), and
 * those that were missed.
 */
export const earlierRoutes: ContractPlugin<AgentApiDeps> = async (app, deps) => {
  const { chats, clock } = deps;
  app.get("/api/v2/parlor/chats", operation("getParlorChats"), async ({ agent, query }) => {
    if (query.state === "missed") {
      const queueIds = queuesOf(agent, query.queue);
      const missed = await chats.missed(agent.organization.id, queueIds);
      const sinceAt = clock.now() - DAY_MS;
      const answered = await chats.answered(agent.organization.id, queueIds, sinceAt);
      // The list has text that the guests wrote, so it is audited as reading them is.
      const shown = missed.filter(({ chat }) => isAudited(readingOf(chat, agent)));
      await deps.auditReading(userKeyOf(agent), ...shown.map(({ chat }) => chat.conversation.id));
      return { entities: missed.map(missedChatView), answered: answered.map(answeredChatView) };
    }
    if (query.state !== "ended") throw invalidFields(["state"]);
    const found = await chats.ended(
      query.guest
        ? { organizationId: agent.organization.id, externalId: query.guest }
        : { ...userKeyOf(agent), sinceAt: startOfDay(clock.now()) },
    );
    const viewOf = async (chat: ConversationRecord): Promise<EndedChat> =>
      endedView(chat, agent, await chats.rating(chat.conversation.id));
    return { entities: await Promise.all(found.map(viewOf)) };
  });
};

/**
 * The ids of an agent's queues, or of the one that is asked for.
 * @throws ApiError 404 `not.found`, 403 `not.authorized`
 */
function queuesOf({ organization, user }: AgentIdentity, wanted = ""): readonly string[] {
  const isMine = ({ memberUserIds }: Queue): boolean => memberUserIds.includes(user.id);
  if (wanted === "") return organization.queues.filter(isMine).map(({ id }) => id);
  const queue = organization.queues.find(({ id }) => id === wanted);
  if (queue === undefined) throw new ApiError("not.found", "The queue was not found.");
  if (!isMine(queue)) throw notAuthorized();
  return [queue.id];
}
