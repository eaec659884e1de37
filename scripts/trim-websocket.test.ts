import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { transformWithOxc } from "vite";
import { expect, test, vi } from "vitest";
import { trimWebsocket } from "./trim-websocket.ts";

const file = fileURLToPath(
  new URL("../node_modules/reconnecting-websocket/reconnecting-websocket.ts", import.meta.url),
);
const source = readFileSync(file, "utf8");

/** A WebSocket that a test opens and closes. */
class FakeSocket extends EventTarget {
  static readonly CLOSING = 2;
  static readonly made: FakeSocket[] = [];
  readonly url: string;
  readyState = 0;
  constructor(url: string) {
    super();
    this.url = url;
    FakeSocket.made.push(this);
  }
  close(): void {
    this.readyState = 3;
    this.dispatchEvent(new Event("close"));
  }
}

interface Reconnecting {
  addEventListener(type: string, listener: (event: { readonly data?: string }) => void): void;
  reconnect(): void;
  close(): void;
}
type Constructor = new (
  provide: () => Promise<string>,
  protocols: readonly string[],
  options: object,
) => Reconnecting;

async function trimmed(): Promise<Constructor> {
  const { code } = await transformWithOxc(trimWebsocket(source), file);
  const module = (await import(
    /* @vite-ignore */ `data:text/javascript,${encodeURIComponent(code)}`
  )) as { default: Constructor };
  return module.default;
}

test("the trimmed library connects, delivers, connects again after a loss, and stops when closed", async () => {
  const Socket = await trimmed();
  const heard: string[] = [];
  const socket = new Socket(async () => `ws://site/${FakeSocket.made.length}`, [], {
    WebSocket: FakeSocket,
    connectionTimeout: 5_000,
  });
  for (const type of ["open", "message", "close"])
    socket.addEventListener(type, (event) => heard.push(`${type} ${event.data ?? ""}`));
  const newest = async (count: number): Promise<FakeSocket> => {
    await vi.waitFor(() => expect(FakeSocket.made).toHaveLength(count));
    return FakeSocket.made.at(-1) as FakeSocket;
  };
  const first = await newest(1);
  expect(first.url).toBe("ws://site/0");
  first.dispatchEvent(new Event("open"));
  first.dispatchEvent(new MessageEvent("message", { data: "one" }));
  first.close();
  const second = await newest(2);
  second.dispatchEvent(new Event("open"));
  socket.reconnect();
  const third = await newest(3);
  // Nothing of a replaced socket is heard any more.
  second.dispatchEvent(new MessageEvent("message", { data: "late" }));
  third.dispatchEvent(new Event("error"));
  const fourth = await newest(4);
  socket.close();
  fourth.dispatchEvent(new Event("close"));
  expect(heard.map((line) => line.trim())).toEqual([
    "open",
    "message one",
    "close",
    "open",
    "close",
    "close",
    "close",
    "close",
  ]);
  expect(FakeSocket.made).toHaveLength(4);
});

test("a replacement whose text is there twice, or not at all, stops the build", () => {
  expect(() => trimWebsocket(source.replace("_acceptOpen() {", "_accept() {"))).toThrow(
    /0 times, not once/,
  );
  expect(() =>
    trimWebsocket(`${source}\nif (this.onopen) {\n            this.onopen(event);\n        }`),
  ).toThrow(/2 times, not once/);
});
