import type { Bus } from "./bus.ts";
import type { Clock } from "./clock.ts";
import {
  conversationNotActive,
  DomainError,
  mediaRequestNotFound,
  memberNotConnected,
  participantNotFound,
} from "../domain/errors.ts";
import type { Agents } from "./agents.ts";
import { createRouter } from "./router.ts";
import { Seats } from "./seats.ts";
import { WaitingQueue } from "./waiting-queue.ts";
import type { Store } from "../adapters/sql/store.ts";
import { findUser, type Organization } from "../domain/tenant.ts";
import type { ConversationService } from "./conversations.ts";
import * as decide from "../domain/decide.ts";
import { ConversationChange, type LoadedConversation } from "../domain/conversation-change.ts";
import { firstReply, hashOf } from "../domain/first-reply.ts";
import type { ConversationRecord, Conversation, Member, Message } from "../domain/model.ts";
import { queueOf, waitingLeg } from "./active-conversation.ts";
import { loadActiveConversations } from "./active-conversations.ts";

/** A guest may say what a chat was like until a day after its end. */
const RATEABLE_MS = 24 * 60 * 60 * 1000;

/**
 * The maximum number of attributes after a change. A creation may set more, as far as the
 * deployment's rules allow.
 */
const MAX_ATTRIBUTES = 200;

export interface ConversationsDeps {
  readonly store: Store;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly tenants: readonly Organization[];
  readonly agents: Agents;
  /** Told of trouble in work that nobody waits for (timers, routing). */
  readonly report?: (error: unknown) => void;
}

/** {@link ConversationService} with an end. */
export interface RunningConversations extends ConversationService {
  /** Conversations by state, for the metrics. */
  counts(): { readonly waiting: number; readonly talking: number; readonly open: number };
  /** Forgets everything in memory, after the store was wiped. */
  forgetAll(): void;
  /** Ends all timers and waits for what is under way. */
  close(): Promise<void>;
}

function capacityReached(capacity: number): DomainError {
  return new DomainError(
    "capacity-reached",
    `You have as many chats as you may have at once: ${capacity}.`,
    { params: { capacity: String(capacity) } },
  );
}

function tooManyAttributes(): DomainError {
  return new DomainError(
    "too-many-attributes",
    `A conversation has at most ${MAX_ATTRIBUTES} attributes.`,
    { field: "attributes" },
  );
}

/** Loads every active conversation from the store and serves it. */
export async function createConversations(deps: ConversationsDeps): Promise<RunningConversations> {
  const { store, bus, clock, tenants, agents } = deps;
  const report = deps.report ?? ((): void => undefined);
  const chats = await loadActiveConversations({
    store,
    bus,
    clock,
    tenants,
    report,
    onMembers: (...args) => router.membersChanged(...args),
  });
  const { all: open, running, change, changeAnyTime, arm } = chats;
  const line = new WaitingQueue(open);
  const seats = new Seats(open);
  const router = createRouter({ bus, clock, agents, chats, seats, line, report });

  async function legOf(conversationId: string, by: (member: Member) => boolean): Promise<Member> {
    const { members } = await get(conversationId);
    const member = members.find(by);
    if (member === undefined) throw participantNotFound();
    return member;
  }

  function current(draft: ConversationChange, id: string): Member {
    const member = draft.members.find((one) => one.id === id);
    if (member === undefined) throw participantNotFound();
    return member;
  }

  const chatOf = ({ conversation, members }: ConversationChange): ConversationRecord => ({
    conversation,
    members,
  });

  const get = async (conversationId: string): Promise<ConversationRecord> =>
    (await chats.known(conversationId)).chat;

  async function requestsOf(conversationId: string): Promise<LoadedConversation["requests"]> {
    const known = open.get(conversationId)?.known ?? (await store.load(conversationId));
    return known?.requests ?? [];
  }

  router.route();

  return {
    get,
    peek: (conversationId) => open.get(conversationId)?.known.chat ?? null,
    loads: (organizationId) => seats.ofAll(organizationId),
    async messages(conversationId, query) {
      const page = await store.messages(conversationId, query);
      if (page === "unknown-cursor") throw new DomainError("cursor-not-found", "Message not found");
      return page;
    },
    async message(conversationId, messageId) {
      const message = await store.message(conversationId, messageId);
      if (message === null) throw new DomainError("message-not-found", "Message not found");
      return message;
    },
    async rate(conversationId, rating) {
      const { conversation } = await get(conversationId);
      const now = clock.now();
      if (conversation.endedAt !== null && now > conversation.endedAt + RATEABLE_MS)
        throw conversationNotActive();
      if (!(await store.addRating(conversationId, rating, now)))
        throw new DomainError("already-rated", "The conversation has been rated.");
    },
    rating: (conversationId) => store.rating(conversationId),
    mediaRequests: requestsOf,
    async mediaRequest(conversationId, requestId) {
      const request = (await requestsOf(conversationId)).find((one) => one.id === requestId);
      if (request === undefined) throw mediaRequestNotFound();
      return request;
    },
    async queuePlace(conversationId) {
      const chat = open.get(conversationId);
      return chat === undefined ? null : line.place(chat);
    },
    async ofAgent(who) {
      const isMine = (member: Member): boolean => member.userId === who.userId;
      const all = [...open.values()]
        .map((chat) => chat.known.chat)
        .filter(({ conversation }) => conversation.organizationId === who.organizationId);
      const active = all.filter(({ members }) =>
        members.some((member) => isMine(member) && member.state !== "DISCONNECTED"),
      );
      const left = all.filter(
        (chat) =>
          !active.includes(chat) && chat.members.some((m) => isMine(m) && decide.owesWrapup(m)),
      );
      return [...active, ...left, ...(await store.unwrapped(who))];
    },
    async ended(filter) {
      if (!("userId" in filter))
        return store.endedOfGuest(filter.organizationId, filter.externalId);
      const found = await store.endedOfUser(filter, filter.sinceAt);
      return found.filter(({ members }) =>
        members.some(({ userId, connectedAt }) => userId === filter.userId && connectedAt !== null),
      );
    },
    async waiting(organizationId, queueIds) {
      const chats = line
        .inOrder()
        .filter(
          (chat) => chat.organization.id === organizationId && queueIds.includes(queueOf(chat).id),
        );
      return Promise.all(
        chats.map(async (chat) => ({
          chat: chat.known.chat,
          waitingSince: waitingLeg(chat)?.joinedAt ?? 0,
          lastText: await store.lastText(chat.known.chat.conversation.id),
        })),
      );
    },

    async create(input) {
      const now = clock.now();
      const [id, guestId] = [crypto.randomUUID(), crypto.randomUUID()];
      const { externalId, verifiedFields, ...person } = input.guest;
      const conversation: Conversation = {
        id,
        organizationId: input.organizationId,
        deploymentId: input.deploymentId,
        state: "created",
        guestMemberId: guestId,
        queueId: input.queueId,
        skills: input.skills,
        language: input.language,
        priority: input.priority,
        attributes: input.attributes,
        externalId,
        createdAt: now,
        activeAt: null,
        endedAt: null,
        endReason: null,
      };
      const draft = new ConversationChange(
        { chat: { conversation, members: [] }, requests: [], lastAt: 0 },
        now,
        () => crypto.randomUUID(),
      );
      // In the contract's sense the guest connects with the first event stream, so there is no
      // `connectedAt` yet.
      draft.add({
        ...person,
        id: guestId,
        role: "CUSTOMER",
        state: "CONNECTED",
        connectedAt: null,
        authenticatedGuest: verifiedFields !== null,
        verifiedFields: verifiedFields ?? [],
      });
      const changes = draft.done();
      await store.commit(changes);
      chats.add({ chat: changes.chat, requests: [], lastAt: changes.lastAt });
      return changes.chat;
    },
    async attach(conversationId) {
      const chat = await running(conversationId);
      chat.attachments++;
      chat.presence = { ...chat.presence, detachedAt: null };
      let isAttached = true;
      const detach = (): void => {
        if (!isAttached) return;
        isAttached = false;
        chat.attachments--;
        if (chat.attachments > 0) return;
        chat.presence = { ...chat.presence, detachedAt: clock.now() };
        if (open.has(conversationId)) arm(chat);
      };
      try {
        await change(chat, (draft) => {
          if (draft.conversation.state === "ended") throw conversationNotActive();
          if (draft.conversation.state !== "created") return;
          decide.activate(draft, {
            queue: queueOf(chat),
            flow: chat.deployment.flow,
            organizationName: chat.organization.name,
          });
        });
      } catch (error) {
        detach();
        throw error;
      }
      return detach;
    },
    async send(conversationId, memberId, body, bodyType, idempotencyKey) {
      const asked =
        idempotencyKey === null ? null : { memberId, key: idempotencyKey, body, bodyType };
      const first = async (): Promise<Message | null> =>
        asked === null ? null : firstReply(store, conversationId, asked, clock.now());
      const chat = open.get(conversationId);
      if (chat === undefined) {
        // The chat may have ended between the first try and its repetition.
        const earlier = await first();
        if (earlier !== null) return earlier;
      }
      const repeat =
        asked === null ? undefined : { memberId, key: asked.key, hash: hashOf(asked), first };
      return change(
        chat ?? (await running(conversationId)),
        (draft) => decide.send(draft, memberId, body, bodyType),
        repeat,
      );
    },
    async typing(conversationId, memberId) {
      const chat = await running(conversationId);
      const { conversation, members } = chat.known.chat;
      if (conversation.state !== "active") throw conversationNotActive();
      if (members.find((one) => one.id === memberId)?.state !== "CONNECTED")
        throw memberNotConnected();
      const now = clock.now();
      if (memberId === conversation.guestMemberId && chat.deployment.rules.typingResetsIdle) {
        chat.presence = { ...chat.presence, lastGuestAt: now };
        arm(chat);
      }
      const event = {
        kind: "typing",
        conversationId,
        id: crypto.randomUUID(),
        senderId: memberId,
        at: now,
      } as const;
      bus.publish(event);
      return { id: event.id, at: event.at };
    },
    async guestLeaves(conversationId, memberId) {
      const chat = open.get(conversationId);
      if (chat === undefined) {
        await get(conversationId);
        throw memberNotConnected();
      }
      if (memberId !== chat.known.chat.conversation.guestMemberId)
        throw new DomainError("member-not-found", "Member not found");
      await change(chat, decide.guestLeaves);
    },
    async answerMediaRequest(conversationId, requestId, state) {
      const chat = await running(conversationId);
      return change(chat, (draft) => {
        const request = chat.known.requests.find((one) => one.id === requestId);
        if (request === undefined) throw mediaRequestNotFound();
        return decide.answerMedia(draft, request, state);
      });
    },

    async accept(conversationId, participantId) {
      const leg = await legOf(conversationId, (one) => one.participantId === participantId);
      const chat = open.get(conversationId);
      if (chat === undefined)
        throw new DomainError("conversation-ended", "The conversation has ended");
      return change(chat, (draft) =>
        decide.accept(draft, current(draft, leg.id), chat.deployment.rules),
      );
    },
    async take(conversationId, userId, permit) {
      const chat = open.get(conversationId);
      const user = chat === undefined ? null : findUser(chat.organization, userId);
      if (chat === undefined || user === null)
        throw new DomainError("not-waiting", "The chat does not wait any more");
      const who = { organizationId: chat.organization.id, userId };
      const { capacity } = await agents.get(who);
      let release = (): void => undefined;
      try {
        return await change(chat, (draft) => {
          const isWaiting =
            draft.present("ACD").length > 0 && draft.conversation.state === "active";
          const isTaken = draft.present("AGENT").some((one) => one.state === "CONNECTED");
          if (!isWaiting || isTaken)
            throw new DomainError("conversation-taken", "The chat is taken");
          permit?.(chatOf(draft));
          // An offer counts from when it is made; answering it takes no more room.
          const mine = draft.present("AGENT").find((one) => one.userId === userId);
          if (mine === undefined && seats.of(who) >= capacity) throw capacityReached(capacity);
          release = seats.hold(who, conversationId);
          return decide.accept(
            draft,
            mine ?? decide.offer(draft, user, queueOf(chat)),
            chat.deployment.rules,
          );
        });
      } finally {
        release();
      }
    },
    async leave(conversationId, memberId) {
      const chat = await running(conversationId);
      await change(chat, (draft) => decide.leave(draft, current(draft, memberId)));
    },
    async endForAll(conversationId, reason, permit) {
      const chat = await running(conversationId);
      await change(chat, (draft) => {
        if (draft.conversation.state === "ended") throw conversationNotActive();
        permit?.(chatOf(draft));
        draft.end(reason);
      });
    },
    async transfer(conversationId, participantId, target, note) {
      const chat = await running(conversationId);
      const user = "userId" in target ? findUser(chat.organization, target.userId) : null;
      const queue =
        "queueId" in target
          ? chat.organization.queues.find((one) => one.id === target.queueId)
          : user === null
            ? undefined
            : queueOf(chat);
      if (queue === undefined)
        throw new DomainError("transfer-target-not-found", "Transfer target not found");
      const leg = await legOf(conversationId, (one) => one.participantId === participantId);
      await change(chat, (draft) =>
        decide.transfer(draft, current(draft, leg.id), { queue, user }, note),
      );
    },
    async announce(conversationId, memberId) {
      const chat = await running(conversationId);
      await change(chat, (draft) => {
        const member = current(draft, memberId);
        if (member.state !== "CONNECTED") throw memberNotConnected();
        draft.announce(member);
      });
    },
    async setAttributes(conversationId, attributes, permit) {
      return changeAnyTime(conversationId, (draft) => {
        permit?.(chatOf(draft));
        const before = draft.conversation.attributes;
        const kept = Object.entries({ ...before, ...attributes }).filter(
          ([, value]) => value !== "",
        );
        if (kept.length > Math.max(MAX_ATTRIBUTES, Object.keys(before).length))
          throw tooManyAttributes();
        draft.set({ attributes: Object.fromEntries(kept) });
        draft.tellChanged(null);
        return chatOf(draft);
      });
    },
    async wrapUp(conversationId, memberId, wrapup) {
      return changeAnyTime(conversationId, (draft) =>
        decide.wrapUp(draft, current(draft, memberId), wrapup),
      );
    },
    async createMediaRequest(conversationId, askedById, types, expiresInSeconds) {
      const chat = await running(conversationId);
      const input = { types, expiresInSeconds, newId: () => crypto.randomUUID() };
      return change(chat, (draft) => decide.askMedia(draft, askedById, input));
    },
    async cancelMediaRequest(conversationId, requestId, permit) {
      const chat = await running(conversationId);
      return change(chat, (draft) => {
        permit?.(chatOf(draft));
        const request = chat.known.requests.find((one) => one.id === requestId);
        if (request === undefined) throw mediaRequestNotFound();
        const isOpen = request.state === "PENDING" || request.state === "ACCEPTED";
        return isOpen ? draft.request({ ...request, state: "CANCELLED" }) : request;
      });
    },

    counts() {
      const all = [...open.values()];
      const waiting = all.filter((chat) => waitingLeg(chat) !== null).length;
      const talking = all.filter(({ known }) =>
        known.chat.members.some((one) => one.role === "AGENT" && one.state === "CONNECTED"),
      ).length;
      return { waiting, talking, open: all.length };
    },
    forgetAll: chats.forget,
    async close() {
      await router.close();
      await chats.close();
    },
  };
}
