import { afterEach, beforeEach, expect, test } from "vitest";
import { WebSocket } from "ws";
import { lanternLine } from "../../server/src/testing/tenant-fixture.ts";
import { startFaultProxy, type FaultProxy } from "../faults/fault-proxy.ts";
import { checkFrame, checkReply, checkRequest } from "../openapi.ts";
import { answerOffer, startTestServer, type TestServer } from "./test-server.ts";

type Call = (...args: unknown[]) => Promise<Record<string, unknown>>;

/** The members of the vendor's client that the suite uses, in any version. */
export interface VendorClient {
  readonly ApiClient: {
    readonly instance: {
      readonly config?: { basePath: string };
      defaultHeaders: object;
      setJwt(jwt: string): void;
    };
  };
  readonly WebChatApi: new () => Readonly<Record<string, Call>>;
}

/**
 * Runs all eleven operations against our server with the vendor's own guest client; every reply and
 * frame has to follow the contract.
 */
export function guestClientSuite(name: string, client: VendorClient): void {
  let server: TestServer;
  let proxy: FaultProxy;

  beforeEach(async () => {
    server = await startTestServer();
    proxy = await startFaultProxy(server.url);
    const { config } = client.ApiClient.instance;
    if (config !== undefined) config.basePath = proxy.url;
  });

  afterEach(async () => {
    await proxy.close();
    await server.close();
  });

  test(`${name} performs all eleven operations, and every reply and frame is what the contract says`, async () => {
    const api = new client.WebChatApi();
    const run = (operation: string, ...args: unknown[]): Promise<Record<string, unknown>> =>
      api[operation]!(...args);

    const created = await run("postWebchatGuestConversations", {
      organizationId: lanternLine.id,
      deploymentId: lanternLine.deployments[0]?.id,
      routingTarget: {
        targetType: "QUEUE",
        targetAddress: "Bookings",
        language: "English",
        priority: 1,
      },
      memberInfo: { displayName: "Ada Byron", customFields: { subject: "Order 1001" } },
    });
    const id = created["id"] as string;
    const own = (created["member"] as { id: string }).id;
    // The documented work-around: 13.2.0 leaves a header of its logger behind after this call.
    client.ApiClient.instance.defaultHeaders = {};
    client.ApiClient.instance.setJwt(created["jwt"] as string);

    const frames: { metadata?: { type?: string } }[] = [];
    const socket = new WebSocket(created["eventStreamUri"] as string);
    const attached = new Promise<void>((resolve) => {
      socket.on("message", (data: Buffer) => {
        frames.push(JSON.parse(data.toString()) as object);
        resolve();
      });
    });
    const closed = new Promise<number>((resolve) => socket.on("close", resolve));
    await attached;
    expect(frames[0]).toMatchObject({ eventBody: { member: { id: own, state: "CONNECTED" } } });

    const noor = await server.agent("u-noor");
    await noor("GET", "/api/v2/users/me");
    const leg = await answerOffer(noor, id);
    await noor("POST", `/api/v2/parlor/chats/${id}/mediarequests`, { types: ["COBROWSE"] });

    const sent = await run("postWebchatGuestConversationMemberMessages", id, own, {
      body: "Hello",
      bodyType: "standard",
    });
    expect(sent).toMatchObject({ body: "Hello", sender: { id: own } });
    expect(await run("postWebchatGuestConversationMemberTyping", id, own)).toMatchObject({
      sender: { id: own },
    });
    const members = await run("getWebchatGuestConversationMembers", id, {
      pageSize: 25,
      pageNumber: 1,
    });
    expect((members["entities"] as { id: string }[]).map((member) => member.id)).toContain(
      leg.communicationId,
    );
    expect(await run("getWebchatGuestConversationMember", id, leg.communicationId)).toMatchObject({
      displayName: "Noor Haddad",
      role: "AGENT",
    });
    const history = await run("getWebchatGuestConversationMessages", id, {});
    expect((history["entities"] as { body: string }[]).at(-1)?.body).toBe("Hello");
    expect(await run("getWebchatGuestConversationMessage", id, sent["id"])).toMatchObject({
      body: "Hello",
    });
    const requests = await run("getWebchatGuestConversationMediarequests", id);
    const [request] = requests["entities"] as { id: string }[];
    expect(await run("getWebchatGuestConversationMediarequest", id, request?.id)).toMatchObject({
      state: "PENDING",
    });
    const accepted = await run("patchWebchatGuestConversationMediarequest", id, request?.id, {
      types: ["COBROWSE"],
      state: "ACCEPTED",
    });
    expect(accepted).toMatchObject({ state: "ACCEPTED", securityKey: expect.stringMatching(/.+/) });
    await run("deleteWebchatGuestConversationMember", id, own);
    expect(await closed).toBe(1001);

    const done = new Set<string>();
    for (const { request: what, body, status, reply } of proxy.exchanges) {
      checkRequest(what, body);
      checkReply(what, status, reply === "" ? undefined : JSON.parse(reply));
      done.add(what.split("?")[0]!.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "…"));
    }
    expect(done.size).toBe(11);
    for (const frame of frames) checkFrame(frame);
    // The agent has not answered, so the guest is told at the end that its words are kept.
    const extensions = ["parlor.queue", "parlor.missed"];
    expect(new Set(frames.map((frame) => frame.metadata?.type))).toEqual(
      new Set(["member-change", "message", "typing-indicator", ...extensions, undefined]),
    );
  });
}
