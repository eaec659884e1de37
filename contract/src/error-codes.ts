import type { ErrorCodeEntry } from "./error-code-entry.ts";
import { fileErrorCodes } from "./file-error-codes.ts";

/*
 * Every code of an error that a server of this contract answers with. docs/server-errors.md has the
 * same list, and a test compares both.
 */

export type { ErrorCodeEntry } from "./error-code-entry.ts";

/** A field that the vendor's service has a code of its own for, when it is missing. */
const missing = (field: string): ErrorCodeEntry => ({
  status: 400,
  message: `The field ${field} is missing.`,
  meaning: `A new conversation lacks \`${field}\`.`,
});

export const errorCodes = {
  /* ---- any request ---- */
  "bad.request": {
    status: 400,
    message: "The request could not be understood by the server.",
    meaning: "The request, its path or its body cannot be read, or has the wrong form as a whole.",
  },
  "invalid.value": {
    status: 400,
    message: "A value of the request is not valid.",
    meaning: "`details` names each field that is missing or wrong, or whose text cannot be stored.",
  },
  "invalid.query.param.value": {
    status: 400,
    message: "A query parameter is not valid.",
    meaning: "`details` names each query parameter that is wrong or repeated.",
  },
  "authentication.required": {
    status: 401,
    message: "No authentication bearer token specified in authorization header.",
    meaning: "The call has no bearer token.",
  },
  "bad.credentials": {
    status: 401,
    message: "Invalid login credentials.",
    meaning:
      "The token was not issued by this server, is revoked, or names somebody who is not configured any more.",
  },
  "credentials.expired": {
    status: 401,
    message: "The supplied credentials are expired and cannot be used.",
    meaning: "The guest's token has expired, in an operation whose contract declares this code.",
  },
  "not.authorized": {
    status: 403,
    message: "You are not authorized to perform the requested action.",
    meaning: "The caller is known and has no right to the conversation, the member or the action.",
  },
  "origin.not.allowed": {
    status: 403,
    message: "The origin of this page is not allowed for the deployment.",
    meaning: "The deployment's `allowedDomains` do not have the page's origin.",
  },
  "not.found": {
    status: 404,
    message: "The requested resource was not found",
    meaning: "The path, the conversation or the channel does not exist.",
  },
  "method.not.allowed": {
    status: 405,
    message: "The method is not known.",
    meaning: "The method is none of HTTP's, or the client takes the server for a proxy.",
  },
  "client.timeout": {
    status: 408,
    message: "The request took too long to arrive.",
    meaning: "The request did not arrive within the server's time limit.",
  },
  "request.conflict": {
    status: 409,
    message: "The request conflicts with the state of the conversation.",
    meaning:
      "An idempotency key was used for another message, a conversation was rated before, an invitation was answered or prolonged ten times, or a colleague was faster.",
  },
  "agent.capacity.reached": {
    status: 409,
    message: "The agent has as many conversations as it may have.",
    meaning: "An agent takes a conversation beyond its capacity (`messageParams.capacity`).",
  },
  "answer.already.given": {
    status: 409,
    message: "The choices of this message have been answered.",
    meaning: "A guest answers the content of a message that it has answered before.",
  },
  "missed.text.unread": {
    status: 409,
    message: "The guest has written again.",
    meaning:
      "An agent closes a missed conversation in which the guest has written since, and `readUntil` does not say that the agent has read it.",
  },
  "guest.screenshare.unavailable": {
    status: 409,
    message: "The guest's page cannot share the guest's screen.",
    meaning: "An agent asks for the guest's screen, and the page has said that it cannot share it.",
  },
  "request.entity.too.large": {
    status: 413,
    message: "The request is over the size limit.",
    meaning: "The body is larger than 65,536 bytes, or data to sign larger than 4,096 bytes.",
  },
  "request.uri.too.long": {
    status: 414,
    message: "A part of the path is too long.",
    meaning: "A part of the path has more than 100 characters.",
  },
  "unsupported.media.type": {
    status: 415,
    message: "The content type is not supported: application/json is.",
    meaning: "The body is not JSON, or a form for `/oauth/token`.",
  },
  "expectation.failed": {
    status: 417,
    message: "The server knows 100-continue only.",
    meaning: "The `Expect` header asks for something else than `100-continue`.",
  },
  "too.many.requests.retry.after": {
    status: 429,
    message: "Rate limit exceeded the maximum.",
    meaning: "A limit is reached. `Retry-After` and `messageParams.retryAfter` say when to retry.",
  },
  "request.header.fields.too.large": {
    status: 431,
    message: "The headers of the request are over the size limit.",
    meaning: "The headers are larger than 16 KiB.",
  },
  "internal.server.error": {
    status: 500,
    message: "The server encountered an unexpected condition.",
    meaning: "A fault of the server. The log has the cause under the same `contextId`.",
  },
  "service.unavailable": {
    status: 503,
    message: "The server is not ready to take the connection.",
    meaning:
      "The server stops, cannot write to its store, has too many connections or too many waiting guests. `Retry-After` says when to retry.",
  },

  /* ---- files ---- */
  ...fileErrorCodes,

  /* ---- conversations and their members ---- */
  "chat.error.not.found": {
    status: 404,
    message: "The member was not found.",
    meaning: "The conversation has no such member, message or media request.",
  },
  "chat.error.conversation.state": {
    status: 400,
    message: "Conversation State",
    meaning: "The conversation has ended, or its guest has not attached a stream yet.",
  },
  "chat.error.member.state": {
    status: 400,
    message: "Member State",
    meaning: "The member is not connected to the conversation, or not any more.",
  },
  "constraint.validation": {
    status: 400,
    message: "A value of the request is not valid.",
    meaning:
      "A message or a field of a new conversation has the wrong type or is too long. `details` names it.",
  },
  "chat.error.notnull.createconversationmessagerequest.body": {
    status: 400,
    message: "The body of the message is missing.",
    meaning: "A message has no `body`.",
  },

  /* ---- new conversations ---- */
  "chat.error.bad.request": {
    status: 400,
    message: "The request for a new conversation is not complete.",
    meaning: "A new conversation lacks a field that has no code of its own.",
  },
  "chat.error.pattern.createconversationrequest.deploymentid": {
    status: 400,
    message: "The deployment id is not valid.",
    meaning: "A new conversation has no `deploymentId`, or one that is no id.",
  },
  "chat.deployment.disabled": {
    status: 400,
    message: "The web chat deployment is disabled or does not exist.",
    meaning: "The deployment does not exist in this organization, or is disabled.",
  },
  "chat.deployment.require.auth": {
    status: 400,
    message: "The web chat deployment requires authentication.",
    meaning: "The deployment takes authenticated guests only, and `memberAuthToken` is missing.",
  },
  "chat.deployment.bad.auth": {
    status: 400,
    message: "The authentication of the guest failed.",
    meaning:
      "`memberAuthToken` was not signed by this server for this organization, or has expired.",
  },
  "chat.error.createconversationrequest.routingtarget": {
    status: 400,
    message: "The routing target must be a queue.",
    meaning: "`routingTarget.targetType` is not `QUEUE`, or the queue's name is missing.",
  },
  "chat.error.invalid.queue": {
    status: 400,
    message: "The queue does not exist.",
    meaning: "The organization has no queue of this name.",
  },
  "chat.error.notnull.createconversationrequest.routingtarget": missing("routingTarget"),
  "chat.error.notnull.createconversationrequest.memberinfo.displayname":
    missing("memberInfo.displayName"),
  "chat.error.notnull.createconversationrequest.journeycontext.customer":
    missing("journeyContext.customer"),
  "chat.error.notnull.createconversationrequest.journeycontext.customer.id": missing(
    "journeyContext.customer.id",
  ),
  "chat.error.notnull.createconversationrequest.journeycontext.customer.idtype": missing(
    "journeyContext.customer.idType",
  ),
  "chat.error.notnull.createconversationrequest.journeycontext.customersession.id": missing(
    "journeyContext.customerSession.id",
  ),
  "chat.error.notnull.createconversationrequest.journeycontext.customersession.type": missing(
    "journeyContext.customerSession.type",
  ),
  "chat.error.notnull.createconversationrequest.journeycontext.triggeringaction.id": missing(
    "journeyContext.triggeringAction.id",
  ),
  "chat.error.notnull.createconversationrequest.journeycontext.triggeringaction.actionmap": missing(
    "journeyContext.triggeringAction.actionMap",
  ),
  "chat.error.notnull.createconversationrequest.journeycontext.triggeringaction.actionmap.id":
    missing("journeyContext.triggeringAction.actionMap.id"),
  "chat.error.notnull.createconversationrequest.journeycontext.triggeringaction.actionmap.version":
    missing("journeyContext.triggeringAction.actionMap.version"),
} as const satisfies Readonly<Record<string, ErrorCodeEntry>>;

export type ErrorCode = keyof typeof errorCodes;

export const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(errorCodes, code);
