import { heartbeatFrame, memberFrame, messageFrame, queueFrame } from "parlor-contract/frames";
import type { WebChatTyping } from "parlor-contract/guest-chat.generated";
import { newId } from "parlor-contract/new-id";
import type { MediaType, MemberRole, QueuePlace } from "parlor-contract/records";
import { checkAnswer, sayGreeting } from "./answers.ts";
import type { Said } from "./bodies.ts";
import type { Files } from "./files.ts";
import { Invitations } from "./invitations.ts";
import { Members } from "./members.ts";
import type { EndReason, Greeting, NewChat, Rating } from "./model.ts";
import { FIRST, placeIn, type Standing } from "./queue-place.ts";
import type { MediaRequest, Member, Message } from "./records.ts";
import { notActive, notConnected } from "./refusal.ts";
import { Repeats } from "./repeats.ts";
import { Transcript, type Listener } from "./transcript.ts";

export interface ConversationDeps {
  readonly now: () => number;
  readonly greeting: Greeting | null;
  /** Whether the server supports this extension. */
  readonly has: (extension: string) => boolean;
  /** Whether an agent of the queue is present. */
  readonly isStaffed: () => boolean;
  /** Called when the guest has joined. */
  readonly onActive: () => void;
  /** Called when the guest has sent a message. */
  readonly onMessage: (message: Message) => void;
  readonly openFiles: (id: string, tell: (frame: object) => void) => Files;
}

/** A conversation, as guest and agents act on it. Every change is sent to all streams at once. */
export class Conversation {
  readonly id: string = newId();
  readonly guestId: string;
  readonly request: NewChat;
  readonly transcript: Transcript;
  readonly files: Files;
  readonly invitations: Invitations = new Invitations((announcement) =>
    this.transcript.tell(messageFrame(announcement)),
  );
  rating: Rating | null = null;
  endReason: EndReason | null = null;
  /** The current queue's name. */
  queue: string;
  #state: "created" | "active" | "ended" = "created";
  #place = FIRST;
  readonly #deps: ConversationDeps;
  readonly #members = new Members(this.id, () => this.transcript.stamp());
  readonly #repeats = new Repeats();

  constructor(request: NewChat, deps: ConversationDeps) {
    this.request = request;
    this.queue = request.queue;
    this.#deps = deps;
    this.transcript = new Transcript(this.id, deps.now);
    this.files = deps.openFiles(this.id, (frame) => this.transcript.tell(frame));
    this.guestId = this.#members.add("CUSTOMER", "CONNECTED", request).id;
  }

  get state(): "created" | "active" | "ended" {
    return this.#state;
  }

  get members(): readonly Member[] {
    return this.#members.all;
  }

  /** The members of a role that have not left. */
  present(role: MemberRole): readonly Member[] {
    return this.#members.present(role);
  }

  /** The place in the queue; null while the guest does not wait. */
  get place(): QueuePlace | null {
    const isTalking = this.present("AGENT").some((agent) => agent.state === "CONNECTED");
    if (this.#state !== "active" || isTalking) return null;
    return placeIn(this.queue, this.#place, this.#deps.isStaffed());
  }

  /**
   * Attaches a stream; the guest's own state is the first frame that it receives.
   * @returns a function that detaches the stream
   */
  attach(listener: Listener): () => void {
    if (this.#state === "ended") throw notActive();
    listener.tell(memberFrame(this.#guest, this.transcript.stamp()));
    const detach = this.transcript.attach(listener);
    this.activate();
    listener.tell(heartbeatFrame(this.#deps.now()));
    this.#tellPlace(listener);
    return detach;
  }

  /**
   * The guest has joined for the first time: the bot sends its messages, then the queue takes over.
   */
  activate(): void {
    if (this.#state !== "created") return;
    this.#state = "active";
    const { greeting } = this.#deps;
    const bot = greeting === null ? null : this.#greet(greeting);
    this.#joinQueue();
    if (bot !== null) this.#disconnect(bot);
    this.#deps.onActive();
  }

  /** @param key - an idempotency key; repeating it returns the first reply */
  send(memberId: string, said: Said, key: string | null): Message {
    const first = this.#repeats.find(memberId, key, said);
    if (first !== undefined) return first;
    this.#checkConnected(memberId);
    const { answer } = said;
    if (answer !== undefined) checkAnswer(this.transcript.messages, answer);
    const more = { attachments: this.files.take(said.attachmentIds), answer };
    const message = this.transcript.say(memberId, said.body, said.bodyType, more);
    this.#repeats.keep(key, message);
    this.#deps.onMessage(message);
    return message;
  }

  /** Notifies all streams that a member is typing. */
  type(memberId: string): WebChatTyping {
    this.#checkConnected(memberId);
    return this.transcript.type(memberId);
  }

  guestLeaves(): void {
    if (this.#state !== "active") throw this.#state === "ended" ? notConnected() : notActive();
    this.end("guest");
  }

  join(
    role: "AGENT" | "WORKFLOW",
    displayName: string,
    more: { readonly avatarImageUrl?: string; readonly state?: "ALERTING" } = {},
  ): Member {
    const { state = "CONNECTED", ...avatar } = more;
    const member = this.#members.add(role, state, {
      person: { displayName, ...avatar },
      customFields: role === "AGENT" ? this.#queueName : {},
    });
    this.#announce(member);
    return member;
  }

  /** An agent accepts: the agent is connected, and the queue leaves. */
  accept(agent: Member): Member {
    const connected = this.#members.change(agent, { state: "CONNECTED" });
    this.#announce(connected);
    this.transcript.say(agent.id, "", "member-join");
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

  setPlace(place: Standing): void {
    this.#place = place;
    this.#tellPlace();
  }

  /** Agents have come or gone: the waiting guest is told. */
  presenceChanged(): void {
    this.#tellPlace();
  }

  /** The agent asks to see the guest's screen. */
  invite(agent: Member, types: readonly MediaType[]): MediaRequest {
    this.invitations.cancel();
    return this.invitations.add(this.transcript.say(agent.id, "", "media-request"), types);
  }

  /** All members leave. The guest's own event comes last and carries the reason. */
  end(reason: EndReason): void {
    this.invitations.cancel();
    for (const member of this.members) if (member.id !== this.guestId) this.#disconnect(member);
    this.#state = "ended";
    this.endReason = reason;
    this.#disconnect(this.#guest, { endReason: reason });
    this.transcript.close();
  }

  #checkConnected(memberId: string): void {
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

  #greet(greeting: Greeting): Member {
    const bot = this.join("WORKFLOW", greeting.name);
    this.transcript.say(bot.id, "", "member-join");
    sayGreeting(this.transcript, bot.id, greeting, this.#deps.has("rich"));
    return bot;
  }

  #joinQueue(): void {
    const queue = { person: { displayName: this.queue }, customFields: this.#queueName };
    this.#announce(this.#members.add("ACD", "CONNECTED", queue));
  }

  #tellPlace(to: Pick<Listener, "tell"> = this.transcript): void {
    if (this.#deps.has("queue") && this.place !== null) to.tell(queueFrame(this.id, this.place));
  }

  #announce(member: Member, endReason?: EndReason): void {
    const reason = this.#deps.has("end-reason") ? endReason : undefined;
    this.transcript.tell(memberFrame(member, this.transcript.stamp(), reason));
  }

  /** The history records a departure only for agents and bots that had connected. */
  #disconnect(
    member: Member,
    how: { readonly isTransfer?: boolean; readonly endReason?: EndReason } = {},
  ): void {
    if (member.state === "DISCONNECTED") return;
    const { state, role } = member;
    const wasHeard = state === "CONNECTED" && (role === "AGENT" || role === "WORKFLOW");
    const isTransfer = how.isTransfer === true && this.#deps.has("transfer");
    const left = this.#members.change(member, {
      state: "DISCONNECTED",
      leftAt: this.#deps.now(),
      leaveReason: isTransfer ? "transfer" : null,
    });
    if (wasHeard) this.transcript.say(member.id, "", "member-leave");
    this.#announce(left, how.endReason);
  }
}
