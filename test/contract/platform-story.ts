import { expect, vi } from "vitest";
import { WebSocket } from "ws";
import { createGuestChat, type GuestChat } from "../../src/transport/index.ts";
import { memoryStorage } from "../../src/transport/ports/storage.ts";
import { lanternLine } from "../../server/src/testing/tenant-fixture.ts";
import { startFaultProxy } from "../faults/fault-proxy.ts";
import { checkReply, checkRequest } from "../openapi.ts";
import type { Family, Json, Run } from "./platform-families.ts";
import { startTestServer } from "./test-server.ts";

/* The vendor's platform client, unpatched, as an agent at our server (genesys-agent-chat §8). */

type Api = new () => Readonly<Record<string, (...args: unknown[]) => Promise<Json>>>;

/** The part of the vendor's package that a story uses, in any of its versions. */
export interface PlatformClient {
  readonly ApiClient: {
    readonly instance: {
      setGateway(gateway: object): void;
      loginClientCredentialsGrant(id: string, secret: string): Promise<unknown>;
    };
  };
  readonly ConversationsApi: Api;
  readonly NotificationsApi: Api;
  readonly UsersApi: Api;
}

const until = (check: () => void | Promise<void>): Promise<void> =>
  vi.waitFor(check, { timeout: 5_000, interval: 20 });

interface Participant {
  readonly id: string;
  readonly purpose: string;
  readonly state: string;
  readonly user?: { readonly id: string };
}

/** Makes the calls of a client. */
export const runOf = (client: PlatformClient): Run => {
  const conversations = new client.ConversationsApi();
  return (operation, ...args) => conversations[operation]!(...args);
};

function guestAt(url: string): GuestChat {
  return createGuestChat({
    api: url,
    organizationId: lanternLine.id,
    deploymentId: lanternLine.deployments[0]?.id ?? "",
    routing: { queue: "Bookings" },
    profile: { displayName: "Ada" },
    ports: { storage: memoryStorage(), socket: () => WebSocket },
  });
}

/** Subscribes to topics. @returns the names of those on which something was told, and the undo */
async function listen(
  client: PlatformClient,
  topics: readonly string[],
): Promise<{ readonly told: readonly string[]; close(): void }> {
  const notifications = new client.NotificationsApi();
  const channel = await notifications["postNotificationsChannels"]!({});
  await notifications["postNotificationsChannelSubscriptions"]!(
    channel["id"],
    topics.map((id) => ({ id })),
  );
  const told: string[] = [];
  const socket = new WebSocket(channel["connectUri"] as string);
  socket.on("message", (data: Buffer) =>
    told.push((JSON.parse(data.toString()) as { topicName: string }).topicName),
  );
  return { told, close: () => socket.close() };
}

/**
 * Signs in, listens, answers, writes, transfers, wraps up and ends, and looks at the guest after
 * each step. Every request and every reply is judged by the OpenAPI documents.
 * @param clients - all those that the family calls; the first one signs in and listens
 * @param family - its operations, bound to the clients that make the calls
 */
export async function playStory(
  clients: readonly [PlatformClient, ...PlatformClient[]],
  family: Family,
): Promise<void> {
  const server = await startTestServer();
  const proxy = await startFaultProxy(server.url);
  const guest = guestAt(server.url);
  const gateway = { host: "127.0.0.1", protocol: "http", port: new URL(proxy.url).port };
  const signIn = async (id: string, secret: string): Promise<void> => {
    for (const { ApiClient } of clients)
      await ApiClient.instance.loginClientCredentialsGrant(id, secret);
  };
  const [client] = clients;
  try {
    for (const { ApiClient } of clients) ApiClient.instance.setGateway(gateway);
    await signIn("c-noor", "noor-secret-noor");
    const me = await new client.UsersApi()["getUsersMe"]!({});
    expect(me).toMatchObject({ id: "u-noor", name: "Noor Haddad" });
    const topics = family.topics.map((end) => `v2.users.u-noor.conversations${end}`);
    const listener = await listen(client, topics);

    await guest.start();
    const id = guest.get().conversationId ?? "";
    const legOf = async (): Promise<Participant | undefined> =>
      ((await family.mine())["entities"] as { id: string; participants: Participant[] }[])
        .find((chat) => chat.id === id)
        ?.participants.findLast((one) => one.user?.id === "u-noor");
    await until(async () => expect((await legOf())?.state).toBe("alerting"));
    const leg = (await legOf())!;

    await family.change(id, leg.id, { state: "connected" });
    await until(() => expect(guest.get().phase.kind).toBe("talking"));
    const generic = await family.generic(id);
    const communicationId =
      (generic["participants"] as { id: string; [media: string]: unknown }[])
        .filter((one) => one.id === leg.id)
        .map((one) => (one[family.media] as { id: string }[])[0]?.id)[0] ?? "";

    await family.type(id, communicationId);
    await until(() => expect(guest.get().typing).toEqual([communicationId]));
    await family.write(id, communicationId, "Good evening");
    await until(() => expect([...guest.get().messages.values()].at(-1)?.body).toBe("Good evening"));
    guest.send("Hello Noor");
    await until(async () => expect((await family.texts(id)).at(-1)).toBe("Hello Noor"));

    const { participants } = (await family.one(id)) as unknown as { participants: Participant[] };
    const customer = participants.find((one) => one.purpose === "customer")!;
    await family.setAttributes(id, customer.id, { booking: "LL-48213" });
    expect((await server.chats.get(id)).conversation.attributes).toMatchObject({
      booking: "LL-48213",
    });

    await family.handOver(id, leg.id, { queueId: "q-lost" });
    await until(() => expect(guest.get().phase.kind).toBe("waiting"));
    const codes = (await family.codes(id, leg.id)) as unknown as { id: string }[];
    await family.wrapUp(id, leg.id, communicationId, { code: codes[0]?.id, notes: "moved" });
    expect(await family.wrapup(id, leg.id)).toMatchObject({ code: "w-solved", notes: "moved" });

    const tomas = await server.agent("u-tomas");
    await tomas("GET", "/api/v2/users/me");
    await tomas("POST", `/api/v2/parlor/chats/waiting/${id}/take`);
    await until(() => expect(guest.get().phase.kind).toBe("talking"));
    // Noor has handed the guest over: the one who talks ends the chat.
    await signIn("c-tomas", "tomas-secret-tomas");
    await family.end(id);
    await until(() => expect(guest.get().phase).toMatchObject({ kind: "ended", reason: "agent" }));
    await until(() => expect(listener.told).toEqual(expect.arrayContaining(topics)));
    listener.close();

    for (const { request, body, status, reply } of proxy.exchanges) {
      if (!request.includes("/oauth/")) checkRequest(request, body);
      checkReply(request, status, reply === "" ? undefined : JSON.parse(reply));
    }
  } finally {
    guest.destroy();
    await proxy.close();
    await server.close();
  }
}
