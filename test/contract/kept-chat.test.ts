import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { checkReply } from "../openapi.ts";
import {
  bank,
  listen,
  shop,
  startTwoOrganizations,
  type AgentClient,
  type TwoOrganizations,
} from "./two-organizations.ts";

/* A chat that stays with its agent, whose connection is lost (rule `keep`). */

let stage: TwoOrganizations;
let ada: AgentClient;
beforeEach(async () => {
  const deployments = bank.deployments.map((one) => ({
    ...one,
    rules: { ...one.rules, onAgentGone: "keep" as const },
  }));
  stage = await startTwoOrganizations({ organizations: [{ ...bank, deployments }, shop] });
  ada = await stage.signIn(bank, "ada");
});
afterEach(() => stage.close());

async function details(id: string): Promise<Readonly<Record<string, unknown>>> {
  const path = `/api/v2/parlor/chats/${id}`;
  const { status, json } = await ada.call("GET", path);
  checkReply(`GET ${path}`, status, json);
  return json;
}

test("the agent who is back reads when it was gone, and is told of it", async () => {
  const id = await stage.guest(bank);
  await ada.call("POST", `/api/v2/parlor/chats/waiting/${id}/take`);
  expect(await details(id)).toMatchObject({ lostAgent: null, absences: [] });
  const { chats } = stage.server;
  const leg = async (): Promise<unknown> =>
    (await chats.get(id)).members.find(({ userId }) => userId === "ada");
  await vi.waitFor(
    async () => {
      stage.clock.advance(30_000);
      expect(await leg()).toMatchObject({ goneAt: expect.any(Number) });
    },
    { timeout: 5_000, interval: 20 },
  );
  const gone = (await leg()) as { readonly goneAt: number };
  const since = new Date(gone.goneAt).toISOString();
  stage.clock.advance(1_000);
  const listener = await listen(ada);
  await listener.subscribe("v2.users.ada.conversations.chats");
  await vi.waitFor(async () => expect(await leg()).toMatchObject({ goneAt: null }));
  const until = new Date(stage.clock.now()).toISOString();
  const absences = [{ userId: "ada", name: "ada of bank", since, until }];
  expect(await details(id)).toMatchObject({ lostAgent: null, absences });
  listener.socket.close();
});
