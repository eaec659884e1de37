import type { FastifyInstance } from "fastify";
import { Counter, Gauge, Registry } from "prom-client";

interface ConversationCounts {
  readonly open: number;
  readonly waiting: number;
  readonly talking: number;
}

/** The numbers that the server has at the moment of a scrape. */
export interface MetricsSources {
  /** Active conversations by state. */
  readonly conversations: () => ConversationCounts | Promise<ConversationCounts>;
  readonly eventStreamCount: () => number;
  /** Calls back for each conversation that is missed. */
  readonly onMissed: (listener: () => void) => void;
}

/**
 * Counts the requests of this instance and serves `GET /metrics` for Prometheus. No label carries
 * an id or anything that a guest wrote. Call it before other routes: hooks apply to later ones.
 */
export function serveMetrics(app: FastifyInstance, sources: MetricsSources): void {
  // A registry of its own: two servers in one process, as in tests, do not add up.
  const registry = new Registry();
  const requests = new Counter({
    name: "parlor_requests_total",
    help: "Requests answered, by the contract's name of the operation and by HTTP status.",
    labelNames: ["operation", "status"],
    registers: [registry],
  });
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
  addGauge(registry, "parlor_event_streams", "Open event streams of guests.", () =>
    sources.eventStreamCount(),
  );
  const missed = new Counter({
    name: "parlor_missed_total",
    help: "Conversations that ended or left the line with text of the guest and none of an agent.",
    registers: [registry],
  });
  sources.onMissed(() => missed.inc());

  app.addHook("onResponse", async (request, reply) => {
    const operation = request.routeOptions.config.operationId ?? "other";
    requests.inc({ operation, status: reply.statusCode });
  });
  // The route reads nothing of a request.
  const schema = { querystring: { type: "object" } } as const;
  app.get("/metrics", { schema }, async (_, reply) => {
    reply.type(registry.contentType);
    return registry.metrics();
  });
}

function addGauge(
  registry: Registry,
  name: string,
  help: string,
  read: () => number | Promise<number>,
): void {
  const gauge: Gauge = new Gauge({
    name,
    help,
    registers: [registry],
    collect: async () => gauge.set(await read()),
  });
}
