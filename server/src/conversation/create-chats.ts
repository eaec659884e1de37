import type { Bus } from "../bus/bus.ts";
import type { Clock } from "../clock.ts";
import { ApiError } from "../http/errors.ts";
import type { Agents } from "../routing/agents.ts";
import { nextOffer, type Candidate } from "../routing/next-offer.ts";
import { WaitingLine } from "../routing/waiting-line.ts";
import type { Store } from "../store/store.ts";
import { findUser, type Organization } from "../tenant.ts";
import type { Chats } from "./chats.ts";
import * as decide from "./decide.ts";
import { Draft, type Changes } from "./draft.ts";
import type { Chat, Conversation, Member, Message } from "./model.ts";
import { alertingLeg, draftOf, openChat, queueOf, waitingLeg, type OpenChat } from "./open-chat.ts";

/** How long an idempotency key gives its first reply again (extension `idempotency`). */
/** A guest may say what a chat was like until a day after its end. */
const RATEABLE_MS = 24 * 60 * 60 * 1000;

const IDEMPOTENCY_MS = 24 * 60 * 60 * 1000;
/** A place in line is told at most this often (extension `queue`). */
const PLACE_EVERY_MS = 5_000;

export interface ChatsDeps {
  readonly store: Store;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly tenants: readonly Organization[];
  readonly agents: Agents;
  /** Told of trouble in work that nobody waits for (timers, routing). */
  readonly report?: (error: unknown) => void;
}

/** {@link Chats} with an end. */
export interface RunningChats extends Chats {
  /** Conversations by state, for the metrics. */
  counts(): { readonly waiting: number; readonly talking: number; readonly open: number };
  /** Forgets everything in memory, after the store was wiped. */
  forgetAll(): void;
  /** Ends all timers and waits for what is under way. */
  close(): Promise<void>;
}

function notFound(code: "not.found" | "chat.error.not.found", what: string): ApiError {
  return new ApiError(404, code, `${what} not found`);
}

/** Takes up every open conversation from the store and serves them. */
export async function createChats(deps: ChatsDeps): Promise<RunningChats> {
  const { store, bus, clock, tenants, agents } = deps;
  const report = deps.report ?? ((): void => undefined);
  const open = new Map<string, OpenChat>();
  const line = new WaitingLine(open);
  const idleSince = new Map<string, number>();
  let isClosed = false;
  let routing: Promise<void> = Promise.resolve();
  const placeTimers = new Map<string, () => void>();

  for (const known of await store.loadOpen()) {
    const { conversation } = known.chat;
    const now = clock.now();
    const wrote = await store.lastGuestMessageAt(conversation.id, conversation.guestMemberId);
    const chat = openChat(tenants, known, {
      detachedAt: now,
      lastGuestAt: Math.max(wrote ?? 0, now),
    });
    if (chat !== null) open.set(conversation.id, chat);
  }

  /* ---- one command at a time for each conversation ---- */

  function serial<Result>(chat: OpenChat, work: () => Promise<Result>): Promise<Result> {
    const turn = chat.tail.then(work, work);
    chat.tail = turn.catch(() => undefined);
    return turn;
  }

  async function change<Result>(
    chat: OpenChat,
    decision: (draft: Draft) => Result,
    repeat?: { readonly key: string; readonly first: () => Promise<Result | null> },
  ): Promise<Result> {
    return serial(chat, async () => {
      // Looked up in turn, so that two requests with one key cannot both be the first.
      const earlier = await repeat?.first();
      if (earlier != null) return earlier;
      const before = chat.known.chat;
      const draft = draftOf(chat, clock.now());
      const result = decision(draft);
      const changes = draft.done();
      const [message] = changes.messages;
      const isKeyed = repeat !== undefined && message !== undefined;
      await store.commit(changes, isKeyed ? { key: repeat.key, messageId: message.id } : undefined);
      chat.known = { chat: changes.chat, requests: changes.requests, lastAt: changes.lastAt };
      noteWaits(chat, before.members, changes);
      for (const event of changes.events) bus.publish(event);
      if (changes.chat.conversation.state === "ended") {
        chat.cancelTimer();
        open.delete(changes.chat.conversation.id);
      } else {
        arm(chat);
      }
      if (changes.changedMembers.length > 0) afterMembers(chat, changes);
      return result;
    });
  }

  /** What a change of members means for others: agents become free, lines move on. */
  function afterMembers(chat: OpenChat, changes: Changes): void {
    const now = clock.now();
    if (
      changes.changedMembers.some((member) => member.role === "ACD" && member.state === "CONNECTED")
    ) {
      chat.refusals = new Map();
    }
    for (const member of changes.changedMembers) {
      if (member.userId === null) continue;
      if (member.state === "DISCONNECTED") idleSince.set(member.userId, now);
      // Whoever has just handed the guest over is asked again last of all.
      const isRefusal = ["declined", "no-answer", "transfer"].includes(member.leaveReason ?? "");
      if (isRefusal && member.leftAt !== null) chat.refusals.set(member.userId, member.leftAt);
    }
    const queues = new Set(changes.changedMembers.flatMap((member) => member.queueId ?? []));
    for (const queueId of queues) {
      bus.publish({ kind: "waiting", organizationId: chat.organization.id, queueId });
    }
    if (queues.size > 0) tellPlaces();
    route();
  }

  function noteWaits(chat: OpenChat, before: readonly Member[], changes: Changes): void {
    for (const member of changes.changedMembers) {
      if (member.role !== "AGENT" || member.state !== "CONNECTED") continue;
      const leg = before.find((one) => one.role === "ACD" && one.state === "CONNECTED");
      if (leg?.queueId != null) line.answered(leg.queueId, clock.now() - leg.joinedAt);
    }
    if (
      changes.messages.some(
        (message) => message.senderId === changes.chat.conversation.guestMemberId,
      )
    ) {
      chat.presence = { ...chat.presence, lastGuestAt: clock.now() };
    }
    const isAnswered = changes.changedMembers.some(
      (m) => m.role === "AGENT" && m.state === "CONNECTED",
    );
    // The quiet is counted from the answer at the earliest: a long wait in the queue is not the guest's silence.
    if (isAnswered) chat.presence = { ...chat.presence, lastGuestAt: clock.now() };
  }

  /* ---- time ---- */

  function arm(chat: OpenChat): void {
    chat.cancelTimer();
    if (isClosed) return;
    const draft = draftOf(chat, clock.now());
    const at = decide.nextDeadline(
      draft,
      chat.presence,
      chat.deployment.rules,
      chat.known.requests,
    );
    if (at === null) return;
    chat.cancelTimer = clock.at(at, () => {
      change(chat, (late) => {
        decide.expire(late, chat.presence, chat.deployment.rules, chat.known.requests);
      }).catch((error: unknown) => {
        report(error);
        // A write that failed (a full disk) is tried again: time does not forget.
        if (!isClosed && open.has(chat.known.chat.conversation.id)) {
          chat.cancelTimer = clock.at(clock.now() + 5_000, () => arm(chat));
        }
      });
    });
  }

  /* ---- routing ---- */

  function route(): void {
    if (isClosed) return;
    routing = routing.then(offerAll).catch(report);
  }

  async function candidates(organization: Organization): Promise<Candidate[]> {
    const loads = new Map<string, number>();
    for (const chat of open.values()) {
      for (const member of chat.known.chat.members) {
        if (member.userId === null || member.state === "DISCONNECTED") continue;
        loads.set(member.userId, (loads.get(member.userId) ?? 0) + 1);
      }
    }
    return Promise.all(
      organization.users.map(async (user) => ({
        user,
        agent: await agents.get(user.id),
        load: loads.get(user.id) ?? 0,
        idleSince: idleSince.get(user.id) ?? 0,
      })),
    );
  }

  async function offerAll(): Promise<void> {
    for (const chat of line.inOrder()) {
      if (isClosed || alertingLeg(chat) !== null || waitingLeg(chat) === null) continue;
      const { conversation } = chat.known.chat;
      const againMs = chat.deployment.rules.alertingSeconds * 1000;
      const guest = {
        queue: queueOf(chat),
        skills: conversation.skills,
        language: conversation.language,
        refusals: chat.refusals,
      };
      const chosen = nextOffer(guest, await candidates(chat.organization), clock.now(), againMs);
      if (chosen === null) {
        const oldest = Math.min(...chat.refusals.values());
        const againAt = oldest + againMs;
        if (Number.isFinite(againAt) && againAt > clock.now()) clock.at(againAt, route);
        continue;
      }
      await change(chat, (draft) => {
        const isStillWaiting =
          draft.present("ACD").length > 0 && draft.present("AGENT").length === 0;
        if (isStillWaiting && draft.conversation.state === "active")
          decide.offer(draft, chosen.user, queueOf(chat));
      });
    }
  }

  function tellPlaces(): void {
    if (isClosed) return;
    const now = clock.now();
    for (const chat of line.inOrder()) {
      const { id } = chat.known.chat.conversation;
      const place = line.place(chat);
      if (place === null || JSON.stringify(place) === chat.toldPlace) continue;
      if (now - chat.toldPlaceAt < PLACE_EVERY_MS && chat.toldPlace !== "") {
        if (placeTimers.has(id)) continue;
        const cancel = clock.at(chat.toldPlaceAt + PLACE_EVERY_MS, () => {
          placeTimers.delete(id);
          tellPlaces();
        });
        placeTimers.set(id, cancel);
        continue;
      }
      chat.toldPlace = JSON.stringify(place);
      chat.toldPlaceAt = now;
      bus.publish({ kind: "queue", conversationId: id, place });
    }
  }

  const undoDesk = bus.onDesk((event) => {
    if (event.kind === "agent") route();
  });

  /* ---- looking up ---- */

  /** @throws ApiError 404 for an unknown conversation, 400 for one that has ended */
  async function running(conversationId: string): Promise<OpenChat> {
    const chat = open.get(conversationId);
    if (chat !== undefined) return chat;
    if ((await store.load(conversationId)) === null) throw notFound("not.found", "Conversation");
    throw decide.conversationState();
  }

  async function legOf(conversationId: string, by: (member: Member) => boolean): Promise<Member> {
    const { members } = await get(conversationId);
    const member = members.find(by);
    if (member === undefined) throw notFound("not.found", "Participant");
    return member;
  }

  function current(draft: Draft, id: string): Member {
    const member = draft.members.find((one) => one.id === id);
    if (member === undefined) throw notFound("not.found", "Participant");
    return member;
  }

  async function get(conversationId: string): Promise<Chat> {
    const known = open.get(conversationId)?.known ?? (await store.load(conversationId));
    if (known === null) throw notFound("not.found", "Conversation");
    return known.chat;
  }

  async function requestsOf(conversationId: string): Promise<OpenChat["known"]["requests"]> {
    const known = open.get(conversationId)?.known ?? (await store.load(conversationId));
    return known?.requests ?? [];
  }

  /** Changes an ended conversation too: wrap-up and attributes outlive the chat. */
  async function changeAnyTime<Result>(
    conversationId: string,
    decision: (draft: Draft) => Result,
  ): Promise<Result> {
    const chat = open.get(conversationId);
    if (chat !== undefined) return change(chat, decision);
    const known = await store.load(conversationId);
    if (known === null) throw notFound("not.found", "Conversation");
    const draft = new Draft(known, clock.now(), () => crypto.randomUUID());
    const result = decision(draft);
    const changes = draft.done();
    await store.commit(changes);
    for (const event of changes.events) bus.publish(event);
    return result;
  }

  for (const chat of open.values()) arm(chat);
  route();

  return {
    get,
    async messages(conversationId, query) {
      const page = await store.messages(conversationId, query);
      if (page === "unknown-cursor") throw notFound("not.found", "Message");
      return page;
    },
    async message(conversationId, messageId) {
      const message = await store.message(conversationId, messageId);
      if (message === null) throw notFound("chat.error.not.found", "Message");
      return message;
    },
    async rate(conversationId, rating) {
      const { conversation } = await get(conversationId);
      const now = clock.now();
      if (conversation.endedAt !== null && now > conversation.endedAt + RATEABLE_MS)
        throw decide.conversationState();
      if (!(await store.addRating(conversationId, rating, now)))
        throw new ApiError(409, "request.conflict", "The conversation has been rated.");
    },
    rating: (conversationId) => store.rating(conversationId),
    mediaRequests: requestsOf,
    async mediaRequest(conversationId, requestId) {
      const request = (await requestsOf(conversationId)).find((one) => one.id === requestId);
      if (request === undefined) throw notFound("chat.error.not.found", "Media request");
      return request;
    },
    async queuePlace(conversationId) {
      const chat = open.get(conversationId);
      return chat === undefined ? null : line.place(chat);
    },
    async ofAgent(userId) {
      const isMine = (member: Member): boolean => member.userId === userId;
      const active = [...open.values()]
        .map((chat) => chat.known.chat)
        .filter(({ members }) =>
          members.some((member) => isMine(member) && member.state !== "DISCONNECTED"),
        );
      const left = [...open.values()]
        .map((chat) => chat.known.chat)
        .filter(
          (chat) =>
            !active.includes(chat) && chat.members.some((m) => isMine(m) && decide.owesWrapup(m)),
        );
      return [...active, ...left, ...(await store.unwrapped(userId))];
    },
    async ended(filter) {
      return "userId" in filter
        ? store.endedOfUser(filter.userId, filter.sinceAt)
        : store.endedOfGuest(filter.organizationId, filter.externalId);
    },
    async waiting(queueIds) {
      const chats = line.inOrder().filter((chat) => queueIds.includes(queueOf(chat).id));
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
      const draft = new Draft(
        { chat: { conversation, members: [] }, requests: [], lastAt: 0 },
        now,
        () => crypto.randomUUID(),
      );
      // Connected in the contract's sense only with the first event stream; until then the member merely exists.
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
      const chat = openChat(
        tenants,
        { chat: changes.chat, requests: [], lastAt: changes.lastAt },
        { detachedAt: now, lastGuestAt: now },
      );
      if (chat === null) throw notFound("not.found", "Deployment");
      open.set(id, chat);
      arm(chat);
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
          if (draft.conversation.state === "ended") throw decide.conversationState();
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
      const first = async (): Promise<Message | null> =>
        idempotencyKey === null ? null : firstReply(conversationId, idempotencyKey, body);
      const chat = open.get(conversationId);
      if (chat === undefined) {
        // The chat may have ended between the first try and its repetition.
        const earlier = await first();
        if (earlier !== null) return earlier;
      }
      const repeat = idempotencyKey === null ? undefined : { key: idempotencyKey, first };
      return change(
        chat ?? (await running(conversationId)),
        (draft) => decide.send(draft, memberId, body, bodyType),
        repeat,
      );
    },
    async typing(conversationId, memberId) {
      const chat = await running(conversationId);
      const { conversation, members } = chat.known.chat;
      if (conversation.state !== "active") throw decide.conversationState();
      if (members.find((one) => one.id === memberId)?.state !== "CONNECTED")
        throw decide.memberState();
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
        throw decide.memberState();
      }
      if (memberId !== chat.known.chat.conversation.guestMemberId)
        throw notFound("chat.error.not.found", "Member");
      await change(chat, decide.guestLeaves);
    },
    async answerMediaRequest(conversationId, requestId, state) {
      const chat = await running(conversationId);
      return change(chat, (draft) => {
        const request = chat.known.requests.find((one) => one.id === requestId);
        if (request === undefined) throw notFound("chat.error.not.found", "Media request");
        return decide.answerMedia(draft, request, state);
      });
    },

    async accept(conversationId, participantId) {
      const leg = await legOf(conversationId, (one) => one.participantId === participantId);
      const chat = open.get(conversationId);
      if (chat === undefined) throw decide.conflict("The conversation has ended");
      return change(chat, (draft) =>
        decide.accept(draft, current(draft, leg.id), chat.deployment.rules),
      );
    },
    async take(conversationId, userId) {
      const chat = open.get(conversationId);
      const home = findUser(tenants, userId);
      if (chat === undefined || home === null)
        throw decide.conflict("The chat does not wait any more");
      return change(chat, (draft) => {
        const isWaiting = draft.present("ACD").length > 0 && draft.conversation.state === "active";
        const isTaken = draft.present("AGENT").some((one) => one.state === "CONNECTED");
        if (!isWaiting || isTaken) throw decide.conflict("The chat is taken");
        const mine = draft.present("AGENT").find((one) => one.userId === userId);
        return decide.accept(
          draft,
          mine ?? decide.offer(draft, home.user, queueOf(chat)),
          chat.deployment.rules,
        );
      });
    },
    async leave(conversationId, memberId) {
      const chat = await running(conversationId);
      await change(chat, (draft) => decide.leave(draft, current(draft, memberId)));
    },
    async endForAll(conversationId, reason) {
      const chat = await running(conversationId);
      await change(chat, (draft) => {
        if (draft.conversation.state === "ended") throw decide.conversationState();
        draft.end(reason);
      });
    },
    async transfer(conversationId, participantId, target, note) {
      const chat = await running(conversationId);
      const user =
        "userId" in target ? (findUser([chat.organization], target.userId)?.user ?? null) : null;
      const queue =
        "queueId" in target
          ? chat.organization.queues.find((one) => one.id === target.queueId)
          : user === null
            ? undefined
            : queueOf(chat);
      if (queue === undefined) throw notFound("not.found", "Transfer target");
      const leg = await legOf(conversationId, (one) => one.participantId === participantId);
      await change(chat, (draft) =>
        decide.transfer(draft, current(draft, leg.id), { queue, user }, note),
      );
    },
    async announce(conversationId, memberId) {
      const chat = await running(conversationId);
      await change(chat, (draft) => draft.announce(current(draft, memberId)));
    },
    async setAttributes(conversationId, attributes) {
      return changeAnyTime(conversationId, (draft) => {
        const merged = { ...draft.conversation.attributes, ...attributes };
        const kept = Object.entries(merged).filter(([, value]) => value !== "");
        draft.set({ attributes: Object.fromEntries(kept) });
        draft.tellChanged();
        return { conversation: draft.conversation, members: draft.members };
      });
    },
    async wrapUp(conversationId, memberId, wrapup) {
      return changeAnyTime(conversationId, (draft) =>
        decide.wrapUp(draft, current(draft, memberId), wrapup),
      );
    },
    async createMediaRequest(conversationId, askedById, types, expiresInSeconds) {
      const chat = await running(conversationId);
      const wish = { types, expiresInSeconds, newId: () => crypto.randomUUID() };
      return change(chat, (draft) => decide.askMedia(draft, askedById, wish));
    },
    async cancelMediaRequest(conversationId, requestId) {
      const chat = await running(conversationId);
      return change(chat, (draft) => {
        const request = chat.known.requests.find((one) => one.id === requestId);
        if (request === undefined) throw notFound("chat.error.not.found", "Media request");
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
    forgetAll() {
      for (const chat of open.values()) {
        chat.cancelTimer();
        bus.publish({
          kind: "ended",
          conversationId: chat.known.chat.conversation.id,
          reason: "system",
        });
      }
      open.clear();
    },
    async close() {
      isClosed = true;
      undoDesk();
      for (const cancel of placeTimers.values()) cancel();
      for (const chat of open.values()) chat.cancelTimer();
      await routing;
      await Promise.all([...open.values()].map((chat) => chat.tail));
    },
  };

  async function firstReply(
    conversationId: string,
    key: string,
    body: string,
  ): Promise<Message | null> {
    const record = await store.idempotency(conversationId, key);
    if (record === null || clock.now() - record.at > IDEMPOTENCY_MS) return null;
    const message = await store.message(conversationId, record.messageId);
    if (message === null) return null;
    if (message.body !== body)
      throw decide.conflict("The idempotency key was used for another body");
    return message;
  }
}
