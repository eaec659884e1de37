import type { FastifySchemaValidationError } from "fastify";
import { guestBodyType } from "parlor-contract/guest-body-type";
import { cleanAnswer } from "parlor-contract/rich-content";
import { ApiError } from "../../../../plugins/errors.ts";
import { idempotencyKey } from "../../../../plugins/text.ts";
import { wrongFields } from "../../../../plugins/validation.ts";
import type { ErrorCode } from "../../error-codes.ts";
import { operation, type ContractPlugin } from "../../operation.ts";
import { refuseBySchema } from "../../schema-errors.ts";
import type { GuestApiDeps } from "../guest-api-deps.ts";
import { checkFileCount } from "../../announcements.ts";
import { guestLinks } from "../guest-links.ts";
import { checkOwnMember } from "../own-member.ts";
import { messageQuery, nextUri } from "../paging.ts";
import { guestBase, guestMissedView, messageView, polledMemberView } from "../views.ts";

/** Sending messages, and reading the history. */
export const messageRoutes: ContractPlugin<GuestApiDeps> = async (app, deps) => {
  const { chats, polls } = deps;
  const one = `${guestBase}/:conversationId`;

  app.post(
    `${one}/members/:memberId/messages`,
    {
      ...operation("postWebchatGuestConversationMemberMessages"),
      schemaErrorFormatter: refuseMessage,
    },
    async ({ guest, params, body, headers, raw }) => {
      const { attachmentIds = [] } = body;
      await checkOwnMember(chats, guest, params.memberId);
      const { maxBodyLength } = guest.deployment.rules;
      if (body.body.length > maxBodyLength) throw wrongBody(maxBodyLength);
      checkFileCount(attachmentIds, guest.deployment.rules.attachments);
      const message = await chats.send(
        guest.conversationId,
        guest.memberId,
        body.answer?.text ?? body.body,
        guestBodyType(body.bodyType),
        idempotencyKey(headers),
        { attachmentIds, ...(body.answer !== undefined && { answer: cleanAnswer(body.answer) }) },
      );
      return messageView(message, guestLinks(deps, { guest, raw }));
    },
  );

  app.get(
    `${one}/messages`,
    operation("getWebchatGuestConversationMessages"),
    async ({ guest, query, headers, raw }) => {
      const { conversationId, memberId } = guest;
      const wanted = messageQuery(query);
      const isPoll = headers["parlor-attach"] === "poll";
      const typing = isPoll ? await polls.keepAttached(conversationId) : [];
      const { messages, hasMore } = await chats.messages(conversationId, wanted);
      const self = `${guestBase}/${conversationId}/messages`;
      const links = guestLinks(deps, { guest, raw });
      const last = messages.at(-1);
      const polled = isPoll ? await chats.get(conversationId) : null;
      return {
        pageSize: wanted.maxResults,
        entities: messages.map((message) => messageView(message, links)),
        ...(hasMore && last !== undefined && { next: nextUri(self, wanted, last.id) }),
        selfUri: self,
        ...(polled !== null && {
          members: polled.members.map((member) => polledMemberView(member, member.id === memberId)),
          typing: typing.filter((id) => id !== memberId),
          missed: guestMissedView(polled.conversation.missed),
        }),
      };
    },
  );

  app.get(
    `${one}/messages/:messageId`,
    operation("getWebchatGuestConversationMessage"),
    async ({ guest, params, raw }) =>
      messageView(
        await chats.message(guest.conversationId, params.messageId),
        guestLinks(deps, { guest, raw }),
      ),
  );
};

function wrongMessage(code: ErrorCode, message: string, fieldName: string): ApiError {
  return new ApiError(code, message, { details: [{ errorCode: code, fieldName }] });
}

function wrongBody(maxLength: number): ApiError {
  const message = `The body must be text of at most ${maxLength} characters.`;
  return wrongMessage("constraint.validation", message, "body");
}

/** The contract has codes of its own for the body of a message. */
function refuseMessage(errors: FastifySchemaValidationError[], part: string): ApiError {
  const body = wrongFields(errors).find(({ path }) => part === "body" && path[0] === "body");
  if (body === undefined) return refuseBySchema(errors, part);
  if (!body.isMissing)
    return wrongMessage("constraint.validation", "The body must be text.", "body");
  return wrongMessage(
    "chat.error.notnull.createconversationmessagerequest.body",
    "The body of the message is missing.",
    "body",
  );
}
