import { once } from "node:events";
import { WebSocket } from "ws";
import { inLanes } from "./in-lanes.ts";

/** How many connect at once. */
const LANES = 128;
const HEARTBEAT_MS = 5_000;
const HEARTBEAT = Buffer.from("WebSocket Heartbeat");

/** Sockets that stay open and are told nothing but what the server tells everybody. */
export class Crowd {
  readonly #sockets = new Map<string, WebSocket>();
  readonly #late: number[] = [];
  #isWatching = false;

  /** Opens a socket; it is open with its first frame. */
  async open(uri: string): Promise<void> {
    const socket = new WebSocket(uri.replace("localhost", "127.0.0.1"), {
      perMessageDeflate: false,
    });
    this.#sockets.set(uri, socket);
    let last = 0;
    socket.on("message", (data: Buffer) => {
      if (!this.#isWatching || !data.includes(HEARTBEAT)) return;
      const now = performance.now();
      if (last > 0) this.#late.push(Math.max(0, now - last - HEARTBEAT_MS));
      last = now;
    });
    await once(socket, "message");
  }

  /** Opens all of these. @returns how many a second */
  async openAll(uris: readonly string[]): Promise<number> {
    const begun = performance.now();
    await inLanes(uris, LANES, (uri) => this.open(uri));
    return uris.length / ((performance.now() - begun) / 1_000);
  }

  /** Watches the heartbeats for so long. @returns how late each was after the one before, in ms */
  async watch(seconds: number): Promise<readonly number[]> {
    this.#late.length = 0;
    this.#isWatching = true;
    await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
    this.#isWatching = false;
    return [...this.#late];
  }

  /** Cuts all connections. */
  async cut(): Promise<readonly string[]> {
    const uris = [...this.#sockets.keys()];
    const closed = [...this.#sockets.values()].map((socket) => once(socket, "close"));
    for (const socket of this.#sockets.values()) socket.terminate();
    await Promise.all(closed);
    this.#sockets.clear();
    return uris;
  }

  /** These sockets are closed by the server, because their conversations end. */
  forget(uris: readonly string[]): void {
    for (const uri of uris) this.#sockets.delete(uri);
  }
}
