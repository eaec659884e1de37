import fc from "fast-check";
import fastify, { type FastifyInstance, type FastifySchemaValidationError } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { schemas } from "./schemas.ts";
import { wrongFields } from "./wrong-fields.ts";

/* The fake server checks with `wrongFields` what the real server checks with Ajv. */

const bodies = {
  create: schemas.postWebchatGuestConversations.body,
  message: schemas.postWebchatGuestConversationMemberMessages.body,
  rating: schemas.postParlorGuestRating.body,
  answer: schemas.patchWebchatGuestConversationMediarequest.body,
  wrapup: schemas.postConversationsChatParticipantCommunicationWrapup.body,
  attributes: schemas.patchConversationsChatParticipantAttributes.body,
  topics: schemas.putNotificationsChannelSubscriptions.body,
};

let app: FastifyInstance;
const fieldOf = ({ instancePath, params, ...error }: FastifySchemaValidationError): string => {
  const name =
    params["missingProperty"] ?? params["propertyName"] ?? Reflect.get(error, "propertyName");
  return [...instancePath.split("/").slice(1), ...(typeof name === "string" ? [name] : [])].join(
    ".",
  );
};

beforeAll(async () => {
  app = fastify({
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false, allErrors: true } },
  });
  app.setErrorHandler<{ validation?: FastifySchemaValidationError[] } & Error>(
    ({ validation = [] }, _, reply) => reply.code(400).send(validation.map(fieldOf)),
  );
  for (const [name, body] of Object.entries(bodies))
    app.post(`/${name}`, { schema: { body } }, () => []);
  await app.ready();
});
afterAll(() => app.close());

const good: Readonly<Record<string, unknown>> = {
  create: {
    organizationId: "o",
    deploymentId: "d",
    routingTarget: { targetType: "QUEUE", targetAddress: "q", skills: ["s"], priority: 1 },
    memberInfo: { displayName: "Mara", customFields: { tier: "gold" } },
    journeyContext: {
      customer: { id: "c", idType: "cookie" },
      triggeringAction: { id: "a", actionMap: { id: "m", version: 1 } },
    },
    parlor: {
      fieldLabels: { order: "Your order" },
      capabilities: { screenShare: true },
      language: "de-AT",
      page: "https://www.example.com/help",
    },
  },
  message: { body: "Hello", bodyType: "notice" },
  rating: { score: 5, comment: "Fine" },
  answer: { state: "accepted" },
  wrapup: { code: "w", tags: ["a"], durationSeconds: 1.5, provisional: true },
  attributes: { attributes: { key: "value" } },
  topics: [{ id: "v2.parlor.queues" }],
};

const odd: readonly unknown[] = [
  null,
  "",
  0,
  -1,
  1.5,
  1e300,
  true,
  [],
  {},
  [{}],
  { id: 5 },
  { k: 5 },
  { ["k".repeat(300)]: "v" },
  Object.fromEntries(Array.from({ length: 21 }, (_, at) => [`k${at}`, "v"])),
  "x".repeat(201),
  "x".repeat(5_000),
  "ACCEPTED",
];
const wrong = fc.constantFrom(...odd);

/** Replaces the value at a random place. */
function change(value: unknown, steps: readonly number[], put: unknown): unknown {
  const [step, ...rest] = steps;
  if (step === undefined || typeof value !== "object" || value === null) return put;
  const keys = Object.keys(value);
  const key = keys[step % Math.max(1, keys.length)];
  if (key === undefined) return put;
  if (Array.isArray(value))
    return value.map((one, at) => (`${at}` === key ? change(one, rest, put) : one));
  return { ...value, [key]: change(Reflect.get(value, key), rest, put) };
}

test.each(Object.entries(bodies))(
  "%s: the same fields are wrong as for Ajv",
  async (name, schema) => {
    expect(wrongFields(good[name], schema)).toEqual([]);
    const steps = fc.array(fc.nat(7), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(steps, wrong, async (at, put) => {
        const payload = JSON.stringify(change(good[name], at, put));
        const reply = await app.inject({
          method: "POST",
          url: `/${name}`,
          headers: { "content-type": "application/json" },
          payload,
        });
        const own = wrongFields(JSON.parse(payload), schema).map(({ path }) => path.join("."));
        expect(new Set(own)).toEqual(new Set(reply.json<string[]>()));
      }),
      { numRuns: 150 },
    );
  },
);

test("a field that is absent, null or empty is missing; another one is wrong", () => {
  const body = { organizationId: "", routingTarget: null, memberInfo: { displayName: 5 } };
  expect(wrongFields(body, bodies.create)).toEqual([
    { path: ["deploymentId"], isMissing: true },
    { path: ["organizationId"], isMissing: true },
    { path: ["routingTarget"], isMissing: true },
    { path: ["memberInfo", "displayName"], isMissing: false },
  ]);
});
