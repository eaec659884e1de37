import { beforeEach, expect, test } from "vitest";
import { CommitQueue, type Written } from "./commit-queue.ts";

let now: number;
/** The texts of each transaction, in order; a failed one is not there. */
let transactions: string[][];
let isOpen: Promise<void>;
/** Waits for the disk, which is at once unless a test holds it. */
let sync: () => Promise<void>;
let queue: CommitQueue;
let committed: (readonly [changeCount: number, ms: number])[];

beforeEach(() => {
  now = 0;
  transactions = [];
  committed = [];
  isOpen = Promise.resolve();
  sync = () => Promise.resolve();
  queue = new CommitQueue({
    inTransaction(work) {
      transactions.push([]);
      try {
        return work();
      } catch (error) {
        transactions.pop();
        throw error;
      }
    },
    sync: () => sync(),
    exclusively: (work) => isOpen.then(work),
    onCommit: (changeCount, ms) => committed.push([changeCount, ms]),
    now: () => now,
  });
});

const add = (conversationId: string, text: string): Promise<Written<string>> =>
  queue.add(conversationId, () => {
    transactions.at(-1)?.push(text);
    return text;
  });
async function write(conversationId: string, text: string): Promise<string> {
  const { result, onDisk } = await add(conversationId, text);
  await onDisk;
  return result;
}
const fail = (conversationId: string, error: Error): Promise<Written<never>> =>
  queue.add(conversationId, () => {
    throw error;
  });
/** Lets the event loop go round once, after which all that was added before has been written. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test("commits that come in one turn of the event loop share a transaction", async () => {
  const first = [write("a", "a1"), write("b", "b1")];
  await Promise.resolve();
  await Promise.all([...first, write("c", "c1")]);
  await write("a", "a2");
  expect(transactions).toEqual([["a1", "b1", "c1"], ["a2"]]);
});

test("a conversation has one commit in a transaction at most, and its commits keep their order", async () => {
  await Promise.all([write("a", "a1"), write("a", "a2"), write("b", "b1"), write("a", "a3")]);
  expect(transactions).toEqual([["a1", "b1"], ["a2"], ["a3"]]);
});

test("each transaction is told with its changes and the time since the first of them", async () => {
  const first = write("a", "a1");
  now += 30;
  await Promise.all([first, write("b", "b1")]);
  await expect(fail("c", new RangeError("a fault"))).rejects.toThrow(RangeError);
  await write("d", "d1");
  expect(committed).toEqual([
    [2, 30],
    [1, 0],
  ]);
});

test("callers are told in the order of the commits", async () => {
  const told: string[] = [];
  const names = ["d", "a", "c", "b"];
  await Promise.all(names.map((name) => write(name, name).then((text) => told.push(text))));
  expect(told).toEqual(names);
});

test("one that fails takes no other with it", async () => {
  const bad = fail("b", new RangeError("a fault"));
  const good = [write("a", "a1"), write("c", "c1")];
  await expect(bad).rejects.toThrow(RangeError);
  expect(await Promise.all(good)).toEqual(["a1", "c1"]);
  expect(transactions).toEqual([["a1"], ["c1"]]);
});

test("a disk that takes no writes is tried once for all that wait", async () => {
  let tries = 0;
  const full = Object.assign(new Error("database or disk is full"), { rawCode: 13 });
  const all = ["a", "b", "c"].map((name) =>
    queue.add(name, () => {
      tries++;
      throw full;
    }),
  );
  expect((await Promise.allSettled(all)).map(({ status }) => status)).toEqual(
    Array(3).fill("rejected"),
  );
  expect(tries).toBe(1);
});

test("commits that come while another transaction is open are written together after it", async () => {
  let close = (): void => undefined;
  isOpen = new Promise((resolve) => (close = resolve));
  const first = write("a", "a1");
  await turn();
  const second = write("b", "b1");
  await turn();
  expect(transactions).toEqual([]);
  close();
  await Promise.all([first, second]);
  expect(transactions).toEqual([["a1", "b1"]]);
});

test("callers are told of their transaction at once, and when it is on disk; the next one is written meanwhile", async () => {
  const landings: (() => void)[] = [];
  sync = () => new Promise((resolve) => landings.push(resolve));
  const told: string[] = [];
  const tell = (text: string): void => void told.push(text);
  expect((await add("z", "z1")).result).toBe("z1");
  const first = write("a", "a1").then(tell);
  await turn();
  const second = write("b", "b1").then(tell);
  await turn();
  expect(transactions).toEqual([["z1"], ["a1"], ["b1"]]);
  expect(told).toEqual([]);
  landings[1]?.();
  await first;
  await turn();
  expect(told).toEqual(["a1"]);
  landings[2]?.();
  await second;
});

test("a transaction that does not reach the disk is refused to all of its callers", async () => {
  sync = () => Promise.reject(new Error("EIO"));
  const both = await Promise.allSettled([write("a", "a1"), write("b", "b1")]);
  expect(both.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(committed).toEqual([]);
});

const unavailable = { code: "store-unavailable", details: { retryAfterSeconds: 5 } };

test("at most 2,000 wait; the next is refused for now, and the others are written", async () => {
  const all = Array.from({ length: 2_000 }, (_, index) => write(`c${index}`, "x"));
  await expect(write("one-more", "x")).rejects.toMatchObject(unavailable);
  await Promise.all(all);
  expect(transactions.map((texts) => texts.length)).toEqual([2_000]);
  await write("later", "x");
});

test("one that has waited for more than two seconds is refused, and the younger are written", async () => {
  const old = write("a", "old");
  now += 2_001;
  const young = write("b", "young");
  await expect(old).rejects.toMatchObject(unavailable);
  expect(await young).toBe("young");
  expect(transactions).toEqual([["young"]]);
});
