import { afterAll, beforeAll, expect, test } from "vitest";
import type { ClientScope, Organization } from "../../server/src/domain/tenant.ts";
import { callsWithFamilies } from "./rights-families.ts";
import { buildScene, requests, startCast, type Cast, type Scene } from "./rights-scenes.ts";
import { bank, shop, signIn, type AgentClient } from "./two-organizations.ts";

/* Clients without a user, which act by their scopes on their organization's conversations. */

const machines: readonly (readonly [string, readonly ClientScope[]])[] = [
  ["reader", ["conversations:read"]],
  ["writer", ["conversations:write"]],
  ["signer", []],
];
const withMachines = (home: Organization): Organization => ({
  ...home,
  clients: [
    ...home.clients,
    ...machines.map(([name, scopes]) => ({
      id: `${home.id}-${name}`,
      secret: `${home.id}-${name}-secret-secret`,
      userId: null,
      name,
      scopes,
    })),
  ],
});

const reads = [
  "getConversation",
  "getConversationsChat",
  "getConversationsChatMessages",
  "getConversationsChatMessage",
  "getConversationsMessage",
  "getConversationsMessageMessage",
  "getConversationsMessageDetails",
  "postConversationsMessageMessagesBulk",
  "getConversationParticipantWrapup",
  "getConversationsChatParticipantWrapup",
  "getConversationsMessageParticipantWrapup",
  "getConversationsChatParticipantCommunicationWrapup",
  "getConversationsMessageParticipantCommunicationWrapup",
];
const writes = [
  "patchConversationsChat",
  "patchConversationsMessage",
  "postConversationDisconnect",
  "patchConversationParticipantAttributes",
  "patchConversationsChatParticipantAttributes",
  "patchConversationsMessageParticipantAttributes",
];
const calls = callsWithFamilies(requests);

let cast: Cast;
let scene: Scene;
beforeAll(async () => {
  cast = await startCast({ organizations: [withMachines(bank), withMachines(shop)] });
  scene = await buildScene(cast, "own");
});
afterAll(() => cast.stage.close());

const machine = (home: Organization, name: string): Promise<AgentClient> =>
  signIn(cast.stage.server.url, `${home.id}-${name}`, `${home.id}-${name}-secret-secret`);

async function outcomeOf(client: AgentClient, name: string, on = scene): Promise<string> {
  const [method, path, body] = calls[name]!(on);
  const { status, json } = await client.call(method, path, body);
  return status < 300 ? "ok" : `${status} ${String(json["code"])}`;
}

test("a machine reads what its scope names, and nothing else is open to it", async () => {
  const reader = await machine(bank, "reader");
  for (const name of Object.keys(calls))
    expect([name, await outcomeOf(reader, name)]).toEqual([
      name,
      reads.includes(name) ? "ok" : "403 not.authorized",
    ]);
});

test("a machine changes what its scope names, and nothing else is open to it", async () => {
  const writer = await machine(bank, "writer");
  for (const name of Object.keys(calls).filter((one) => !writes.includes(one)))
    expect([name, await outcomeOf(writer, name)]).toEqual([name, "403 not.authorized"]);
  for (const name of writes) {
    const own = await buildScene(cast, "own");
    expect([name, await outcomeOf(writer, name, own)]).toEqual([name, "ok"]);
  }
  const ended = await buildScene(cast, "ended");
  for (const name of writes)
    expect(await outcomeOf(writer, name, ended)).toBe("400 chat.error.conversation.state");
});

test("a conversation of another organization does not exist for a machine", async () => {
  const [reader, writer] = [await machine(shop, "reader"), await machine(shop, "writer")];
  for (const name of reads) expect(await outcomeOf(reader, name)).toBe("404 not.found");
  for (const name of writes) expect(await outcomeOf(writer, name)).toBe("404 not.found");
});

test("a client without user and scopes has data signed, as before, and reads nothing", async () => {
  const signer = await machine(bank, "signer");
  expect(await outcomeOf(signer, "getConversation")).toBe("403 not.authorized");
  expect((await signer.call("POST", "/api/v2/signeddata", {})).status).toBe(200);
});

test("the audit log has a machine's first read of a conversation, and each of its changes", async () => {
  const own = await buildScene(cast, "mate-talking");
  const [reader, writer] = [await machine(bank, "reader"), await machine(bank, "writer")];
  for (const name of reads) await outcomeOf(reader, name, own);
  await outcomeOf(writer, "patchConversationsMessageParticipantAttributes", own);
  await outcomeOf(writer, "postConversationDisconnect", own);
  await outcomeOf(writer, "postConversationDisconnect", own);
  const lines = cast.stage.audit().filter(({ conversationId }) => conversationId === own.id);
  const of = { organizationId: "bank", conversationId: own.id };
  expect(lines).toMatchObject([
    { ...of, what: "read-along", userId: "client:bank-reader" },
    {
      ...of,
      what: "machine-change",
      userId: "client:bank-writer",
      operation: "patchConversationsMessageParticipantAttributes",
    },
    { ...of, what: "machine-change", operation: "postConversationDisconnect" },
  ]);
});
