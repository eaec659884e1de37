import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createWebhookPlan } from "../../server/src/webhooks/webhook-plan.ts";
import { publicEventTypes } from "../../server/src/domain/webhook.ts";
import type { Message } from "../../server/src/domain/model.ts";
import { NOOR, TOMAS } from "../../server/src/testing/chat-stage.ts";
import { CRM, DeliveryStage } from "../../server/src/testing/delivery-stage.ts";
import { lanternLine } from "../../server/src/testing/tenant-fixture.ts";
import { changeOf } from "../../server/src/service/active-conversation.ts";

/* The bodies of webhooks, against docs/contracts/webhooks.schema.json. */

const read = (name: string): object =>
  JSON.parse(
    readFileSync(new URL(`../../docs/contracts/${name}`, import.meta.url), "utf8"),
  ) as object;

const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
ajv.addSchema({ ...read("parlor.openapi.json"), $id: "parlor.openapi.json" });
const schema = read("webhooks.schema.json") as { examples: object[] };
const validate = ajv.compile(schema);

function problemsOf(event: unknown): string | null {
  return validate(event) ? null : ajv.errorsText(validate.errors);
}

let stage: DeliveryStage;

beforeEach(async () => {
  stage = await new DeliveryStage().start();
});
afterEach(() => stage.close());

test("the examples are valid, and events that lack a part or have one too many are not", () => {
  for (const example of schema.examples) expect(problemsOf(example)).toBeNull();
  const [message, member, rated] = schema.examples;
  expect(problemsOf({ ...message, message: undefined })).not.toBeNull();
  expect(problemsOf({ ...message, type: "member.left" })).not.toBeNull();
  expect(problemsOf({ ...member, conversation: {} })).not.toBeNull();
  expect(problemsOf({ ...rated, rating: { score: 6 } })).not.toBeNull();
  expect(problemsOf({ ...rated, extra: 1 })).not.toBeNull();
});

test("every event that the server tells is valid, and every type is told", async () => {
  const guest = await stage.guest("Is the 19:20 late?");
  const noor = await stage.answers(guest.id, NOOR, "By five minutes.");
  await stage.chats.transfer(guest.id, noor.participantId, { queueId: "q-lost" }, "a secret note");
  const tomas = await stage.answers(guest.id, TOMAS);
  await stage.chats.wrapUp(guest.id, tomas.id, "skipped");
  await guest.ends();
  await stage.chats.rate(guest.id, { score: 4, comment: "Fine" });
  const missed = await stage.guest("Anybody?");
  await missed.ends();
  await stage.settle();
  const types = new Set<string>();
  for (const { body, attempt, type, eventId } of stage.receiver.taken) {
    const event: { id: string; type: string } = JSON.parse(body);
    expect(problemsOf({ ...event, attempt })).toBeNull();
    expect([event.id, event.type]).toEqual([eventId, type]);
    // It is for the next agent only.
    expect(body).not.toContain("a secret note");
    types.add(type);
  }
  expect([...types].toSorted()).toEqual([...publicEventTypes].toSorted());
});

test("a message with files has their names, and no addresses", async () => {
  const { id } = await stage.guest();
  const loaded = await stage.store.load(id);
  if (loaded === null) throw new Error("The conversation is not stored");
  const change = changeOf(loaded, stage.clock.now());
  const file = { id: "f-1", name: "ticket.pdf", type: "application/pdf", size: 4_096 };
  change.addMessage(change.guest.id, "Here", "standard");
  const changes = change.done();
  const files: Message["files"] = [
    { ...file, width: null, height: null, hasThumbnail: false, isGone: false },
  ];
  const events = changes.events.map((event) =>
    event.kind === "message" ? { ...event, message: { ...event.message, files } } : event,
  );
  const plan = createWebhookPlan({
    tenants: [{ ...lanternLine, webhooks: [CRM] }],
    clock: stage.clock,
  });
  const [planned] = plan.ofChange({ ...changes, events });
  const event: { message: { attachments: object[] } } = JSON.parse(planned?.body ?? "null");
  expect(problemsOf({ ...event, attempt: 1 })).toBeNull();
  expect(event.message.attachments).toEqual([{ ...file, hasThumbnail: false }]);
});
