import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { checkReply } from "../openapi.ts";
import {
  bank,
  shop,
  startTwoOrganizations,
  type AgentClient,
  type TwoOrganizations,
} from "./two-organizations.ts";

/* A guest without an event stream learns from polls what the frames of a stream tell. */

const keeps = {
  ...bank,
  deployments: bank.deployments.map((one) => ({
    ...one,
    rules: { ...one.rules, onAgentGone: "keep" as const },
  })),
};

let stage: TwoOrganizations;
let ada: AgentClient;
beforeEach(async () => {
  stage = await startTwoOrganizations({ organizations: [keeps, shop] });
  ada = await stage.signIn(bank, "ada");
});
afterEach(() => stage.close());

interface Polled {
  readonly missed: unknown;
  readonly members: readonly { readonly role: string; readonly reason?: string }[];
}
interface Guest {
  readonly id: string;
  readonly poll: () => Promise<Polled>;
  readonly writes: (body: string) => Promise<void>;
}

async function guest(): Promise<Guest> {
  const { url, chats } = stage.server;
  const created = await fetch(`${url}/api/v2/webchat/guest/conversations`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      organizationId: "bank",
      deploymentId: bank.deployments[0]?.id,
      routingTarget: { targetType: "QUEUE", targetAddress: "Main" },
      memberInfo: { displayName: "Mara" },
    }),
  });
  const { id = "", jwt = "" } = (await created.json()) as Record<string, string>;
  const path = `/api/v2/webchat/guest/conversations/${id}/messages?after=`;
  return {
    id,
    async poll() {
      const headers = { authorization: `Bearer ${jwt}`, "parlor-attach": "poll" };
      const reply = await fetch(url + path, { headers });
      const json = (await reply.json()) as Polled;
      checkReply(`GET ${path}`, reply.status, json);
      return json;
    },
    async writes(body) {
      const { guestMemberId } = (await chats.get(id)).conversation;
      await chats.send(id, guestMemberId, body, "standard", null);
    },
  };
}

test("a poll tells who will write after a missed conversation was taken", async () => {
  const { id, poll, writes } = await guest();
  expect((await poll()).missed).toBeNull();
  await writes("My train was cancelled.");
  // A minute without a poll is away, and two more are out of the line.
  const isMissed = async (): Promise<void> => {
    stage.clock.advance(61_000);
    expect((await stage.server.chats.get(id)).conversation.missed).toMatchObject({ state: "open" });
  };
  await vi.waitFor(isMissed, { timeout: 5_000, interval: 20 });
  await ada.call("POST", `/api/v2/parlor/chats/missed/${id}/take`);
  const answer = { takenBy: { name: "ada of bank" }, since: expect.any(String) };
  expect((await poll()).missed).toEqual({ ...answer, isAnswered: false });
  await ada.call("POST", `/api/v2/parlor/chats/missed/${id}/wrapup`, { code: "w-solved" });
  expect((await poll()).missed).toEqual({ ...answer, isAnswered: true });
  await writes("One more thing");
  expect((await poll()).missed).toBeNull();
});

test("a poll tells that the agent has lost the connection, and that it is back", async () => {
  const { id, poll } = await guest();
  await poll();
  const taken = await ada.call("POST", `/api/v2/parlor/chats/waiting/${id}/take`);
  expect(taken.status).toBeLessThan(300);
  const agent = async (): Promise<unknown> =>
    (await poll()).members.find(({ role }) => role === "AGENT");
  expect(await agent()).not.toHaveProperty("reason");
  await vi.waitFor(
    async () => {
      stage.clock.advance(30_000);
      expect(await agent()).toMatchObject({ state: "CONNECTED", reason: "gone" });
    },
    { timeout: 5_000, interval: 20 },
  );
  await ada.call("GET", "/api/v2/users/me");
  await vi.waitFor(async () => expect(await agent()).not.toHaveProperty("reason"));
});
