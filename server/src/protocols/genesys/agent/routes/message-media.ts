import type { MessageMedia } from "parlor-contract/parlor.generated";
import { mayAttach, type AttachmentRules } from "../../../../domain/attachment-rules.ts";
import { attachmentNotFound, type Attachment } from "../../../../domain/attachment.ts";
import { DomainError } from "../../../../domain/errors.ts";
import { typeOfName } from "../../../../domain/media-type.ts";
import type { ConversationRecord, Member } from "../../../../domain/model.ts";
import type { AgentIdentity } from "../../../../plugins/agent-token.ts";
import { ApiError } from "../../../../plugins/errors.ts";
import { idempotencyKey } from "../../../../plugins/text.ts";
import { limitAnnouncements } from "../../announcements.ts";
import { stateView, uploadView, type FileLinks } from "../../file-views.ts";
import { listPage } from "../../guest/paging.ts";
import { operation, type ContractPlugin } from "../../operation.ts";
import type { AgentApiDeps } from "../agent-call.ts";
import { agentLinks, attachmentRulesOf } from "../agent-links.ts";
import { checkOwnLeg } from "../check-rights.ts";
import { messagesBase } from "../families.ts";

interface Place {
  readonly conversationId: string;
  readonly communicationId: string;
}

interface OwnLeg {
  readonly chat: ConversationRecord;
  readonly leg: Member;
  readonly rules: AttachmentRules;
}

const mediaUri = ({ conversationId, communicationId }: Place, mediaId: string): string =>
  `${messagesBase}/${conversationId}/communications/${communicationId}/messages/media/${mediaId}`;

/** The files of an agent's own leg, in the messages family: announced, and looked up. */
export const messageMediaRoutes: ContractPlugin<AgentApiDeps> = async (app, deps) => {
  const { chats, attachments } = deps;
  const all = `${messagesBase}/:conversationId/communications/:communicationId/messages/media`;

  /** @throws ApiError as for any call on a leg; 404 `not.found` where agents attach no files */
  async function ownLeg(agent: AgentIdentity, place: Place): Promise<OwnLeg> {
    const chat = await chats.get(place.conversationId);
    const leg = checkOwnLeg(chat, agent, ({ id }) => id === place.communicationId);
    const rules = attachmentRulesOf(deps, chat);
    if (!mayAttach(rules, "agent")) throw new ApiError("not.found", "There are no files here.");
    return { chat, leg, rules };
  }

  app.post(
    `${all}/uploads`,
    operation("postConversationsMessageCommunicationMessagesMediaUploads"),
    async ({ agent, params, body, headers, raw }) => {
      const { chat, leg, rules } = await ownLeg(agent, params);
      const caller = `agent ${agent.organization.id} ${agent.user.id}`;
      limitAnnouncements(deps.announceLimiter, caller, rules, "agent");
      const { fileName: name, contentLengthBytes: size } = body;
      const by = { conversationId: chat.conversation.id, memberId: leg.id, side: "agent" } as const;
      const file = await attachments
        .announce(by, { name, size, type: typeOfName(name) }, idempotencyKey(headers))
        .catch((error: unknown) => {
          throw inFamily(error);
        });
      const { upload } = uploadView(file, agentLinks(deps, chat, raw));
      return {
        id: file.id,
        name: file.name,
        uploadUrl: upload.url,
        uploadHeaders: upload.headers,
        selfUri: mediaUri(params, file.id),
      };
    },
  );

  app.get(
    all,
    operation("getConversationsMessageCommunicationMessagesMedia"),
    async ({ agent, params, query, raw }) => {
      const { chat, leg } = await ownLeg(agent, params);
      const links = agentLinks(deps, chat, raw);
      const status = (query.status ?? "").toLowerCase();
      const files = (await attachments.ofMember(chat.conversation.id, leg.id))
        .map((file) => mediaView(file, params, links))
        .filter((one) => status === "" || one.status === status);
      const self = mediaUri(params, "").slice(0, -1);
      return listPage(files, query, self, status === "" ? {} : { status });
    },
  );

  app.get(
    `${all}/:mediaId`,
    operation("getConversationsMessageCommunicationMessagesMediaMediaId"),
    async ({ agent, params, raw }) => {
      const { chat, leg } = await ownLeg(agent, params);
      const file = await attachments.get(chat.conversation.id, params.mediaId);
      if (file.uploaderId !== leg.id) throw attachmentNotFound();
      return mediaView(file, params, agentLinks(deps, chat, raw));
    },
  );
};

/** The names of an announcement's fields in this family. */
const fields = new Map([
  ["name", "fileName"],
  ["size", "contentLengthBytes"],
  ["type", "fileName"],
]);

/** A refusal that names the field as this family does. */
function inFamily(error: unknown): unknown {
  if (!(error instanceof DomainError)) return error;
  const field = fields.get(error.details.field ?? "");
  if (field === undefined) return error;
  return new DomainError(error.code, error.message, { ...error.details, field });
}

const statuses = {
  awaiting: "uploading",
  checking: "uploading",
  ready: "valid",
  refused: "invalid",
} as const;

function mediaView(file: Attachment, place: Place, links: FileLinks): MessageMedia {
  const { id, name, type, size, state, url } = stateView(file, links);
  return {
    id,
    name,
    mediaType: type,
    contentLengthBytes: size,
    status: statuses[state],
    conversationId: place.conversationId,
    communicationId: place.communicationId,
    ...(url !== undefined && { url }),
    selfUri: mediaUri(place, id),
  };
}
