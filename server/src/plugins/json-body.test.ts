import fc from "fast-check";
import Fastify, { type FastifyInstance } from "fastify";
import { describe, expect, test } from "vitest";
import { fillAbsentBody, isDeeperThan, jsonBodies } from "./json-body.ts";
import { errors } from "./reply-errors.ts";

const depthOf = (value: unknown): number =>
  typeof value === "object" && value !== null
    ? 1 + Math.max(0, ...Object.values(value).map(depthOf))
    : 0;

test("the depth of any JSON text is what its value has, whatever stands in its strings", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), fc.string(), (value, text) => {
      const wrapped = { [text]: [value, `${text}"[{\\`] };
      const depth = depthOf(wrapped);
      expect(isDeeperThan(JSON.stringify(wrapped), depth)).toBe(false);
      expect(isDeeperThan(JSON.stringify(wrapped), depth - 1)).toBe(true);
    }),
  );
});

test("20,000 levels are too deep, and text that is no JSON ends the look all the same", () => {
  expect(isDeeperThan("[".repeat(20_000), 64)).toBe(true);
  expect(isDeeperThan('{"a":"\\', 64)).toBe(false);
  expect(isDeeperThan("]]]]", 64)).toBe(false);
});

describe("in a scope of its own", () => {
  const post = { method: "POST", headers: { "content-type": "application/json" } } as const;

  async function start(): Promise<FastifyInstance> {
    const app = Fastify();
    app.removeAllContentTypeParsers();
    await app.register(errors, {
      translate: () => {
        throw new Error("No domain here");
      },
      refused: () => undefined,
    });
    await app.register(async (scope) => {
      await scope.register(jsonBodies);
      scope.post("/json", async ({ body }) => ({ body }));
      const schema = { body: { type: "object" } };
      scope.post("/object", { schema, preValidation: fillAbsentBody }, async ({ body }) => ({
        body,
      }));
    });
    await app.register(async (scope) => {
      scope.addContentTypeParser("*", { parseAs: "buffer" }, (_, body, done) => done(null, body));
      scope.post("/raw", async ({ body }) => ({
        hex: Buffer.isBuffer(body) ? body.toString("hex") : null,
      }));
    });
    return app;
  }

  test("JSON is read, and another scope beside it gets the same body byte by byte", async () => {
    const app = await start();
    const payload = '{ "a" : 1 }';
    expect((await app.inject({ ...post, url: "/json", payload })).json()).toEqual({
      body: { a: 1 },
    });
    const raw = await app.inject({ ...post, url: "/raw", payload });
    expect(raw.json()).toEqual({ hex: Buffer.from(payload).toString("hex") });
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const form = await app.inject({ method: "POST", url: "/raw", headers, payload: "a=1" });
    expect(form.json()).toEqual({ hex: Buffer.from("a=1").toString("hex") });
    await app.close();
  });

  test.each([
    ["another type", { "content-type": "text/plain" }, "a", 415],
    ["no type", {}, "a", 415],
    ["no JSON", { "content-type": "application/json" }, "{", 400],
    ["parameters of the type", { "content-type": "application/json; charset=utf-8" }, "{}", 200],
    ["a type in capital letters", { "content-type": "APPLICATION/JSON" }, "{}", 200],
    ["neither type nor body", {}, undefined, 200],
    ["an empty body", { "content-type": "application/json" }, " ", 200],
  ])("a request with %s is answered with its status", async (_, headers, payload, status) => {
    const app = await start();
    const request = { method: "POST", url: "/json", headers } as const;
    const reply = await app.inject({ ...request, ...(payload !== undefined && { payload }) });
    expect(reply.statusCode).toBe(status);
    await app.close();
  });

  test("an absent body is an empty object, where the schema takes an object", async () => {
    const app = await start();
    for (const payload of ["", "null"])
      expect((await app.inject({ ...post, url: "/object", payload })).json()).toEqual({ body: {} });
    await app.close();
  });
});
