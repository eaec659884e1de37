import { afterEach, beforeEach, expect, test } from "vitest";
import { WebSocket } from "ws";
import { lanternLine } from "../../server/src/testing/tenant-fixture.ts";
import { checkReply, checkRequest } from "../openapi.ts";
import { answerOffer, startTestServer, type TestServer } from "./test-server.ts";

let server: TestServer;

beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server.close());

interface Answer {
  readonly status: number;
  readonly json: Record<string, unknown>;
}

/** Makes a call, and lets the documents judge it and its answer. */
async function call(token: string, request: string, body?: unknown): Promise<Answer> {
  const [method = "", path = ""] = request.split(" ");
  const text = body === undefined ? "" : JSON.stringify(body);
  checkRequest(request, text);
  const reply = await fetch(server.url + path, {
    method,
    headers: {
      ...(token !== "" && { authorization: `Bearer ${token}` }),
      ...(text !== "" && { "content-type": "application/json" }),
    },
    ...(text !== "" && { body: text }),
  });
  const answer = await reply.text();
  const json = (answer === "" ? undefined : JSON.parse(answer)) as Record<string, unknown>;
  checkReply(request, reply.status, json);
  return { status: reply.status, json };
}

async function logIn(userId: string): Promise<string> {
  const client = lanternLine.clients.find((one) => one.userId === userId);
  const reply = await fetch(`${server.url}/oauth/token`, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "client_credentials",
      client_id: client?.id ?? "",
      client_secret: client?.secret ?? "",
    }),
  });
  const json = (await reply.json()) as { access_token: string };
  checkReply("POST /oauth/token", reply.status, json);
  return json.access_token;
}

interface Guest {
  readonly id: string;
  readonly jwt: string;
  readonly memberId: string;
  readonly uri: string;
}

async function newGuest(): Promise<Guest> {
  const { json } = await call("", "POST /api/v2/webchat/guest/conversations", {
    organizationId: lanternLine.id,
    deploymentId: lanternLine.deployments[0]?.id,
    routingTarget: { targetType: "QUEUE", targetAddress: "Bookings" },
    memberInfo: { displayName: "Ada Byron", customFields: { subject: "Order 1001" } },
  });
  const { id, jwt, eventStreamUri: uri } = json as Record<string, string>;
  return { id, jwt, uri, memberId: (json["member"] as { id: string }).id } as Guest;
}

const attach = (uri: string): Promise<WebSocket> =>
  new Promise((resolve) => {
    const socket = new WebSocket(uri);
    socket.once("message", () => resolve(socket));
  });

test("every operation of Parlor's own answers as its document says", async () => {
  const noor = await logIn("u-noor");
  // Not available, so that the chat waits and is offered to nobody.
  await call(noor, "PUT /api/v2/users/u-noor/routingstatus", { status: "OFF_QUEUE" });
  const guest = await newGuest();
  const socket = await attach(guest.uri);
  expect(
    (await call(guest.jwt, `GET /api/v2/parlor/guest/conversations/${guest.id}/queue`)).json,
  ).toMatchObject({ name: "Bookings", position: 1 });

  await call(noor, "GET /api/v2/parlor/agents");
  const { json: available } = await call(noor, "PATCH /api/v2/parlor/agents/me", {
    status: "busy",
    capacity: 2,
  });
  expect(available).toMatchObject({ status: "busy", capacity: 2 });
  await call(noor, "GET /api/v2/routing/queues");
  await call(noor, "GET /api/v2/parlor/replies");
  const { json: token } = await call(noor, "POST /api/v2/signeddata", { sub: "customer-4711" });
  expect(token).toEqual({ jwt: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/) });
  const waiting = await call(noor, "GET /api/v2/parlor/chats/waiting");
  expect(waiting.json["entities"]).toHaveLength(1);
  // Reading along is written down once, however often it is done.
  await call(noor, `GET /api/v2/conversations/chats/${guest.id}/messages`);
  await call(noor, `GET /api/v2/conversations/chats/${guest.id}/messages`);
  expect(await server.store.recordReadAccess("u-noor", [guest.id], 0)).toBe(0);
  await call(noor, "POST /api/v2/parlor/chats/waiting/next/take");
  const again = await call(noor, `POST /api/v2/parlor/chats/waiting/${guest.id}/take`);
  expect(again.status).toBe(409);
  await call(noor, `GET /api/v2/parlor/chats/${guest.id}`);
  const page = `PATCH /api/v2/parlor/guest/conversations/${guest.id}/page`;
  const capabilities = { screenShare: true };
  expect((await call(guest.jwt, page, { capabilities })).status).toBe(204);
  const path = `/api/v2/parlor/chats/${guest.id}/mediarequests`;
  const request = await call(noor, `POST ${path}`, { types: ["SCREENSHARE"] });
  await call(noor, `DELETE ${path}/${String(request.json["id"])}`);
  await call(noor, `POST /api/v2/conversations/${guest.id}/disconnect`);
  expect((await call(guest.jwt, page, { capabilities })).status).toBe(400);
  const rate = `POST /api/v2/parlor/guest/conversations/${guest.id}/rating`;
  expect((await call(guest.jwt, rate, { score: 4, comment: "Quick" })).status).toBe(204);
  expect((await call(guest.jwt, rate, { score: 5 })).status).toBe(409);
  const ended = await call(noor, "GET /api/v2/parlor/chats?state=ended&day=today");
  expect(ended.json["entities"]).toMatchObject([{ rating: { score: 4, comment: "Quick" } }]);
  expect((await call("", "GET /api/v2/users/me")).status).toBe(401);
  socket.close();
});

test("a guest who polls is in: routed, told who is there and who writes, and told of the end", async () => {
  const guest = await newGuest();
  const poll = async (): Promise<Record<string, unknown>> => {
    const request = `/api/v2/webchat/guest/conversations/${guest.id}/messages?after=`;
    const reply = await fetch(server.url + request, {
      headers: { authorization: `Bearer ${guest.jwt}`, "parlor-attach": "poll" },
    });
    const json = (await reply.json()) as Record<string, unknown>;
    checkReply(`GET ${request}`, reply.status, json);
    return json;
  };
  const first = await poll();
  expect((first["members"] as { role: string }[]).map((one) => one.role)).toContain("ACD");
  const noor = await server.agent("u-noor");
  await noor("GET", "/api/v2/users/me");
  const leg = await answerOffer(noor, guest.id);
  await noor(
    "POST",
    `/api/v2/conversations/chats/${guest.id}/communications/${leg.communicationId}/typing`,
  );
  expect((await poll())["typing"]).toEqual([leg.communicationId]);
  await noor("POST", `/api/v2/conversations/${guest.id}/disconnect`);
  const last = await poll();
  expect(
    (last["members"] as { id: string; state: string }[]).find((one) => one.id === guest.memberId)
      ?.state,
  ).toBe("DISCONNECTED");
});
