import { afterEach, beforeEach, expect, test } from "vitest";
import { checkReply } from "../openapi.ts";
import {
  bank,
  listen,
  startTwoOrganizations,
  type AgentClient,
  type Answer,
  type TwoOrganizations,
} from "./two-organizations.ts";

/* A guest goes to another page, which can or cannot share the screen. */

let stage: TwoOrganizations;
let ada: AgentClient;
beforeEach(async () => {
  stage = await startTwoOrganizations();
  ada = await stage.signIn(bank, "ada");
});
afterEach(() => stage.close());

interface Guest {
  readonly id: string;
  readonly says: (body: unknown, of?: string) => Promise<Answer>;
}

async function guest(screenShare: boolean | undefined): Promise<Guest> {
  const { url, chats } = stage.server;
  const created = await fetch(`${url}/api/v2/webchat/guest/conversations`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      organizationId: "bank",
      deploymentId: bank.deployments[0]?.id,
      routingTarget: { targetType: "QUEUE", targetAddress: "Main" },
      memberInfo: { displayName: "Mara" },
      parlor: { capabilities: { screenShare } },
    }),
  });
  const { id = "", jwt = "", extensions } = (await created.json()) as Record<string, string>;
  expect(extensions).toContain("page");
  await chats.attach(id);
  return {
    id,
    async says(body, of = id) {
      const path = `/api/v2/parlor/guest/conversations/${of}/page`;
      const reply = await fetch(url + path, {
        method: "PATCH",
        headers: { authorization: `Bearer ${jwt}`, "content-type": "application/json" },
        body: JSON.stringify(body),
      });
      const text = await reply.text();
      const json = (text === "" ? {} : JSON.parse(text)) as Answer["json"];
      checkReply(`PATCH ${path}`, reply.status, text === "" ? undefined : json);
      return { status: reply.status, json };
    },
  };
}

const screen = (screenShare: unknown): object => ({ capabilities: { screenShare } });
const shown = async (id: string): Promise<unknown> =>
  (await ada.call("GET", `/api/v2/parlor/chats/${id}`)).json["parlor"];
const invite = async (id: string): Promise<number> =>
  (await ada.call("POST", `/api/v2/parlor/chats/${id}/mediarequests`, { types: ["SCREENSHARE"] }))
    .status;

test("the agent is told what the page can do that the guest is on now, and is refused or not by it", async () => {
  const { id, says } = await guest(true);
  await stage.server.chats.take(id, "ada");
  const listener = await listen(ada);
  await listener.subscribe("v2.users.ada.conversations.chats");
  expect((await says(screen(false))).status).toBe(204);
  expect(await listener.heard()).toHaveLength(1);
  expect(await shown(id)).toMatchObject(screen(false));
  expect(await invite(id)).toBe(409);
  // A page that says the same again is no news.
  expect((await says(screen(false))).status).toBe(204);
  expect(await listener.heard()).toEqual([]);
  expect((await says(screen(true))).status).toBe(204);
  expect(await listener.heard()).toHaveLength(1);
  expect(await shown(id)).toMatchObject(screen(true));
  expect(await invite(id)).toBe(200);
  listener.socket.close();
});

test("a capability that the page does not mention stays as it is", async () => {
  const { id, says } = await guest(false);
  for (const body of [{}, { capabilities: null }, screen(null), { capabilities: {} }])
    expect((await says(body)).status).toBe(204);
  const { pageInfo } = (await stage.server.chats.get(id)).conversation;
  expect(pageInfo.canShareScreen).toBe(false);
});

test("a wrong body, another guest's conversation and one that has ended are refused", async () => {
  const { id, says } = await guest(true);
  expect(await says(screen("yes"))).toMatchObject({
    status: 400,
    json: { details: [{ fieldName: "capabilities.screenShare" }] },
  });
  const other = await guest(true);
  expect((await says(screen(false), other.id)).status).toBe(403);
  await stage.server.chats.endForAll(id, "system");
  expect(await says(screen(false))).toMatchObject({
    status: 400,
    json: { code: "chat.error.conversation.state" },
  });
});
