import { Invitations } from "./invitations.ts";
import {
  newId,
  type BodyType,
  type EndReason,
  type MediaRequest,
  type MediaType,
  type Member,
  type Message,
  type NewChat,
  type QueuePlace,
  type Rating,
} from "./model.ts";
import { notActive, notConnected, Refusal } from "./refusal.ts";
import {
  heartbeatFrame,
  memberFrame,
  messageFrame,
  queueFrame,
  typingFrame,
  typingView,
} from "./views.ts";

/** An attached event stream. */
export interface Listener {
  tell(frame: object): void;
  close(code: number, reason: string): void;
}

/** A bot that sends messages before the queue takes over. @public */
export interface Greeting {
  /** The bot's name. */
  readonly name: string;
  /** The texts that the bot sends, each as a message of its own. */
  readonly lines: readonly string[];
}

export interface ConversationDeps {
  readonly now: () => number;
  readonly greeting: Greeting | null;
  /** Whether the server supports this extension. */
  readonly has: (extension: string) => boolean;
  /** Called when the guest has joined. */
  readonly onActive: () => void;
  /** Called when the guest has sent a message. */
  readonly onMessage: (message: Message) => void;
}

/** There is no event for the end of typing: clients hide the indicator after this time. */
const TYPING_MS = 4_000;

/**
 * A conversation: its members, its messages and its event streams. Every change is sent to all
 * streams at once.
 */
export class Conversation {
  readonly id: string = newId();
  readonly guestId: string;
  readonly wish: NewChat;
  readonly messages: Message[] = [];
  readonly invitations: Invitations = new Invitations((announcement) =>
    this.#tell(messageFrame(announcement)),
  );
  rating: Rating | null = null;
  endReason: EndReason | null = null;
  /** The current queue's name; changes with a transfer. */
  queue: string;
  #state: "created" | "active" | "ended" = "created";
  #place: Omit<QueuePlace, "name"> = { position: 1, ahead: 0, estimatedWaitSeconds: null };
  #lastAt = 0;
  readonly #deps: ConversationDeps;
  readonly #members = new Map<string, Member>();
  readonly #listeners = new Set<Listener>();
  readonly #typing = new Map<string, number>();
  readonly #repeats = new Map<string, Message>();

  constructor(wish: NewChat, deps: ConversationDeps) {
    this.wish = wish;
    this.queue = wish.queue;
    this.#deps = deps;
    const { person, customFields, isAuthenticated } = wish;
    this.guestId = this.#add("CUSTOMER", "CONNECTED", { person, customFields, isAuthenticated }).id;
  }

  get state(): "created" | "active" | "ended" {
    return this.#state;
  }

  get members(): readonly Member[] {
    return [...this.#members.values()];
  }

  /** The members of a role that have not left. */
  present(role: Member["role"]): readonly Member[] {
    return this.members.filter((member) => member.role === role && member.state !== "DISCONNECTED");
  }

  /** The place in the queue; null while the guest does not wait. */
  get place(): QueuePlace | null {
    const isTalking = this.present("AGENT").some((agent) => agent.state === "CONNECTED");
    if (this.#state !== "active" || isTalking) return null;
    return { name: this.queue, ...this.#place };
  }

  /** The ids of the members who are typing. */
  get typing(): readonly string[] {
    const now = this.#deps.now();
    return [...this.#typing].flatMap(([id, at]) => (now - at < TYPING_MS ? id : []));
  }

  /* ---- the guest ---- */

  /**
   * Attaches a stream; the guest's own state is the first frame that it receives.
   * @returns a function that detaches the stream
   */
  attach(listener: Listener): () => void {
    if (this.#state === "ended") throw notActive();
    listener.tell(memberFrame(this.#guest, this.#stamp()));
    this.#listeners.add(listener);
    this.activate();
    listener.tell(heartbeatFrame());
    if (this.#deps.has("queue") && this.place !== null)
      listener.tell(queueFrame(this.id, this.place));
    return () => void this.#listeners.delete(listener);
  }

  /**
   * The guest has joined for the first time: the bot sends its messages, then the queue takes over.
   */
  activate(): void {
    if (this.#state !== "created") return;
    this.#state = "active";
    const { greeting } = this.#deps;
    const bot = greeting === null ? null : this.join("WORKFLOW", greeting.name);
    if (bot !== null) this.say(bot.id, "", "member-join");
    for (const line of greeting?.lines ?? []) this.say(bot?.id ?? "", line, "standard");
    this.#joinQueue();
    if (bot !== null) this.#disconnect(bot);
    this.#deps.onActive();
  }

  /** @param key - an idempotency key; repeating it returns the first reply */
  send(memberId: string, body: string, bodyType: BodyType, key: string | null): Message {
    // A key is scoped to its sender, and must be repeated with the same body.
    const own = `${memberId} ${key}`;
    const first = key === null ? undefined : this.#repeats.get(own);
    if (first !== undefined) {
      if (first.body === body && first.bodyType === bodyType) return first;
      throw new Refusal(
        409,
        "request.conflict",
        "The idempotency key was used for another message",
      );
    }
    this.#mustBeIn(memberId);
    const message = this.say(memberId, body, bodyType);
    if (key !== null) this.#repeats.set(own, message);
    this.#deps.onMessage(message);
    return message;
  }

  /** Notifies all streams that a member is typing. @returns the contract's WebChatTyping */
  write(memberId: string): object {
    this.#mustBeIn(memberId);
    const at = this.#deps.now();
    this.#typing.set(memberId, at);
    this.#tell(typingFrame(this.id, memberId, at));
    return typingView(this.id, memberId, at);
  }

  guestLeaves(): void {
    if (this.#state === "ended") throw notConnected();
    if (this.#state !== "active") throw notActive();
    this.end("guest");
  }

  /* ---- the other side ---- */

  join(
    role: "AGENT" | "WORKFLOW",
    displayName: string,
    more: { readonly avatarImageUrl?: string; readonly state?: "ALERTING" } = {},
  ): Member {
    const { avatarImageUrl, state = "CONNECTED" } = more;
    const member = this.#add(role, state, {
      person: { displayName, ...(avatarImageUrl !== undefined && { avatarImageUrl }) },
      ...(role === "AGENT" && { customFields: this.#queueName }),
    });
    this.#announce(member);
    return member;
  }

  /** An agent accepts: the agent is connected, and the queue leaves. */
  accept(agent: Member): Member {
    const connected = this.#change(agent, { state: "CONNECTED" });
    this.#announce(connected);
    this.say(agent.id, "", "member-join");
    for (const queue of this.present("ACD")) this.#disconnect(queue);
    return connected;
  }

  /** An agent leaves. Without another agent or a queue, the conversation ends. */
  leave(agent: Member): void {
    this.#disconnect(agent);
    if (this.present("AGENT").length + this.present("ACD").length === 0) this.end("agent");
  }

  /** The agent transfers the guest, who waits again. */
  transfer(agent: Member, queue: string): void {
    this.invitations.cancel();
    this.#disconnect(agent, { isTransfer: true });
    this.queue = queue;
    this.#joinQueue();
    this.#tellPlace();
  }

  setPlace(place: Omit<QueuePlace, "name">): void {
    this.#place = place;
    this.#tellPlace();
  }

  say(senderId: string, body: string, bodyType: BodyType): Message {
    const { id: conversationId } = this;
    const message = { id: newId(), conversationId, senderId, body, bodyType, at: this.#stamp() };
    this.messages.push(message);
    this.#typing.delete(senderId);
    this.#tell(messageFrame(message));
    return message;
  }

  /** The agent asks to see the guest's screen. */
  invite(agent: Member, types: readonly MediaType[]): MediaRequest {
    this.invitations.cancel();
    return this.invitations.add(this.say(agent.id, "", "media-request"), types);
  }

  /** All members leave. The guest's own event comes last and carries the reason. */
  end(reason: EndReason): void {
    this.invitations.cancel();
    for (const member of this.members) if (member.id !== this.guestId) this.#disconnect(member);
    this.#state = "ended";
    this.endReason = reason;
    this.#disconnect(this.#guest, { endReason: reason });
    for (const listener of this.#listeners) listener.close(1001, "The conversation is ended");
  }

  /* ---- inside ---- */

  #mustBeIn(memberId: string): void {
    if (this.#state !== "active") throw notActive();
    if (this.#members.get(memberId)?.state !== "CONNECTED") throw notConnected();
  }

  get #guest(): Member {
    const guest = this.#members.get(this.guestId);
    if (guest === undefined) throw new Error("A conversation without its guest");
    return guest;
  }

  get #queueName(): Record<string, string> {
    return this.#deps.has("transfer") ? { queueName: this.queue } : {};
  }

  #joinQueue(): void {
    const person = { displayName: this.queue };
    this.#announce(this.#add("ACD", "CONNECTED", { person, customFields: this.#queueName }));
  }

  #tellPlace(): void {
    if (this.#deps.has("queue") && this.place !== null) this.#tell(queueFrame(this.id, this.place));
  }

  #add(
    role: Member["role"],
    state: Member["state"],
    more: Pick<Member, "person"> & Partial<Member>,
  ): Member {
    const member: Member = {
      id: newId(),
      conversationId: this.id,
      role,
      state,
      customFields: {},
      isAuthenticated: false,
      joinedAt: this.#stamp(),
      leftAt: null,
      leftForTransfer: false,
      ...more,
    };
    this.#members.set(member.id, member);
    return member;
  }

  #change(member: Member, change: Partial<Member>): Member {
    const changed = { ...member, ...change };
    this.#members.set(member.id, changed);
    return changed;
  }

  #announce(member: Member, endReason?: EndReason): void {
    const reason = this.#deps.has("end-reason") ? endReason : undefined;
    this.#tell(memberFrame(member, this.#stamp(), reason));
  }

  /** The history records a departure only for agents and bots that had connected. */
  #disconnect(
    member: Member,
    how: { readonly isTransfer?: boolean; readonly endReason?: EndReason } = {},
  ): void {
    if (member.state === "DISCONNECTED") return;
    const wasHeard =
      member.state === "CONNECTED" && (member.role === "AGENT" || member.role === "WORKFLOW");
    const left = this.#change(member, {
      state: "DISCONNECTED",
      leftAt: this.#deps.now(),
      leftForTransfer: how.isTransfer === true && this.#deps.has("transfer"),
    });
    if (wasHeard) this.say(member.id, "", "member-leave");
    this.#announce(left, how.endReason);
  }

  /** Returns a timestamp that is not before the clock and strictly after the previous one. */
  #stamp(): number {
    this.#lastAt = Math.max(this.#deps.now(), this.#lastAt + 1);
    return this.#lastAt;
  }

  #tell(frame: object): void {
    for (const listener of this.#listeners) listener.tell(frame);
  }
}
