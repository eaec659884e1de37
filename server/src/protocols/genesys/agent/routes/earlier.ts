import type { ReplyOf } from "parlor-contract/operation-schema";
import { userKeyOf, type AgentIdentity } from "../../../../plugins/agent-token.ts";
import type { ConversationRecord } from "../../../../domain/model.ts";
import { invalidFields } from "../../../../plugins/text.ts";
import { iso } from "../../guest/views.ts";
import { operation, type ContractPlugin } from "../../operation.ts";
import type { AgentApiDeps } from "../agent-call.ts";
import { chatSummary } from "../chat-summary.ts";
import { wrapupView } from "../media-view.ts";
import { asRead, readingOf } from "../rights.ts";

type EndedView = ReplyOf<"getParlorChats">["entities"][number];

const DAY_MS = 24 * 60 * 60 * 1000;

/** Conversations that have ended: an agent's own of today, or those of an authenticated guest. */
export const earlierRoutes: ContractPlugin<AgentApiDeps> = async (app, { chats, clock }) => {
  app.get("/api/v2/parlor/chats", operation("getParlorChats"), async ({ agent, query }) => {
    if (query.state !== "ended") throw invalidFields(["state"]);
    const now = clock.now();
    const found = await chats.ended(
      query.guest
        ? { organizationId: agent.organization.id, externalId: query.guest }
        : { ...userKeyOf(agent), sinceAt: now - (now % DAY_MS) },
    );
    return { entities: await Promise.all(found.map((chat) => endedView(chat, agent))) };
  });

  async function endedView(ended: ConversationRecord, agent: AgentIdentity): Promise<EndedView> {
    const reading = readingOf(ended, agent);
    // The list of a guest's conversations includes those of colleagues, but only their summaries.
    const chat = reading.kind === "until" ? asRead(ended, reading) : ended;
    const mine = ended.members.findLast(
      (member) => member.userId === agent.user.id && member.connectedAt !== null,
    );
    return {
      ...chatSummary(chat),
      // An agent who transferred the guest gets the end of its own part, not how the conversation
      // went on.
      endedAt: iso((reading.kind === "until" ? reading.at : ended.conversation.endedAt) ?? 0),
      endReason: chat.conversation.endReason,
      wrapup: mine?.wrapup == null ? null : wrapupView(mine.wrapup),
      rating: reading.kind === "everything" ? await chats.rating(ended.conversation.id) : null,
    };
  }
};
