import { afterEach, expect, test } from "vitest";
import { expectOnce, HISTORY, live, rows, SEND, startRig, until, words, type Rig } from "./rig.ts";

/* A guest who comes up against the server's limits: all goes out, a little later. */

let rig: Rig;
afterEach(() => rig.close());
const TYPING = { method: "POST", path: /\/typing$/ };

test("more messages than a minute allows are queued, go out in order, and none says not sent", async () => {
  rig = await startRig({ rules: { messagesPerMinute: 4 } });
  const chat = await rig.started();
  const kinds = new Set<string>();
  const undo = chat.subscribe(() => {
    for (const row of rows(chat)) kinds.add(row.delivery.kind);
  });
  const texts = Array.from({ length: 5 }, (_, n) => `message ${n}`);
  for (const text of texts) chat.send(text);
  await expectOnce(rig, chat, texts);
  undo();
  expect(kinds).not.toContain("failed");
  const refused = rig.proxy.exchanges.filter((one) => one.status === 429);
  expect(refused.length).toBeGreaterThan(0);
  for (const { request } of refused) expect(request).toMatch(/\/messages$/);
});

test("a limit that lasts longer than three tries leaves the message queued", async () => {
  rig = await startRig();
  const chat = await rig.started();
  const answer = { kind: "answer", status: 429, headers: { "retry-after": "2" } } as const;
  rig.proxy.next(SEND, answer, 6);
  const key = chat.send("patience");
  await until(() =>
    expect(rig.proxy.exchanges.filter((one) => one.status === 429).length).toBeGreaterThan(3),
  );
  expect(chat.get().messages.get(key)?.delivery.kind).not.toBe("failed");
  await expectOnce(rig, chat, ["patience"]);
});

test("a refused typing notice is lost quietly", async () => {
  rig = await startRig();
  const chat = await rig.started();
  rig.proxy.next(TYPING, { kind: "answer", status: 429, headers: { "retry-after": "9" } });
  chat.typing();
  await until(() => {
    const typing = rig.proxy.exchanges.filter(({ request }) => TYPING.path.test(request));
    expect(typing.map((one) => one.status)).toEqual([429]);
  });
  chat.send("still here");
  await expectOnce(rig, chat, ["still here"]);
  expect(chat.get().stream.kind).toBe("live");
});

test("a history that may not be read yet is read when it may", async () => {
  rig = await startRig();
  const chat = await rig.started();
  const agent = await rig.answer(chat);
  const answer = { kind: "answer", status: 429, headers: { "retry-after": "1" } } as const;
  rig.proxy.next(HISTORY, answer, 2);
  rig.proxy.cutStreams();
  await agent.say("while you were away");
  await live(chat);
  await until(() => expect(words(chat)).toEqual(["while you were away"]));
});

test("a guest who polls is let in again after a refusal", async () => {
  rig = await startRig();
  rig.proxy.refuseStreams(503);
  const chat = rig.guest();
  await chat.start();
  await until(() => expect(chat.get().stream.kind).toBe("polling"));
  const answer = { kind: "answer", status: 429, headers: { "retry-after": "1" } } as const;
  rig.proxy.next(HISTORY, answer, 2);
  const agent = await rig.answer(chat);
  await agent.say("can you hear me?");
  await until(() => expect(words(chat)).toEqual(["can you hear me?"]));
  chat.send("loud and clear");
  await until(async () =>
    expect(await rig.history(chat)).toEqual(["can you hear me?", "loud and clear"]),
  );
});
