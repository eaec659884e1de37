import Fastify, { type FastifyInstance } from "fastify";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createSchemaCompiler, wrongFields } from "./validation.ts";

const contract = {
  type: "object",
  required: ["name", "target"],
  properties: {
    name: { type: "string", maxLength: 4 },
    note: { type: "string" },
    kind: { enum: ["one", "two"] },
    state: { const: "open" },
    target: {
      type: "object",
      properties: {
        tags: { type: "array", items: { type: "string" } },
        count: { type: "integer" },
      },
    },
  },
};

let app: FastifyInstance;
beforeEach(() => {
  app = Fastify();
  app.setValidatorCompiler(createSchemaCompiler());
});
afterEach(() => app.close());

/** The wrong fields of a body; the body as the handler gets it when there are none. */
async function judge(schema: object, payload: unknown): Promise<unknown> {
  const schemaErrorFormatter = (errors: Parameters<typeof wrongFields>[0]): Error =>
    new Error(JSON.stringify(wrongFields(errors)));
  app.post("/", { schema: { body: schema }, schemaErrorFormatter }, async ({ body }) => ({ body }));
  const headers = { "content-type": "application/json" };
  const reply = await app.inject({
    method: "POST",
    url: "/",
    headers,
    payload: JSON.stringify(payload),
  });
  const { body, message } = reply.json() as { body?: unknown; message?: string };
  return message === undefined ? body : JSON.parse(message);
}

test("nothing is coerced, removed or filled in", async () => {
  const body = { name: "Mara", target: { tags: [] }, more: { unknown: "1" } };
  expect(await judge(contract, body)).toEqual(body);
});

test("a text is not taken for a number, nor a number for a text", async () => {
  const body = { name: 5, target: { count: "5" } };
  expect(await judge(contract, body)).toEqual([
    { path: ["name"], isMissing: false },
    { path: ["target", "count"], isMissing: false },
  ]);
});

test("every wrong field is named once, with those that are missing", async () => {
  const body = { name: null, kind: "three", state: "shut", target: { tags: ["a", 5] } };
  expect(await judge(contract, body)).toEqual([
    { path: ["name"], isMissing: true },
    { path: ["kind"], isMissing: false },
    { path: ["state"], isMissing: false },
    { path: ["target", "tags", "1"], isMissing: false },
  ]);
});

test("a missing field has its path", async () => {
  expect(await judge(contract, { target: {} })).toEqual([{ path: ["name"], isMissing: true }]);
});

test("a body of the wrong kind has an empty path", async () => {
  expect(await judge(contract, [])).toEqual([{ path: [], isMissing: false }]);
});

test("a name of a field that is refused is in the path, after the values that are wrong", async () => {
  const names = {
    type: "object",
    propertyNames: { maxLength: 4 },
    additionalProperties: { type: "string" },
  };
  const schema = { type: "object", properties: { names } };
  expect(await judge(schema, { names: { "a/b~c": "1", one: 1 } })).toEqual([
    { path: ["names", "one"], isMissing: false },
    { path: ["names", "a/b~c"], isMissing: false },
  ]);
});

test("lengths are counted in UTF-16 units", async () => {
  expect(await judge(contract, { name: "😀😀", target: {} })).toMatchObject({
    name: "😀😀",
  });
});

test("a character of two units counts twice", async () => {
  expect(await judge(contract, { name: "😀😀a", target: {} })).toEqual([
    { path: ["name"], isMissing: false },
  ]);
});
