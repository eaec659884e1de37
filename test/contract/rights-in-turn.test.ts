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

/**
 * Begins a change, makes a call while the change is being written, and completes the write once the
 * server has checked the call.
 * @returns the call's answer
 */
async function meanwhile(
  change: () => Promise<unknown>,
  call: () => Promise<Answer>,
): Promise<Answer> {
  const { store } = stage.server;
  const { commit } = store;
  let write = (): void => undefined;
  const mayWrite = new Promise<void>((resolve) => {
    write = resolve;
  });
  const isWriting = new Promise<void>((resolve) => {
    store.commit = async (...args) => {
      resolve();
      await mayWrite;
      return commit(...args);
    };
  });
  const changed = change();
  await isWriting;
  const answer = call();
  // They go the same way and wait for nothing, so that the call before them has been looked at.
  for (let i = 0; i < 3; i++) await ada.call("GET", "/api/v2/users/me");
  store.commit = commit;
  write();
  await changed;
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
  const guest = (await chats.get(id)).members.find(({ role }) => role === "guest");
  const answer = await meanwhile(
    () => chats.transfer(id, leg.participantId, { userId: "ben" }, null),
    () => ada.call(...requestOf(id, guest?.participantId ?? "", request.id)),
  );
  expect([answer.status, answer.json["code"]]).toEqual([403, "not.authorized"]);
  expect((await chats.get(id)).conversation).toMatchObject({ state: "active", attributes: {} });
});

test("a chat is taken by nobody whom its turn refuses", async () => {
  const { chats } = stage.server;
  const id = await stage.guest(bank);
  const refused = chats.take(id, "ada", () => {
    throw new Error("not in this queue");
  });
  await expect(refused).rejects.toThrow("not in this queue");
  expect((await chats.get(id)).members.map(({ userId }) => userId)).not.toContain("ada");
});
