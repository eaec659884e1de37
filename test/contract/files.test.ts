import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import {
  announce,
  bytesAt,
  callJson,
  filesOn,
  note,
  picture,
  put,
  send,
  startFileScene,
  stateOf,
  upload,
  type FileScene,
} from "./file-sides.ts";
import { startTestServer } from "./test-server.ts";
import { agentBase, guestBase, newChatBody } from "./two-sides.ts";

// The machine may be busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

/* The extension attachments: files go both ways, and the documents judge every call. */

let scene: FileScene;
beforeAll(async () => {
  scene = await startFileScene();
});
afterAll(() => scene.close());

const both = ["guest", "agent"] as const;
/** The machine may be busy. */
const PATIENCE = { timeout: 20_000, interval: 20 };

test("a new conversation says what may be attached", async () => {
  const { body } = await callJson(scene.server, `POST ${guestBase}`, "", newChatBody);
  expect(body.extensions).toContain("attachments");
  const { maxBytes, maxPerMessage, types, blockedExtensions } = filesOn();
  expect(body.attachments).toEqual({ maxBytes, maxPerMessage, types, blockedExtensions });
});

test("without the rule, and with a rule for agents alone, a new conversation has no extension", async () => {
  for (const rules of [{ enabled: false }, { from: "agents" as const }]) {
    const server = await startTestServer({ attachments: filesOn(rules) });
    const { body } = await callJson(server, `POST ${guestBase}`, "", newChatBody);
    expect(body.extensions).not.toContain("attachments");
    expect(body.attachments).toBeUndefined();
    await server.close();
  }
});

test("the data beside a chat says what the agent may attach", async () => {
  const { body } = await callJson(
    scene.server,
    `GET /api/v2/parlor/chats/${scene.chat.id}`,
    scene.agent.token,
  );
  expect(body.attachments).toMatchObject({ maxPerMessage: 5 });
});

test.each(both)("a file of the %s is announced, uploaded, checked and sent", async (who) => {
  const side = scene[who];
  const announced = await announce(scene, side, note);
  expect(announced.body).toMatchObject({
    state: "awaiting",
    upload: { method: "PUT", headers: { "Content-Type": "text/plain" } },
  });
  const { id } = announced.body;
  expect((await stateOf(scene, side, id)).body).toMatchObject({
    name: "note.txt",
    state: "awaiting",
  });
  expect((await put(announced, note.bytes)).body).toEqual({ id, state: "checking" });
  const ready = await vi.waitFor(async () => {
    const { body } = await stateOf(scene, side, id);
    expect(body.state).toBe("ready");
    return body;
  }, PATIENCE);
  expect(ready).toMatchObject({ type: "text/plain", size: note.bytes.length, hasThumbnail: false });
  expect(await bytesAt(ready.url)).toEqual(note.bytes);
  const { body: message } = await send(scene, side, [id], "Here it is");
  expect(message).toMatchObject({ body: "Here it is", attachments: [{ id, name: "note.txt" }] });
  expect(message.bodyIsFallback).toBeUndefined();
  expect(await bytesAt(message.attachments[0]?.url ?? "")).toEqual(note.bytes);
});

test("a picture has its size, and a small picture", async () => {
  const ready = await upload(scene, scene.guest, picture);
  expect(ready).toMatchObject({ state: "ready", type: "image/png", width: 1, height: 1 });
  expect(ready.hasThumbnail).toBe(true);
  const reply = await fetch(ready.thumbnailUrl);
  expect(reply.headers.get("content-type")).toBe("image/webp");
});

test.each(both)(
  "without text the names of the %s's files stand for it, for other clients",
  async (who) => {
    const [one, two] = [
      await upload(scene, scene[who], note),
      await upload(scene, scene[who], picture),
    ];
    const { body } = await send(scene, scene[who], [two.id, one.id]);
    expect(body).toMatchObject({ body: "ticket.png, note.txt", bodyIsFallback: true });
    expect(body.attachments.map(({ id }) => id)).toEqual([two.id, one.id]);
  },
);

test("history, single messages, polls and the other side have the files too", async () => {
  const { id } = await upload(scene, scene.guest, note);
  const { body: sent } = await send(scene, scene.guest, [id]);
  const { guest, agent, server, chat } = scene;
  const lists = [
    [`GET ${guestBase}/${chat.id}/messages?maxResults=100`, guest.token],
    [`GET ${agentBase}/${chat.id}/messages?maxResults=100`, agent.token],
  ] as const;
  for (const [request, token] of lists) {
    const { body } = await callJson(server, request, token, undefined, { "parlor-attach": "poll" });
    const found = body.entities.find((message) => message.id === sent.id);
    expect(found).toMatchObject({ body: "note.txt", bodyIsFallback: true, attachments: [{ id }] });
  }
  for (const [base, token] of [
    [guestBase, guest.token],
    [agentBase, agent.token],
  ]) {
    const request = `GET ${base}/${chat.id}/messages/${sent.id}`;
    expect((await callJson(server, request, token ?? "")).body.attachments[0]?.id).toBe(id);
  }
  expect((await stateOf(scene, agent, id)).body).toMatchObject({
    state: "ready",
    name: "note.txt",
  });
});

test("a message without files looks as it does without the extension", async () => {
  const { server, guest } = scene;
  const { body } = await callJson(server, `POST ${guest.messages}`, guest.token, { body: "hello" });
  expect(Object.keys(body)).not.toContain("attachments");
  expect(Object.keys(body)).not.toContain("bodyIsFallback");
});

test("the guest's own streams tell of its files, and of files in messages", async () => {
  const created = await callJson(scene.server, `POST ${guestBase}`, "", newChatBody);
  const frames: { eventBody: Record<string, unknown>; metadata?: { type: string } }[] = [];
  const socket = new WebSocket(created.body.eventStreamUri);
  socket.on("message", (data: Buffer) => frames.push(JSON.parse(data.toString())));
  const { id, jwt: token, member } = created.body;
  const side = {
    token,
    base: `/api/v2/parlor/guest/conversations/${id}/attachments`,
    messages: `${guestBase}/${id}/members/${member.id}/messages`,
  };
  await vi.waitFor(() => expect(frames.length).toBeGreaterThan(0), PATIENCE);
  const ready = await upload(scene, side, note);
  const told = await vi.waitFor(() => {
    const found = frames.find(({ metadata }) => metadata?.type === "parlor.attachment");
    if (found === undefined) throw new Error("No frame tells of the file.");
    return found.eventBody;
  }, PATIENCE);
  expect(told).toEqual({ conversation: { id }, ...ready });
  const { body: sent } = await send(scene, side, [ready.id]);
  await vi.waitFor(
    () =>
      expect(frames.find(({ eventBody }) => eventBody["id"] === sent.id)?.eventBody).toMatchObject({
        attachments: sent.attachments,
        bodyIsFallback: true,
      }),
    PATIENCE,
  );
  socket.terminate();
});

test.each(both)("the %s takes back a file that is not sent, and no other", async (who) => {
  const side = scene[who];
  const { id, url } = await upload(scene, side, note);
  const drop = (): ReturnType<typeof callJson> =>
    callJson(scene.server, `DELETE ${side.base}/${id}`, side.token);
  expect((await drop()).status).toBe(204);
  expect(await drop()).toMatchObject({ status: 404, body: { code: "attachment.not.found" } });
  expect((await stateOf(scene, side, id)).status).toBe(404);
  expect((await fetch(url)).status).toBe(404);
  const { id: sent } = await upload(scene, side, note);
  await send(scene, side, [sent]);
  expect(await callJson(scene.server, `DELETE ${side.base}/${sent}`, side.token)).toMatchObject({
    status: 409,
    body: { code: "attachment.already.sent" },
  });
});

test("the same key announces the same file once, and another file not at all", async () => {
  const key = { "idempotency-key": "upload-1" };
  const first = await announce(scene, scene.guest, note, key);
  const again = await announce(scene, scene.guest, note, key);
  expect(again.body.id).toBe(first.body.id);
  expect(await announce(scene, scene.guest, picture, key)).toMatchObject({
    status: 409,
    body: { code: "request.conflict" },
  });
});

test("the same key, text and files give the first reply, anything else is refused", async () => {
  const [one, two] = [
    await upload(scene, scene.guest, note),
    await upload(scene, scene.guest, note),
  ];
  const key = { "idempotency-key": "send-1" };
  const first = await send(scene, scene.guest, [one.id], "look", key);
  expect(first.status).toBe(200);
  expect((await send(scene, scene.guest, [one.id], "look", key)).body).toEqual(first.body);
  for (const [ids, body] of [
    [[two.id], "look"],
    [[], "look"],
    [[one.id], "other"],
  ] as const)
    expect(await send(scene, scene.guest, ids, body, key)).toMatchObject({
      status: 409,
      body: { code: "request.conflict" },
    });
});

test("two identical sends at once are one message with its file", async () => {
  const { id } = await upload(scene, scene.guest, note);
  const key = { "idempotency-key": "send-2" };
  const [a, b] = await Promise.all([1, 2].map(() => send(scene, scene.guest, [id], "", key)));
  expect(a?.status).toBe(200);
  expect(a?.body).toEqual(b?.body);
});

test("a message that cannot have one of its files is not sent", async () => {
  const ready = await upload(scene, scene.guest, note);
  const sent = await upload(scene, scene.guest, note);
  await send(scene, scene.guest, [sent.id], "before");
  const waiting = (await announce(scene, scene.guest, note)).body;
  const foreign = await upload(scene, scene.agent, note);
  const page = `GET ${guestBase}/${scene.chat.id}/messages?maxResults=100`;
  const before = await callJson(scene.server, page, scene.guest.token);
  for (const [id, status, code] of [
    ["unknown", 404, "attachment.not.found"],
    [foreign.id, 404, "attachment.not.found"],
    [waiting.id, 409, "attachment.not.ready"],
    [sent.id, 409, "attachment.already.sent"],
  ] as const)
    expect(await send(scene, scene.guest, [ready.id, id])).toMatchObject({
      status,
      body: { code },
    });
  const after = await callJson(scene.server, page, scene.guest.token);
  expect(after.body.entities.length).toBe(before.body.entities.length);
  expect((await stateOf(scene, scene.guest, ready.id)).body.state).toBe("ready");
});

test("content of another kind than the announced one is refused, and its bytes are gone", async () => {
  const lie = {
    name: "photo.png",
    type: "image/png",
    bytes: Buffer.from("<html>no picture</html>"),
  };
  const refused = await upload(scene, scene.guest, lie);
  expect(refused).toMatchObject({ state: "refused", code: "attachment.type.not.allowed" });
  expect(refused.url).toBeUndefined();
  expect(await send(scene, scene.guest, [refused.id])).toMatchObject({
    status: 409,
    body: { code: "attachment.not.ready" },
  });
});
