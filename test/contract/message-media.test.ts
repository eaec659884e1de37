import { createHash } from "node:crypto";
import platform from "purecloud-platform-client-v2-262";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import {
  bytesAt,
  callJson,
  filesOn,
  note,
  picture,
  startFileScene,
  type FileScene,
  type Sample,
} from "./file-sides.ts";
import { startTestServer } from "./test-server.ts";
import { startTwoSides } from "./two-sides.ts";
import { runOf, type PlatformClient } from "./platform-story.ts";

// The machine may be busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

/* Files of an agent in the messages family. The documents judge every call. */

let scene: FileScene;
beforeAll(async () => {
  scene = await startFileScene({ maxPerMessage: 2, maxBytes: 1_000 });
});
afterAll(() => scene.close());

interface Media {
  readonly id: string;
  readonly uploadUrl: string;
  readonly uploadHeaders: Readonly<Record<string, string>>;
  readonly status: string;
  readonly url?: string;
  readonly media: readonly { readonly id: string; readonly url: string }[];
  readonly entities: readonly Media[];
}

const line = (communicationId = scene.chat.agent.communicationId): string =>
  `/api/v2/conversations/messages/${scene.chat.id}/communications/${communicationId}/messages`;

async function call(
  request: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ readonly status: number; readonly body: Media & Record<string, unknown> }> {
  const answer = await callJson(scene.server, request, scene.agent.token, body, headers);
  return answer as unknown as { status: number; body: Media & Record<string, unknown> };
}

const announce = async ({ name, bytes }: Sample, headers?: Readonly<Record<string, string>>) =>
  call(
    `POST ${line()}/media/uploads`,
    { fileName: name, contentLengthBytes: bytes.length },
    headers,
  );

const put = (body: Media, bytes: Buffer): Promise<Response> =>
  fetch(body.uploadUrl, {
    method: "PUT",
    body: new Uint8Array(bytes),
    headers: body.uploadHeaders,
  });

const mediaOf = async (id: string): Promise<Media & Record<string, unknown>> =>
  (await call(`GET ${line()}/media/${id}`)).body;

/** Uploads a file, and waits until the server has looked at it. @returns its id */
async function upload(sample: Sample): Promise<string> {
  const { body } = await announce(sample);
  expect((await put(body, sample.bytes)).status).toBe(200);
  await expect
    .poll(async () => (await mediaOf(body.id)).status, { timeout: 20_000 })
    .not.toBe("uploading");
  return body.id;
}

const fieldsOf = (body: Readonly<Record<string, unknown>>): (string | undefined)[] =>
  (body["details"] as { fieldName?: string }[]).map(({ fieldName }) => fieldName);

test("a file is announced, uploaded, looked up, and sent by its id; the guest gets it", async () => {
  const announced = await announce(note);
  const { id } = announced.body;
  expect(announced.body).toMatchObject({
    name: "note.txt",
    uploadHeaders: { "Content-Type": "text/plain" },
    selfUri: `${line()}/media/${id}`,
  });
  const uploading = {
    id,
    name: "note.txt",
    mediaType: "text/plain",
    contentLengthBytes: note.bytes.length,
    status: "uploading",
    conversationId: scene.chat.id,
    communicationId: scene.chat.agent.communicationId,
    selfUri: `${line()}/media/${id}`,
  };
  expect(await mediaOf(id)).toEqual(uploading);
  expect((await put(announced.body, note.bytes)).status).toBe(200);
  await expect.poll(async () => (await mediaOf(id)).status, { timeout: 20_000 }).toBe("valid");
  expect(await bytesAt((await mediaOf(id)).url ?? "")).toEqual(note.bytes);
  const sent = await call(`POST ${line()}`, { mediaIds: [id] });
  expect(sent.body).toMatchObject({
    textBody: "",
    media: [{ id, name: "note.txt", mediaType: "text/plain" }],
    normalizedMessage: { text: "", content: [{ attachment: { id, filename: "note.txt" } }] },
  });
  expect(await bytesAt(sent.body.media[0]?.url ?? "")).toEqual(note.bytes);
  expect(await scene.chat.guest.heard.bodyOf(sent.body.id)).toBe("note.txt");
  expect((await mediaOf(id)).status).toBe("valid");
  const again = await call(`POST ${line()}`, { mediaIds: [id] });
  expect([again.status, again.body["code"]]).toEqual([409, "attachment.already.sent"]);
});

test("the list has the files of the communication, by their states, in pages", async () => {
  const fresh = await startFileScene();
  try {
    const path = `/api/v2/conversations/messages/${fresh.chat.id}/communications/${fresh.chat.agent.communicationId}/messages/media`;
    const get = async (query = ""): Promise<Readonly<Record<string, unknown>>> =>
      (await callJson(fresh.server, `GET ${path}${query}`, fresh.agent.token))
        .body as unknown as Readonly<Record<string, unknown>>;
    expect(await get()).toMatchObject({
      total: 0,
      entities: [],
      selfUri: `${path}?pageSize=100&pageNumber=1`,
    });
    const ids: string[] = [];
    for (const fileName of ["a.txt", "b.txt", "c.txt", "d.txt"]) {
      const body = { fileName, contentLengthBytes: 4 };
      const reply = await callJson(fresh.server, `POST ${path}/uploads`, fresh.agent.token, body);
      ids.push(reply.body.id);
    }
    // The guest's files, and those that colleagues announce, are not among them.
    await callJson(fresh.server, `POST ${fresh.guest.base}`, fresh.guest.token, {
      name: "g.txt",
      size: 4,
      type: "text/plain",
    });
    // One that is deleted is on no list.
    const gone = ids.pop() ?? "";
    await fresh.server.store.changeAttachment(gone, ["awaiting"], { state: "deleted" });
    const all = (await get())["entities"] as Media[];
    expect(all.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
    expect(await get("?status=valid")).toMatchObject({ total: 0 });
    expect(await get("?status=Uploading&pageSize=2&pageNumber=2")).toMatchObject({
      total: 3,
      entities: [{ status: "uploading" }],
      previousUri: `${path}?pageSize=2&pageNumber=1&status=uploading`,
    });
  } finally {
    await fresh.close();
  }
});

test("the rules for files hold: size, kind, name, number, and the same key once", async () => {
  const large = { ...note, bytes: Buffer.alloc(1_001, "a") };
  const refusals = [
    [large, 413, "attachment.too.large", "contentLengthBytes"],
    [{ ...note, bytes: Buffer.alloc(0) }, 400, "attachment.empty", "contentLengthBytes"],
    [{ ...note, name: "run.exe" }, 415, "attachment.type.not.allowed", "fileName"],
    [{ ...note, name: "what.unknown" }, 415, "attachment.type.not.allowed", "fileName"],
    [{ ...note, name: "noextension" }, 400, "attachment.name.invalid", "fileName"],
  ] as const;
  for (const [sample, status, code, field] of refusals) {
    const { status: found, body } = await announce(sample);
    expect([found, body["code"], fieldsOf(body)]).toEqual([status, code, [field]]);
  }
  const key = { "idempotency-key": "one-file" };
  const first = (await announce(note, key)).body.id;
  expect((await announce(note, key)).body.id).toBe(first);
  const other = await announce({ ...note, name: "other.txt" }, key);
  expect([other.status, other.body["code"]]).toEqual([409, "request.conflict"]);
  const long = await announce(note, { "idempotency-key": "k".repeat(201) });
  expect([long.status, fieldsOf(long.body)]).toEqual([400, ["Idempotency-Key"]]);
  const early = await call(`POST ${line()}`, { mediaIds: [first] });
  expect([early.status, early.body["code"]]).toEqual([409, "attachment.not.ready"]);
  const many = await call(`POST ${line()}`, { mediaIds: ["a", "b", "c"] });
  expect([many.status, fieldsOf(many.body)]).toEqual([400, ["mediaIds"]]);
});

test("bytes of another kind than the name says make the file invalid, and it is not sent", async () => {
  const id = await upload({ ...picture, name: "lie.pdf" });
  const media = await mediaOf(id);
  expect(media.status).toBe("invalid");
  expect(media).not.toHaveProperty("url");
  const sent = await call(`POST ${line()}`, { mediaIds: [id] });
  expect([sent.status, sent.body["code"]]).toEqual([409, "attachment.not.ready"]);
});

test("a guest's file is no media of the agent's, and goes out with none of its messages", async () => {
  const path = `POST ${scene.guest.base}`;
  const body = { name: "note.txt", size: 4, type: "text/plain" };
  const { id } = (await callJson(scene.server, path, scene.guest.token, body)).body;
  const found = await call(`GET ${line()}/media/${id}`);
  expect([found.status, found.body["code"]]).toEqual([404, "attachment.not.found"]);
  const sent = await call(`POST ${line()}`, { mediaIds: [id] });
  expect([sent.status, sent.body["code"]]).toEqual([404, "attachment.not.found"]);
  const elsewhere = line(scene.chat.guest.memberId);
  expect((await call(`GET ${elsewhere}/media`)).status).toBe(403);
});

test("an agent who announces too many files at once is told to wait", async () => {
  const few = await startFileScene({ announcePerMinute: 1 });
  try {
    const path = `/api/v2/conversations/messages/${few.chat.id}/communications/${few.chat.agent.communicationId}/messages/media/uploads`;
    const wish = { fileName: "note.txt", contentLengthBytes: 4 };
    const codes = new Set<number>();
    for (let n = 0; n < 11; n++)
      codes.add((await callJson(few.server, `POST ${path}`, few.agent.token, wish)).status);
    expect([...codes]).toEqual([200, 429]);
  } finally {
    await few.close();
  }
});

test.each([{ enabled: false }, { from: "guests" as const }])(
  "there are no media if agents attach no files: %j",
  async (rules) => {
    const server = await startTestServer({ attachments: filesOn(rules) });
    const chat = await startTwoSides(server);
    try {
      const token = await server.token("u-noor");
      const path = `/api/v2/conversations/messages/${chat.id}/communications/${chat.agent.communicationId}/messages/media`;
      const body = { fileName: "note.txt", contentLengthBytes: 4 };
      for (const [request, wish] of [
        [`POST ${path}/uploads`, body],
        [`GET ${path}`, undefined],
        [`GET ${path}/some`, undefined],
      ] as const) {
        const answer = await callJson(server, request, token, wish);
        expect([answer.status, answer.body.code]).toEqual([404, "not.found"]);
      }
    } finally {
      chat.close();
      await server.close();
    }
  },
);

test("the platform client 262 announces a file, sees it become valid, and sends it", async () => {
  const client = platform as unknown as PlatformClient;
  const { port } = new URL(scene.server.url);
  client.ApiClient.instance.setGateway({ host: "127.0.0.1", protocol: "http", port });
  await client.ApiClient.instance.loginClientCredentialsGrant("c-noor", "noor-secret-noor");
  const run = runOf(client);
  const place = [scene.chat.id, scene.chat.agent.communicationId] as const;
  const made = (await run("postConversationsMessageCommunicationMessagesMediaUploads", ...place, {
    fileName: "ticket.png",
    contentLengthBytes: picture.bytes.length,
    contentMd5: createHash("md5").update(picture.bytes).digest("base64"),
  })) as unknown as Media;
  expect((await put(made, picture.bytes)).status).toBe(200);
  const get = async (): Promise<unknown> =>
    (await run("getConversationsMessageCommunicationMessagesMediaMediaId", ...place, made.id, {}))[
      "status"
    ];
  await expect.poll(get, { timeout: 20_000 }).toBe("valid");
  const listed = await run("getConversationsMessageCommunicationMessagesMedia", ...place, {
    status: "valid",
  });
  expect((listed["entities"] as Media[]).map(({ id }) => id)).toContain(made.id);
  const sent = await run("postConversationsMessageCommunicationMessages", ...place, {
    mediaIds: [made.id],
  });
  expect(sent).toMatchObject({ media: [{ id: made.id }] });
});
