import { inspect } from "node:util";
import { afterEach, beforeEach, expect, test } from "vitest";
import { json, startFakeParlor, type FakeParlor } from "../testing/fake-parlor.ts";
import { CallFailure } from "./call-failure.ts";
import { ParlorClient, type Reply } from "./parlor-client.ts";

const SECRET = "a-secret-that-nobody-tells";
let parlor: FakeParlor;
beforeEach(async () => {
  parlor = await startFakeParlor();
});
afterEach(() => parlor.close());

const clientOf = (timeoutMs?: number): ParlorClient =>
  new ParlorClient({ url: parlor.url, clientId: "c", clientSecret: SECRET }, timeoutMs);
const read = (client: ParlorClient, signal?: AbortSignal): Promise<Reply> =>
  client.call({ method: "GET", path: "/api/v2/x" }, signal);

/** The failure of a call, in which neither the secret nor a token nor the address may stand. */
async function failureOf(call: Promise<unknown>): Promise<CallFailure> {
  const failure: unknown = await call.then(
    () => null,
    (error: unknown) => error,
  );
  if (!(failure instanceof CallFailure)) throw new Error(`No failure: ${inspect(failure)}`);
  const told = JSON.stringify([failure.message, failure.code, failure.fields]);
  for (const secret of [SECRET, "token-", parlor.url]) expect(told).not.toContain(secret);
  return failure;
}

test("calls at the same time share one sign-in, and later ones its token", async () => {
  const client = clientOf();
  await Promise.all([read(client), read(client)]);
  await read(client);
  const call = "GET /api/v2/x Bearer token-1";
  expect(parlor.heard).toEqual(["POST /oauth/token", call, call, call]);
});

test("a token that is not accepted any more is replaced once", async () => {
  const client = clientOf();
  await read(client);
  parlor.answer = ({ headers }, response) =>
    headers.authorization === "Bearer token-1"
      ? json(response, 401, { code: "bad.credentials", message: "No." })
      : json(response, 200, { ok: true });
  expect(await read(client)).toEqual({ status: 200, body: { ok: true } });
  parlor.heard.length = 0;
  parlor.answer = (_, response) => json(response, 401, { code: "bad.credentials", message: "No." });
  expect((await failureOf(read(client))).code).toBe("bad.credentials");
  expect(parlor.heard).toEqual([
    "GET /api/v2/x Bearer token-2",
    "POST /oauth/token",
    "GET /api/v2/x Bearer token-3",
  ]);
});

test("a sign-in that failed is tried again by the next call", async () => {
  const { signIn } = parlor;
  parlor.signIn = (response) => json(response, 401, { error: "invalid_client" });
  const client = clientOf();
  expect((await failureOf(read(client))).code).toBe("invalid.client");
  parlor.signIn = signIn;
  expect(await read(client)).toMatchObject({ status: 200 });
});

test("an error of Parlor keeps its code, fields and delay, on one line", async () => {
  parlor.answer = (_, response) => {
    response.setHeader("retry-after", "3");
    const details = [{ fieldName: "state" }, { errorCode: "x" }];
    json(response, 429, { code: "too.many", message: "Too\nmany\u202e", details });
  };
  expect(await failureOf(read(clientOf()))).toMatchObject({
    code: "too.many",
    message: "Too many ",
    status: 429,
    fields: ["state"],
    retryAfterSeconds: 3,
  });
});

test.each([
  [502, "<html>", /status is 502/],
  [302, "", /status is 302/],
  [500, '{"code":"<b>","message":"x"}', /status is 500/],
  [200, "no JSON", /cannot be read/],
])("an answer %d %j is unreadable", async (status, body, words) => {
  parlor.answer = (_, response) =>
    void response.writeHead(status, { location: "http://127.0.0.1:9/" }).end(body);
  const { code, message } = await failureOf(read(clientOf()));
  expect(code).toBe("bad.reply");
  expect(message).toMatch(words);
});

test("an answer that is too long is not read to its end", async () => {
  let isCut = false;
  parlor.answer = (_, response) => {
    response.once("close", () => (isCut = !response.writableFinished));
    const write = (): void => {
      while (response.write("x".repeat(65_536)));
    };
    response.on("drain", write);
    write();
  };
  expect((await failureOf(read(clientOf()))).code).toBe("result.too.large");
  await expect.poll(() => isCut).toBe(true);
});

test("a server that does not answer, and one that is not there, have their codes", async () => {
  parlor.answer = () => {};
  expect((await failureOf(read(clientOf(50)))).code).toBe("timeout");
  const client = clientOf();
  await parlor.close();
  expect((await failureOf(read(client))).code).toBe("unreachable");
  parlor = await startFakeParlor();
});

test("a call that its client gives up ends", async () => {
  const given = new AbortController();
  parlor.answer = () => given.abort();
  expect((await failureOf(read(clientOf(), given.signal))).code).toBe("unreachable");
});

test("a body is JSON, and a call without one has none", async () => {
  const bodies: string[] = [];
  parlor.answer = (request, response) => {
    let text = "";
    request.on("data", (chunk: Buffer) => (text += chunk.toString()));
    request.on("end", () => {
      bodies.push(`${request.headers["content-type"] ?? "none"} ${text}`);
      response.writeHead(204).end();
    });
  };
  const client = clientOf();
  await client.call({ method: "POST", path: "/x", body: { textBody: "Hello" } });
  expect(await client.call({ method: "POST", path: "/x" })).toEqual({ status: 204, body: null });
  expect(bodies).toEqual(['application/json {"textBody":"Hello"}', "none "]);
});
