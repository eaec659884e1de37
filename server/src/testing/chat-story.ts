import * as decide from "../domain/decide.ts";
import { transfer } from "../domain/decide-transfer.ts";
import { ConversationChange } from "../domain/conversation-change.ts";
import type { ConversationRecord, Member } from "../domain/model.ts";
import type { Queue, User } from "../domain/tenant.ts";
import { lanternLine, silentPage, testRules } from "./tenant-fixture.ts";

const start = Date.UTC(2026, 0, 5, 14, 0);

/**
 * Builds a conversation step by step. The clock stands still, so that only the stamps order events.
 */
export class ChatStory {
  readonly #change: ConversationChange;
  readonly #queue: Queue;

  constructor(queue: Queue) {
    this.#queue = queue;
    let nextId = 0;
    const conversation = {
      id: "c",
      organizationId: lanternLine.id,
      deploymentId: "d",
      state: "created" as const,
      guestMemberId: "guest",
      queueId: queue.id,
      skills: [],
      language: null,
      priority: 0,
      attributes: {},
      externalId: null,
      pageInfo: silentPage,
      hasGuestText: false,
      hasAgentText: false,
      missed: null,
      createdAt: start,
      activeAt: null,
      leftLineAt: null,
      endedAt: null,
      endReason: null,
    };
    const loaded = { record: { conversation, members: [] }, requests: [], lastAt: 0, version: 0 };
    this.#change = new ConversationChange(loaded, start, () => String(nextId++));
    this.#change.add({ id: "guest", role: "guest", state: "connected", displayName: "Mara" });
    decide.activate(this.#change, { queue, flow: null, organizationName: "" });
  }

  get chat(): ConversationRecord {
    return this.#change.done().record;
  }

  leg(user: User): Member {
    const leg = this.#change.members.findLast(({ userId }) => userId === user.id);
    if (leg === undefined) throw new Error(`${user.name} has no leg`);
    return leg;
  }

  offer(user: User): this {
    decide.offer(this.#change, user, this.#queue);
    return this;
  }

  accept(user: User): this {
    decide.accept(this.#change, this.leg(user), testRules);
    return this;
  }

  talk(user: User): this {
    return this.offer(user).accept(user);
  }

  leave(user: User): this {
    decide.leave(this.#change, this.leg(user));
    return this;
  }

  miss(user: User): this {
    this.#change.disconnect(this.leg(user), "no-answer");
    return this;
  }

  handOver(user: User, queue: Queue, to: User | null = null, note: string | null = null): this {
    const terms = { note, isAttended: false };
    transfer(this.#change, this.leg(user), { queue, user: to }, terms);
    return this;
  }

  attributes(attributes: Readonly<Record<string, string>>): this {
    this.#change.set({ attributes });
    return this;
  }

  end(): this {
    this.#change.end("guest");
    return this;
  }
}
