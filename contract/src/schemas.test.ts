import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import fastify, { type FastifyError } from "fastify";
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
      expectTypeOf(query.maxResults).toEqualTypeOf<string | readonly string[] | undefined>();
      return { pageSize: Number(query.maxResults), entities: [], selfUri: "/" };
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
  expect(page.json()).toEqual({ pageSize: 5, entities: [], selfUri: "/" });
  expect((await app.inject("/c-1?maxResults=five")).statusCode).toBe(400);
  const rate = (payload: object) => app.inject({ method: "POST", url: "/c-1/rating", payload });
  expect((await rate({ score: 5 })).statusCode).toBe(204);
  expect((await rate({ score: "5" })).statusCode).toBe(400);
  await app.close();
});

test("a new conversation's optional fields may be null, and every wrong field is named", async () => {
  const app = fastify({ ajv: strict });
  app.post("/", { schema: { body: schemas.postWebchatGuestConversations.body } }, () => ({}));
  app.setErrorHandler<FastifyError>(({ validation = [] }, _, reply) =>
    reply.code(400).send(validation.map(({ instancePath }) => instancePath)),
  );
  const create = async (payload: object): Promise<unknown> =>
    (await app.inject({ method: "POST", url: "/", payload })).json();
  const good = {
    organizationId: "o",
    deploymentId: "d",
    routingTarget: { targetType: "queue", targetAddress: "Bookings", skills: null },
    memberInfo: { displayName: "Mara", email: null, customFields: null },
    journeyContext: null,
  };
  expect(await create(good)).toEqual({});
  const wrong = {
    ...good,
    memberInfo: { displayName: "", email: 5, customFields: { tier: 1 } },
    journeyContext: {
      customer: { id: "c", idType: "cookie" },
      customerSession: { id: "", type: 1 },
    },
  };
  expect(await create(wrong)).toEqual([
    "/memberInfo/displayName",
    "/memberInfo/email",
    "/memberInfo/customFields/tier",
    "/journeyContext/customerSession/id",
    "/journeyContext/customerSession/type",
  ]);
  await app.close();
});
