import { afterAll, beforeAll, expect, test } from "vitest";
import { newChat } from "../../server/src/testing/tenant-fixture.ts";
import {
  bank,
  startTwoOrganizations,
  type AgentClient,
  type TwoOrganizations,
} from "./two-organizations.ts";

let stage: TwoOrganizations;
let ada: AgentClient;
beforeAll(async () => {
  stage = await startTwoOrganizations();
  ada = await stage.signIn(bank, "ada");
});
afterAll(() => stage.close());

test("the next guest is the first who is there, else the first who is away", async () => {
  const { chats } = stage.server;
  const { id: away } = (await chats.create(newChat({ organizationId: bank.id, queueId: "q-main" })))
    .conversation;
  (await chats.attach(away))();
  const here = await stage.guest(bank);
  stage.clock.advance(31_000);
  const next = async (): Promise<unknown> =>
    (await ada.call("POST", "/api/v2/parlor/chats/waiting/next/take")).json["id"];
  expect(await next()).toBe(here);
  expect(await next()).toBe(away);
});

test("a row of the waiting list says who transferred the guest, and why", async () => {
  const { chats } = stage.server;
  const plain = await stage.guest(bank);
  const id = await stage.guest(bank);
  const { participantId } = await chats.take(id, "ada");
  await chats.transfer(id, participantId, { queueId: "q-main" }, "Wants a refund");
  const { json } = await ada.call("GET", "/api/v2/parlor/chats/waiting");
  expect(json["entities"]).toMatchObject([
    { id, transfer: { from: expect.any(String), note: "Wants a refund" } },
    { id: plain, transfer: null },
  ]);
});
