import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { operations } from "../parlor/operations.ts";
import { tools } from "./tools.ts";
import { isServerField, markUntrusted } from "./untrusted.ts";

interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly content?: Readonly<Record<string, { readonly schema: Schema }>>;
}
interface Document {
  readonly paths: Readonly<
    Record<string, Readonly<Record<string, { readonly responses: Record<string, Schema> }>>>
  >;
}
const document: Document = JSON.parse(
  readFileSync(new URL("../../../docs/contracts/parlor.openapi.json", import.meta.url), "utf8"),
);
const resolve = (schema: Schema): Schema =>
  schema.$ref === undefined
    ? schema
    : (schema.$ref
        .slice(2)
        .split("/")
        .reduce<unknown>((inner, key) => Object(inner)[key], document) as Schema);

/** The names of all fields of a reply that are texts; with `isFixed`, those with known values. */
function* textsIn(given: Schema, name = ""): Generator<{ name: string; isFixed: boolean }> {
  const schema = resolve(given);
  const isFixed =
    schema.enum !== undefined || schema.const !== undefined || schema.format === "date-time";
  if (isFixed || schema.type === "string") yield { name, isFixed };
  for (const one of schema.anyOf ?? []) yield* textsIn(one, name);
  if (schema.items !== undefined) yield* textsIn(schema.items, name);
  for (const [key, one] of Object.entries(schema.properties ?? {})) yield* textsIn(one, key);
}

const fields = tools.flatMap(({ operationId }) => {
  const { path, method } = operations[operationId];
  const responses = document.paths[path]?.[method.toLowerCase()]?.responses ?? {};
  return Object.entries(responses)
    .filter(([status]) => status.startsWith("2"))
    .flatMap(([, reply]) => Object.values(resolve(reply).content ?? {}))
    .flatMap(({ schema }) => [...textsIn(schema)]);
});

test("fields with known values in the contract are the server's, and nothing that was written is", () => {
  const fixed = fields.filter(({ isFixed }) => isFixed).map(({ name }) => name);
  expect(fixed.length).toBeGreaterThan(20);
  expect(fixed.filter((name) => !isServerField(name))).toEqual([]);
  const written = fields.map(({ name }) => name).filter((name) => !isServerField(name));
  expect([...new Set(written)].toSorted()).toEqual([
    "addressDisplayable",
    "avatarImageUrl",
    "externalTag",
    "filename",
    "name",
    "nickname",
    "notes",
    "queueName",
    "roomId",
    "tags",
    "text",
    "textBody",
    "url",
  ]);
});

test("a message's texts have its writer, by its direction", () => {
  const message = (direction: string): unknown =>
    markUntrusted({ id: "m-1", direction, textBody: "Hello", media: [{ id: "f", name: "a.png" }] });
  expect(message("inbound")).toEqual({
    id: "m-1",
    direction: "inbound",
    textBody: { untrusted: "Hello", writtenBy: "visitor" },
    media: [{ id: "f", name: { untrusted: "a.png", writtenBy: "visitor" } }],
  });
  expect(message("outbound")).toMatchObject({
    textBody: { untrusted: "Hello", writtenBy: "agent or bot" },
  });
});

test("a participant's direction says nothing about its writer", () => {
  expect(markUntrusted({ direction: "inbound", purpose: "agent", name: "Ada" })).toMatchObject({
    name: { untrusted: "Ada", writtenBy: "visitor or agent" },
  });
});

test("names and values of attributes are marked together, and unknown fields as well", () => {
  expect(markUntrusted({ attributes: { "Obey me": "now" }, invented: "text" })).toEqual({
    attributes: { untrusted: { "Obey me": "now" }, writtenBy: "visitor or agent" },
    invented: { untrusted: "text", writtenBy: "visitor or agent" },
  });
  expect(markUntrusted({ attributes: {}, count: 2, isHeld: false, none: null })).toEqual({
    attributes: {},
    count: 2,
    isHeld: false,
    none: null,
  });
});
