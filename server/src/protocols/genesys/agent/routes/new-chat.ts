import type { BodyOf } from "parlor-contract/operation-schema";
import { homeOf, NO_DEPLOYMENT } from "../../../../domain/home-of.ts";
import type { PageInfo } from "../../../../domain/model.ts";
import { defaultRules, type Organization } from "../../../../domain/tenant.ts";
import { userKeyOf } from "../../../../plugins/agent-token.ts";
import { noteIds } from "../../../../plugins/request-log.ts";
import { refuseFields } from "../../../../plugins/text.ts";
import type { NewConversation } from "../../../../service/new-conversation.ts";
import { refuseWhenBusy } from "../../busy-queue.ts";
import { operation, type ContractPlugin } from "../../operation.ts";
import { chatsBase, type AgentApiDeps } from "../agent-call.ts";
import { chatUri } from "../media-view.ts";
import { isMachine } from "../rights.ts";
import { routingNameOf } from "../routing-ids.ts";

type ChatWish = BodyOf<"postConversationsChats">;

/** The customer of a chat that gives no name. */
const GUEST_NAME = "Guest";
/** No page belongs to the chat. */
const noPage: PageInfo = {
  fieldLabels: {},
  canShareScreen: null,
  language: null,
  address: null,
  promise: null,
};

/** Chats that an agent or a machine creates. Agents alone end them. */
export const newChatRoute: ContractPlugin<AgentApiDeps> = async (app, deps) => {
  const { chats, tenants } = deps;

  app.post(chatsBase, operation("postConversationsChats"), async (request) => {
    const { agent, body } = request;
    const { organization } = agent;
    const input = readWish(body, organization);
    const home = homeOf(tenants, { ...input, deploymentId: NO_DEPLOYMENT });
    await refuseWhenBusy(chats, input, home?.deployment.rules ?? defaultRules);
    const id = crypto.randomUUID();
    if (isMachine(agent)) await deps.auditChange(userKeyOf(agent), id, "postConversationsChats");
    await chats.createWithoutGuest(id, input);
    noteIds(request, { organizationId: organization.id, conversationId: id });
    return { id, selfUri: chatUri(id) };
  });
};

/** @throws ApiError 400 `invalid.value` naming what the organization does not have */
function readWish(
  wish: ChatWish,
  organization: Organization,
): Omit<NewConversation, "deploymentId"> {
  const { queueId, customerName, skillIds, languageId, priority, attributes } = wish;
  const skills = (skillIds ?? []).map((id) => routingNameOf(organization, "skills", id));
  const language = languageId ? routingNameOf(organization, "languages", languageId) : null;
  refuseFields([
    ...(organization.queues.some(({ id }) => id === queueId) ? [] : ["queueId"]),
    ...(skills.includes(undefined) ? ["skillIds"] : []),
    ...(language === undefined ? ["languageId"] : []),
  ]);
  const given = Object.entries(attributes ?? {}).filter(([, value]) => value !== "");
  return {
    organizationId: organization.id,
    queueId,
    skills: skills.filter((name) => name !== undefined),
    language: language ?? null,
    priority: priority ?? 0,
    guest: {
      displayName: customerName || GUEST_NAME,
      firstName: null,
      lastName: null,
      email: null,
      phoneNumber: null,
      avatarImageUrl: null,
      customFields: {},
      externalId: null,
      verifiedFields: null,
    },
    attributes: Object.fromEntries(given),
    pageInfo: noPage,
  };
}
