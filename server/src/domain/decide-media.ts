import type { ConversationChange } from "./conversation-change.ts";
import { conversationNotActive, DomainError, memberNotConnected } from "./errors.ts";
import type { MediaRequest, MediaType, PageInfo } from "./model.ts";

/** The guest is on another page, or its page has changed: agents are told what it can do now. */
export function changePage(
  change: ConversationChange,
  { canShareScreen }: Pick<PageInfo, "canShareScreen">,
): void {
  const { state, pageInfo } = change.conversation;
  if (state === "ended") throw conversationNotActive();
  if (pageInfo.canShareScreen === canShareScreen) return;
  change.set({ pageInfo: { ...pageInfo, canShareScreen } });
  change.publishChange(null);
}

/** The guest has this long from the moment at which it asks for more time. */
const EXTENSION_MS = 120_000;
/** WCAG 2.2.1: a time limit can be prolonged at least ten times. */
const MAX_EXTENSIONS = 10;

export function askMedia(
  change: ConversationChange,
  askedById: string,
  input: { types: readonly MediaType[]; expiresInSeconds: number; newId: () => string },
): MediaRequest {
  if (change.conversation.state !== "active") throw conversationNotActive();
  const agent = change.members.find((member) => member.id === askedById);
  if (input.types.includes("SCREENSHARE") && change.conversation.pageInfo.canShareScreen === false)
    throw new DomainError(
      "screen-share-unavailable",
      "The guest's page cannot share the guest's screen.",
      { field: "types" },
    );
  if (agent?.role !== "agent" || agent.state !== "connected") throw memberNotConnected();
  // One invitation at a time: a new one replaces what still waits.
  change.settleRequests("CANCELLED");
  const announcement = change.addMessage(askedById, "", "media-request");
  return change.request({
    id: input.newId(),
    conversationId: change.conversation.id,
    askedById,
    types: input.types,
    state: "PENDING",
    communicationId: input.newId(),
    securityKey: input.newId(),
    announcementId: announcement.id,
    createdAt: announcement.at,
    expiresAt: change.now + input.expiresInSeconds * 1000,
  });
}

export function answerMedia(
  change: ConversationChange,
  request: MediaRequest,
  state: "ACCEPTED" | "DECLINED" | "ERRORED",
): MediaRequest {
  if (change.conversation.state !== "active") throw conversationNotActive();
  if (request.state === state) return request;
  const isAllowed =
    request.state === "PENDING" || (request.state === "ACCEPTED" && state === "ERRORED");
  if (!isAllowed) {
    throw new DomainError("media-request-settled", `The media request is ${request.state}`, {
      field: "state",
      entityId: request.id,
    });
  }
  return change.request({ ...request, state });
}

/**
 * Keeps an invitation open for two more minutes.
 * @throws DomainError `media-request-not-extendable` once it was answered or prolonged ten times
 */
export function extendMedia(change: ConversationChange, request: MediaRequest): MediaRequest {
  if (change.conversation.state !== "active") throw conversationNotActive();
  const { prolonged = 0 } = request;
  if (request.state !== "PENDING" || prolonged >= MAX_EXTENSIONS)
    throw new DomainError(
      "media-request-not-extendable",
      "The media request cannot be prolonged any more.",
      { entityId: request.id },
    );
  return change.request({
    ...request,
    prolonged: prolonged + 1,
    expiresAt: Math.max(request.expiresAt, change.now + EXTENSION_MS),
  });
}
