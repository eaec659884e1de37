import Libsql from "libsql";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ChatStage, type Guest } from "../testing/chat-stage.ts";
import { startEventPruning } from "./event-pruning.ts";

const MINUTE_MS = 60_000;

let stage: ChatStage;
let failures: unknown[];
let stop: () => Promise<void>;

beforeEach(async () => {
  stage = await new ChatStage().start();
  failures = [];
  stop = startEventPruning({
    store: stage.store,
    clock: stage.clock,
    report: (error) => failures.push(error),
  });
});
afterEach(async () => {
  await stop();
  await stage.close();
});

/** The texts in the stored events. */
function storedTexts(): string[] {
  const file = new Libsql(`${stage.folder}/parlor.db`);
  const rows = file.prepare("select body from events order by id").all() as { body: string }[];
  file.close();
  return rows.flatMap(({ body }) =>
    [...body.matchAll(/"body":"(text \d+)"/g)].map(([, text]) => text ?? ""),
  );
}

test("events are deleted after ten minutes, by a server in which nothing happens", async () => {
  const { writes } = await stage.guest();
  await writes("text 1");
  stage.clock.advance(6 * MINUTE_MS);
  await writes("text 2");
  expect(storedTexts()).toEqual(["text 1", "text 2"]);
  stage.clock.advance(5 * MINUTE_MS);
  await expect.poll(storedTexts).toEqual(["text 2"]);
  stage.clock.advance(6 * MINUTE_MS);
  await expect.poll(storedTexts).toEqual([]);
  expect(failures).toEqual([]);
});

test("more than are deleted at once are deleted in turns", async () => {
  const guests = await Promise.all(Array.from({ length: 20 }, () => stage.guest()));
  const writeTo = async ({ writes }: Guest): Promise<void> => {
    for (let n = 0; n < 30; n++) await writes(`text ${n}`);
  };
  await Promise.all(guests.map(writeTo));
  expect(storedTexts()).toHaveLength(600);
  // The job runs once.
  stage.clock.set(stage.clock.now() + 11 * MINUTE_MS);
  stage.clock.advance(0);
  await expect.poll(storedTexts).toEqual([]);
});

test("a failed deletion is reported, and tried again a minute later", async () => {
  await (await stage.guest()).writes("text 1");
  stage.clock.advance(10 * MINUTE_MS);
  stage.store.refuseWrites(true);
  stage.clock.advance(MINUTE_MS);
  await expect.poll(() => failures[0]).toMatchObject({ code: "store-unavailable" });
  stage.store.refuseWrites(false);
  stage.clock.advance(MINUTE_MS);
  await expect.poll(storedTexts).toEqual([]);
});
