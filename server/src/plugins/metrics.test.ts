import { readFileSync } from "node:fs";
import Fastify, { type FastifyInstance } from "fastify";
import { afterEach, beforeEach, expect, test } from "vitest";
import { serveMetrics } from "./metrics.ts";

let app: FastifyInstance;
let streams = 0;
let miss: () => void;

beforeEach(() => {
  streams = 2;
  app = Fastify();
  serveMetrics(app, {
    conversations: () => ({ open: 7, waiting: 3, talking: 4 }),
    eventStreamCount: () => streams,
    onMissed: (listener) => {
      miss = listener;
    },
  });
  app.get("/chat", { config: { operationId: "getChat" } }, async () => "");
});
afterEach(() => app.close());

async function exposition(): Promise<readonly string[]> {
  const { body } = await app.inject("/metrics");
  return body.trim().split("\n");
}

test("the exposition has the metrics that docs/server.md lists, with type and labels", async () => {
  await app.inject("/chat");
  const lines = await exposition();
  const exposed = lines.flatMap((line) => {
    const [, name, type] = /^# TYPE (\S+) (\S+)$/.exec(line) ?? [];
    if (name === undefined) return [];
    const sample = lines.find((one) => one.startsWith(`${name} `) || one.startsWith(`${name}{`));
    const labels = [...(sample ?? "").matchAll(/(\w+)="/g)].map(([, label]) => label);
    return `${name} ${type} ${labels.join(" ")}`.trim();
  });
  const page = readFileSync(new URL("../../../docs/server.md", import.meta.url), "utf8");
  const documented = [...page.matchAll(/^\| `(parlor_\w+)` \| (\w+) \| (.*?) \|/gm)].map(
    ([, name, type, labels]) => `${name} ${type} ${(labels ?? "").replaceAll(/[`,—]/g, "")}`.trim(),
  );
  expect(exposed.toSorted()).toEqual(documented.toSorted());
});

test("requests are counted by operation and status", async () => {
  await app.inject("/chat");
  await app.inject("/chat");
  await app.inject("/missing");
  expect(await exposition()).toEqual(
    expect.arrayContaining([
      'parlor_requests_total{operation="getChat",status="200"} 2',
      'parlor_requests_total{operation="other",status="404"} 1',
    ]),
  );
});

test("a gauge has the value of the moment", async () => {
  expect(await exposition()).toContain("parlor_conversations_waiting 3");
  streams = 5;
  expect(await exposition()).toContain("parlor_event_streams 5");
});

test("each missed conversation is counted", async () => {
  expect(await exposition()).toContain("parlor_missed_total 0");
  miss();
  miss();
  expect(await exposition()).toContain("parlor_missed_total 2");
});

test("two servers of one process count apart", async () => {
  const other = Fastify();
  serveMetrics(other, {
    conversations: () => ({ open: 0, waiting: 0, talking: 0 }),
    eventStreamCount: () => 0,
    onMissed: () => undefined,
  });
  await other.inject("/metrics");
  expect((await exposition()).filter((line) => line.startsWith("parlor_requests_total{"))).toEqual(
    [],
  );
  await other.close();
});

test("the exposition says its format", async () => {
  expect((await app.inject("/metrics")).headers["content-type"]).toMatch(
    /^text\/plain; version=0\.0\.4/,
  );
});
