import { expect, test } from "vitest";
import { ApiProblem } from "../api/api-problem.ts";
import type { Answered } from "../api/views.ts";
import { memoryStorage } from "../../../src/transport/ports/storage.ts";
import { FakeAgentApi, guestOf, missedOf, own } from "../testing/fake-agent-api.ts";
import { settle } from "../testing/fake-clock.ts";
import { TestDesk } from "../testing/test-desk.ts";
import { startAnnouncing } from "./announcer.ts";
import { mailOf, takeMissed, wrapUpMissed } from "./missed.ts";
import { select } from "./writing.ts";

const timeOf = (at: number): string => new Date(at).toISOString().slice(11, 16);
const tomas = { id: "u-tomas", name: "Tomás Brandt" };

/** A desk with two missed guests. */
async function twoMissed(storage = memoryStorage()): Promise<TestDesk> {
  const api = new FakeAgentApi();
  api.allMissed.push(missedOf("ama", "Ama Boateng"), missedOf("berta", "Berta Köhler"));
  api.say("ama", "My train was cancelled.");
  const test = await new TestDesk(api, storage).start();
  test.takeRequests();
  return test;
}
/** Tells every entry of the list, as if each of them had changed. */
const tellMissed = (test: TestDesk): void => {
  for (const missed of test.api.allMissed)
    test.tellQueues({ queueId: "q", list: "missed", conversationId: missed.id, missed });
};
const answeredOf = (id: string): Answered => {
  const { guest, queue, subject } = missedOf(id, id);
  const answeredAt = "2026-01-01T12:00:00.000Z";
  return { id, guest, queue, subject, answeredAt, answeredBy: tomas };
};
const ids = (chats: readonly { readonly id: string }[]): string[] => chats.map(({ id }) => id);

test("a change of the missed list costs no request, and keeps the order by promise", async () => {
  const test = await twoMissed();
  const promise = { text: "within an hour", dueAt: "2026-01-01T12:30:00.000Z" };
  test.api.allMissed.push(missedOf("marta", "Marta Nowak", { promise }));
  tellMissed(test);
  expect(ids(test.desk.lists.toAnswer.value)).toEqual(["marta", "ama", "berta"]);
  test.tellQueues({
    queueId: "q",
    list: "missed",
    conversationId: "ama",
    missed: null,
    answered: answeredOf("ama"),
  });
  expect(ids(test.desk.lists.missed.value)).toEqual(["marta", "berta"]);
  expect(ids(test.desk.lists.answered.value)).toEqual(["ama"]);
  await settle();
  expect(test.takeRequests()).toEqual([]);
});

test("a missed guest's messages are read when it is selected, and it stays selected", async () => {
  const test = await twoMissed();
  select(test.desk, "ama");
  await settle();
  expect(test.bodies("ama")).toEqual(["My train was cancelled."]);
  expect(test.takeRequests()).toContain("GET messages ama descending");
  tellMissed(test);
  await settle();
  expect(test.desk.selection.id.value).toBe("ama");
});

test("a guest who is taken is the agent's to answer, until the wrap-up is saved", async () => {
  const test = await twoMissed();
  select(test.desk, "ama");
  expect(await takeMissed(test.desk, "ama")).toBe(true);
  expect(ids(test.desk.lists.answering.value)).toEqual(["ama"]);
  expect(ids(test.desk.lists.toAnswer.value)).toEqual(["berta"]);
  test.desk.work.value.outbox.set("ama", { wrapUp: { code: "solved", note: "Refunded" } });
  tellMissed(test);
  await settle();
  expect(test.desk.work.value.of("ama").wrapUp.note).toBe("Refunded");
  expect(await wrapUpMissed(test.desk, "ama", "solved", "Refunded")).toBe(true);
  expect(test.takeRequests()).toContain("POST wrapup missed ama solved Refunded");
  expect(test.desk.lists.answering.value).toEqual([]);
  expect(test.desk.selection.id.value).toBeNull();
  expect(test.desk.work.value.of("ama").wrapUp.note).toBe("");
  expect(test.desk.notices.problem.value).toBe("");
});

test("a wrap-up names the last message that is on the screen, and says why it is refused", async () => {
  const test = await twoMissed();
  select(test.desk, "ama");
  await takeMissed(test.desk, "ama");
  const said = test.api.say("ama", "Call me", guestOf("ama"));
  test.tell("ama", said);
  tellMissed(test);
  await settle();
  expect(test.bodies("ama")).toEqual(["My train was cancelled.", "Call me"]);
  test.api.failure = new ApiProblem(409, "missed.text.unread", "");
  expect(await wrapUpMissed(test.desk, "ama", "solved", "")).toBe(false);
  expect(test.desk.notices.problem.value).toContain("read it first");
  test.api.failure = null;
  expect(await wrapUpMissed(test.desk, "ama", "solved", "")).toBe(true);
  expect(test.api.readUntil).toBe(said.id);
});

test("a note that is half written is there after a reload", async () => {
  const storage = memoryStorage();
  const first = await twoMissed(storage);
  await takeMissed(first.desk, "ama");
  first.desk.work.value.outbox.set("ama", { wrapUp: { code: "", note: "Call back" } });
  first.desk.close(false);
  const api = new FakeAgentApi();
  api.allMissed.push(missedOf("ama", "Ama", { takenBy: { id: "u-noor", name: "Noor Haddad" } }));
  const { desk } = await new TestDesk(api, storage).start();
  expect(desk.work.value.of("ama").wrapUp.note).toBe("Call back");
});

test("a guest whom a colleague has taken first is not the agent's, and the desk names the colleague", async () => {
  const test = await twoMissed();
  test.api.allMissed[0] = missedOf("ama", "Ama Boateng", { takenBy: tomas });
  expect(await takeMissed(test.desk, "ama")).toBe(false);
  expect(test.desk.notices.problem.value).toBe("Tomás Brandt has taken this message already.");
  expect(test.desk.lists.answering.value).toEqual([]);
});

test("a guest whom a colleague answers is the agent's, once it says from whom it takes over", async () => {
  const test = await twoMissed();
  test.api.allMissed[0] = missedOf("ama", "Ama Boateng", { takenBy: tomas });
  expect(await takeMissed(test.desk, "ama", "u-another")).toBe(false);
  expect(await takeMissed(test.desk, "ama", tomas.id)).toBe(true);
  expect(ids(test.desk.lists.answering.value)).toEqual(["ama"]);
});

test("a guest who is back in line can't be taken as missed, and the desk says so", async () => {
  const test = await twoMissed();
  test.api.allMissed.splice(0, 1);
  expect(await takeMissed(test.desk, "ama")).toBe(false);
  expect(test.desk.notices.problem.value).toContain("needs no answer any more");
});

test("a double press takes once", async () => {
  const test = await twoMissed();
  await Promise.all([takeMissed(test.desk, "ama"), takeMissed(test.desk, "ama")]);
  expect(test.takeRequests().filter((one) => one.startsWith("POST"))).toEqual([
    "POST take missed ama",
  ]);
});

test("the mail quotes what the guest wrote, and nothing of a flow or an agent", async () => {
  const test = await twoMissed();
  test.api.say("ama", "Hello, I’m Bell.", { id: "bot", role: "bot" });
  test.api.say("ama", "Hello", own);
  test.api.say("ama", "Please write to me.", guestOf("ama"));
  select(test.desk, "ama");
  await settle();
  const [ama, berta] = test.desk.lists.toAnswer.value;
  if (ama === undefined || berta === undefined) throw new Error("Nobody was missed.");
  expect(mailOf(test.desk, ama, timeOf).messages).toEqual([
    { body: "My train was cancelled.", time: "11:00" },
    { body: "Please write to me.", time: "11:00" },
  ]);
  // Its history is not here: the list has the last words.
  expect(mailOf(test.desk, berta, timeOf).messages).toEqual([
    { body: "How do I get my money back?", time: "11:50" },
  ]);
});

test("guests who are missed from now on are read out, those of the first look are not", async () => {
  const test = await twoMissed();
  const stop = startAnnouncing(test.desk);
  expect(test.desk.notices.spoken.value).toBe("");
  test.api.allMissed.push(missedOf("marta", "Marta Nowak"));
  tellMissed(test);
  await settle();
  expect(test.desk.notices.spoken.value).toBe("A message to answer: Marta Nowak");
  stop();
});
