import { once } from "node:events";
import type { WebSocket } from "ws";
import { quantile } from "../statistics.ts";
import { createGuest, openStream, take, type Guest } from "./guests.ts";
import type { MeasuredServer } from "./measured-server.ts";
import type { Throughput } from "./throughput.ts";

/** Conversations that talk; messages under way at once. */
const TALKS = 64;
export const DEPTH = 32;

/** Guests whom the agent has taken, each with a stream, and the agent's channel for all of them. */
export class Talks {
  readonly #guests: Guest[] = [];
  readonly #sockets: WebSocket[] = [];
  /** Resolves a message that was told to both sides, by its text. */
  readonly #untold = new Map<string, { left: number; readonly done: () => void }>();

  async open(server: MeasuredServer): Promise<void> {
    const agent = await server.agent();
    const channel = (await agent("POST", "/api/v2/notifications/channels")) as {
      id: string;
      connectUri: string;
    };
    const topics: { id: string }[] = [];
    for (let n = 0; n < TALKS; n++) {
      const guest = await createGuest(server);
      this.#sockets.push(await openStream(guest.streamUri, (frame) => this.#onFrame(frame)));
      await take(agent, guest);
      this.#guests.push(guest);
      topics.push({ id: `v2.conversations.chats.${guest.id}.messages` });
    }
    await agent("POST", `/api/v2/notifications/channels/${channel.id}/subscriptions`, topics);
    this.#sockets.push(await openStream(channel.connectUri, (frame) => this.#onFrame(frame)));
  }

  #onFrame(frame: string): void {
    const text = /"body":"(message [\w-]+)"/.exec(frame)?.[1];
    const untold = text === undefined ? undefined : this.#untold.get(text);
    if (text === undefined || untold === undefined || --untold.left > 0) return;
    this.#untold.delete(text);
    untold.done();
  }

  /** Sends a message with a key. @returns how long both frames took, in ms */
  async send(n: number, run: string): Promise<number> {
    const guest = this.#guests[n % TALKS];
    if (guest === undefined) throw new Error("No guest");
    const body = `message ${run}-${n}`;
    const begun = performance.now();
    const told = new Promise<void>((done) => this.#untold.set(body, { left: 2, done }));
    await guest.call("POST", guest.messages, { body }, { "idempotency-key": body });
    await told;
    return performance.now() - begun;
  }

  async close(): Promise<void> {
    const closed = this.#sockets.map((socket) => once(socket, "close"));
    for (const socket of this.#sockets) socket.terminate();
    await Promise.all(closed);
  }
}

/** Keeps messages under way for as long as it is told. */
export async function sendFor(talks: Talks, seconds: number, run: string): Promise<Throughput> {
  const begun = performance.now();
  const until = begun + seconds * 1_000;
  const took: number[] = [];
  let sent = 0;
  const lane = async (): Promise<void> => {
    while (performance.now() < until) took.push(await talks.send(sent++, run));
  };
  await Promise.all(Array.from({ length: DEPTH }, lane));
  const perSecond = took.length / ((performance.now() - begun) / 1_000);
  return { perSecond, p99: quantile(took, 0.99) };
}
