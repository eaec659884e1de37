import { afterEach, expect, test } from "vitest";
import { memoryStorage } from "../../../src/transport/ports/storage.ts";
import { ApiProblem } from "../api/api-problem.ts";
import type { FileLimits } from "../api/views.ts";
import { chatOf, FakeAgentApi, leg, own } from "../testing/fake-agent-api.ts";
import { settle } from "../testing/fake-clock.ts";
import { fileOf } from "../testing/fake-files.ts";
import { TestDesk } from "../testing/test-desk.ts";
import { startSendingFiles } from "./send-files.ts";
import type { UploadProblem } from "./upload-problem.ts";
import type { DeskUpload } from "./uploads.ts";
import { send } from "./writing.ts";

const limits: FileLimits = {
  maxBytes: 1_000,
  maxPerMessage: 3,
  types: ["image/*", "application/pdf"],
  blockedExtensions: [".exe"],
};
const file = (name: string, size = 10, type = "application/pdf"): File =>
  new File([new Uint8Array(size)], name, { type });

let it: TestDesk | null = null;
afterEach(() => {
  it?.desk.close(true);
  it = null;
});

function withChat(): FakeAgentApi {
  const api = new FakeAgentApi();
  api.all.push(chatOf("c", "Mara", leg()));
  return api;
}

async function open(api = withChat(), storage = memoryStorage()) {
  it = await new TestDesk(api, storage).start();
  startSendingFiles(it.desk);
  const { desk } = it;
  const attach = async (...files: readonly File[]): Promise<void> => {
    desk.uploads.attach("c", files, limits);
    await settle();
  };
  const states = (): readonly string[] =>
    desk.uploads.of("c").uploads.map(({ name, state }) => `${name} ${state.kind}`);
  const problems = (): readonly (UploadProblem | null)[] =>
    desk.uploads
      .of("c")
      .uploads.map(({ state }) => (state.kind === "failed" ? state.problem : null));
  const keyOf = (name: string): string =>
    desk.uploads.of("c").uploads.find((one: DeskUpload) => one.name === name)?.key ?? "";
  const arrive = async (): Promise<void> => {
    api.files.under.shift()?.arrive();
    await settle();
  };
  return { api, desk, clock: it.clock, attach, states, problems, keyOf, arrive };
}

test("a file goes up, is checked, and is ready; two go up at a time", async () => {
  const { api, desk, attach, states, arrive } = await open();
  await attach(file("a.pdf"), file("b.pdf"), file("c.pdf"));
  expect(states()).toEqual(["a.pdf uploading", "b.pdf uploading", "c.pdf waiting"]);
  api.files.under[0]?.progress(7);
  expect(desk.uploads.of("c").uploads[0]?.state).toEqual({ kind: "uploading", sent: 7 });
  await arrive();
  expect(states()).toEqual(["a.pdf ready", "b.pdf uploading", "c.pdf uploading"]);
  expect(desk.notices.spoken.value).toBe("a.pdf is ready to send");
});

test("a check that is not done is asked for every two seconds, for a minute", async () => {
  const { api, clock, attach, states, arrive, problems } = await open();
  api.files.outcome = { state: "checking" };
  await attach(file("a.pdf"));
  await arrive();
  expect(states()).toEqual(["a.pdf checking"]);
  await clock.advance(4_000);
  expect(api.files.requests.filter((one) => one.startsWith("GET"))).toHaveLength(3);
  api.files.look("f1", { state: "ready" });
  await clock.advance(2_000);
  expect(states()).toEqual(["a.pdf ready"]);
  await attach(file("b.pdf"));
  await arrive();
  await clock.advance(62_000);
  expect(problems()).toEqual([null, "lost"]);
});

test.each<readonly [UploadProblem, File]>([
  ["too-large", file("a.pdf", 1_001)],
  ["empty", file("a.pdf", 0)],
  ["type", file("a.exe")],
  ["type", file("a.EXE. ")],
  ["type", file("a")],
  ["type", file("a.zip", 10, "application/zip")],
])("%s: a file that may not be sent is refused before a byte leaves", async (problem, wrong) => {
  const { api, desk, attach } = await open();
  await attach(wrong, file("b.png", 1_000, "image/png"));
  expect(desk.uploads.of("c").refused).toEqual([{ name: wrong.name, problem }]);
  expect(api.files.requests.filter((one) => one.startsWith("POST"))).toHaveLength(1);
  await attach(file("c.pdf"));
  expect(desk.uploads.of("c").refused).toEqual([]);
});

test("a message has no more files than it may have", async () => {
  const { desk, attach } = await open();
  await attach(file("a.pdf"), file("b.pdf"), file("c.pdf"), file("d.pdf"));
  expect(desk.uploads.of("c").uploads).toHaveLength(3);
  expect(desk.uploads.of("c").refused).toEqual([{ name: "d.pdf", problem: "many" }]);
});

test.each<readonly [string, number, UploadProblem]>([
  ["attachment.limit.reached", 409, "full"],
  ["attachment.type.not.allowed", 415, "type"],
  ["too.many.requests", 429, "busy"],
  ["service.unavailable", 503, "busy"],
  ["internal.error", 500, "lost"],
])("an announcement that is refused with %s fails as %s %s", async (code, status, problem) => {
  const { api, attach, problems } = await open();
  api.files.failure = new ApiProblem(status, code, "");
  await attach(file("a.pdf"));
  expect(problems()).toEqual([problem]);
});

test("a file that the server finds harmful fails, and is not worth a retry", async () => {
  const { api, desk, attach, arrive, problems } = await open();
  api.files.outcome = { state: "refused", code: "attachment.refused" };
  await attach(file("a.pdf"));
  await arrive();
  expect(problems()).toEqual(["refused"]);
  expect(desk.notices.lines.value.at(-1)).toMatchObject({ isUrgent: true });
});

test("a lost upload is announced again with the same key", async () => {
  const { api, desk, attach, problems, keyOf, arrive, states } = await open();
  await attach(file("a.pdf"));
  api.files.under.shift()?.fail(new TypeError("cut"));
  await settle();
  expect(problems()).toEqual(["lost"]);
  desk.uploads.retry("c", keyOf("a.pdf"));
  await settle();
  const announced = api.files.requests.filter((one) => one.startsWith("POST"));
  expect(new Set(announced).size).toBe(1);
  expect(announced).toHaveLength(2);
  await arrive();
  expect(states()).toEqual(["a.pdf ready"]);
});

test("a removed file is stopped, and the server forgets it", async () => {
  const { api, desk, attach, keyOf, arrive, states } = await open();
  await attach(file("a.pdf"), file("b.pdf"));
  desk.uploads.remove("c", keyOf("a.pdf"));
  await settle();
  expect(api.files.requests).toContain("DELETE file c f1");
  expect(states()).toEqual(["b.pdf uploading"]);
  api.files.under.shift();
  await arrive();
  desk.uploads.remove("c", keyOf("b.pdf"));
  expect(api.files.requests).toContain("DELETE file c f2");
  expect(desk.uploads.all.value.size).toBe(0);
});

test("a message takes its files along, with and without text", async () => {
  const { api, desk, attach, arrive } = await open();
  await attach(file("a.pdf"));
  await arrive();
  send(desk, "c", "");
  await settle();
  expect(api.histories.get("c")?.at(-1)).toMatchObject({ body: "", files: [{ id: "f1" }] });
  expect(desk.uploads.of("c").uploads).toEqual([]);
  expect(desk.work.peek().of("c").unsent).toEqual([]);
});

test("a message that waits for its files goes when the last one is ready", async () => {
  const { api, desk, attach, arrive } = await open();
  await attach(file("a.pdf"), file("b.pdf"));
  desk.work.peek().outbox.set("c", { draft: "Both tickets" });
  desk.uploads.wait("c", true);
  await arrive();
  expect(api.histories.get("c") ?? []).toEqual([]);
  await arrive();
  expect(api.histories.get("c")?.at(-1)).toMatchObject({
    body: "Both tickets",
    files: [{ id: "f1" }, { id: "f2" }],
  });
});

test("a file that fails stops the message that waits for it", async () => {
  const { api, desk, attach, arrive } = await open();
  await attach(file("a.pdf"), file("b.pdf"));
  desk.uploads.wait("c", true);
  api.files.under.shift()?.fail(new TypeError("cut"));
  await settle();
  await arrive();
  expect(desk.uploads.of("c").isWaiting).toBe(false);
  expect(api.histories.get("c") ?? []).toEqual([]);
});

test("a message with files whose answer was lost is found in the history by its files", async () => {
  const { api, desk, attach, arrive } = await open();
  await attach(file("a.pdf"));
  await arrive();
  api.failure = new TypeError("lost");
  send(desk, "c", "");
  await settle();
  expect(desk.work.peek().of("c").unsent).toMatchObject([{ isInDoubt: true }]);
  api.failure = null;
  it?.tell("c", api.say("c", "", own, "text", { files: [fileOf("another", "a.pdf")] }));
  await settle();
  expect(desk.work.peek().of("c").unsent).toHaveLength(1);
  it?.tell("c", api.say("c", "", own, "text", { files: [fileOf("f1", "a.pdf")] }));
  await settle();
  expect(desk.work.peek().of("c").unsent).toEqual([]);
});

test("an unsent message keeps its files through a reload", async () => {
  const { api, desk, attach, arrive } = await open();
  await attach(file("a.pdf"));
  await arrive();
  api.failure = new ApiProblem(404, "attachment.not.found", "");
  send(desk, "c", "With the ticket");
  await settle();
  const { outbox } = desk.work.peek();
  expect(outbox.of("c").unsent).toMatchObject([
    {
      body: "With the ticket",
      files: [{ id: "f1", name: "a.pdf" }],
      delivery: { kind: "failed", reason: "files" },
    },
  ]);
});

test("files that are ready survive a reload; the others say that they have to be chosen again", async () => {
  const [api, storage] = [withChat(), memoryStorage()];
  const before = await open(api, storage);
  await before.attach(file("a.pdf"), file("b.pdf"));
  await before.arrive();
  expect(before.states()).toEqual(["a.pdf ready", "b.pdf uploading"]);
  before.desk.close(false);

  const { desk, states, problems, keyOf } = await open(api, storage);
  expect(states()).toEqual(["a.pdf ready", "b.pdf failed"]);
  expect(problems()).toEqual([null, "gone"]);
  desk.uploads.retry("c", keyOf("b.pdf"));
  await settle();
  expect(problems()).toEqual([null, "gone"]);
  desk.uploads.remove("c", keyOf("b.pdf"));
  send(desk, "c", "The ticket");
  await settle();
  expect(api.histories.get("c")?.at(-1)).toMatchObject({
    body: "The ticket",
    files: [{ id: "f1" }],
  });
  desk.close(false);
  expect((await open(api, storage)).states()).toEqual([]);
});

test("neither the address nor the bytes of a file are stored", async () => {
  const storage = memoryStorage();
  const { attach, arrive } = await open(withChat(), storage);
  await attach(file("a.pdf"));
  await arrive();
  const [name = ""] = storage.keys("parlor:desk:uploads:");
  expect(JSON.parse(storage.get(name) ?? "")).toEqual([
    { key: expect.any(String), name: "a.pdf", size: 10, type: "application/pdf", id: "f1" },
  ]);
});

test("another agent does not find the files, and signing out erases them", async () => {
  const [api, storage] = [withChat(), memoryStorage()];
  const { desk, attach } = await open(api, storage);
  storage.set("parlor:desk:uploads:another:c", "[]");
  await attach(file("a.pdf"));
  desk.close(false);
  const next = await open(api, storage);
  expect(storage.keys("parlor:desk:uploads:")).toHaveLength(1);
  next.desk.close(true);
  expect(storage.keys("parlor:desk:uploads:")).toEqual([]);
});

test.each(["{", "7", '[{"key":1}]', '[null,{"key":"k","name":"n","type":"t","size":1}]'])(
  "damaged storage (%s) is no file",
  async (damaged) => {
    const [api, storage] = [withChat(), memoryStorage()];
    const { desk, attach } = await open(api, storage);
    await attach(file("a.pdf"));
    desk.close(false);
    const [name = ""] = storage.keys("parlor:desk:uploads:");
    storage.set(name, damaged);
    expect((await open(api, storage)).states()).toEqual([]);
  },
);

test("files of a chat that has left the desk are named as lost", async () => {
  const [api, storage] = [withChat(), memoryStorage()];
  const { desk, attach } = await open(api, storage);
  await attach(file("a.pdf"));
  desk.close(false);
  api.all.length = 0;
  const next = await open(api, storage);
  expect(next.desk.notices.problem.value).toContain("Your file was not sent: “a.pdf”.");
  expect(storage.keys("parlor:desk:uploads:")).toEqual([]);
});

test("a notification brings the files of a message, and hides the names that stand for a text", async () => {
  const { api, desk } = await open();
  const said = api.say("c", "", own, "text", { files: [fileOf("f9", "ticket.pdf")] });
  it?.socket.tell({
    topicName: "v2.conversations.chats.c.messages",
    eventBody: {
      ...said,
      files: undefined,
      body: "ticket.pdf",
      bodyIsFallback: true,
      bodyType: "standard",
      attachments: [fileOf("f9", "ticket.pdf"), { id: 1, name: "no file" }],
    },
    metadata: { type: "message" },
  });
  await settle();
  expect(desk.threads.get("c")?.rows.value.at(-1)).toMatchObject({
    body: "",
    files: [{ id: "f9", name: "ticket.pdf" }],
  });
});
