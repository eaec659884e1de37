import type { Agent, AgentStatus } from "../domain/agent.ts";
import { keyOf, type Organization, type UserKey } from "../domain/tenant.ts";
import type { Agents } from "./agents.ts";
import type { Bus } from "./bus.ts";
import type { Clock } from "./clock.ts";
import type { AgentStore } from "./store.ts";

/** A call with its token keeps an agent present for this long, so that programs that poll count. */
const CALL_MS = 60_000;
/** An agent who is gone for this long is offline. */
const OFFLINE_AFTER_MS = 30_000;

export interface AgentsDeps {
  readonly store: AgentStore;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly tenants: readonly Organization[];
  /** Called with failures of writes that nobody waits for. */
  readonly report: (error: unknown) => void;
}

interface Entry {
  readonly who: UserKey;
  readonly configuredCapacity: number;
  /** Null until the agent's first call ever. */
  status: AgentStatus | null;
  /** Null until the agent sets it. */
  capacity: number | null;
  socketCount: number;
  calledAt: number | null;
  closedAt: number;
  cancelTimer: (() => void) | null;
}

/** Loads what the agents said of themselves. Nobody is present until it calls or connects. */
export async function createAgents(deps: AgentsDeps): Promise<Agents> {
  const roster = new Roster(deps);
  await roster.load();
  return roster;
}

class Roster implements Agents {
  readonly #deps: AgentsDeps;
  readonly #entries = new Map<string, Entry>();
  readonly #startedAt: number;
  /** The writes, one after the other. */
  #tail: Promise<unknown> = Promise.resolve();
  #isClosed = false;

  constructor(deps: AgentsDeps) {
    this.#deps = deps;
    this.#startedAt = deps.clock.now();
    for (const { id: organizationId, users } of deps.tenants) {
      for (const { id: userId, capacity } of users)
        this.#entries.set(keyOf(organizationId, userId), {
          who: { organizationId, userId },
          configuredCapacity: capacity,
          status: null,
          capacity: null,
          socketCount: 0,
          calledAt: null,
          closedAt: 0,
          cancelTimer: null,
        });
    }
  }

  async load(): Promise<void> {
    for (const { organizationId, userId, status, capacity } of await this.#deps.store.agents()) {
      const entry = this.#entries.get(keyOf(organizationId, userId));
      if (entry !== undefined) Object.assign(entry, { status, capacity });
    }
    for (const entry of this.#entries.values()) this.#schedule(entry);
  }

  seen(who: UserKey): void {
    const entry = this.#find(who);
    if (entry === null) return;
    const isNew = entry.status === null;
    this.#notice(entry, () => {
      entry.calledAt = this.#deps.clock.now();
      entry.status ??= "available";
    });
    if (isNew) this.#save(entry);
  }

  attach(who: UserKey): () => void {
    const entry = this.#find(who);
    if (entry === null) return () => undefined;
    this.#notice(entry, () => entry.socketCount++);
    let isAttached = true;
    return () => {
      if (!isAttached) return;
      isAttached = false;
      entry.socketCount--;
      entry.closedAt = this.#deps.clock.now();
      this.#noteAbsence(entry);
    };
  }

  get(who: UserKey): Agent {
    const entry = this.#find(who);
    if (entry !== null) return this.#agentOf(entry);
    return { ...who, status: "offline", capacity: 1, isPresent: false };
  }

  async set(who: UserKey, change: { status?: AgentStatus; capacity?: number }): Promise<Agent> {
    const entry = this.#find(who);
    if (entry === null) return this.get(who);
    this.#notice(entry, () => (entry.calledAt = this.#deps.clock.now()));
    await this.#inTurn(async () => {
      const status = change.status ?? entry.status ?? "offline";
      const capacity = change.capacity ?? entry.capacity;
      await this.#deps.store.saveAgent({ ...entry.who, status, capacity });
      Object.assign(entry, { status, capacity });
    });
    this.#publish(entry);
    return this.#agentOf(entry);
  }

  all(organizationId: string): readonly Agent[] {
    return [...this.#entries.values()]
      .filter(({ who }) => who.organizationId === organizationId)
      .map((entry) => this.#agentOf(entry));
  }

  goneSince(who: UserKey): number | null {
    const entry = this.#find(who);
    if (entry === null) return this.#startedAt;
    const endsAt = this.#endOfPresence(entry);
    return endsAt > this.#deps.clock.now() ? null : endsAt;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const { cancelTimer } of this.#entries.values()) cancelTimer?.();
    await this.#tail;
  }

  #find({ organizationId, userId }: UserKey): Entry | null {
    return this.#entries.get(keyOf(organizationId, userId)) ?? null;
  }

  #agentOf(entry: Entry): Agent {
    const { who, status, capacity, configuredCapacity } = entry;
    return {
      ...who,
      status: status ?? "offline",
      capacity: capacity ?? configuredCapacity,
      isPresent: this.#isPresent(entry),
    };
  }

  #isPresent({ socketCount, calledAt }: Entry): boolean {
    if (socketCount > 0) return true;
    return calledAt !== null && this.#deps.clock.now() < calledAt + CALL_MS;
  }

  /** After a start of the server, programs have as long as after a call to come back. */
  #endOfPresence({ socketCount, calledAt, closedAt }: Entry): number {
    if (socketCount > 0) return Number.POSITIVE_INFINITY;
    return Math.max(closedAt, (calledAt ?? this.#startedAt) + CALL_MS);
  }

  /** Applies a sign of the agent, and publishes when it has come back. */
  #notice(entry: Entry, sign: () => void): void {
    const wasPresent = this.#isPresent(entry);
    sign();
    if (!wasPresent) this.#publish(entry);
    // A timer that is running finds out by itself that the agent is still there.
    if (entry.cancelTimer === null) this.#schedule(entry);
  }

  #schedule(entry: Entry): void {
    entry.cancelTimer?.();
    entry.cancelTimer = null;
    const endsAt = this.#endOfPresence(entry);
    if (this.#isClosed || endsAt === Number.POSITIVE_INFINITY) return;
    const { clock } = this.#deps;
    const isOver = clock.now() >= endsAt;
    if (isOver && isOffline(entry)) return;
    entry.cancelTimer = clock.at(isOver ? endsAt + OFFLINE_AFTER_MS : endsAt, () => {
      entry.cancelTimer = null;
      this.#noteAbsence(entry);
    });
  }

  #noteAbsence(entry: Entry): void {
    const endsAt = this.#endOfPresence(entry);
    const goneMs = this.#deps.clock.now() - endsAt;
    if (goneMs >= OFFLINE_AFTER_MS && !isOffline(entry)) {
      entry.status = "offline";
      this.#save(entry);
    }
    if (goneMs >= 0) this.#publish(entry);
    this.#schedule(entry);
  }

  /** Nobody waits for the write: a failure is reported, and the status holds until a restart. */
  #save(entry: Entry): void {
    const { store, report } = this.#deps;
    const { who, capacity } = entry;
    const status = entry.status ?? "offline";
    this.#inTurn(() => store.saveAgent({ ...who, status, capacity })).catch(report);
  }

  #inTurn(write: () => Promise<void>): Promise<void> {
    const turn = this.#tail.then(write);
    // The caller is told of the failure; the next write only waits for the end.
    this.#tail = turn.catch(() => undefined);
    return turn;
  }

  #publish({ who }: Entry): void {
    this.#deps.bus.publish({ kind: "agent", ...who });
  }
}

const isOffline = ({ status }: Entry): boolean => status === null || status === "offline";
