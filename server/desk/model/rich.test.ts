import { expect, test } from "vitest";
import type { ContentPart } from "../api/content.ts";
import { ApiProblem } from "../api/api-problem.ts";
import { memoryStorage } from "../../../src/transport/ports/storage.ts";
import { chatOf, FakeAgentApi, guestOf, leg, own } from "../testing/fake-agent-api.ts";
import { settle } from "../testing/fake-clock.ts";
import { TestDesk } from "../testing/test-desk.ts";
import { contentStates } from "./content-state.ts";
import { lossOf } from "./unfinished.ts";
import { retry, select, send } from "./writing.ts";

/* Choices between an agent and a guest, on a desk without its drawing. */

const trains: ContentPart = {
  kind: "choices",
  choices: ["Lyon", "Paris"].map((text, n) => ({
    text,
    payload: `p${n}`,
    imageUrl: null,
    detail: "",
  })),
};

async function start(
  storage = memoryStorage(),
  api = new FakeAgentApi(),
): Promise<{ it: TestDesk; api: FakeAgentApi }> {
  if (api.all.length === 0) {
    api.all.push(chatOf("mara", "Mara Lindqvist", leg()), chatOf("oskar", "Oskar", leg()));
    api.say("mara", "Hello", guestOf("mara", "Mara Lindqvist"));
  }
  const it = await new TestDesk(api, storage).start();
  select(it.desk, "mara");
  await settle();
  return { it, api };
}
const history = (api: FakeAgentApi): unknown =>
  api.histories
    .get("mara")
    ?.slice(1)
    .map(({ body, content = [] }) => [
      body,
      content.flatMap((part) =>
        part.kind === "choices"
          ? part.choices.map(({ text, payload }) => `${text}=${payload}`)
          : [],
      ),
    ]);

test("drafted choices go out with the text, once, and stand in the agent's own row", async () => {
  const { it, api } = await start();
  const choices = [{ text: " Lyon ", payload: "l" }, { text: "" }, { text: "Paris" }];
  it.desk.work.peek().outbox.set("mara", { draft: "Which?", choices });
  send(it.desk, "mara", "Which?");
  await settle();
  expect(history(api)).toEqual([["Which?", ["Lyon=l", "Paris=Paris"]]]);
  const rows = it.desk.threads.get("mara")?.rows.peek() ?? [];
  expect(rows.at(-1)).toMatchObject({ body: "Which?", content: [{ kind: "choices" }] });
  expect(contentStates(rows, true).get(rows.at(-1)?.id ?? "")?.isOpen).toBe(true);
});

test("choices with a mistake stay with their text, and nothing is sent", async () => {
  const { it, api } = await start();
  const { outbox } = it.desk.work.peek();
  const choices = [{ text: "Lyon" }, { text: "Lyon" }];
  outbox.set("mara", { draft: "Which?", choices });
  send(it.desk, "mara", "Which?");
  await settle();
  expect(history(api)).toEqual([]);
  expect(outbox.of("mara")).toMatchObject({ draft: "Which?", choices, unsent: [] });
  expect(it.desk.notices.lines.peek().at(-1)).toMatchObject({
    text: "Not sent: the choices have a mistake.",
    isUrgent: true,
  });
});

test("choices that were not sent are sent by Retry after a reload, and by nothing else", async () => {
  const storage = memoryStorage();
  const { it, api } = await start(storage);
  api.failure = new ApiProblem(503, "service.unavailable", "");
  it.desk.work.peek().outbox.set("mara", { draft: "Which?", choices: [{ text: "Lyon" }] });
  send(it.desk, "mara", "Which?");
  await settle();
  it.desk.close(false);
  api.failure = null;
  const after = (await start(storage, api)).it;
  const [unsent] = after.desk.work.peek().of("mara").unsent;
  expect(unsent).toMatchObject({ body: "Which?", choices: [{ text: "Lyon" }] });
  expect(history(api)).toEqual([]);
  retry(after.desk, "mara", unsent?.key ?? "");
  await settle();
  expect(history(api)).toEqual([["Which?", ["Lyon=Lyon"]]]);
  expect(after.desk.work.peek().of("mara").unsent).toEqual([]);
});

test("a damaged store of choices loses no draft", async () => {
  const storage = memoryStorage();
  const { it, api } = await start(storage);
  it.desk.work.peek().outbox.set("mara", { draft: "Which?", choices: [{ text: "Lyon" }] });
  it.desk.close(false);
  const [name = ""] = storage.keys("parlor:desk:unfinished:");
  const stored = storage.get(name) ?? "";
  storage.set(name, stored.replace('[{"text":"Lyon"}]', '[7,{"text":1},{"text":"P","payload":2}]'));
  const after = (await start(storage, api)).it;
  expect(after.desk.work.peek().of("mara")).toMatchObject({
    draft: "Which?",
    choices: [{ text: "P" }],
  });
});

test("choices alone are a draft that signing out would delete", async () => {
  const { it } = await start();
  const work = it.desk.work.peek();
  work.outbox.set("mara", { choices: [{ text: "" }] });
  expect(work.count()).toEqual({ messages: 0, drafts: 0 });
  work.outbox.set("mara", { choices: [{ text: "Lyon" }] });
  expect(work.count()).toEqual({ messages: 0, drafts: 1 });
  expect(lossOf(work.outbox.of("mara"))).toEqual(["Your message was not sent: “Lyon”."]);
});

test("an answer in the chat that is shown is read out with its words, and elsewhere as a message", async () => {
  const { it, api } = await start();
  const offer = api.say("mara", "Which?", own, "text", { content: [trains] });
  it.tell("mara", offer);
  await settle();
  const answer = { messageId: offer.id, kind: "choices", payloads: ["p1"] } as const;
  const guest = guestOf("mara", "Mara Lindqvist");
  it.tell("mara", api.say("mara", "2", guest, "text", { answer }));
  await settle();
  expect(it.desk.notices.spoken.peek()).toBe("Mara chose Paris");
  const rows = it.desk.threads.get("mara")?.rows.peek() ?? [];
  expect(contentStates(rows, true).get(offer.id)).toEqual({ answer, isOpen: false });
  select(it.desk, "oskar");
  it.tell("mara", api.say("mara", "2", guest, "text", { answer }));
  await settle();
  expect(it.desk.notices.spoken.peek()).toBe("New message from Mara Lindqvist");
});
