import { expect, test } from "vitest";
import { createFakeBrowser } from "../../../test/fake-browser.ts";
import { createTabGroup, type TabGroup } from "./leader-election.ts";

const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 30; turn++) await Promise.resolve();
};

/** Tabs of one browser; each has a clock that is frozen until it is advanced. */
function browser() {
  const { openTab } = createFakeBrowser();
  return {
    tab(id: string) {
      const timers = new Map<() => void, number>();
      let now = 0;
      const log: string[] = [];
      const tabs = openTab(id);
      const group: TabGroup = createTabGroup({
        name: "n",
        tabs,
        clock: {
          now: () => now,
          after(ms, callback) {
            timers.set(callback, now + ms);
            return () => void timers.delete(callback);
          },
        },
        onLead: () => log.push("leads"),
        onFollow: () => log.push("follows"),
        onMessage: (message) => log.push(String(message)),
      });
      return {
        group,
        log,
        freeze: () => tabs.freeze(),
        /** Advances the clock of this tab, and lets the consequences happen. */
        async pass(ms: number) {
          const end = now + ms;
          await settled();
          for (;;) {
            const due = [...timers]
              .filter(([, at]) => at <= end)
              .toSorted((a, b) => a[1] - b[1])[0];
            if (due === undefined) break;
            timers.delete(due[0]);
            now = due[1];
            due[0]();
            await settled();
          }
          now = end;
        },
      };
    },
  };
}

test("the first tab leads, the second follows and hears", async () => {
  const { tab } = browser();
  const [first, second] = [tab("1"), tab("2")];
  expect(await first.group.join()).toBe(true);
  expect(await second.group.join()).toBe(false);
  first.group.tell("hello");
  await settled();
  expect(second.log).toEqual(["hello"]);
  expect(first.log).toEqual([]);
});

test("when the leader leaves, the next in line leads at once", async () => {
  const { tab } = browser();
  const [first, second] = [tab("1"), tab("2")];
  await first.group.join();
  await second.group.join();
  first.group.leave();
  await settled();
  expect(second.log).toEqual(["leads"]);
  expect(second.group.isLeading()).toBe(true);
});

test("a leader that answers is left in peace", async () => {
  const { tab } = browser();
  const [first, second] = [tab("1"), tab("2")];
  await first.group.join();
  await second.group.join();
  await second.pass(60_000);
  expect(second.group.isLeading()).toBe(false);
});

test("a leader that does not answer within a second is replaced, and knows it before it sends", async () => {
  const { tab } = browser();
  const [first, second] = [tab("1"), tab("2")];
  await first.group.join();
  await second.group.join();
  first.freeze();
  expect(await first.group.confirm()).toBe(true);
  await second.pass(3_100);
  expect(second.log).toEqual(["leads"]);
  expect(await second.group.confirm()).toBe(true);
  expect(await first.group.confirm()).toBe(false);
  await settled();
  expect(first.log).toEqual(["follows"]);
});

test("a leader that has asked is sure for as long as nobody can have taken its place, and then asks again", async () => {
  const { openTab } = createFakeBrowser();
  const tabs = openTab("1");
  let [now, asked] = [0, 0];
  const group = createTabGroup({
    name: "n",
    tabs: {
      ...tabs,
      locks: {
        ...tabs.locks,
        query() {
          asked++;
          return tabs.locks.query();
        },
      },
    },
    clock: { now: () => now, after: () => () => undefined },
    onLead: () => undefined,
    onFollow: () => undefined,
    onMessage: () => undefined,
  });
  await group.join();
  asked = 0;
  expect(await group.confirm()).toBe(true);
  now = 899;
  expect(group.confirm()).toBe(true);
  expect(asked).toBe(1);
  // The other tab waits a second for an answer before it leads.
  for (now of [1_000, -60_000]) expect(await group.confirm()).toBe(true);
  expect(asked).toBe(3);
});

test("a tab is alone when locks are forbidden: it leads, and tells no other tab anything", async () => {
  const { openTab } = createFakeBrowser();
  const group = createTabGroup({
    name: "n",
    tabs: {
      ...openTab("1"),
      locks: {
        request: () => Promise.reject(new Error("Access to the Locks API is denied")),
        query: () => Promise.reject(new Error("Access to the Locks API is denied")),
      },
    },
    clock: { now: () => 0, after: () => () => undefined },
    onLead: () => undefined,
    onFollow: () => undefined,
    onMessage: () => undefined,
  });
  expect(await group.join()).toBe(true);
  expect(group.isLeading()).toBe(true);
  expect(await group.confirm()).toBe(true);
  group.leave();
});

test("a tab that leaves while it joins holds no place and waits in no line", async () => {
  const { tab } = browser();
  const [first, second] = [tab("1"), tab("2")];
  const joining = first.group.join();
  first.group.leave();
  expect(await joining).toBe(false);
  expect(await second.group.join()).toBe(true);
  second.group.leave();
  await first.pass(10_000);
  expect(first.log).toEqual([]);
  expect(await tab("3").group.join()).toBe(true);
});

test("a tab that has left does not join any more", async () => {
  const { tab } = browser();
  const [first, second] = [tab("1"), tab("2")];
  first.group.leave();
  expect(await first.group.join()).toBe(false);
  expect(await second.group.join()).toBe(true);
});
