import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createFakeClock } from "../../server/src/testing/fake-clock.ts";
import {
  bytesAt,
  filesOn,
  note,
  picture,
  sha256,
  startFileScene,
  TEXT,
  upload,
  type FileScene,
  type JsonBody,
} from "./file-sides.ts";

// The machine may be busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

/* How files are served: to whom, and with which headers. */

const clock = createFakeClock(Date.UTC(2026, 0, 5, 14, 0, 30));
let scene: FileScene;
let text: JsonBody;
let png: JsonBody;

beforeAll(async () => {
  scene = await startFileScene({}, { clock });
  text = await upload(scene, scene.guest, { ...note, name: 'Grüße "von" 100%.txt' });
  png = await upload(scene, scene.guest, picture);
});
afterAll(() => scene.close());

const headersOf = async (url: string): Promise<Record<string, string>> => {
  const { headers } = await fetch(url);
  const golden = [
    "content-type",
    "content-disposition",
    "x-content-type-options",
    "content-security-policy",
    "cross-origin-resource-policy",
    "cache-control",
    "accept-ranges",
    "content-length",
    "referrer-policy",
  ];
  return Object.fromEntries(golden.map((name) => [name, headers.get(name) ?? ""]));
};
const common = {
  "x-content-type-options": "nosniff",
  "content-security-policy": "default-src 'none'; sandbox",
  "cross-origin-resource-policy": "cross-origin",
  "cache-control": "private, max-age=600",
  "accept-ranges": "bytes",
  "referrer-policy": "no-referrer",
};

test("a text is served as bytes to save, with its name for every client", async () => {
  expect(await headersOf(text.url)).toEqual({
    ...common,
    "content-type": "application/octet-stream",
    "content-disposition":
      "attachment; filename=\"Gr__e _von_ 100_.txt\"; filename*=UTF-8''Gr%C3%BC%C3%9Fe%20_von_%20100%25.txt",
    "content-length": String(TEXT.length),
  });
});

test("a picture is served with its type, to save; its small picture to show", async () => {
  expect(await headersOf(png.url)).toMatchObject({
    ...common,
    "content-type": "image/png",
    "content-disposition": "attachment; filename=\"ticket.png\"; filename*=UTF-8''ticket.png",
  });
  expect(await headersOf(png.thumbnailUrl)).toMatchObject({
    ...common,
    "content-type": "image/webp",
    "content-disposition": "inline; filename=\"ticket.png\"; filename*=UTF-8''ticket.png",
  });
});

test("the tag is the hash of the bytes, and a client that has them gets none", async () => {
  const { headers } = await fetch(text.url);
  const etag = `"${sha256(TEXT)}"`;
  expect(headers.get("etag")).toBe(etag);
  for (const tag of [etag, `W/${etag}`, `"other", ${etag}`, "*"]) {
    const reply = await fetch(text.url, { headers: { "if-none-match": tag } });
    expect([reply.status, await reply.text()]).toEqual([304, ""]);
  }
  expect((await fetch(text.url, { headers: { "if-none-match": '"other"' } })).status).toBe(200);
  expect((await fetch(png.thumbnailUrl)).headers.get("etag")).not.toBe(
    (await fetch(png.url)).headers.get("etag"),
  );
});

test.each([
  ["bytes=0-2", 206, TEXT.subarray(0, 3), "bytes 0-2"],
  ["bytes=4-", 206, TEXT.subarray(4), `bytes 4-${TEXT.length - 1}`],
  ["bytes=-4", 206, TEXT.subarray(-4), `bytes ${TEXT.length - 4}-${TEXT.length - 1}`],
  ["bytes=-9999", 206, TEXT, `bytes 0-${TEXT.length - 1}`],
  [`bytes=4-9999`, 206, TEXT.subarray(4), `bytes 4-${TEXT.length - 1}`],
  ["bytes=0-1,3-4", 200, TEXT, null],
  ["bytes=5-2", 200, TEXT, null],
  ["lines=1-2", 200, TEXT, null],
] as const)("the range %s is answered with %i", async (range, status, bytes, contentRange) => {
  const reply = await fetch(text.url, { headers: { range } });
  expect(reply.status).toBe(status);
  expect(Buffer.from(await reply.arrayBuffer())).toEqual(Buffer.from(bytes));
  expect(reply.headers.get("content-range")).toBe(
    contentRange === null ? null : `${contentRange}/${TEXT.length}`,
  );
});

test("a range behind the end is 416, and one of older bytes is the whole file", async () => {
  for (const range of [`bytes=${TEXT.length}-`, "bytes=-0"]) {
    const reply = await fetch(text.url, { headers: { range } });
    expect(reply.status).toBe(416);
    expect(reply.headers.get("content-range")).toBe(`bytes */${TEXT.length}`);
    expect(await reply.json()).toMatchObject({ code: "attachment.range.invalid" });
  }
  const headers = { range: "bytes=0-1", "if-range": '"older"' };
  expect((await fetch(text.url, { headers })).status).toBe(200);
});

test("HEAD has the headers and no bytes", async () => {
  const reply = await fetch(text.url, { method: "HEAD" });
  expect([reply.status, await reply.text()]).toEqual([200, ""]);
  expect(reply.headers.get("content-length")).toBe(String(TEXT.length));
});

test("a changed, late or foreign address gives the same refusal", async () => {
  const url = new URL(text.url);
  const changed = (change: (to: URL) => void): string => {
    const to = new URL(url);
    change(to);
    return to.href;
  };
  const addresses = [
    changed((to) => to.searchParams.set("e", String(Number(to.searchParams.get("e")) + 60))),
    changed((to) => to.searchParams.set("s", "AAAA")),
    changed((to) => to.searchParams.delete("s")),
    changed((to) => to.searchParams.set("v", "thumb")),
    changed((to) => to.searchParams.set("v", "in")),
    changed((to) => {
      to.pathname = to.pathname.replace(text.id, png.id);
    }),
    changed((to) => {
      to.pathname = to.pathname.replace(text.id, "unknown");
    }),
  ];
  const bodies = await Promise.all(
    addresses.map(async (address) => {
      const reply = await fetch(address);
      const { contextId: _, ...body } = (await reply.json()) as Record<string, unknown>;
      return { status: reply.status, body };
    }),
  );
  expect(bodies[0]).toMatchObject({ status: 403, body: { code: "attachment.url.invalid" } });
  for (const body of bodies) expect(body).toEqual(bodies[0]);
});

test("an address is for one method alone", async () => {
  const path = new URL(text.url).pathname
    .replace(/^\/files\//, "/files/in/")
    .replace(/\/[^/]*$/, "");
  const reply = await fetch(`${scene.server.url}${path}${new URL(text.url).search}`, {
    method: "PUT",
    body: "x",
  });
  expect(reply.status).toBe(403);
});

test("addresses of the same minute are the same, so that a browser keeps the picture", async () => {
  const again = async (): Promise<string> => {
    const reply = await fetch(`${scene.server.url}${scene.guest.base}/${text.id}`, {
      headers: { authorization: `Bearer ${scene.guest.token}` },
    });
    return ((await reply.json()) as JsonBody).url;
  };
  const first = await again();
  clock.advance(20_000);
  expect(await again()).toBe(first);
  expect(await bytesAt(first)).toEqual(TEXT);
  clock.advance((filesOn().urlSeconds + 60) * 1_000);
  expect((await fetch(first)).status).toBe(403);
  expect(await bytesAt(await again())).toEqual(TEXT);
});

test("a page of another site may send the bytes and read the answer", async () => {
  const origin = "https://www.example.com";
  const preflight = await fetch(text.url, {
    method: "OPTIONS",
    headers: { origin, "access-control-request-method": "PUT" },
  });
  expect(preflight.status).toBe(204);
  expect(preflight.headers.get("access-control-allow-methods")).toContain("PUT");
  expect(preflight.headers.get("access-control-allow-origin")).toBe(origin);
  const reply = await fetch(text.url, { headers: { origin } });
  expect(reply.headers.get("access-control-allow-origin")).toBe(origin);
});
