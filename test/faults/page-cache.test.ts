import { afterEach, beforeEach, expect, test } from "vitest";
import { browserReachability, type Reachability } from "../../src/transport/ports/reachability.ts";
import type { GuestChat } from "../../src/transport/index.ts";
import { createFakeBrowser, type FakeBrowser } from "../fake-browser.ts";
import { expectOnce, live, startRig, until, words, type Rig } from "./rig.ts";

/* Pages that the browser keeps when the visitor leaves them, and shows again on the way back. */

interface CachedPage extends Reachability {
  /** The visitor leaves the page, or comes back to it. */
  show(isHere: boolean): void;
}

function createPage(): CachedPage {
  const listeners = new Set<(isHere: boolean) => void>();
  return {
    ...browserReachability,
    onPage(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    show(isHere) {
      for (const listener of listeners) listener(isHere);
    },
  };
}

let rig: Rig;
let browser: FakeBrowser;
beforeEach(async () => {
  rig = await startRig();
  browser = createFakeBrowser();
});
afterEach(() => rig.close());

const tab = (id: string, page: Reachability): GuestChat =>
  rig.guest({}, { tabs: browser.openTab(id), reachability: page });

test("a page that goes away holds no lock, no channel and no socket, and nothing is lost until it is back", async () => {
  const page = createPage();
  const chat = tab("1", page);
  await chat.start();
  await live(chat);
  const agent = await rig.answer(chat);
  page.show(false);
  await until(() => expect(browser.counts()).toEqual({ locks: 0, channels: 0 }));
  await agent.say("while you were away");
  const { attempts } = rig.proxy;
  page.show(true);
  chat.send("back");
  await until(() => expect(words(chat)).toContain("while you were away"));
  await until(async () => expect(await rig.history(chat)).toEqual(["while you were away", "back"]));
  expect(rig.proxy.attempts).toBe(attempts + 1);
});

test("a following page lets go of its place in the line for the lock, and follows again", async () => {
  const first = tab("1", createPage());
  await first.start();
  await live(first);
  const page = createPage();
  const second = tab("2", page);
  await second.resume();
  await live(second);
  await until(() => expect(browser.counts()).toEqual({ locks: 2, channels: 2 }));
  page.show(false);
  await until(() => expect(browser.counts()).toEqual({ locks: 1, channels: 1 }));
  first.send("one");
  await expectOnce(rig, first, ["one"]);
  page.show(true);
  await until(() => expect(words(second)).toEqual(["one"]));
  second.send("two");
  await expectOnce(rig, second, ["one", "two"]);
  expect(rig.proxy.attempts).toBe(1);
});

test("another page leads while the leading one is away, and the one that comes back follows", async () => {
  const page = createPage();
  const first = tab("1", page);
  await first.start();
  await live(first);
  const second = tab("2", createPage());
  await second.resume();
  await live(second);
  page.show(false);
  second.send("from the other page");
  await expectOnce(rig, second, ["from the other page"]);
  page.show(true);
  await until(() => expect(words(first)).toEqual(["from the other page"]));
  await until(() => expect(browser.counts()).toEqual({ locks: 2, channels: 2 }));
});

test("a page that comes back after the conversation has ended shows the end", async () => {
  const page = createPage();
  const chat = tab("1", page);
  await chat.start();
  await live(chat);
  const agent = await rig.answer(chat);
  page.show(false);
  await agent.end();
  page.show(true);
  await until(() => expect(chat.get().phase.kind).toBe("ended"));
});

test("a chat that was destroyed does not come back", async () => {
  const page = createPage();
  const chat = tab("1", page);
  await chat.start();
  await live(chat);
  chat.destroy();
  page.show(false);
  page.show(true);
  await until(() => expect(browser.counts()).toEqual({ locks: 0, channels: 0 }));
});
