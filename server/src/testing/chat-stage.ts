import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInProcessBus } from "../adapters/in-process-bus.ts";
import { openStore, type SqlStore } from "../adapters/sql/open-store.ts";
import type { Conversation, Member, Message } from "../domain/model.ts";
import type { Organization, UserKey } from "../domain/tenant.ts";
import type { Agents } from "../service/agents.ts";
import type { Bus, ChatEvent, DeskEvent } from "../service/bus.ts";
import { createConversations, type RunningConversations } from "../service/create-conversations.ts";
import { createAgents } from "../service/create-agents.ts";
import type { Store } from "../service/store.ts";
import { createFakeClock } from "./fake-clock.ts";
import { lanternLine, newChat } from "./tenant-fixture.ts";
import { syncAtOnce } from "./sync-at-once.ts";

export const NOOR: UserKey = { organizationId: lanternLine.id, userId: "u-noor" };
export const TOMAS: UserKey = { organizationId: lanternLine.id, userId: "u-tomas" };

export interface Guest {
  readonly id: string;
  /** The guest's stream ends. */
  readonly leave: () => void;
  readonly writes: (body: string) => Promise<Message>;
  /** The guest ends the conversation. */
  readonly ends: () => Promise<void>;
}

/** The service on a store in a folder of its own, with guests and agents of one organization. */
export class ChatStage {
  readonly folder: string;
  readonly clock = createFakeClock(Date.UTC(2026, 0, 5, 14, 0));
  /** The conversations' events and the desk's, since the start or since it was emptied. */
  readonly told: (ChatEvent | DeskEvent)[] = [];
  tenant: Organization = lanternLine;
  /** How many conversations stay in memory though nobody uses them. */
  cacheSize = 1_000;
  /** Whether the disk takes no writes at the next start. */
  isFull = false;
  store!: SqlStore;
  agents!: Agents;
  chats!: RunningConversations;
  bus!: Bus;

  /** @param folder - of an earlier stage's store. Default: a new one */
  constructor(folder: string = mkdtempSync(join(tmpdir(), "parlor-stage-"))) {
    this.folder = folder;
  }

  async start(tenant = this.tenant): Promise<this> {
    this.tenant = tenant;
    this.store = await openStore({ folder: this.folder, syncData: syncAtOnce });
    const bus = createInProcessBus();
    this.bus = bus;
    bus.onChats((event) => this.told.push(event));
    bus.onDesk((event) => this.told.push(event));
    const report = (error: unknown): void => {
      if (!this.isFull) throw error;
    };
    this.store.refuseWrites(this.isFull);
    const ports = {
      store: this.storeOf(this.store),
      bus,
      clock: this.clock,
      tenants: [tenant],
      report,
    };
    this.agents = await createAgents(ports);
    this.chats = await createConversations({
      ...ports,
      agents: this.agents,
      cacheSize: this.cacheSize,
    });
    return this;
  }

  /** The store as the service has it. */
  protected storeOf(store: Store): Store {
    return store;
  }

  async stop(): Promise<void> {
    await this.chats.close();
    await this.agents.close();
    await this.store.close();
  }

  async close(): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** A guest with a stream, who has written these. */
  async guest(...texts: readonly string[]): Promise<Guest> {
    const { chats } = this;
    const { id, guestMemberId } = (await chats.create(newChat())).conversation;
    const guest: Guest = {
      id,
      leave: await chats.attach(id),
      writes: (body) => chats.send(id, guestMemberId, body, "standard", null),
      ends: () => chats.guestLeaves(id, guestMemberId),
    };
    for (const text of texts) await guest.writes(text);
    return guest;
  }

  /** An agent takes the waiting guest, and writes these. */
  async answers(id: string, { userId }: UserKey, ...texts: readonly string[]): Promise<Member> {
    const leg = await this.chats.take(id, userId);
    for (const text of texts) await this.chats.send(id, leg.id, text, "standard", null);
    return leg;
  }

  /** Lets commands that time or routing has started run to their end. */
  async settle(): Promise<void> {
    for (let i = 0; i < 60; i++) await new Promise((resolve) => setImmediate(resolve));
  }

  /** Lets time pass in steps, so that timers that are set on the way are due as well. */
  async pass(ms: number): Promise<void> {
    for (let left = ms; left > 0; left -= 30_000) {
      this.clock.advance(Math.min(30_000, left));
      await this.settle();
    }
  }

  async conversation(id: string): Promise<Conversation> {
    return (await this.chats.get(id)).conversation;
  }

  /** The missed conversations, each as its queue and its last text. */
  async listed(): Promise<readonly string[]> {
    const { id, queues } = this.tenant;
    const all = await this.chats.missed(
      id,
      queues.map((queue) => queue.id),
    );
    return all.map(({ missed, lastText }) => `${missed.queueId}: ${lastText}`);
  }
}
