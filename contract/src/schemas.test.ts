import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import fastify from "fastify";
import { expect, expectTypeOf, test } from "vitest";
import type { ContractTypeProvider } from "./operation-schema.ts";
import { schemas } from "./schemas.ts";

test("the generated files are what the OpenAPI documents say", () => {
  const generator = fileURLToPath(new URL("../scripts/generate.mjs", import.meta.url));
  const run = spawnSync(process.execPath, [generator, "--check"], { encoding: "utf8" });
  expect(run.stderr).toBe("");
  expect(run.status).toBe(0);
});

const strict = { customOptions: { coerceTypes: false, removeAdditional: false, allErrors: true } };

test("Fastify takes the schemas of every operation, and Ajv has no remark on any", async () => {
  const remarks: unknown[] = [];
  const note = (remark: unknown): number => remarks.push(remark);
  const logger = { log: note, warn: note, error: note };
  const app = fastify({
    ajv: { customOptions: { ...strict.customOptions, strict: true, logger } },
  });
  for (const [operationId, schema] of Object.entries(schemas))
    app.post(`/${operationId}`, { schema }, () => ({}));
  await app.ready();
  expect(remarks).toEqual([]);
  await app.close();
});

test("a route with an operation's schemas has typed parameters, query, body and reply", async () => {
  const app = fastify({ ajv: strict }).withTypeProvider<ContractTypeProvider>();
  app.setErrorHandler((error, _, reply) => {
    const body = { message: String(error), code: "bad.request", status: 400, contextId: "x" };
    return reply.code(400).send(body);
  });
  app.get(
    "/:conversationId",
    { schema: schemas.getWebchatGuestConversationMessages },
    async ({ params, query }) => {
      expectTypeOf(params).toEqualTypeOf<{ readonly conversationId: string }>();
      expectTypeOf(query.maxResults).toEqualTypeOf<string | undefined>();
      return { pageSize: Number(query.maxResults), entities: [] };
    },
  );
  app.post(
    "/:conversationId/rating",
    { schema: schemas.postParlorGuestRating },
    async ({ body }, reply) => {
      expectTypeOf(body.score).toEqualTypeOf<number>();
      return reply.code(204).send();
    },
  );
  const page = await app.inject("/c-1?maxResults=5");
  expect(page.json()).toEqual({ pageSize: 5, entities: [] });
  expect((await app.inject("/c-1?maxResults=five")).statusCode).toBe(400);
  const rate = (payload: object) => app.inject({ method: "POST", url: "/c-1/rating", payload });
  expect((await rate({ score: 5 })).statusCode).toBe(204);
  expect((await rate({ score: "5" })).statusCode).toBe(400);
  await app.close();
});
