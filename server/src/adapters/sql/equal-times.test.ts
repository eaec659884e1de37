import { join } from "node:path";
import Libsql from "libsql";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ChatStage, NOOR } from "../../testing/chat-stage.ts";
import { lanternLine } from "../../testing/tenant-fixture.ts";

/* Rows of the same millisecond have an order that does not come from where SQLite keeps them. */

const COUNT = 5;
const TABLES = ["conversations", "members", "readings"];
/** An engine may find the rows in another way than in the order of these. */
const INDEXES = ["conversations_due", "conversations_in_line", "conversations_by_wait"];

let stage: ChatStage;
beforeEach(async () => {
  stage = await new ChatStage().start();
  stage.agents.attach(NOOR);
  await stage.agents.set(NOOR, { status: "busy", capacity: 20 });
});
afterEach(() => stage.close());

/** Keeps all rows the other way round, as another engine may. */
function turnRowsAround(): void {
  const file = new Libsql(join(stage.folder, "parlor.db"));
  for (const table of TABLES) {
    file.exec(`update ${table} set rowid = -rowid`);
    file.exec(`update ${table} set rowid = rowid + 1000000`);
  }
  for (const index of INDEXES) file.exec(`drop index ${index}`);
  file.close();
}

async function restart(meanwhile = (): void => undefined): Promise<void> {
  await stage.stop();
  meanwhile();
  await stage.start();
  await stage.settle();
}

const bookings = { organizationId: lanternLine.id, queueId: "q-bookings" };

/** The ids of each list, as the store gives them. */
async function lists(waits: readonly string[]): Promise<Readonly<Record<string, unknown>>> {
  const { store, clock } = stage;
  const now = clock.now();
  const idsOf = (all: readonly { readonly conversation: { readonly id: string } }[]): string[] =>
    all.map(({ conversation }) => conversation.id);
  const line = await store.line(bookings, { after: null, most: COUNT - 1 });
  const places = waits.map(async (id) => {
    const found = await store.loadActive(id);
    const place = found?.routing.line ?? null;
    return place === null ? null : (await store.placeInLine(bookings, id, place)).ahead;
  });
  return {
    line: line.map(({ conversationId }) => conversationId),
    behind: await store.line(bookings, { after: line.at(-1) ?? null, most: COUNT }),
    places: await Promise.all(places),
    waiting: (await stage.chats.waiting(lanternLine.id, ["q-bookings"])).map(
      ({ summary }) => summary.id,
    ),
    withAgent: await store.withAgent(NOOR),
    present: idsOf(await store.presentOf(NOOR)),
    ended: idsOf(await store.endedOfUser(NOOR, now - 1)),
    owed: idsOf(await store.unwrapped(NOOR)),
    missed: idsOf(await store.missed(lanternLine.id)),
    due: await store.due(now + 10_000_000, 100),
    readings: (await store.unloggedReadAccess()).map(({ conversationId }) => conversationId),
  };
}

/** As many guests as there are in a list, all of the same millisecond. */
async function guests(text?: string): Promise<string[]> {
  const all: string[] = [];
  for (let n = 0; n < COUNT; n++)
    all.push((await stage.guest(...(text === undefined ? [] : [text]))).id);
  return all;
}

test("guests, chats and readings of the same millisecond keep their order wherever their rows lie", async () => {
  const waits = await guests();
  for (const id of await guests()) await stage.answers(id, NOOR);
  for (const id of await guests()) {
    const { id: legId } = await stage.answers(id, NOOR);
    await stage.chats.leave(id, legId);
  }
  for (let n = 0; n < COUNT; n++) await (await stage.guest("I leave")).ends();
  await stage.store.recordReadAccess("u-noor", waits, stage.clock.now());
  // A start changes what is due, so both are looked at after one.
  await restart();
  const before = await lists(waits);
  expect(before).toMatchObject({
    line: waits.slice(0, -1),
    behind: [{ conversationId: waits.at(-1) }],
    places: waits.map((_, ahead) => ahead),
    waiting: waits,
    present: { length: COUNT },
    ended: { length: COUNT },
    owed: { length: COUNT },
    missed: { length: COUNT },
    due: { length: 2 * COUNT },
    readings: { length: COUNT },
  });
  await restart(turnRowsAround);
  expect(await lists(waits)).toEqual(before);
});

test("a guest who comes after a restart stands behind those who came before it", async () => {
  const [first] = await guests();
  await restart(turnRowsAround);
  const { id } = await stage.guest();
  const line = await stage.store.line(bookings, { after: null, most: 100 });
  expect(line.at(0)?.conversationId).toBe(first);
  expect(line.at(-1)?.conversationId).toBe(id);
});
