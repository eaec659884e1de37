import { activate, guestLeaves } from "../domain/decide.ts";
import { returnToLine } from "../domain/decide-absence.ts";
import { answerMedia, changePage, extendMedia } from "../domain/decide-media.ts";
import {
  conversationNotActive,
  DomainError,
  mediaRequestNotFound,
  memberNotConnected,
} from "../domain/errors.ts";
import type { ConversationChange } from "../domain/conversation-change.ts";
import type { Conversation, ConversationRecord, MediaRequest } from "../domain/model.ts";
import { AWAY_MS } from "../domain/deadlines.ts";
import { changeOf, queueOf } from "./active-conversation.ts";
import type { ConversationService } from "./conversations.ts";
import type { NewConversation } from "./new-conversation.ts";
import { isTypingToBeNoted } from "./routing-change.ts";
import { noRouting, type RoutingState } from "./routing-state.ts";
import type { ServiceContext } from "./service-context.ts";

/** A guest may rate a conversation until a day after its end. */
const RATEABLE_MS = 24 * 60 * 60 * 1000;

export type GuestCommands = Pick<
  ConversationService,
  | "create"
  | "attach"
  | "typing"
  | "changePage"
  | "guestLeaves"
  | "answerMediaRequest"
  | "extendMediaRequest"
  | "rate"
>;

export function createGuestCommands(context: ServiceContext): GuestCommands {
  const { store, clock, conversations } = context;
  const changeRequest = async (
    conversationId: string,
    requestId: string,
    decide: (change: ConversationChange, request: MediaRequest) => MediaRequest,
  ): Promise<MediaRequest> => {
    const active = await conversations.get(conversationId);
    return conversations.change(active, (change) => {
      const request = active.loaded.requests.find(({ id }) => id === requestId);
      if (request === undefined) throw mediaRequestNotFound();
      return decide(change, request);
    });
  };
  return {
    create: (input) => createConversation(context, input),
    attach: (conversationId) => attachGuest(context, conversationId),
    typing: (conversationId, memberId) => publishTyping(context, conversationId, memberId),
    async changePage(conversationId, page) {
      const active = await conversations.get(conversationId);
      await conversations.change(active, (change) => changePage(change, page));
    },
    async guestLeaves(conversationId, memberId) {
      const active = await conversations.find(conversationId);
      if (active === null) {
        await conversations.load(conversationId);
        throw memberNotConnected();
      }
      if (memberId !== active.loaded.record.conversation.guestMemberId)
        throw new DomainError("member-not-found", "Member not found");
      await conversations.change(active, guestLeaves);
    },
    answerMediaRequest: (conversationId, requestId, state) =>
      changeRequest(conversationId, requestId, (change, request) =>
        answerMedia(change, request, state),
      ),
    extendMediaRequest: (conversationId, requestId) =>
      changeRequest(conversationId, requestId, extendMedia),
    async rate(conversationId, rating) {
      const { conversation } = (await conversations.load(conversationId)).record;
      const now = clock.now();
      if (conversation.endedAt !== null && now > conversation.endedAt + RATEABLE_MS)
        throw conversationNotActive();
      if (!(await store.addRating(conversationId, rating, now)))
        throw new DomainError("already-rated", "The conversation has been rated.");
    },
  };
}

/** @param id - the conversation's; a new one by default */
export async function createConversation(
  { store, clock, conversations }: ServiceContext,
  input: NewConversation,
  id: string = crypto.randomUUID(),
): Promise<ConversationRecord> {
  const now = clock.now();
  const guestMemberId = crypto.randomUUID();
  const { externalId, verifiedFields, ...person } = input.guest;
  const conversation: Conversation = {
    id,
    organizationId: input.organizationId,
    deploymentId: input.deploymentId,
    state: "created",
    guestMemberId,
    queueId: input.queueId,
    skills: input.skills,
    language: input.language,
    priority: input.priority,
    attributes: input.attributes,
    externalId,
    pageInfo: input.pageInfo,
    hasGuestText: false,
    hasAgentText: false,
    missed: null,
    createdAt: now,
    activeAt: null,
    leftLineAt: null,
    endedAt: null,
    endReason: null,
  };
  const nothing = { record: { conversation, members: [] }, requests: [], lastAt: 0, version: 0 };
  const change = changeOf(nothing, now);
  // In the contract's sense the guest connects with the first event stream, so there is no
  // `connectedAt` yet.
  change.add({
    ...person,
    id: guestMemberId,
    role: "guest",
    state: "connected",
    connectedAt: null,
    authenticatedGuest: verifiedFields !== null,
    verifiedFields: verifiedFields ?? [],
  });
  const changes = change.done();
  // It is not routed before its first stream, and lost when that does not come.
  const routing: RoutingState = {
    presence: { detachedAt: now, lastGuestAt: now },
    deadlineAt: now + AWAY_MS,
    line: null,
    summary: null,
    joining: null,
  };
  const { version, onDisk } = await store.commit(changes, {
    expectedVersion: null,
    routing: { ...noRouting, state: routing },
  });
  const { record, lastAt } = changes;
  conversations.add({ loaded: { record, requests: [], lastAt, version }, routing });
  await onDisk;
  return record;
}

async function attachGuest(
  { clock, conversations }: ServiceContext,
  conversationId: string,
): Promise<() => void> {
  const active = await conversations.get(conversationId);
  const unpin = conversations.pin(active);
  active.attachments++;
  active.presence = { ...active.presence, detachedAt: null };
  conversations.attachmentsChanged(active);
  let isAttached = true;
  const detach = (): void => {
    if (!isAttached) return;
    isAttached = false;
    active.attachments--;
    if (active.attachments === 0) {
      active.presence = { ...active.presence, detachedAt: clock.now() };
      conversations.attachmentsChanged(active);
    }
    unpin();
  };
  try {
    await conversations.change(active, (change) => {
      if (change.conversation.state === "ended") throw conversationNotActive();
      if (change.conversation.state !== "created") return returnToLine(change);
      activate(change, {
        queue: queueOf(active),
        flow: active.deployment.flow,
        organizationName: active.organization.name,
      });
    });
  } catch (error) {
    detach();
    throw error;
  }
  return detach;
}

async function publishTyping(
  { bus, clock, conversations }: ServiceContext,
  conversationId: string,
  memberId: string,
): Promise<{ id: string; at: number }> {
  const active = await conversations.get(conversationId);
  const { conversation, members } = active.loaded.record;
  if (conversation.state !== "active") throw conversationNotActive();
  if (members.find(({ id }) => id === memberId)?.state !== "connected") throw memberNotConnected();
  const at = clock.now();
  if (memberId === conversation.guestMemberId && active.deployment.rules.typingResetsIdle) {
    active.presence = { ...active.presence, lastGuestAt: at };
    if (isTypingToBeNoted(active)) conversations.refresh(active);
  }
  const id = crypto.randomUUID();
  bus.publish({ kind: "typing", conversationId, id, senderId: memberId, at });
  return { id, at };
}
