import { readFileSync } from "node:fs";
import Fastify, { type FastifyInstance } from "fastify";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createInProcessBus } from "../adapters/in-process-bus.ts";
import { lanternLine } from "../testing/tenant-fixture.ts";
import { countDeliveries } from "./delivery-metrics.ts";
import { createMetrics, type Metrics } from "./metrics.ts";
import { countQueues } from "./queue-metrics.ts";

let app: FastifyInstance;
let metrics: Metrics;
let streams = 0;

beforeEach(() => {
  streams = 2;
  app = Fastify();
  metrics = createMetrics();
  metrics.show({
    conversations: async () => ({ open: 7, waiting: 3, talking: 4 }),
    eventStreamCount: () => streams,
    agentSocketCount: () => 5,
  });
  metrics.watch(app);
  app.get("/chat", { config: { operationId: "getChat" } }, async () => "");
  const send = { config: { operationId: "postWebchatGuestConversationMemberMessages" } };
  app.post("/messages", send, async () => "");
});
afterEach(async () => {
  metrics.close();
  await app.close();
});

const linesOf = async (of: Metrics): Promise<readonly string[]> =>
  (await of.registry.metrics()).trim().split("\n");

test("the registry has the metrics that docs/server.md lists, with type and labels", async () => {
  countQueues(metrics.registry, {
    chats: { peek: () => null, waitingLines: async () => [] },
    bus: createInProcessBus(),
    tenants: [lanternLine],
    now: () => 0,
  });
  countDeliveries(metrics.registry, { store: { deliveryCounts: async () => [] }, now: () => 0 });
  const registered = metrics.registry.getMetricsAsArray().map((metric) => {
    const labels: unknown = Reflect.get(metric, "labelNames");
    const names = Array.isArray(labels) ? labels.filter((label) => label !== "le") : [];
    return `${metric.name} ${metric.type} ${names.join(" ")}`.trim();
  });
  const page = readFileSync(new URL("../../../docs/server.md", import.meta.url), "utf8");
  const documented = [...page.matchAll(/^\| `(parlor_\w+)` \| (\w+) \| (.*?) \|/gm)].map(
    ([, name, type, labels]) => `${name} ${type} ${(labels ?? "").replaceAll(/[`,—]/g, "")}`.trim(),
  );
  expect(registered.length).toBeGreaterThan(10);
  expect(registered.toSorted()).toEqual(documented.toSorted());
});

test("requests are counted by operation and status, and the time of those that send by side", async () => {
  await app.inject("/chat");
  await app.inject("/chat");
  await app.inject("/missing");
  await app.inject({ method: "POST", url: "/messages" });
  expect(await linesOf(metrics)).toEqual(
    expect.arrayContaining([
      'parlor_requests_total{operation="getChat",status="200"} 2',
      'parlor_requests_total{operation="other",status="404"} 1',
      'parlor_send_seconds_count{side="guest"} 1',
    ]),
  );
});

test("a gauge has the value of the moment", async () => {
  expect(await linesOf(metrics)).toEqual(
    expect.arrayContaining(["parlor_conversations_waiting 3", "parlor_event_streams 2"]),
  );
  streams = 5;
  expect(await linesOf(metrics)).toContain("parlor_event_streams 5");
});

test("refusals are counted by the codes of the catalogue, and all others together", async () => {
  for (const code of ["not.found", "not.found", "planned.by.a.test"]) metrics.refused(code);
  expect(await linesOf(metrics)).toEqual(
    expect.arrayContaining([
      'parlor_errors_total{code="not.found"} 2',
      'parlor_errors_total{code="other"} 1',
    ]),
  );
});

test("commits are counted with their changes and their time", async () => {
  metrics.committed(1, 2);
  metrics.committed(30, 4);
  expect(await linesOf(metrics)).toEqual(
    expect.arrayContaining([
      "parlor_commit_changes_count 2",
      "parlor_commit_changes_sum 31",
      "parlor_commit_seconds_sum 0.006",
    ]),
  );
});

test("the event loop's delay is that since the last scrape, less the time between two looks", async () => {
  let delays: readonly number[] = [0.021, 0.03, 0.52];
  const measured = createMetrics({
    enable: () => true,
    disable: () => true,
    percentile: (of) => (delays[of < 99 ? 0 : of < 100 ? 1 : 2] ?? 0) * 1e9,
    reset: () => (delays = []),
  });
  const lags = async (): Promise<readonly number[]> =>
    (await linesOf(measured))
      .filter((line) => line.startsWith("parlor_event_loop_lag_seconds{"))
      .map((line) => Math.round(Number(line.split(" ")[1]) * 1_000));
  expect(await lags()).toEqual([1, 10, 500]);
  expect(await lags()).toEqual([0, 0, 0]);
  measured.close();
});

test("two servers of one process count apart", async () => {
  const other = createMetrics();
  other.refused("not.found");
  other.close();
  expect((await linesOf(metrics)).filter((line) => line.startsWith("parlor_errors"))).toEqual([]);
});
