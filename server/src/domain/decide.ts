import { conversationNotActive, DomainError, memberNotConnected } from "./errors.ts";
import type { DeploymentRules, Flow, Queue, User } from "./tenant.ts";
import type { ConversationChange } from "./conversation-change.ts";
import type { BodyType, MediaRequest, MediaType, Member, Message, Wrapup } from "./model.ts";

/*
 * Decisions about one conversation. Each one changes a draft or refuses with a
 * DomainError. No I/O.
 */

/** The first event stream is attached: the guest is in, the flow greets, the queue takes over. */
export function activate(
  draft: ConversationChange,
  scene: { queue: Queue; flow: Flow | null; organizationName: string },
): void {
  draft.set({ state: "active", activeAt: draft.now });
  draft.connect(draft.guest.id);
  const { flow, queue } = scene;
  if (flow === null) {
    joinQueue(draft, queue, null);
    return;
  }
  const bot = draft.add({ role: "WORKFLOW", state: "CONNECTED", displayName: flow.name });
  draft.say(bot.id, "", "member-join");
  const words: Readonly<Record<string, string>> = {
    "guest.name": draft.guest.displayName,
    "queue.name": queue.name,
    "organization.name": scene.organizationName,
  };
  for (const line of flow.greeting) {
    draft.say(
      bot.id,
      line.replace(/\{([a-z.]+)\}/g, (gap, name: string) => words[name] ?? gap),
      "standard",
    );
  }
  joinQueue(draft, queue, null);
  draft.disconnect(bot, "flow-done");
}

/** The queue's own member holds the guest until an agent answers. */
export function joinQueue(
  draft: ConversationChange,
  queue: Queue,
  transferNote: string | null,
): Member {
  draft.set({ queueId: queue.id });
  return draft.add({
    role: "ACD",
    state: "CONNECTED",
    displayName: queue.name,
    queueId: queue.id,
    customFields: { queueName: queue.name },
    transferNote,
  });
}

export function offer(draft: ConversationChange, user: User, queue: Queue): Member {
  return draft.add({
    role: "AGENT",
    state: "ALERTING",
    displayName: user.name,
    email: user.email,
    avatarImageUrl: user.avatarImageUrl,
    userId: user.id,
    queueId: queue.id,
    customFields: { queueName: queue.name },
    transferNote: draft.present("ACD")[0]?.transferNote ?? null,
  });
}

/** An agent answers. Other offers of the same conversation are withdrawn. */
export function accept(draft: ConversationChange, member: Member, rules: DeploymentRules): Member {
  if (member.state === "CONNECTED") return member;
  if (draft.conversation.state !== "active" || member.state !== "ALERTING") {
    throw new DomainError("offer-gone", "The offer is gone");
  }
  const queueLeaves = (): void => {
    for (const queue of draft.present("ACD")) draft.disconnect(queue, "answered");
  };
  if (rules.acdLeavesFirst) queueLeaves();
  const agent = draft.connect(member.id);
  draft.say(agent.id, "", "member-join");
  for (const other of draft.present("AGENT")) {
    if (other.state === "ALERTING") draft.disconnect(other, "answered");
  }
  queueLeaves();
  return agent;
}

/** An agent's leg ends; with nobody else left to talk to, so does the conversation. */
export function leave(draft: ConversationChange, member: Member): void {
  if (member.state === "DISCONNECTED") throw memberNotConnected();
  if (member.role === "AGENT" && member.state === "ALERTING") {
    draft.disconnect(member, "declined");
    return;
  }
  const others = [...draft.present("AGENT"), ...draft.present("ACD")].filter(
    ({ id }) => id !== member.id,
  );
  // The leg that ends the conversation has seen all of it.
  if (others.length === 0) return draft.end("agent");
  draft.settleRequests("CANCELLED", member.id);
  draft.disconnect(member, "left");
}

export function transfer(
  draft: ConversationChange,
  agent: Member,
  target: { readonly queue: Queue; readonly user: User | null },
  note: string | null,
): void {
  if (draft.conversation.state !== "active") throw conversationNotActive();
  if (agent.role !== "AGENT" || agent.state !== "CONNECTED") throw memberNotConnected();
  draft.settleRequests("CANCELLED", agent.id);
  draft.disconnect(agent, "transfer");
  joinQueue(draft, target.queue, note);
  if (target.user !== null) offer(draft, target.user, target.queue);
}

export function send(
  draft: ConversationChange,
  memberId: string,
  body: string,
  bodyType: BodyType,
): Message {
  if (draft.conversation.state !== "active") throw conversationNotActive();
  const member = draft.members.find((one) => one.id === memberId);
  if (member?.state !== "CONNECTED") throw memberNotConnected();
  return draft.say(memberId, body, bodyType);
}

export function guestLeaves(draft: ConversationChange): void {
  if (draft.guest.state === "DISCONNECTED" && draft.conversation.state === "ended")
    throw memberNotConnected();
  if (draft.conversation.state !== "active") throw conversationNotActive();
  draft.end("guest");
}

export function askMedia(
  draft: ConversationChange,
  askedById: string,
  input: { types: readonly MediaType[]; expiresInSeconds: number; newId: () => string },
): MediaRequest {
  if (draft.conversation.state !== "active") throw conversationNotActive();
  const agent = draft.members.find((member) => member.id === askedById);
  if (agent?.role !== "AGENT" || agent.state !== "CONNECTED") throw memberNotConnected();
  // One invitation at a time: a new one replaces what still waits.
  draft.settleRequests("CANCELLED");
  const announcement = draft.say(askedById, "", "media-request");
  return draft.request({
    id: input.newId(),
    conversationId: draft.conversation.id,
    askedById,
    types: input.types,
    state: "PENDING",
    communicationId: input.newId(),
    securityKey: input.newId(),
    announcementId: announcement.id,
    createdAt: announcement.at,
    expiresAt: draft.now + input.expiresInSeconds * 1000,
  });
}

export function answerMedia(
  draft: ConversationChange,
  request: MediaRequest,
  state: "ACCEPTED" | "DECLINED" | "ERRORED",
): MediaRequest {
  if (draft.conversation.state !== "active") throw conversationNotActive();
  if (request.state === state) return request;
  const isAllowed =
    request.state === "PENDING" || (request.state === "ACCEPTED" && state === "ERRORED");
  if (!isAllowed) {
    throw new DomainError("media-request-settled", `The media request is ${request.state}`, {
      field: "state",
      entityId: request.id,
    });
  }
  return draft.request({ ...request, state });
}

export function wrapUp(
  draft: ConversationChange,
  member: Member,
  wrapup: Wrapup | "skipped",
): Member {
  if (member.role !== "AGENT") throw memberNotConnected();
  const changed =
    wrapup === "skipped"
      ? draft.update(member.id, { isWrapupSkipped: true })
      : draft.update(member.id, { wrapup });
  draft.tellChanged(member.id);
  return changed;
}

/** Time-dependent state that is not part of the conversation record. */
export interface Presence {
  /** When the last event stream was lost; null while one is attached. */
  readonly detachedAt: number | null;
  /** When the guest last wrote, or typed where that counts. */
  readonly lastGuestAt: number;
}

/** The next moment at which {@link expire} would change something; null when nothing runs. */
export function nextDeadline(
  draft: ConversationChange,
  presence: Presence,
  rules: DeploymentRules,
  requests: readonly MediaRequest[],
): number | null {
  if (draft.conversation.state === "ended") return null;
  const moments: number[] = [];
  for (const agent of draft.present("AGENT")) {
    if (agent.state === "ALERTING")
      moments.push((agent.alertingAt ?? 0) + rules.alertingSeconds * 1000);
    else moments.push(presence.lastGuestAt + rules.idleSeconds * 1000);
  }
  for (const request of requests) if (request.state === "PENDING") moments.push(request.expiresAt);
  if (presence.detachedAt !== null)
    moments.push(presence.detachedAt + rules.lostStreamGraceSeconds * 1000);
  return moments.length === 0 ? null : Math.min(...moments);
}

/**
 * Applies the rules that depend on time: unanswered offers and media requests, idle guests and lost
 * streams.
 */
export function expire(
  draft: ConversationChange,
  presence: Presence,
  rules: DeploymentRules,
  requests: readonly MediaRequest[],
): void {
  const { now } = draft;
  if (draft.conversation.state === "ended") return;
  const { detachedAt } = presence;
  if (detachedAt !== null && now >= detachedAt + rules.lostStreamGraceSeconds * 1000)
    return draft.end("lost");
  const isTalking = draft.present("AGENT").some((agent) => agent.state === "CONNECTED");
  if (isTalking && now >= presence.lastGuestAt + rules.idleSeconds * 1000) return draft.end("idle");
  for (const request of requests) {
    if (request.state === "PENDING" && now >= request.expiresAt)
      draft.request({ ...request, state: "TIMEDOUT" });
  }
  for (const agent of draft.present("AGENT")) {
    const rangOut =
      agent.state === "ALERTING" && now >= (agent.alertingAt ?? 0) + rules.alertingSeconds * 1000;
    if (rangOut) draft.disconnect(agent, "no-answer");
  }
}

/** A leg that talked and is over, with no final wrap-up and none skipped. */
export function owesWrapup(member: Member): boolean {
  return (
    member.role === "AGENT" &&
    member.state === "DISCONNECTED" &&
    member.connectedAt !== null &&
    !member.isWrapupSkipped &&
    (member.wrapup === null || member.wrapup.isProvisional)
  );
}
