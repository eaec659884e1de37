import { expect, test } from "vitest";
import type { Http, HttpRequest } from "../../ports/http.ts";
import { createRestClient, type RestClient } from "./rest-client.ts";

const who = { conversationId: "c", memberId: "m", jwt: "t" };
const { signal } = new AbortController();

/** A client of a server that gives this answer to every request. */
function client(
  answer: (request: HttpRequest) => { status?: number; body: unknown; retryAfter?: string },
): RestClient & { readonly asked: string[]; readonly logged: string[] } {
  const asked: string[] = [];
  const logged: string[] = [];
  const http: Http = async (request) => {
    asked.push(request.url);
    const { status = 200, body, retryAfter } = answer(request);
    const header = (name: string): string | null =>
      name === "retry-after" ? (retryAfter ?? null) : null;
    return { status, header, body };
  };
  const log = { warn: (line: string) => void logged.push(line) };
  return {
    ...createRestClient("https://chat.example", { http, log, noteTime: () => undefined }),
    asked,
    logged,
  };
}

const member = { id: "a", displayName: "Noor", role: "AGENT", state: "CONNECTED" };

test("members are asked for page by page, and an empty page is the last", async () => {
  const rest = client(({ url }) => ({
    body: { entities: /pageNumber=[12]$/.test(url) ? [member] : [], pageCount: 1e9 },
  }));
  expect(await rest.members(who, signal)).toHaveLength(2);
  expect(rest.asked).toHaveLength(3);
});

test("a server that has members without end is asked for so many pages, and no more", async () => {
  const rest = client(() => ({ body: { entities: [member], pageCount: 1e300 } }));
  expect(await rest.members(who, signal)).toHaveLength(100);
});

test.each([0, -1, Number.NaN, "3", null])("a page count of %s is one page", async (pageCount) => {
  const rest = client(() => ({ body: { entities: [member], pageCount } }));
  expect(await rest.members(who, signal)).toHaveLength(1);
});

const message = (id: string): object => ({
  id,
  sender: { id: "a" },
  body: "x",
  bodyType: "standard",
});

test("a server whose history always has a next page is asked for so many pages, and no more", async () => {
  let id = 0;
  const rest = client(() => ({ body: { entities: [message(`${id++}`)], next: "/again" } }));
  expect(await rest.messagesAfter(who, null, signal)).toHaveLength(1_000);
});

test.each(["messagesAfter", "poll"] as const)(
  "%s stops at a page without a new message, and has each message once",
  async (operation) => {
    const rest = client(() => ({
      body: { entities: [message("1"), message("2")], next: "/again" },
    }));
    const answer = await rest[operation](who, "1", signal);
    const messages = "messages" in answer ? answer.messages : answer;
    expect(messages.map(({ id }) => id)).toEqual(["1", "2"]);
    expect(rest.asked).toHaveLength(2);
  },
);

test("403 ends a session that may not read; a call that changes something is only refused", async () => {
  const rest = client(() => ({ status: 403, body: { code: "not.authorized" } }));
  for (const read of [rest.member(who, "m", signal), rest.messagesAfter(who, null, signal)])
    await expect(read).rejects.toMatchObject({ code: "session-expired" });
  await expect(rest.send(who, "x", null, signal)).rejects.toMatchObject({
    code: "refused",
  });
  const elsewhere = client(() => ({ status: 403, body: { code: "origin.not.allowed" } }));
  await expect(elsewhere.member(who, "m", signal)).rejects.toMatchObject({
    code: "origin-not-allowed",
  });
});

test.each([
  ["30", 30_000],
  ["0", null],
  ["-5", null],
  ["abc", null],
  ["1e-7", null],
  ["3600", 3_600_000],
  ["86400", 3_600_000],
  ["1e15", 3_600_000],
  ["1e400", null],
  ["Wed, 21 Oct 2026 07:28:00 GMT", null],
])("Retry-After: %s is a wait of %s ms", async (retryAfter, retryAfterMs) => {
  const rest = client(() => ({ status: 429, body: { code: "too.many.requests" }, retryAfter }));
  await expect(rest.typing(who, signal)).rejects.toMatchObject({
    code: "rate-limited",
    retryAfterMs,
  });
});

test("a wait that stands in the words of a refusal is no longer than an hour either", async () => {
  const words = `Retry the request in [${"9".repeat(400)}] seconds`;
  const rest = client(() => ({ status: 429, body: { code: "too.many.requests", message: words } }));
  await expect(rest.typing(who, signal)).rejects.toMatchObject({ retryAfterMs: 3_600_000 });
});

test("unreadable entries of a page are left out, and logged", async () => {
  const rest = client(() => ({ body: { entities: [message("1"), { id: 5 }, null] } }));
  expect(await rest.messagesAfter(who, null, signal)).toHaveLength(1);
  expect(rest.logged).toEqual(["2 unreadable entries of a page were left out"]);
});

test.each([true, false])(
  "the create call says whether the page can share the screen: %s",
  async (hasMediaHandler) => {
    const bodies: unknown[] = [];
    const rest = client(({ body }) => {
      bodies.push(body);
      return { body: {} };
    });
    const request = {
      organizationId: "o",
      deploymentId: "d",
      routing: { queue: "Bookings" },
      profile: {},
      journeyContext: undefined,
      memberAuthToken: undefined,
      hasMediaHandler,
    };
    await expect(rest.create(request, signal)).rejects.toMatchObject({ code: "bad-response" });
    expect(bodies).toMatchObject([{ parlor: { capabilities: { screenShare: hasMediaHandler } } }]);
  },
);
