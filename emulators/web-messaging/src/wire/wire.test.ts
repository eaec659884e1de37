import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { z } from "zod";
import * as parts from "./messages.ts";
import { guestMessage, parseRequest, requests } from "./requests.ts";
import { parseServiceFrame, serviceFrameSchema } from "./service-frames.ts";

const json = (path: string): unknown =>
  JSON.parse(readFileSync(new URL(path, import.meta.url), "utf8"));

/** The frames of the contract's page. */
const examples = z
  .object({
    guest: z.array(z.looseObject({ action: z.string() })),
    service: z.array(z.looseObject({ class: z.string() })),
    history: z.array(z.looseObject({ entities: z.array(z.unknown()) })),
  })
  .parse(json("../testing/contract-frames.json"));

test.each(examples.guest)("the contract's request $action is read", (frame) => {
  expect(parseRequest(JSON.stringify(frame))).toEqual({
    kind: "request",
    request: frame,
    tracingId: frame["tracingId"],
  });
});

test.each(examples.service)("the contract's $class is a frame of the service", (frame) => {
  expect(parseServiceFrame(JSON.stringify(frame))).toEqual(frame);
});

test("the contract's page of the history has messages as the socket has them", () => {
  for (const entity of examples.history.flatMap(({ entities }) => entities))
    expect(parts.wireMessage.parse(entity)).toEqual(entity);
});

test("a frame of the service with a wrong body is none", () => {
  const [{ class: name, ...frame } = { class: "" }] = examples.service;
  expect(name).not.toBe("");
  expect(() => parseServiceFrame(JSON.stringify({ ...frame, class: "JwtResponse" }))).toThrow();
  expect(() => parseServiceFrame(JSON.stringify({ ...frame, class: "Other" }))).toThrow("Other");
});

test.each(Object.keys(requests))(
  "a request %s without its token is refused with 4020",
  (action) => {
    const whole = examples.guest.find((frame) => frame.action === action) ?? {
      action,
      deploymentId: "d",
      attachmentId: "a",
      data: { code: "c" },
    };
    const { token: _, ...rest } = { token: "", ...whole };
    expect(parseRequest(JSON.stringify(rest))).toMatchObject({
      kind: "refused",
      code: 4020,
      text: "Missing parameter: token",
    });
  },
);

const SCHEMA = "../../../../docs/contracts/web-messaging.schema.json";

/** The JSON schema of both directions. Every object is open. */
function schema(): object {
  const guestFrame = z.union(Object.values(requests));
  const named = {
    ...parts,
    guestMessage,
    ...requests,
    guestFrame,
    serviceFrame: serviceFrameSchema,
  };
  const registry = z.registry<{ id: string }>();
  for (const [name, part] of Object.entries(named)) registry.add(part, { id: name });
  return {
    title: "Web Messaging",
    description: "Frames of guests and of the service, as the emulator reads and writes them.",
    ...z.toJSONSchema(z.union([guestFrame, serviceFrameSchema]), {
      metadata: registry,
      io: "input",
    }),
  };
}

if (process.env["WRITE_SCHEMA"] === "1")
  writeFileSync(new URL(SCHEMA, import.meta.url), `${JSON.stringify(schema(), null, 2)}\n`);

test("docs/contracts/web-messaging.schema.json is written from the emulator's schemas", () => {
  expect(json(SCHEMA)).toEqual(JSON.parse(JSON.stringify(schema())));
});
