import { contentOf, type Attachment } from "./attachment.ts";
import type { ChangeResult, LoadedConversation } from "./change-result.ts";
import type { ChatEvent } from "./chat-event.ts";
import type {
  BodyType,
  Conversation,
  EndReason,
  MediaRequest,
  MediaRequestState,
  Member,
  MemberRole,
  Message,
  Missed,
} from "./model.ts";
import type { MessageParts } from "./message-parts.ts";
import { bodyOf } from "./rich.ts";
import { newMember, type NewMember } from "./new-member.ts";

export type { ChangeResult, LoadedConversation };

/**
 * One unit of work: starts from the current state and collects what a decision changes. Pure; ids
 * come from outside.
 */
export class ConversationChange {
  readonly now: number;
  readonly #newId: () => string;
  readonly #members: Map<string, Member>;
  readonly #requests: Map<string, MediaRequest>;
  readonly #messages: Message[] = [];
  readonly #changedMembers = new Set<string>();
  readonly #changedRequests = new Set<string>();
  readonly #events: ChatEvent[] = [];
  readonly #loaded: LoadedConversation;
  #conversation: Conversation;
  #lastAt: number;

  constructor(loaded: LoadedConversation, now: number, newId: () => string) {
    this.now = now;
    this.#newId = newId;
    this.#loaded = loaded;
    this.#conversation = loaded.record.conversation;
    this.#members = new Map(loaded.record.members.map((member) => [member.id, member]));
    this.#requests = new Map(loaded.requests.map((request) => [request.id, request]));
    this.#lastAt = loaded.lastAt;
  }

  get conversation(): Conversation {
    return this.#conversation;
  }

  get members(): readonly Member[] {
    return [...this.#members.values()];
  }

  get guest(): Member {
    const guest = this.#members.get(this.#conversation.guestMemberId);
    if (guest === undefined) throw new Error("A conversation without its guest");
    return guest;
  }

  /** Members of a role that have not left. */
  present(role: MemberRole): readonly Member[] {
    return this.members.filter((member) => member.role === role && member.state !== "disconnected");
  }

  /** The next timestamp: never before the clock, never equal to the last one. */
  stamp(): number {
    this.#lastAt = Math.max(this.now, this.#lastAt + 1);
    return this.#lastAt;
  }

  set(change: Partial<Conversation>): void {
    this.#conversation = { ...this.#conversation, ...change };
  }

  /** Adds a member and announces it. */
  add(member: NewMember): Member {
    const at = this.stamp();
    const full = newMember(member, this.#conversation.id, at, this.#newId);
    this.#members.set(full.id, full);
    this.#changedMembers.add(full.id);
    this.#events.push({ kind: "member", conversationId: full.conversationId, member: full, at });
    return full;
  }

  /** Changes a member without telling the guest. */
  update(id: string, change: Partial<Member>): Member {
    const before = this.#members.get(id);
    if (before === undefined) throw new Error("An unknown member");
    const member = { ...before, ...change };
    this.#members.set(id, member);
    this.#changedMembers.add(id);
    return member;
  }

  /** Announces a member as it is. */
  announce(member: Member, endReason?: EndReason, at = this.stamp()): void {
    const { id: conversationId } = this.#conversation;
    const why = endReason === undefined ? {} : { endReason };
    this.#events.push({ kind: "member", conversationId, member, at, ...why });
  }

  connect(id: string): Member {
    const member = this.update(id, { state: "connected", connectedAt: this.now });
    this.announce(member);
    return member;
  }

  /** A member leaves; agents and flows that had joined say so in the history too. */
  disconnect(
    member: Member,
    reason: NonNullable<Member["leaveReason"]>,
    endReason?: EndReason,
  ): void {
    if (member.state === "disconnected") return;
    const hadJoined =
      member.state === "connected" && (member.role === "agent" || member.role === "bot");
    if (hadJoined) this.addMessage(member.id, "", "left");
    // A stamp rather than the clock's time: an agent who leaves early can read the history up to
    // exactly this point.
    const leftAt = this.stamp();
    const isHandOver = hadJoined && member.role === "agent" && reason !== "ended";
    const left = this.update(member.id, {
      state: "disconnected",
      leftAt,
      leaveReason: reason,
      ...(member.heldAt != null && { heldAt: null }),
      ...(isHandOver && { attributesAtEnd: this.#conversation.attributes }),
    });
    this.announce(left, endReason, leftAt);
  }

  /**
   * @param parts - the language of the body, the content beside which `body` is the own words, and
   *   what it answers. Default: none of them
   */
  addMessage(
    senderId: string,
    body: string,
    bodyType: BodyType,
    files: readonly Attachment[] = [],
    parts: MessageParts = {},
  ): Message {
    const { id: conversationId } = this.#conversation;
    const head = { id: this.#newId(), conversationId, senderId, bodyType, at: this.stamp() };
    const content = contentOf(bodyOf(body, parts.rich), files);
    const message: Message = { ...head, ...content, ...parts };
    this.#messages.push(message);
    this.#noteText(message);
    this.#events.push({ kind: "message", conversationId, message });
    return message;
  }

  #noteText({ senderId, bodyType }: Message): void {
    if (bodyType !== "standard" && bodyType !== "notice") return;
    const role = this.#members.get(senderId)?.role;
    if (role === "guest") this.set({ hasGuestText: true });
    // An agent's text answers what the guest has written so far.
    if (role === "agent") this.set({ hasGuestText: false, hasAgentText: true });
  }

  /** Sets or clears what is known of a missed conversation, and tells the guest. */
  setMissed(missed: Missed | null): void {
    this.set({ missed });
    // The end comes last.
    const isOver = this.#events.at(-1)?.kind === "ended";
    const at = isOver ? this.#events.length - 1 : this.#events.length;
    this.#events.splice(at, 0, { kind: "missed", conversationId: this.#conversation.id, missed });
  }

  request(request: MediaRequest): MediaRequest {
    this.#requests.set(request.id, request);
    this.#changedRequests.add(request.id);
    const { id: conversationId } = this.#conversation;
    this.#events.push({ kind: "media-request", conversationId, request, at: this.stamp() });
    return request;
  }

  /** Every request that still waits, or runs, of this agent (or of all) ends in this state. */
  settleRequests(state: MediaRequestState, askedById?: string): void {
    for (const request of this.#requests.values()) {
      if (request.state !== "PENDING") continue;
      if (askedById !== undefined && request.askedById !== askedById) continue;
      this.request({ ...request, state });
    }
  }

  /**
   * Records the event that attributes or a wrap-up have changed.
   * @param memberId - the member whose wrap-up has changed; null for the conversation's attributes
   */
  publishChange(memberId: string | null): void {
    this.#events.push({ kind: "changed", conversationId: this.#conversation.id, memberId });
  }

  /** Everybody leaves; the guest's own event comes last but for `ended`, and carries the reason. */
  end(reason: EndReason): void {
    this.settleRequests("CANCELLED");
    for (const member of this.members) {
      if (member.id !== this.#conversation.guestMemberId) this.disconnect(member, "ended");
    }
    this.set({ state: "ended", endedAt: this.now, endReason: reason });
    this.disconnect(this.guest, "ended", reason);
    this.#events.push({ kind: "ended", conversationId: this.#conversation.id, reason });
  }

  /** Whether there is anything to write or to publish. */
  get isChanged(): boolean {
    return (
      this.#lastAt !== this.#loaded.lastAt ||
      this.#conversation !== this.#loaded.record.conversation ||
      this.#changedMembers.size > 0
    );
  }

  done(): ChangeResult {
    if (this.isChanged && this.#lastAt === this.#loaded.lastAt) this.stamp();
    const { members } = this;
    return {
      before: this.#loaded.record.conversation,
      membersBefore: this.#loaded.record.members,
      record: { conversation: this.#conversation, members },
      requests: [...this.#requests.values()],
      lastAt: this.#lastAt,
      messages: this.#messages,
      changedMembers: members.filter((member) => this.#changedMembers.has(member.id)),
      changedRequests: [...this.#requests.values()].filter((request) =>
        this.#changedRequests.has(request.id),
      ),
      events: this.#events,
    };
  }
}
