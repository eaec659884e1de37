import { afterAll, beforeAll, expect, test } from "vitest";
import {
  bank,
  startTwoOrganizations,
  type AgentClient,
  type Answer,
  type TwoOrganizations,
} from "./two-organizations.ts";

/* A right that was there when the request came, and is gone when its turn comes. */

let stage: TwoOrganizations;
let ada: AgentClient;
beforeAll(async () => {
  stage = await startTwoOrganizations();
  ada = await stage.signIn(bank, "ada");
});
afterAll(() => stage.close());

/** Enough to be written that a request comes in between. */
const MANY = 100;

/** Keeps a conversation's turns busy, has `last` done after that, and makes a call meanwhile. */
async function meanwhile(
  id: string,
  last: () => Promise<unknown>,
  call: () => Promise<Answer>,
): Promise<Answer> {
  const { chats } = stage.server;
  const { guestMemberId } = (await chats.get(id)).conversation;
  const busy = Array.from({ length: MANY }, () =>
    chats.send(id, guestMemberId, "x", "standard", null),
  );
  const [answer] = await Promise.all([call(), last(), ...busy]);
  return answer;
}

const chatOf = (id: string): string => `/api/v2/conversations/chats/${id}`;

test.each<[string, (id: string, guest: string, request: string) => [string, string, object?]]>([
  ["end", (id) => ["PATCH", chatOf(id), { state: "disconnected" }]],
  ["disconnect", (id) => ["POST", `/api/v2/conversations/${id}/disconnect`]],
  [
    "change the attributes of",
    (id, guest) => [
      "PATCH",
      `${chatOf(id)}/participants/${guest}/attributes`,
      { attributes: { late: "1" } },
    ],
  ],
  [
    "cancel an invitation of",
    (id, _, request) => ["DELETE", `/api/v2/parlor/chats/${id}/mediarequests/${request}`],
  ],
])("an agent who hands a guest over meanwhile does not %s the chat", async (_, requestOf) => {
  const { chats } = stage.server;
  const id = await stage.guest(bank);
  const leg = await chats.take(id, "ada");
  const request = await chats.createMediaRequest(id, leg.id, ["COBROWSE"], 60);
  const guest = (await chats.get(id)).members.find(({ role }) => role === "CUSTOMER");
  const answer = await meanwhile(
    id,
    () => chats.transfer(id, leg.participantId, { userId: "ben" }, null),
    () => ada.call(...requestOf(id, guest?.participantId ?? "", request.id)),
  );
  expect([answer.status, answer.json["code"]]).toEqual([403, "not.authorized"]);
  expect((await chats.get(id)).conversation).toMatchObject({ state: "active", attributes: {} });
});

test("a chat that moves to another queue meanwhile is not taken", async () => {
  const { chats } = stage.server;
  const id = await stage.guest(bank);
  const answer = await meanwhile(
    id,
    async () => {
      const { participantId } = await chats.take(id, "ben");
      await chats.transfer(id, participantId, { queueId: "q-other" }, null);
    },
    () => ada.call("POST", `/api/v2/parlor/chats/waiting/${id}/take`),
  );
  // Taken by ben, or already elsewhere, as its turn comes.
  expect([403, 409]).toContain(answer.status);
  expect((await chats.get(id)).members.map(({ userId }) => userId)).not.toContain("ada");
});
