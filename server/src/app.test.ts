import { afterAll, beforeAll, expect, test } from "vitest";
import type { FastifyInstance, RouteOptions } from "fastify";
import { schemas } from "parlor-contract/schemas";
import { wholeApp } from "./testing/whole-app.ts";

let app: FastifyInstance;
let routes: readonly RouteOptions[];
beforeAll(async () => {
  ({ app, routes } = await wholeApp());
});
afterAll(() => app.close());

const nameOf = ({ method, url }: RouteOptions): string => `${[method].flat().join(",")} ${url}`;
const operationOf = ({ config }: RouteOptions): string | undefined => config?.operationId;
/** Fastify answers HEAD wherever it answers GET. */
const isHead = ({ method }: RouteOptions): boolean => method === "HEAD";

test("every route has a schema", () => {
  expect(routes.length).toBeGreaterThan(60);
  const without = routes.filter(({ schema }) => Object.keys(schema ?? {}).length === 0);
  expect(without.map(nameOf)).toEqual([]);
});

test("every operation of the contract has one route, with the schemas of its parameters", () => {
  const health = { "/healthz": "getHealthz", "/readyz": "getReadyz" } as const;
  const found = routes
    .filter((route) => !isHead(route))
    .flatMap(
      (route) =>
        operationOf(route) ?? Object.entries(health).find(([url]) => url === route.url)?.[1] ?? [],
    );
  expect(found.toSorted()).toEqual(Object.keys(schemas).toSorted());
  for (const route of routes) {
    const operationId = operationOf(route);
    if (operationId === undefined) continue;
    const contract: Readonly<Record<string, unknown>> =
      schemas[operationId as keyof typeof schemas];
    expect(route.schema?.params, nameOf(route)).toBe(contract["params"]);
    expect(route.schema?.querystring, nameOf(route)).toBe(contract["querystring"]);
    expect(route.schema?.body === undefined, nameOf(route)).toBe(contract["body"] === undefined);
  }
});

test("no body is read outside of a scope that says how, so that a plugin can read raw bytes", () => {
  for (const type of ["application/json", "text/plain", "*"])
    expect(app.hasContentTypeParser(type), type).toBe(false);
});

test.each(["text/xml", "application/json"])(
  "a path that does not exist is 404 before its body of %s is looked at",
  async (type) => {
    const headers = { "content-type": type };
    const reply = await app.inject({ method: "POST", url: "/nowhere", headers, payload: "{" });
    expect(reply.statusCode).toBe(404);
    expect(reply.json()).toMatchObject({ code: "not.found" });
  },
);
