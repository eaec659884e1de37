import type { Attachment } from "./attachment.ts";
import { conversationNotActive, DomainError, memberNotConnected } from "./errors.ts";
import { fillIn, sayIn } from "./localized-text.ts";
import type { DeploymentRules, Flow, Queue, User } from "./tenant.ts";
import { choicesOf } from "./rich.ts";
import type { ConversationChange } from "./conversation-change.ts";
import type { MessageParts } from "./message-parts.ts";
import type { BodyType, Member, Message, Wrapup } from "./model.ts";
import { transferringLegs } from "./transfer-legs.ts";

/*
 * Decisions about one conversation. Each function adds to the change or refuses with a DomainError.
 * No I/O.
 */

/** The code of a wrap-up that the system has made; no organization has to define it. */
const SYSTEM_CODE = "system";

/** The first event stream is attached: the guest is in, the flow greets, the queue takes over. */
export function activate(
  change: ConversationChange,
  scene: { queue: Queue; flow: Flow | null; organizationName: string },
): void {
  change.set({ state: "active", activeAt: change.now });
  change.connect(change.guest.id);
  const { flow, queue } = scene;
  if (flow === null) {
    joinQueue(change, queue, null);
    return;
  }
  const bot = change.add({ role: "bot", state: "connected", displayName: flow.name });
  change.addMessage(bot.id, "", "joined");
  const words: Readonly<Record<string, string>> = {
    "guest.name": change.guest.displayName,
    "queue.name": queue.name,
    "organization.name": scene.organizationName,
  };
  for (const line of flow.greeting) {
    const { text, language } = sayIn(line.text, change.conversation.pageInfo.language);
    const said = fillIn(text, words);
    const rich = choicesOf(line, said, change.conversation.pageInfo.language);
    change.addMessage(bot.id, said, "standard", [], {
      ...(language !== undefined && { language }),
      ...(rich !== undefined && { rich }),
    });
  }
  joinQueue(change, queue, null);
  change.disconnect(bot, "flow-done");
}

/**
 * The queue's own member holds the guest until an agent answers. An agent's earlier text is no
 * answer to what the guest has written since.
 * @param place - decides the place in line. Default: behind those who wait
 */
export function joinQueue(
  change: ConversationChange,
  queue: Pick<Queue, "id" | "name">,
  transferNote: string | null,
  place: Pick<Member, "placeAt" | "transferredBy" | "transferOf"> = {},
): Member {
  change.set({ queueId: queue.id, hasAgentText: false });
  return change.add({
    role: "queue",
    state: "connected",
    displayName: queue.name,
    queueId: queue.id,
    customFields: { queueName: queue.name },
    transferNote,
    ...place,
  });
}

export function offer(
  change: ConversationChange,
  user: User,
  queue: Queue,
  transfer: Pick<Member, "transferOf"> & Partial<Pick<Member, "transferNote">> = {},
): Member {
  return change.add({
    role: "agent",
    state: "alerting",
    displayName: user.name,
    email: user.email,
    avatarImageUrl: user.avatarImageUrl,
    userId: user.id,
    queueId: queue.id,
    customFields: { queueName: queue.name },
    transferNote: change.present("queue")[0]?.transferNote ?? null,
    ...transfer,
  });
}

/** An agent answers. Other offers of the same conversation are withdrawn. */
export function accept(change: ConversationChange, member: Member, rules: DeploymentRules): Member {
  if (member.state === "connected") return member;
  if (change.conversation.state !== "active" || member.state !== "alerting") {
    throw new DomainError("offer-gone", "The offer is gone");
  }
  const transferring = transferringLegs(change, member);
  const queueLeaves = (): void => {
    for (const queue of change.present("queue")) change.disconnect(queue, "answered");
  };
  if (rules.acdLeavesFirst) queueLeaves();
  const agent = change.connect(member.id);
  change.addMessage(agent.id, "", "joined");
  for (const other of change.present("agent")) {
    if (other.state === "alerting") change.disconnect(other, "answered");
  }
  for (const leg of transferring) {
    change.settleRequests("CANCELLED", leg.id);
    change.disconnect(leg, "transfer");
  }
  queueLeaves();
  return agent;
}

/** The agent puts the guest on hold, or takes it back, which the guest is told. */
export function hold(change: ConversationChange, member: Member, isHeld: boolean): void {
  if (member.state !== "connected") throw memberNotConnected();
  const heldAt = isHeld ? (member.heldAt ?? change.now) : null;
  change.announce(change.update(member.id, { heldAt }));
}

/** An agent's leg ends; with nobody else left to talk to, so does the conversation. */
export function leave(change: ConversationChange, member: Member): void {
  if (member.state === "disconnected") throw memberNotConnected();
  if (member.role === "agent" && member.state === "alerting") {
    change.disconnect(member, "declined");
    return;
  }
  const others = [...change.present("agent"), ...change.present("queue")].filter(
    ({ id }) => id !== member.id,
  );
  // The leg that ends the conversation has seen all of it.
  if (others.length === 0) return change.end("agent");
  change.settleRequests("CANCELLED", member.id);
  change.disconnect(member, "left");
  const holds = [...change.present("queue"), ...change.present("agent")];
  // A colleague who is offered the guest may still decline.
  if (holds.every(({ state }) => state !== "connected"))
    joinQueue(
      change,
      {
        id: member.queueId ?? change.conversation.queueId,
        name: member.customFields["queueName"] ?? "",
      },
      null,
    );
}

export function send(
  change: ConversationChange,
  memberId: string,
  body: string,
  bodyType: BodyType,
  files: readonly Attachment[] = [],
  parts: MessageParts = {},
): Message {
  if (change.conversation.state !== "active") throw conversationNotActive();
  const member = change.members.find((one) => one.id === memberId);
  if (member?.state !== "connected") throw memberNotConnected();
  return change.addMessage(memberId, body, bodyType, files, parts);
}

export function guestLeaves(change: ConversationChange): void {
  if (change.guest.state === "disconnected" && change.conversation.state === "ended")
    throw memberNotConnected();
  if (change.conversation.state !== "active") throw conversationNotActive();
  change.end("guest");
}

export function wrapUp(
  change: ConversationChange,
  member: Member,
  wrapup: Wrapup | "skipped",
): Member {
  if (member.role !== "agent") throw memberNotConnected();
  const changed =
    wrapup === "skipped"
      ? change.update(member.id, { isWrapupSkipped: true })
      : change.update(member.id, { wrapup });
  change.publishChange(member.id);
  return changed;
}

/** A leg that talked, with no final wrap-up and none skipped. */
function lacksWrapup(member: Member): boolean {
  return (
    member.role === "agent" &&
    member.connectedAt !== null &&
    !member.isWrapupSkipped &&
    (member.wrapup === null || member.wrapup.isProvisional)
  );
}

/** A leg that talked and is over, with no final wrap-up and none skipped. */
export const owesWrapup = (member: Member): boolean =>
  member.state === "disconnected" && lacksWrapup(member);

/** Ends the conversation as the system, which wraps up for the agents. A draft keeps its notes. */
export function endBySystem(change: ConversationChange): void {
  const empty = { notes: null, tags: [], durationSeconds: null };
  for (const member of change.members.filter(lacksWrapup))
    wrapUp(change, member, {
      ...empty,
      ...member.wrapup,
      code: SYSTEM_CODE,
      name: "System",
      endAt: change.now,
      isProvisional: false,
    });
  change.end("system");
}
