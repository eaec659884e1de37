import { afterAll, beforeAll, expect, test } from "vitest";
import type { Organization } from "../../server/src/domain/tenant.ts";
import { startTestServer } from "./test-server.ts";
import {
  bank,
  listen,
  shop,
  signIn,
  startTwoOrganizations,
  type AgentClient,
  type TwoOrganizations,
} from "./two-organizations.ts";

/* Two organizations whose users, queues and deployments have the same ids share nothing. */

let stage: TwoOrganizations;
let ofBank: AgentClient;
let ofShop: AgentClient;
beforeAll(async () => {
  stage = await startTwoOrganizations();
  ofBank = await stage.signIn(bank, "ada");
  ofShop = await stage.signIn(shop, "ada");
});
afterAll(() => stage.close());

const idsIn = async (agent: AgentClient, path: string): Promise<string[]> =>
  ((await agent.call("GET", path)).json["entities"] as { id: string }[]).map(({ id }) => id);

test("each agent is who its own organization says", async () => {
  for (const [agent, home] of [
    [ofBank, "bank"],
    [ofShop, "shop"],
  ] as const)
    expect((await agent.call("GET", "/api/v2/users/me")).json).toMatchObject({
      id: "ada",
      name: `ada of ${home}`,
      organization: { id: home },
    });
});

test("availability and capacity are the organization's own", async () => {
  await ofShop.call("PATCH", "/api/v2/parlor/agents/me", { status: "busy", capacity: 7 });
  const { json } = await ofBank.call("GET", "/api/v2/users/me");
  expect(json["parlor"]).toEqual({ status: "offline", capacity: 100 });
  const adaIn = async (agent: AgentClient): Promise<unknown> =>
    ((await agent.call("GET", "/api/v2/parlor/agents")).json["entities"] as { id: string }[]).find(
      ({ id }) => id === "ada",
    );
  expect(await adaIn(ofBank)).toMatchObject({ status: "offline", name: "ada of bank" });
  expect(await adaIn(ofShop)).toMatchObject({ status: "busy", capacity: 7, name: "ada of shop" });
});

test("who waits in one is not in the other's list, count, place or reach", async () => {
  const id = await stage.guest(bank);
  await stage.guest(bank);
  const inShop = await stage.guest(shop);
  expect(await idsIn(ofBank, "/api/v2/parlor/chats/waiting")).toContain(id);
  expect(await idsIn(ofShop, "/api/v2/parlor/chats/waiting")).toEqual([inShop]);
  const { json } = await ofShop.call("GET", "/api/v2/routing/queues");
  expect(json["entities"]).toMatchObject([{ id: "q-main", parlor: { waiting: 1 } }, {}]);
  expect(await stage.server.chats.queuePlace(inShop)).toMatchObject({ position: 1 });
  for (const [method, path] of [
    ["GET", `/api/v2/conversations/chats/${id}/messages`],
    ["POST", `/api/v2/parlor/chats/waiting/${id}/take`],
  ] as const)
    expect((await ofShop.call(method, path)).status).toBe(404);
  expect((await ofShop.call("POST", "/api/v2/parlor/chats/waiting/next/take")).json["id"]).toBe(
    inShop,
  );
});

test("estimates of one are not made of the other's waits", async () => {
  // Nobody is told an estimate while no agent is there.
  for (const agent of [ofBank, ofShop])
    await agent.call("PATCH", "/api/v2/parlor/agents/me", { status: "busy" });
  for (let i = 0; i < 3; i++) {
    const id = await stage.guest(bank);
    stage.clock.advance(10_000);
    await stage.server.chats.take(id, "ben");
  }
  const [here, there] = [await stage.guest(bank), await stage.guest(shop)];
  expect((await stage.server.chats.queuePlace(here))?.estimatedWaitSeconds).toBeGreaterThan(0);
  expect((await stage.server.chats.queuePlace(there))?.estimatedWaitSeconds).toBeNull();
  for (const agent of [ofBank, ofShop])
    await agent.call("PATCH", "/api/v2/parlor/agents/me", { status: "offline" });
});

test("chats, owed wrap-ups and the day's earlier chats are the organization's own", async () => {
  const talking = await stage.guest(bank);
  await stage.server.chats.take(talking, "ada");
  const over = await stage.guest(bank);
  await stage.server.chats.take(over, "ada");
  await stage.server.chats.endForAll(over, "agent");
  const lists = ["/api/v2/conversations/chats", "/api/v2/parlor/chats?state=ended&day=today"];
  expect(await idsIn(ofBank, lists[0]!)).toEqual(expect.arrayContaining([talking, over]));
  expect(await idsIn(ofBank, lists[1]!)).toContain(over);
  for (const path of lists) {
    const ids = await idsIn(ofShop, path);
    expect(ids.filter((id) => id === talking || id === over)).toEqual([]);
  }
});

test("the chats of one do not use up the other's room, and an offer goes to the own organization's agent", async () => {
  const small = [bank, shop].map((home) => ({
    ...home,
    users: home.users.map((user) => ({ ...user, capacity: user.id === "ada" ? 1 : 0 })),
  }));
  const other = await startTwoOrganizations({ organizations: small });
  try {
    const { chats } = other.server;
    const busy = await other.signIn(bank, "ada");
    await chats.take(await other.guest(bank), "ada");
    const id = await other.guest(bank);
    const free = await other.signIn(shop, "ada");
    await busy.call("PATCH", "/api/v2/parlor/agents/me", { status: "available" });
    await free.call("PATCH", "/api/v2/parlor/agents/me", { status: "available" });
    const inShop = await other.guest(shop);
    await expect
      .poll(async () => (await chats.get(inShop)).members.at(-1))
      .toMatchObject({ userId: "ada", displayName: "ada of shop" });
    expect((await chats.get(id)).members.map(({ userId }) => userId)).not.toContain("ada");
  } finally {
    await other.close();
  }
});

test("a channel is told of its own organization's chats, queues and agents", async () => {
  const listener = await listen(ofShop);
  await listener.subscribe(
    "v2.users.ada.conversations.chats",
    "v2.users.ada.conversations",
    "v2.parlor.queues",
  );
  const id = await stage.guest(bank);
  await stage.server.chats.take(id, "ada");
  await ofBank.call("PATCH", "/api/v2/parlor/agents/me", { capacity: 9 });
  await stage.server.chats.endForAll(id, "agent");
  expect(await listener.heard()).toEqual([]);
  await stage.guest(shop);
  expect((await listener.heard()).map(({ topicName }) => topicName)).toContain("v2.parlor.queues");
  listener.socket.close();
});

test("a transfer goes to the own organization's colleague", async () => {
  const id = await stage.guest(shop);
  await ofShop.call("POST", `/api/v2/parlor/chats/waiting/${id}/take`);
  const leg = (await stage.server.chats.get(id)).members.find(({ userId }) => userId === "ada");
  await stage.signIn(shop, "ben");
  const path = `/api/v2/conversations/chats/${id}/participants/${leg?.participantId}/replace`;
  expect((await ofShop.call("POST", path, { userName: "ben of bank" })).status).toBe(404);
  expect((await ofShop.call("POST", path, { userName: "ben of shop" })).status).toBe(202);
  expect((await stage.server.chats.get(id)).members.at(-1)).toMatchObject({
    userId: "ben",
    displayName: "ben of shop",
  });
});

test("a client's secret opens its own organization alone", async () => {
  const stranger = await signIn(stage.server.url, "shop-ada", "bank-ada-secret-secret");
  expect((await stranger.call("GET", "/api/v2/users/me")).status).toBe(401);
});

test("guests of one do not use up the other's limit of creates, although the deployments have one id", async () => {
  const server = await startTestServer({ createsPerMinute: 1 }, { organizations: [bank, shop] });
  try {
    const create = async (home: Organization): Promise<number> => {
      const reply = await fetch(`${server.url}/api/v2/webchat/guest/conversations`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({
          organizationId: home.id,
          deploymentId: home.deployments[0]?.id,
          routingTarget: { targetType: "QUEUE", targetAddress: "Main" },
          memberInfo: { displayName: "Mara" },
        }),
      });
      return reply.status;
    };
    expect([await create(bank), await create(bank), await create(shop)]).toEqual([200, 429, 200]);
  } finally {
    await server.close();
  }
});
