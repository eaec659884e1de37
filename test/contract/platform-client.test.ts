import platform from "purecloud-platform-client-v2";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import { createGuestChat, type GuestChat } from "../../src/transport/index.ts";
import { memoryStorage } from "../../src/transport/ports/storage.ts";
import { lanternLine } from "../../server/src/testing/tenant-fixture.ts";
import { startFaultProxy, type FaultProxy } from "../faults/fault-proxy.ts";
import { checkReply, checkRequest } from "../openapi.ts";
import { startTestServer, type TestServer } from "./test-server.ts";

/* The vendor's platform client, unpatched, as an agent at our server (genesys-agent-chat §8). */

type Call = (...args: unknown[]) => Promise<Record<string, unknown>>;
type Api = new () => Readonly<Record<string, Call>>;
const vendor = platform as unknown as {
  readonly ApiClient: {
    readonly instance: {
      setGateway(gateway: object): void;
      loginClientCredentialsGrant(id: string, secret: string): Promise<unknown>;
    };
  };
  readonly ConversationsApi: Api;
  readonly NotificationsApi: Api;
  readonly UsersApi: Api;
};

let server: TestServer;
let proxy: FaultProxy;
let guest: GuestChat;

beforeEach(async () => {
  server = await startTestServer();
  proxy = await startFaultProxy(server.url);
  const { port } = new URL(proxy.url);
  vendor.ApiClient.instance.setGateway({ host: "127.0.0.1", protocol: "http", port });
  await vendor.ApiClient.instance.loginClientCredentialsGrant("c-noor", "noor-secret-noor");
  guest = createGuestChat({
    api: server.url,
    organizationId: lanternLine.id,
    deploymentId: lanternLine.deployments[0]?.id ?? "",
    routing: { queue: "Bookings" },
    profile: { displayName: "Ada" },
    ports: { storage: memoryStorage(), socket: () => WebSocket },
  });
});

afterEach(async () => {
  guest.destroy();
  await proxy.close();
  await server.close();
});

const until = (check: () => void | Promise<void>): Promise<void> =>
  vi.waitFor(check, { timeout: 5_000, interval: 20 });

interface Media {
  readonly id: string;
  readonly participants: {
    readonly id: string;
    readonly purpose: string;
    readonly state: string;
    readonly user?: { readonly id: string };
  }[];
}

test("the platform client logs in, listens, answers, writes, transfers, wraps up and ends, and the guest sees each step", async () => {
  const conversations = new vendor.ConversationsApi();
  const run = (operation: string, ...args: unknown[]): Promise<Record<string, unknown>> =>
    conversations[operation]!(...args);
  const me = await new vendor.UsersApi()["getUsersMe"]!({});
  expect(me).toMatchObject({ id: "u-noor", name: "Noor Haddad" });

  const notifications = new vendor.NotificationsApi();
  const channel = await notifications["postNotificationsChannels"]!({});
  await notifications["postNotificationsChannelSubscriptions"]!(channel["id"], [
    { id: "v2.users.u-noor.conversations.chats" },
  ]);
  const topics: string[] = [];
  const socket = new WebSocket(channel["connectUri"] as string);
  socket.on("message", (data: Buffer) =>
    topics.push((JSON.parse(data.toString()) as { topicName: string }).topicName),
  );

  await guest.start();
  const id = guest.get().conversationId ?? "";
  const legOf = (list: Record<string, unknown>): Media["participants"][number] | undefined =>
    (list["entities"] as Media[])
      .find((chat) => chat.id === id)
      ?.participants.findLast((one) => one.user?.id === "u-noor");
  await until(async () =>
    expect(legOf(await run("getConversationsChats", {}))?.state).toBe("alerting"),
  );
  const leg = legOf(await run("getConversationsChats", {}))!;

  await run("patchConversationsChatParticipant", id, leg.id, { state: "connected" });
  await until(() => expect(guest.get().phase.kind).toBe("talking"));
  const generic = await run("getConversation", id, {});
  const communicationId =
    (generic["participants"] as { id: string; chats: { id: string }[] }[]).find(
      (one) => one.id === leg.id,
    )?.chats[0]?.id ?? "";

  await run("postConversationsChatCommunicationTyping", id, communicationId);
  await until(() => expect(guest.get().typing).toEqual([communicationId]));
  await run("postConversationsChatCommunicationMessages", id, communicationId, {
    body: "Good evening",
    bodyType: "standard",
  });
  await until(() => expect([...guest.get().messages.values()].at(-1)?.body).toBe("Good evening"));
  guest.send("Hello Noor");
  await until(async () => {
    const page = await run("getConversationsChatMessages", id, {});
    expect((page["entities"] as { body: string }[]).at(-1)?.body).toBe("Hello Noor");
  });

  const media = (await run("getConversationsChat", id, {})) as unknown as Media;
  const customer = media.participants.find((one) => one.purpose === "customer")!;
  await run("patchConversationsChatParticipantAttributes", id, customer.id, {
    attributes: { booking: "LL-48213" },
  });
  expect((await server.chats.get(id)).conversation.attributes).toMatchObject({
    booking: "LL-48213",
  });

  await run("postConversationsChatParticipantReplace", id, leg.id, { queueId: "q-lost" });
  await until(() => expect(guest.get().phase.kind).toBe("waiting"));
  const codes = (await run(
    "getConversationsChatParticipantWrapupcodes",
    id,
    leg.id,
    {},
  )) as unknown as { id: string }[];
  await run("postConversationsChatParticipantCommunicationWrapup", id, leg.id, communicationId, {
    body: { code: codes[0]?.id, notes: "moved" },
  });
  expect(await run("getConversationsChatParticipantWrapup", id, leg.id, {})).toMatchObject({
    code: "w-solved",
    notes: "moved",
  });

  const tomas = await server.agent("u-tomas");
  await tomas("GET", "/api/v2/users/me");
  await tomas("POST", `/api/v2/parlor/chats/waiting/${id}/take`);
  await until(() => expect(guest.get().phase.kind).toBe("talking"));
  // Noor has handed the guest over: the one who talks ends the chat.
  await vendor.ApiClient.instance.loginClientCredentialsGrant("c-tomas", "tomas-secret-tomas");
  await run("patchConversationsChat", id, { state: "disconnected" });
  await until(() => expect(guest.get().phase).toMatchObject({ kind: "ended", reason: "agent" }));
  await until(() => expect(topics).toContain("v2.users.u-noor.conversations.chats"));
  socket.close();

  for (const { request, body, status, reply } of proxy.exchanges) {
    if (!request.includes("/oauth/")) checkRequest(request, body);
    checkReply(request, status, reply === "" ? undefined : JSON.parse(reply));
  }
});
