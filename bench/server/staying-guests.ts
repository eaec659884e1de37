import type { WebSocket } from "ws";
import type { Call } from "./calls.ts";
import { Crowd } from "./crowd.ts";
import { createGuest, openStream, take, type Guest } from "./guests.ts";
import { inLanes } from "./in-lanes.ts";
import { CAPACITY, type MeasuredServer } from "./measured-server.ts";

/** How many guests arrive or leave at once. */
const LANES = 32;

/** Guests of one server who stay connected: all but a few talk with agents. */
export class StayingGuests {
  readonly crowd = new Crowd();
  readonly #server: MeasuredServer;
  readonly #guests: Guest[] = [];
  readonly #agents: Call[] = [];
  readonly #channels: WebSocket[] = [];

  constructor(server: MeasuredServer) {
    this.#server = server;
  }

  /** Signs in as many agents as these guests need, each with an open channel. */
  async signIn(count: number): Promise<void> {
    for (let n = 1; n <= Math.ceil(count / CAPACITY); n++) {
      const agent = await this.#server.agent(n);
      const { connectUri } = await agent("POST", "/api/v2/notifications/channels");
      this.#channels.push(await openStream(String(connectUri)));
      this.#agents.push(agent);
    }
  }

  /** @param waiting - how many of them stay in line */
  async arrive(count: number, waiting: number): Promise<void> {
    await inLanes([...Array.from({ length: count }).keys()], LANES, async (n) => {
      const guest = await createGuest(this.#server);
      await this.crowd.open(guest.streamUri);
      if (n >= waiting) {
        const agent = this.#agents[n % this.#agents.length];
        if (agent !== undefined) await take(agent, guest);
      }
      this.#guests[n] = guest;
    });
  }

  /** Those who came last end their conversations, until so many are left. */
  async leave(left: number): Promise<void> {
    const gone = this.#guests.splice(left);
    await inLanes(gone, LANES, (guest) => guest.call("DELETE", guest.self));
    this.crowd.forget(gone.map(({ streamUri }) => streamUri));
  }

  async close(): Promise<void> {
    await this.crowd.cut();
    for (const channel of this.#channels) channel.terminate();
  }
}
