import { Counter, Gauge, Histogram, type Registry } from "prom-client";
import type { Member, Message } from "../domain/model.ts";
import { findQueue, keyOf, type Organization } from "../domain/tenant.ts";
import type { Bus, ChatEvent } from "../service/bus.ts";
import type { ConversationService } from "../service/conversations.ts";
import type { RunningConversations } from "../service/create-conversations.ts";

const RESPONSE_SECONDS = [5, 15, 30, 60, 120, 300, 600, 1_800];
const HANDLE_SECONDS = [30, 60, 120, 300, 600, 1_200, 1_800, 3_600];

const labelNames = ["organization", "queue"] as const;
type Label = (typeof labelNames)[number];
type Labels = Readonly<Record<Label, string>>;

export interface QueueMetricsDeps {
  readonly chats: Pick<ConversationService, "peek"> & Pick<RunningConversations, "waitingLines">;
  readonly bus: Bus;
  readonly tenants: readonly Organization[];
  /** The server's time, in milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * Counts the work of each queue: waits, offers, answers. Labels are the ids of configured
 * organizations and queues, so there are no more of them than the configuration has.
 * @returns the undo
 */
export function countQueues(registry: Registry, deps: QueueMetricsDeps): () => void {
  addLines(registry, deps);
  const registers = [registry];
  const missed = new Counter({
    name: "parlor_missed_total",
    help: "Conversations that ended or left the line with text of the guest and none of an agent.",
    registers,
  });
  const work = new QueueWork(registry, deps);
  const undo = [
    deps.bus.onDesk((event) => {
      if (event.kind === "missed-list" && event.isNew) missed.inc();
    }),
    deps.bus.onChats((event) => work.note(event)),
  ];
  return () => {
    for (const stop of undo) stop();
  };
}

/** Adds who waits in each queue, and since when. */
function addLines(registry: Registry, { chats, tenants, now }: QueueMetricsDeps): void {
  const add = (
    name: string,
    help: string,
    valueOf: (line: { readonly count: number; readonly since: number }) => number,
  ): void => {
    const gauge: Gauge<Label> = new Gauge({
      name,
      help,
      labelNames,
      registers: [registry],
      async collect() {
        const lines = new Map(
          (await chats.waitingLines()).map((line) => [
            keyOf(line.organizationId, line.queueId),
            line,
          ]),
        );
        for (const { id: organization, queues } of tenants)
          for (const { id: queue } of queues) {
            const line = lines.get(keyOf(organization, queue));
            gauge.set({ organization, queue }, line === undefined ? 0 : valueOf(line));
          }
      },
    });
  };
  add("parlor_queue_waiting", "Guests who wait in a queue.", ({ count }) => count);
  add(
    "parlor_queue_longest_wait_seconds",
    "How long the guest who has waited longest in a queue has waited; 0 when nobody waits.",
    ({ since }) => Math.max(0, now() - since) / 1000,
  );
}

/** The work on conversations, as their events tell it. */
class QueueWork {
  readonly #deps: QueueMetricsDeps;
  readonly #startedAt: number;
  readonly #offers;
  readonly #responses;
  readonly #handled;
  /** Since when each open conversation waits for its first answer; null once it has it. */
  readonly #waitsSince = new Map<string, number | null>();
  /** The agents' legs that talk, by id. */
  readonly #talking = new Set<string>();

  constructor(registry: Registry, deps: QueueMetricsDeps) {
    const registers = [registry];
    this.#deps = deps;
    this.#startedAt = deps.now();
    this.#offers = new Counter({
      name: "parlor_offers_total",
      help: "Offers to agents, by what became of them: offered, then accepted, missed, declined or withdrawn.",
      labelNames: [...labelNames, "outcome"],
      registers,
    });
    this.#responses = new Histogram({
      name: "parlor_first_response_seconds",
      help: "From the guest's place in line until the first message of an agent; once a conversation.",
      labelNames,
      buckets: RESPONSE_SECONDS,
      registers,
    });
    this.#handled = new Histogram({
      name: "parlor_handle_seconds",
      help: "From an agent's acceptance until the end of its part; the wrap-up does not count.",
      labelNames,
      buckets: HANDLE_SECONDS,
      registers,
    });
  }

  note(event: ChatEvent): void {
    if (event.kind === "message") return this.#noteMessage(event.message);
    if (event.kind === "ended") this.#waitsSince.delete(event.conversationId);
    if (event.kind !== "member") return;
    if (event.member.role === "agent") this.#noteAgent(event.member);
    if (event.member.role === "queue") this.#noteQueue(event.member);
  }

  #noteQueue({ conversationId, state, joinedAt }: Member): void {
    if (state === "connected" && !this.#waitsSince.has(conversationId))
      this.#waitsSince.set(conversationId, joinedAt);
  }

  #noteAgent(leg: Member): void {
    const { id, state, connectedAt, leftAt, leaveReason } = leg;
    if (state === "alerting")
      return this.#offers.inc({ ...this.#labelsOf(leg), outcome: "offered" });
    if (state === "connected") {
      // A leg is announced again on hold, and one of before the start was counted then.
      if (this.#talking.has(id) || (connectedAt ?? 0) < this.#startedAt) return;
      this.#talking.add(id);
      return this.#offers.inc({ ...this.#labelsOf(leg), outcome: "accepted" });
    }
    this.#talking.delete(id);
    if (connectedAt !== null)
      return this.#handled.observe(
        this.#labelsOf(leg),
        ((leftAt ?? connectedAt) - connectedAt) / 1000,
      );
    const isMissed = leaveReason === "no-answer";
    const outcome = isMissed ? "missed" : leaveReason === "declined" ? "declined" : "withdrawn";
    this.#offers.inc({ ...this.#labelsOf(leg), outcome });
  }

  #noteMessage({ conversationId, senderId, bodyType }: Message): void {
    const since = this.#waitsSince.get(conversationId) ?? null;
    if (since === null || (bodyType !== "standard" && bodyType !== "notice")) return;
    const members = this.#deps.chats.peek(conversationId)?.members ?? [];
    const sender = members.find(({ id }) => id === senderId);
    if (sender?.role !== "agent") return;
    this.#waitsSince.set(conversationId, null);
    this.#responses.observe(this.#labelsOf(sender), Math.max(0, this.#deps.now() - since) / 1000);
  }

  #labelsOf({ conversationId, queueId }: Member): Labels {
    const { chats, tenants } = this.#deps;
    const home = chats.peek(conversationId)?.conversation.organizationId;
    const organization = tenants.find(({ id }) => id === home);
    if (organization === undefined || queueId === null)
      return { organization: organization?.id ?? "other", queue: "other" };
    return {
      organization: organization.id,
      queue: findQueue(organization, queueId)?.id ?? "other",
    };
  }
}
