import { afterEach, beforeEach, expect, test } from "vitest";
import type { GuestChat, MediaHandler } from "../../src/transport/index.ts";
import { createFakeBrowser } from "../fake-browser.ts";
import { expectOnce, live, rows, SEND, startRig, until, words, type Rig } from "./rig.ts";

/* Several tabs of one browser, each with a chat of its own over one storage. */

let rig: Rig;
let browser: ReturnType<typeof createFakeBrowser>;
beforeEach(async () => {
  rig = await startRig();
  browser = createFakeBrowser();
});
afterEach(() => rig.close());

const tab = (id: string): GuestChat => rig.guest({}, { tabs: browser.openTab(id) });

/**
 * A first tab that leads a conversation, and a second one that has resumed it.
 * @param share - both pages' own way to share a screen. Default: they cannot
 */
async function pair(share: MediaHandler | null = null): Promise<readonly [GuestChat, GuestChat]> {
  const first = tab("1");
  first.setMediaHandler(share);
  await first.start();
  await live(first);
  const second = tab("2");
  second.setMediaHandler(share);
  await second.resume();
  await live(second);
  return [first, second];
}

test("a second tab shows the same conversation over the same stream, and sends through the first", async () => {
  const [first, second] = await pair();
  expect(rig.proxy.attempts).toBe(1);
  const agent = await rig.answer(first);
  await agent.say("one");
  await until(() => expect(words(second)).toEqual(["one"]));
  second.send("two");
  await expectOnce(rig, second, ["one", "two"]);
  await expectOnce(rig, first, ["one", "two"]);
  expect(rig.proxy.attempts).toBe(1);
  expect(second.get().phase).toEqual(first.get().phase);
});

test("a tab that starts before it has heard of the running conversation joins it, and disturbs nothing", async () => {
  const first = tab("1");
  await first.start();
  await live(first);
  const second = tab("2");
  await second.start();
  await until(() => expect(second.get().phase.kind).toBe("waiting"));
  expect(first.get().phase.kind).toBe("waiting");
  expect(second.get().conversationId).toBe(first.get().conversationId);
});

test("two tabs that start at once share one conversation", async () => {
  const [first, second] = [tab("1"), tab("2")];
  await Promise.all([first.start(), second.start()]);
  await until(() => expect(second.get().conversationId).toBe(first.get().conversationId));
  await until(() => expect(second.get().stream.kind).toBe("live"));
  const creates = rig.proxy.exchanges.filter(({ request }) =>
    /POST .*conversations$/.test(request),
  );
  expect(creates).toHaveLength(1);
});

test("both tabs send at once: each message is there once, in one order, in both", async () => {
  const [first, second] = await pair();
  for (let n = 0; n < 5; n++) {
    first.send(`first ${n}`);
    second.send(`second ${n}`);
  }
  await until(() => {
    expect(words(first)).toHaveLength(10);
    expect(rows(first).every((row) => row.delivery.kind === "sent")).toBe(true);
    expect(words(second)).toEqual(words(first));
  });
  expect(await rig.history(first)).toEqual(words(first));
  for (const name of ["first", "second"]) {
    const own = words(first).filter((text) => text.startsWith(name));
    expect(own).toEqual([0, 1, 2, 3, 4].map((n) => `${name} ${n}`));
  }
});

test("the leading tab goes while its send is in doubt: the other leads, and the message is there once", async () => {
  const [first, second] = await pair();
  rig.proxy.next(SEND, { kind: "swallow-answer" });
  first.send("in doubt");
  second.send("after it");
  await until(async () => expect(await rig.history(second)).toEqual(["in doubt"]));
  first.destroy();
  await expectOnce(rig, second, ["in doubt", "after it"]);
});

test("a retry, a deletion and the end work from a tab that follows", async () => {
  const [first, second] = await pair();
  rig.proxy.next(SEND, { kind: "answer", status: 400, body: "{}" }, 2);
  const again = second.send("again");
  const gone = second.send("gone");
  await until(() => expect(second.get().messages.get(gone)?.delivery.kind).toBe("failed"));
  second.discard(gone);
  second.retry(again);
  await expectOnce(rig, second, ["again"]);
  await second.end();
  await until(() =>
    expect([first, second].map((one) => one.get().phase)).toMatchObject([
      { kind: "ended", reason: "guest" },
      { kind: "ended", reason: "guest" },
    ]),
  );
});

test("a tab that followed rates the chat after its end, and shares a screen that an agent asks for", async () => {
  let stop = (): void => undefined;
  const ended = new Promise<void>((resolve) => (stop = resolve));
  const [first, second] = await pair(async () => ({ stop, ended }));
  await rig.answer(first);
  const id = first.get().conversationId ?? "";
  const { chats } = rig.server();
  const leg = (await chats.get(id)).members.findLast((one) => one.userId === "u-noor");
  await chats.createMediaRequest(id, leg?.id ?? "", ["SCREENSHARE"], 300);
  await until(() =>
    expect(second.get().mediaRequests).toMatchObject([{ state: "pending", canAccept: true }]),
  );
  await second.acceptMediaRequest(second.get().mediaRequests[0]!.id);
  expect(second.get().mediaRequests[0]?.state).toBe("live");
  await second.end();
  await until(() => expect(second.get().phase.kind).toBe("ended"));
  await second.rate(5, "from the other tab");
  expect(await chats.rating(id)).toEqual({ score: 5, comment: "from the other tab" });
});

test("a tab that only ever listened rates the chat after the agent has ended it", async () => {
  const [first, second] = await pair();
  const agent = await rig.answer(first);
  await agent.end();
  await until(() => expect(second.get().phase).toMatchObject({ kind: "ended", reason: "agent" }));
  await second.rate(2);
  const { chats } = rig.server();
  expect(await chats.rating(first.get().conversationId ?? "")).toEqual({ score: 2, comment: null });
});

test("a refusal reaches the tab that asked, as the typed error that it is", async () => {
  const [, second] = await pair();
  rig.proxy.setOffline(true);
  await expect(second.end()).rejects.toMatchObject({ code: "offline", retryable: true });
});
