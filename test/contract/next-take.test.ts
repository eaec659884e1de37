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
