import { expect, test, vi } from "vitest";
import { createFakeBrowser } from "../../../test/fake-browser.ts";
import { emptyConversation, reduce } from "../conversation/reduce.ts";
import { systemClock } from "../ports/clock.ts";
import { createStore } from "../store.ts";
import type * as ExchangeModule from "./tab-exchange.ts";
import { createTabCommands, type TabCommands } from "./tab-commands.ts";

/* The code for other tabs is fetched when there is another tab. */

type Fetch = () => Promise<typeof ExchangeModule>;
const fetchNow: Fetch = () => import("./tab-exchange.ts");
const start = vi.fn(async () => undefined);

function open(browser: ReturnType<typeof createFakeBrowser>, id: string, fetch: Fetch) {
  const wipe = vi.fn();
  const store = createStore(emptyConversation, reduce);
  const none = async (): Promise<void> => undefined;
  const tabs: TabCommands = createTabCommands(
    {
      name: "parlor:d",
      tabs: browser.openTab(id),
      clock: systemClock,
      random: { next: () => 0.5, id: () => `${id}-1` },
      log: { warn: () => undefined },
      store,
      commands: {
        start,
        end: none,
        loadOlder: none,
        retry: none,
        discard: none,
        reconnectNow: none,
        clear: none,
      },
      adopt: () => undefined,
      onEvent: () => undefined,
      onFollow: () => undefined,
      onLead: () => undefined,
      wipe,
    },
    fetch,
  );
  const composed = (key: string): void => {
    const event = { type: "composed", key: key as never, body: key, at: 1 } as const;
    store.dispatch(event);
    tabs.tell({ event });
  };
  return { tabs, store, wipe, composed, order: () => store.get().order };
}

test("a tab alone fetches no code for others, and says nothing", async () => {
  const browser = createFakeBrowser();
  const heard: unknown[] = [];
  browser.openTab("stranger").open("parlor:d").onmessage = ({ data }) => void heard.push(data);
  const fetch = vi.fn(fetchNow);
  const first = open(browser, "1", fetch);
  expect(await first.tabs.join()).toBe(true);
  first.composed("k");
  expect(fetch).not.toHaveBeenCalled();
  expect(heard).toEqual([]);
});

test("messages sent while the code is fetched reach the other tab in order", async () => {
  const browser = createFakeBrowser();
  const first = open(browser, "1", fetchNow);
  await first.tabs.join();
  first.composed("before");
  let arrive = (): void => undefined;
  const second = open(browser, "2", async () => {
    await new Promise<void>((resolve) => (arrive = resolve));
    return fetchNow();
  });
  await second.tabs.join();
  second.tabs.tell({ hello: true });
  second.composed("own");
  await vi.waitFor(() => expect(first.store.get().order).toEqual(["before"]));
  arrive();
  await vi.waitFor(() => expect(second.order()).toContain("before"));
  await vi.waitFor(() => expect(first.order()).toContain("own"));
  first.composed("after");
  await vi.waitFor(() => expect(second.order()).toContain("after"));
});

test("a reset in another tab is obeyed without the code, and drops what waited for it", async () => {
  const browser = createFakeBrowser();
  const failing: Fetch = () => Promise.reject(new TypeError("Failed to fetch"));
  const second = open(browser, "2", failing);
  const first = open(browser, "1", fetchNow);
  await first.tabs.join();
  await second.tabs.join();
  first.tabs.tell({ reset: true });
  await vi.waitFor(() => expect(second.wipe).toHaveBeenCalledOnce());
});

test("code that could not be fetched is fetched with the next message", async () => {
  const browser = createFakeBrowser();
  let isOnline = false;
  const first = open(browser, "1", () =>
    isOnline ? fetchNow() : Promise.reject(new TypeError("Failed to fetch")),
  );
  await first.tabs.join();
  first.composed("k");
  const second = open(browser, "2", fetchNow);
  await second.tabs.join();
  second.tabs.tell({ hello: true });
  await new Promise(setImmediate);
  isOnline = true;
  first.composed("l");
  await vi.waitFor(() => expect(second.order()).toEqual(["k", "l"]));
});

test("a command that waits for the code runs here when this tab leads meanwhile", async () => {
  const browser = createFakeBrowser();
  const first = open(browser, "1", fetchNow);
  await first.tabs.join();
  let arrive = (): void => undefined;
  const second = open(browser, "2", async () => {
    await new Promise<void>((resolve) => (arrive = resolve));
    return fetchNow();
  });
  await second.tabs.join();
  const asked = second.tabs.ask("start");
  first.tabs.leave();
  await vi.waitFor(() => expect(second.tabs.isLeading()).toBe(true));
  await vi.waitFor(() => arrive());
  await asked;
  expect(start).toHaveBeenCalledOnce();
  second.tabs.leave();
});
