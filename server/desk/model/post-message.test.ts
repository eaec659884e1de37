import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { memoryStorage } from "../../../src/transport/ports/storage.ts";
import { AgentClient } from "../api/agent-client.ts";
import { ApiProblem } from "../api/api-problem.ts";
import { RestCall } from "../api/rest-call.ts";
import { Communications } from "./communications.ts";
import type { NotSent, Posted, UnsentText } from "./unsent-message.ts";
import { postMessage, reasonOf } from "./post-message.ts";

type Answer = Response | Error;

/** Answers to calls by what their path ends in; the last answer of a list stays. */
function serve(answers: Readonly<Record<string, Answer>>): string[] {
  const calls: string[] = [];
  vi.stubGlobal("fetch", async (path: string, { method, headers }: RequestInit) => {
    const key = new Headers(headers).get("idempotency-key");
    calls.push([method, path, key].filter(Boolean).join(" "));
    const answer = Object.entries(answers).find(([end]) => path.endsWith(end))?.[1];
    if (answer instanceof Response) return answer.clone();
    throw answer ?? new TypeError("Failed to fetch");
  });
  return calls;
}

const json = (body: unknown, status = 200): Response => Response.json(body, { status });
const view = json({
  participants: [
    { id: "theirs", chats: [{ id: "comm-theirs" }] },
    { id: "leg", chats: [{ id: "comm" }] },
  ],
});

/** The communication of a leg is remembered: every test has a leg of its own. */
let leg = "";
let count = 0;
const viewWithLeg = (): Response => json({ participants: [{ id: leg, chats: [{ id: "comm" }] }] });
const client = new AgentClient(new RestCall(memoryStorage()));
const communications = new Communications(client);
const post = (parts: Partial<UnsentText> = {}): Promise<Posted> =>
  postMessage({ client, communications, sent: () => undefined }, "c", leg, {
    key: "key-1",
    body: "Hello",
    files: [],
    choices: [],
    ...parts,
  });

beforeEach(() => {
  leg = `leg-${++count}`;
});
afterEach(() => vi.unstubAllGlobals());

test("a message is posted to the communication of its leg, with its key; the communication is asked for once", async () => {
  const calls = serve({
    "/conversations/c": viewWithLeg(),
    "/messages": json({ id: "m-1", sender: { id: "comm" }, body: "Hello", bodyType: "standard" }),
  });
  expect(await post()).toEqual({ kind: "sent", id: "m-1" });
  expect(await post()).toEqual({ kind: "sent", id: "m-1" });
  const path = "/api/v2/conversations/chats/c/communications/comm/messages";
  expect(calls).toEqual([
    "GET /api/v2/conversations/c",
    `POST ${path} key-1`,
    `POST ${path} key-1`,
  ]);
});

test("choices are posted as content, with the payloads that they have", async () => {
  const answer = json({ id: "m-1", sender: { id: "comm" }, body: "Which?\n1. Lyon\n2. Paris" });
  serve({ "/conversations/c": viewWithLeg(), "/messages": answer });
  const fetched = vi.mocked(fetch);
  const bodies: unknown[] = [];
  vi.stubGlobal("fetch", (path: string, options: RequestInit) => {
    if (typeof options.body === "string") bodies.push(JSON.parse(options.body));
    return fetched(path, options);
  });
  const choices = [{ text: "Lyon", payload: "l" }, { text: "Paris" }];
  expect(await post({ body: "Which?", choices })).toEqual({ kind: "sent", id: "m-1" });
  expect(await post()).toEqual({ kind: "sent", id: "m-1" });
  expect(bodies).toEqual([
    { body: "Which?", content: [{ kind: "choices", choices }] },
    { body: "Hello" },
  ]);
});

test("a leg that the conversation does not have posts nothing", async () => {
  const calls = serve({ "/conversations/c": view });
  expect(await post()).toEqual({ kind: "refused", reason: "left" });
  expect(calls).toEqual(["GET /api/v2/conversations/c"]);
});

test("when the communication cannot be asked for, the message has certainly not left", async () => {
  serve({});
  expect(await post()).toEqual({ kind: "refused", reason: "connection" });
});

test.each<[string, Answer, Posted]>([
  ["no answer", new TypeError("Failed to fetch"), { kind: "lost", reason: "connection" }],
  ["an answer cut short", new Response('{"id":'), { kind: "lost", reason: "connection" }],
  ["500", json({ code: "internal.server.error" }, 500), { kind: "lost", reason: "server" }],
  ["a proxy's page", new Response("<html>", { status: 502 }), { kind: "lost", reason: "server" }],
  ["429", json({ code: "too.many.requests" }, 429), { kind: "refused", reason: "busy" }],
  ["401", json({ code: "bad.credentials" }, 401), { kind: "refused", reason: "signed-out" }],
])("%s: whether the server may have it", async (_, answer, expected) => {
  serve({ "/conversations/c": viewWithLeg(), "/messages": answer });
  expect(await post()).toEqual(expected);
});

test.each<[number, string, NotSent | null]>([
  [400, "chat.error.conversation.state", "ended"],
  [400, "chat.error.member.state", "left"],
  [403, "not.authorized", "left"],
  [404, "not.found", "left"],
  [400, "invalid.value", "refused"],
  [409, "request.conflict", "refused"],
  [503, "", null],
])("the reason of %i %s is %s", (status, code, reason) => {
  expect(reasonOf(new ApiProblem(status, code, ""), "Hello")).toBe(reason);
});

test("a text that is longer than the server takes is called too long", () => {
  const problem = new ApiProblem(400, "invalid.value", "");
  expect(reasonOf(problem, "x".repeat(4_001))).toBe("too-long");
});
