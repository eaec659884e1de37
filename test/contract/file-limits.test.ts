import { existsSync } from "node:fs";
import { request as httpRequest } from "node:http";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { openRaw } from "../../server/src/testing/raw-client.ts";
import { createFakeClock } from "../../server/src/testing/fake-clock.ts";
import {
  announce,
  note,
  put,
  send,
  startFileScene,
  TEXT,
  upload,
  type FileScene,
  type JsonReply,
} from "./file-sides.ts";

// The machine may be busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

/* Each rule of a deployment for files: at its limit, one below, one above. */

let scene: FileScene;
afterEach(() => scene.close());

const sized = (size: number): typeof note => ({ ...note, bytes: Buffer.alloc(size, "a") });
const refusal = (status: number, code: string, fieldName?: string) => ({
  status,
  body: { code, ...(fieldName !== undefined && { details: [{ fieldName }] }) },
});

test("maxBytes: a file of the limit is taken, one byte more is not", async () => {
  scene = await startFileScene({ maxBytes: 100 });
  for (const size of [99, 100]) {
    const { state } = await upload(scene, scene.guest, sized(size));
    expect(state).toBe("ready");
  }
  expect(await announce(scene, scene.guest, sized(101))).toMatchObject(
    refusal(413, "attachment.too.large", "size"),
  );
  expect(await announce(scene, scene.guest, sized(0))).toMatchObject(
    refusal(400, "attachment.empty", "size"),
  );
});

test("maxPerMessage: so many files go out with one message, and none twice", async () => {
  scene = await startFileScene({ maxPerMessage: 2 });
  for (const side of [scene.guest, scene.agent]) {
    const ids: string[] = [];
    for (let count = 0; count < 3; count++) ids.push((await upload(scene, side, note)).id);
    const [one = "", two = "", three = ""] = ids;
    expect(await send(scene, side, [one, two, three])).toMatchObject(
      refusal(400, "invalid.value", "attachmentIds"),
    );
    expect(await send(scene, side, [one])).toMatchObject({ status: 200 });
    expect(await send(scene, side, [two, three])).toMatchObject({ status: 200 });
  }
});

test("maxFilesPerChat counts both sides, and not those that were taken back or refused", async () => {
  scene = await startFileScene({ maxFilesPerChat: 3 });
  const first = await announce(scene, scene.guest, note);
  expect(first.status).toBe(200);
  expect((await announce(scene, scene.agent, note)).status).toBe(200);
  expect((await announce(scene, scene.guest, note)).status).toBe(200);
  for (const side of [scene.guest, scene.agent])
    expect(await announce(scene, side, note)).toMatchObject(
      refusal(409, "attachment.limit.reached"),
    );
  await fetch(`${scene.server.url}${scene.guest.base}/${first.body.id}`, {
    method: "DELETE",
    headers: { authorization: `Bearer ${scene.guest.token}` },
  });
  expect((await announce(scene, scene.guest, note)).status).toBe(200);
});

test("maxBytesPerChat: the bytes of all files together", async () => {
  scene = await startFileScene({ maxBytes: 60, maxBytesPerChat: 100 });
  expect((await announce(scene, scene.guest, sized(60))).status).toBe(200);
  expect(await announce(scene, scene.guest, sized(41))).toMatchObject(
    refusal(409, "attachment.limit.reached"),
  );
  expect((await announce(scene, scene.guest, sized(40))).status).toBe(200);
  expect(await announce(scene, scene.guest, sized(1))).toMatchObject(
    refusal(409, "attachment.limit.reached"),
  );
});

test("announcePerMinute: one more is refused until later, and an agent has ten times as many", async () => {
  scene = await startFileScene({ announcePerMinute: 2 });
  const statuses = async (side: FileScene["guest"], count: number): Promise<number[]> => {
    const found: number[] = [];
    for (let at = 0; at < count; at++) found.push((await announce(scene, side, note)).status);
    return found;
  };
  expect(await statuses(scene.guest, 3)).toEqual([200, 200, 429]);
  expect((await statuses(scene.agent, 21)).slice(-2)).toEqual([200, 429]);
});

test.each([
  [{ name: "run.exe", type: "text/plain" }, 415, "attachment.type.not.allowed", "name"],
  [
    { name: "ticket.pdf\u202egpj.exe", type: "text/plain" },
    415,
    "attachment.type.not.allowed",
    "name",
  ],
  [{ name: "a.exe.", type: "text/plain" }, 415, "attachment.type.not.allowed", "name"],
  [{ name: "page.HTML", type: "text/plain" }, 415, "attachment.type.not.allowed", "name"],
  [{ name: "film.mp4", type: "video/mp4" }, 415, "attachment.type.not.allowed", "type"],
  [{ name: "odd.txt", type: "text" }, 415, "attachment.type.not.allowed", "type"],
  [{ name: "none", type: "text/plain" }, 400, "attachment.name.invalid", "name"],
  [{ name: "\u202e...", type: "text/plain" }, 400, "attachment.name.invalid", "name"],
] as const)("%j is refused", async (given, status, code, fieldName) => {
  scene = await startFileScene();
  expect(await announce(scene, scene.guest, { ...note, ...given })).toMatchObject(
    refusal(status, code, fieldName),
  );
});

test("a name is cleaned, cut to 255 bytes, and keeps its extension", async () => {
  scene = await startFileScene();
  const name = `../../${"🎫".repeat(5_000)}x/y.txt`;
  const { name: clean } = (await upload(scene, scene.guest, { ...note, name })) as unknown as {
    name: string;
  };
  expect(Buffer.byteLength(clean)).toBeLessThanOrEqual(255);
  expect(clean).toMatch(/^[^/\\]*\.txt$/);
});

test("from: the other side may attach nothing", async () => {
  scene = await startFileScene({ from: "agents" });
  expect((await announce(scene, scene.agent, note)).status).toBe(200);
  expect(await announce(scene, scene.guest, note)).toMatchObject(refusal(403, "not.authorized"));
});

test("with less free space than the server needs nothing is taken", async () => {
  scene = await startFileScene({}, { files: { minFreeBytes: Number.MAX_SAFE_INTEGER } });
  const refused = await announce(scene, scene.guest, note);
  expect(refused).toMatchObject(refusal(503, "service.unavailable"));
  expect(refused.headers.get("retry-after")).toBe("60");
});

/** Sends a request for the bytes as it is. @returns the status line and the code */
async function putRaw(
  announced: JsonReply,
  headers: readonly string[],
  body: string,
  { isCut = false } = {},
): Promise<string> {
  const url = new URL(announced.body.upload.url);
  const head = [`PUT ${url.pathname}${url.search} HTTP/1.1`, `Host: ${url.host}`, ...headers];
  const client = await openRaw(Number(url.port), `${head.join("\r\n")}\r\n\r\n${body}`);
  if (isCut) client.socket.end();
  const answer = await client.ended();
  const code = /"code":"([^"]+)"/.exec(answer)?.[1] ?? "";
  return `${/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1]} ${code}`;
}

test("Content-Length is required, and is the announced size", async () => {
  scene = await startFileScene();
  const announced = await announce(scene, scene.guest, sized(10));
  const close = "Connection: close";
  expect(
    await putRaw(announced, ["Transfer-Encoding: chunked", close], "a\r\naaaaaaaaaa\r\n0\r\n\r\n"),
  ).toBe("411 attachment.length.required");
  expect(await putRaw(announced, [close], "")).toBe("411 attachment.length.required");
  expect(await putRaw(announced, ["Content-Length: 0", close], "")).toBe("400 attachment.empty");
  expect(await putRaw(announced, ["Content-Length: 9", close], "a".repeat(9))).toBe(
    "400 attachment.size.mismatch",
  );
  expect(await putRaw(announced, ["Content-Length: 11", close], "a".repeat(11))).toBe(
    "413 attachment.too.large",
  );
  // None of these has used the announcement up.
  expect((await put(announced, sized(10).bytes)).status).toBe(200);
});

test("bytes that end too early leave the announcement as it was", async () => {
  scene = await startFileScene();
  const announced = await announce(scene, scene.guest, sized(10));
  await putRaw(announced, ["Content-Length: 10"], "aaaa", { isCut: true });
  // The server may notice the end a little later than the client.
  await expect
    .poll(async () => (await put(announced, sized(10).bytes)).status, { timeout: 20_000 })
    .toBe(200);
});

test("bytes that come twice are refused the second time", async () => {
  scene = await startFileScene();
  const announced = await announce(scene, scene.guest, note);
  expect((await put(announced, TEXT)).status).toBe(200);
  expect(await put(announced, TEXT)).toMatchObject(refusal(409, "request.conflict"));
});

test("bytes that come while others of the same file are on their way are refused", async () => {
  scene = await startFileScene();
  const announced = await announce(scene, scene.guest, sized(10));
  const { url } = announced.body.upload;
  const slow = httpRequest(url, { method: "PUT", headers: { "content-length": 10 } });
  const answer = new Promise<number>((resolve) =>
    slow.on("response", (reply) => resolve(reply.resume().statusCode ?? 0)),
  );
  await new Promise<void>((resolve) => slow.write("aaaa", () => resolve()));
  const part = join(scene.server.folder, "files-in", `${announced.body.id}.part`);
  await expect.poll(() => existsSync(part), { timeout: 20_000 }).toBe(true);
  expect(await put(announced, sized(10).bytes)).toMatchObject(refusal(409, "request.conflict"));
  slow.end("aaaaaa");
  expect(await answer).toBe(200);
});

test("bytes that stop coming are given up after 30 s, with a 408", async () => {
  const clock = createFakeClock(Date.UTC(2026, 0, 5, 14, 0));
  scene = await startFileScene({}, { clock });
  const announced = await announce(scene, scene.guest, sized(10));
  let answer = "";
  const given = putRaw(announced, ["Content-Length: 10"], "aaaa").then((text) => (answer = text));
  // The fake clock moves until the server, which waits by it, has given up.
  await expect
    .poll(
      () => {
        clock.advance(5_000);
        return answer;
      },
      { timeout: 20_000 },
    )
    .toBe("408 client.timeout");
  await given;
});

test("the address for the bytes works until its time is over", async () => {
  const clock = createFakeClock(Date.UTC(2026, 0, 5, 14, 0));
  scene = await startFileScene({ urlSeconds: 60 }, { clock });
  const announced = await announce(scene, scene.guest, note);
  clock.advance(60_001);
  expect(await put(announced, TEXT)).toMatchObject(refusal(403, "attachment.url.invalid"));
});
