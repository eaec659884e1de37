import type { Replies } from "parlor-contract/parlor.generated";
import { cleanContent } from "parlor-contract/rich-content";
import type { SavedReply } from "../../../../domain/tenant.ts";
import { chatSummary, guestOf, lostAgentOf } from "../../../../domain/chat-summary.ts";
import { mayAttach } from "../../../../domain/attachment-rules.ts";
import { limitsView } from "../../file-views.ts";
import { iso, mediaRequestView } from "../../guest/views.ts";
import { operation, type ContractPlugin } from "../../operation.ts";
import { isFormatted, readChat, type AgentApiDeps } from "../agent-call.ts";
import { attachmentRulesOf } from "../agent-links.ts";
import { absencesOf } from "../absences.ts";
import { missedView, pageView } from "../missed-view.ts";
import { actsAs, checkAct } from "../check-rights.ts";
import { covers } from "../rights.ts";

const DEFAULT_EXPIRY_SECONDS = 120;

/** A saved reply, with its choices as content. */
const replyView = ({ id, shortcut, text, choices }: SavedReply): Replies["entities"][number] => ({
  id,
  shortcut,
  text,
  ...(choices !== undefined && { content: cleanContent([{ kind: "choices", choices }]) }),
});

/** Parlor's extensions of the agent API (parlor-extensions): one chat, media requests, replies. */
export const parlorRoutes: ContractPlugin<AgentApiDeps> = async (app, deps) => {
  const { chats } = deps;
  const one = "/api/v2/parlor/chats/:conversationId";

  app.get(one, operation("getParlorChat"), async ({ agent, params }) => {
    const { chat, reading } = await readChat(deps, agent, params.conversationId);
    const guest = guestOf(chat);
    const mine = chat.members.findLast((member) => member.userId === agent.user.id);
    const awaySince = await chats.awaySince(chat.conversation.id);
    const rules = attachmentRulesOf(deps, chat);
    const requests = await chats.mediaRequests(chat.conversation.id);
    return {
      ...chatSummary(chat),
      guest: {
        memberId: guest?.id ?? "",
        name: guest?.displayName ?? "",
        email: guest?.email ?? null,
        phoneNumber: guest?.phoneNumber ?? null,
        customFields: guest?.customFields ?? {},
        isAuthenticated: guest?.authenticatedGuest ?? false,
        externalId: chat.conversation.externalId,
        verifiedFields: guest?.verifiedFields ?? [],
        awaySince: awaySince === null ? null : iso(awaySince),
      },
      parlor: pageView(chat.conversation.pageInfo),
      missed: missedView(chat.conversation),
      language: chat.conversation.language,
      formatting: isFormatted(deps, chat),
      lostAgent: lostAgentOf(chat),
      absences: absencesOf(chat, reading),
      ...(mayAttach(rules, "agent") && { attachments: limitsView(rules) }),
      transferNote: mine?.transferNote ?? null,
      mediaRequests: requests
        .filter((request) => covers(reading, request.createdAt))
        .map((request) => ({
          id: request.id,
          types: request.types,
          state: request.state,
          expiresAt: iso(request.expiresAt),
        })),
    };
  });

  app.post(
    `${one}/mediarequests`,
    operation("postParlorChatMediarequests"),
    async ({ agent, params, body }) => {
      const chat = await chats.get(params.conversationId);
      const leg = checkAct(chat, agent);
      const request = await chats.createMediaRequest(
        chat.conversation.id,
        leg.id,
        body.types,
        body.expiresInSeconds ?? DEFAULT_EXPIRY_SECONDS,
      );
      return mediaRequestView(request);
    },
  );

  app.delete(
    `${one}/mediarequests/:requestId`,
    operation("deleteParlorChatMediarequest"),
    async ({ agent, params }, reply) => {
      const chat = await chats.get(params.conversationId);
      checkAct(chat, agent);
      await chats.cancelMediaRequest(chat.conversation.id, params.requestId, actsAs(agent));
      return reply.code(204).send();
    },
  );

  app.get("/api/v2/parlor/replies", operation("getParlorReplies"), async ({ agent }) => ({
    entities: agent.organization.replies.map(replyView),
  }));
};
