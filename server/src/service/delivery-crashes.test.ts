import { copyFileSync, existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import Libsql from "libsql";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { NOOR } from "../testing/chat-stage.ts";
import { DeliveryStage } from "../testing/delivery-stage.ts";

/*
 * The process dies at any moment between a commit and the outcome of its deliveries. A copy of the
 * database's files is all that a killed process leaves.
 */

let stage: DeliveryStage;

beforeEach(async () => {
  stage = await new DeliveryStage().start();
});
afterEach(async () => {
  vi.restoreAllMocks();
  await stage.close();
});

interface Moment {
  readonly folder: string;
  /** The events that the receiver had by then. */
  readonly received: readonly string[];
}

/** Keeps a moment before and after each statement and each request. */
function keepMoments(): Moment[] {
  const moments: Moment[] = [];
  const keep = (): void => {
    const folder = join(stage.folder, `moment-${moments.length}`);
    mkdirSync(folder, { mode: 0o700 });
    for (const name of ["parlor.db", "parlor.db-wal"])
      if (existsSync(join(stage.folder, name)))
        copyFileSync(join(stage.folder, name), join(folder, name));
    moments.push({ folder, received: stage.receiver.taken.map(({ eventId }) => eventId) });
  };
  const file = new Libsql(":memory:");
  const statement: { run: (...values: unknown[]) => unknown } = Object.getPrototypeOf(
    file.prepare("select 1"),
  );
  file.close();
  const { run } = statement;
  const { exec } = Libsql.prototype;
  vi.spyOn(statement, "run").mockImplementation(function (this: unknown, ...values) {
    keep();
    return run.apply(this, values);
  });
  vi.spyOn(Libsql.prototype, "exec").mockImplementation(function (
    this: InstanceType<typeof Libsql>,
    sql,
  ) {
    exec.call(this, sql);
    keep();
    return this;
  });
  stage.receiver.answer = () => {
    keep();
    return { kind: "delivered" };
  };
  return moments;
}

/** The messages that a store has, by conversation. */
function storedTexts(folder: string): Map<string, string[]> {
  const file = new Libsql(join(folder, "parlor.db"));
  const rows = file
    .prepare(
      "select conversation_id as id, body from messages where body_type = 'standard' order by at",
    )
    .all() as { id: string; body: string }[];
  file.close();
  const texts = new Map<string, string[]>();
  for (const { id, body } of rows) texts.set(id, [...(texts.get(id) ?? []), body]);
  return texts;
}

test("a process that dies at any moment loses no delivery of what is stored, and tells nothing that is not", async () => {
  const [ada, ben] = [await stage.guest(), await stage.guest()];
  await stage.answers(ben.id, NOOR);
  await stage.settle();
  const before = stage.receiver.taken.length;
  const moments = keepMoments();
  await Promise.all([ada.writes("ada 1"), ben.writes("ben 1")]);
  await ada.writes("ada 2");
  await stage.settle();
  await ada.ends();
  await stage.settle();
  const known = new Map(stage.receiver.taken.map(({ eventId, ...one }) => [eventId, one]));
  vi.restoreAllMocks();

  const counts = new Set<number>();
  for (const { folder, received } of moments) {
    const stored = storedTexts(folder);
    const later = await new DeliveryStage(folder).start();
    await later.settle();
    const again = later.receiver.taken.map(({ eventId }) => eventId);
    // An event that was sent before the crash keeps its id.
    const all = new Map([...known].filter(([id]) => received.includes(id)));
    for (const { eventId, ...one } of later.receiver.taken) all.set(eventId, one);
    for (const { id } of [ada, ben]) {
      const told = [...all.values()].flatMap(({ conversationId, type, body }) => {
        if (conversationId !== id || type !== "message.created") return [];
        const event: { message: { body: string } } = JSON.parse(body);
        return [event.message.body];
      });
      expect(told).toEqual(stored.get(id) ?? []);
    }
    // The deliveries are over once: nothing is left, and a next start sends nothing.
    expect(await later.store.deliveries(1)).toEqual([]);
    counts.add(again.length);
    await later.stop();
  }
  expect(before).toBeGreaterThan(0);
  expect(moments.length).toBeGreaterThan(30);
  expect(counts.size).toBeGreaterThan(2);
}, 60_000);
