import { EventEmitter } from "node:events";
import type { request as requestHttps } from "node:https";
import { Readable } from "node:stream";
import { expect, test } from "vitest";
import { createFetchPicture } from "./fetch-picture.ts";
import { isPublicAddress } from "./public-address.ts";

/* Pictures from other hosts, which must never lead into the server's own network. */

interface Reply {
  readonly status?: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer;
}

/** A network of hosts with their addresses, and of addresses with their answers. */
function network(
  hosts: Readonly<Record<string, readonly string[]>>,
  replies: Readonly<Record<string, Reply>>,
) {
  const dialled: string[] = [];
  const request = (url: URL, options: { lookup: (...args: unknown[]) => void }) => {
    const sent = new EventEmitter();
    options.lookup(url.hostname, {}, (_: unknown, address: string) => dialled.push(address));
    const reply = replies[url.href];
    setImmediate(() => {
      if (reply === undefined) return sent.emit("error", new Error("refused"));
      const { status = 200, headers, body = Buffer.from("picture") } = reply;
      sent.emit("response", Object.assign(Readable.from([body]), { statusCode: status, headers }));
    });
    const sender: object = Object.assign(sent, { end: () => sent, setTimeout: () => sent });
    return sender;
  };
  const fetchPicture = createFetchPicture({
    resolve: async (host) => (hosts[host] ?? []).map((address) => ({ address, family: 4 })),
    request: request as unknown as typeof requestHttps,
  });
  return { dialled, get: (url: string) => fetchPicture(url, new AbortController().signal) };
}

const png = { "content-type": "image/png; charset=x" };
const shop = { "shop.example": ["93.184.216.34"], "inside.example": ["10.0.0.7"] };

test("a picture of a public host comes with its type, from the address that was checked", async () => {
  const { get, dialled } = network(shop, { "https://shop.example/a.png": { headers: png } });
  const picture = await get("https://shop.example/a.png");
  expect(picture?.type).toBe("image/png");
  expect(Buffer.from(picture?.bytes ?? []).toString()).toBe("picture");
  expect(dialled).toEqual(["93.184.216.34"]);
});

test.each([
  ["over http", "http://shop.example/a.png"],
  ["with a password", "https://a:b@shop.example/a.png"],
  ["of a private host", "https://inside.example/a.png"],
  ["of a private address", "https://192.168.1.1/a.png"],
  ["of this machine", "https://[::1]/a.png"],
  ["of an address that is written as a number", "https://2130706433/a.png"],
  ["of an unknown host", "https://nowhere.example/a.png"],
])("nothing is dialled for an address %s", async (_, url) => {
  const { get, dialled } = network(shop, { [url]: { headers: png } });
  expect(await get(url)).toBeNull();
  expect(dialled).toEqual([]);
});

test("a host with one private address among its addresses is not dialled", async () => {
  const hosts = { "both.example": ["93.184.216.34", "127.0.0.1"] };
  const { get, dialled } = network(hosts, { "https://both.example/a.png": { headers: png } });
  expect(await get("https://both.example/a.png")).toBeNull();
  expect(dialled).toEqual([]);
});

test("a redirect to a private host is not followed", async () => {
  const { get, dialled } = network(shop, {
    "https://shop.example/a.png": {
      status: 302,
      headers: { location: "https://inside.example/secret.png" },
    },
    "https://inside.example/secret.png": { headers: png },
  });
  expect(await get("https://shop.example/a.png")).toBeNull();
  expect(dialled).toEqual(["93.184.216.34"]);
});

test("a redirect to another public address is followed, and an endless one is not", async () => {
  const { get, dialled } = network(shop, {
    "https://shop.example/a.png": { status: 302, headers: { location: "/b.png" } },
    "https://shop.example/b.png": { headers: png },
    "https://shop.example/loop.png": { status: 302, headers: { location: "/loop.png" } },
  });
  expect(await get("https://shop.example/a.png")).not.toBeNull();
  expect(await get("https://shop.example/loop.png")).toBeNull();
  expect(dialled).toHaveLength(2 + 4);
});

test.each([
  ["SVG, which can run code", { headers: { "content-type": "image/svg+xml" } }],
  ["a page", { headers: { "content-type": "text/html" } }],
  ["an error", { status: 404, headers: png }],
  ["more than 2 MiB", { headers: png, body: Buffer.alloc(2 * 1024 * 1024 + 1) }],
])("%s is no picture", async (_, reply) => {
  const { get } = network(shop, { "https://shop.example/a.png": reply });
  expect(await get("https://shop.example/a.png")).toBeNull();
});

test.each([
  ["93.184.216.34", true],
  ["8.8.8.8", true],
  ["2606:4700::1111", true],
  ["127.0.0.1", false],
  ["169.254.169.254", false],
  ["100.64.0.1", false],
  ["0.0.0.0", false],
  ["255.255.255.255", false],
  ["::", false],
  ["::1", false],
  ["::ffff:127.0.0.1", false],
  ["::ffff:8.8.8.8", false],
  ["64:ff9b::7f00:1", false],
  ["fe80::1", false],
  ["fc00::1", false],
  ["2001:db8::1", false],
  ["2002:7f00:1::", false],
  ["shop.example", false],
])("whether %s is an address of the public internet: %s", (address, expected) => {
  expect(isPublicAddress(address)).toBe(expected);
});
