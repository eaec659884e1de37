import { monitorEventLoopDelay, type IntervalHistogram } from "node:perf_hooks";
import type { FastifyInstance } from "fastify";
import { errorCodes } from "parlor-contract/error-codes";
import { Counter, Gauge, Histogram, Registry } from "prom-client";

/** How often the event loop is looked at, in ms. */
const LAG_RESOLUTION_MS = 20;
const NS_PER_SECOND = 1e9;

const SEND_SECONDS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];
const COMMIT_SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1];
const BATCH_SIZES = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512];

/** The operations that send a message, and the side whose message it is. */
const sides: ReadonlyMap<string, "guest" | "agent"> = new Map([
  ["postWebchatGuestConversationMemberMessages", "guest"],
  ["postConversationsChatCommunicationMessages", "agent"],
  ["postConversationsMessageCommunicationMessages", "agent"],
]);

type Now<Value> = () => Value | Promise<Value>;

/** The numbers that the server has at the moment of a scrape. */
export interface MetricsSources {
  /** Active conversations by state. */
  readonly conversations: Now<{
    readonly open: number;
    readonly waiting: number;
    readonly talking: number;
  }>;
  readonly eventStreamCount: Now<number>;
  readonly agentSocketCount: Now<number>;
}

/** The server's registry: two servers in one process, as in tests, do not add up. */
export interface Metrics {
  readonly registry: Registry;
  /** Shows these numbers at each scrape. */
  show(sources: MetricsSources): void;
  /** Counts the requests of an app. Call it before its routes: hooks apply to later ones. */
  watch(app: FastifyInstance): void;
  /** Counts a refusal by its code. */
  readonly refused: (code: string) => void;
  /** Notes a transaction of the store that is committed, and how many changes it held. */
  readonly committed: (changeCount: number, ms: number) => void;
  /** Ends what runs for the metrics. */
  close(): void;
}

/** The part of Node's measurement of the event loop that is used; in nanoseconds. */
export type LoopDelay = Pick<IntervalHistogram, "enable" | "disable" | "percentile" | "reset">;

/** @param loopDelay - default: that of this process */
export function createMetrics(
  loopDelay: LoopDelay = monitorEventLoopDelay({ resolution: LAG_RESOLUTION_MS }),
): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const requests = new Counter({
    name: "parlor_requests_total",
    help: "Requests answered, by the contract's name of the operation and by HTTP status.",
    labelNames: ["operation", "status"],
    registers,
  });
  const sends = new Histogram({
    name: "parlor_send_seconds",
    help: "From the request that sends a message until its answer; the message is on disk then.",
    labelNames: ["side"],
    buckets: SEND_SECONDS,
    registers,
  });
  const errors = new Counter({
    name: "parlor_errors_total",
    help: "Refusals, by their code.",
    labelNames: ["code"],
    registers,
  });
  return {
    registry,
    show: (sources) => addSources(registry, sources),
    watch(app) {
      app.addHook("onResponse", async (request, reply) => {
        const operation = request.routeOptions.config.operationId ?? "other";
        requests.inc({ operation, status: reply.statusCode });
        const side = sides.get(operation);
        if (side !== undefined) sends.observe({ side }, reply.elapsedTime / 1000);
      });
    },
    // A test may plan any code, and labels are bounded.
    refused: (code) => errors.inc({ code: code in errorCodes ? code : "other" }),
    committed: addCommits(registry),
    close: addEventLoop(registry, loopDelay),
  };
}

function addSources(registry: Registry, sources: MetricsSources): void {
  const count = async (state: "open" | "waiting" | "talking"): Promise<number> =>
    (await sources.conversations())[state];
  addGauge(registry, "parlor_conversations_open", "Conversations that have not ended.", () =>
    count("open"),
  );
  addGauge(registry, "parlor_conversations_waiting", "Guests who wait for an agent.", () =>
    count("waiting"),
  );
  addGauge(registry, "parlor_conversations_talking", "Conversations with an agent.", () =>
    count("talking"),
  );
  addGauge(
    registry,
    "parlor_event_streams",
    "Open event streams of guests.",
    sources.eventStreamCount,
  );
  addGauge(
    registry,
    "parlor_agent_sockets",
    "Open sockets of agents' notification channels.",
    sources.agentSocketCount,
  );
}

/** Adds a gauge without labels, which is read at each scrape. */
function addGauge(registry: Registry, name: string, help: string, read: Now<number>): void {
  const gauge: Gauge = new Gauge({
    name,
    help,
    registers: [registry],
    async collect() {
      gauge.set(await read());
    },
  });
}

function addCommits(registry: Registry): Metrics["committed"] {
  const registers = [registry];
  const batches = new Histogram({
    name: "parlor_commit_changes",
    help: "Changes in one transaction of the store.",
    buckets: BATCH_SIZES,
    registers,
  });
  const seconds = new Histogram({
    name: "parlor_commit_seconds",
    help: "From the first change of a transaction until it is on disk.",
    buckets: COMMIT_SECONDS,
    registers,
  });
  return (changeCount, ms) => {
    batches.observe(changeCount);
    seconds.observe(ms / 1000);
  };
}

/** Adds the delay of the event loop since the last scrape. @returns what ends the measuring */
function addEventLoop(registry: Registry, delay: LoopDelay): () => void {
  delay.enable();
  // Node counts the time between two looks as well.
  const secondsOf = (ns: number): number =>
    Math.max(0, ns / NS_PER_SECOND - LAG_RESOLUTION_MS / 1000);
  const gauge: Gauge<"quantile"> = new Gauge({
    name: "parlor_event_loop_lag_seconds",
    help: "How late the event loop was since the last scrape; quantile 1 is the worst.",
    labelNames: ["quantile"],
    registers: [registry],
    collect() {
      for (const quantile of [0.5, 0.99, 1])
        gauge.set({ quantile }, secondsOf(delay.percentile(quantile * 100)));
      delay.reset();
    },
  });
  return () => {
    delay.disable();
  };
}
