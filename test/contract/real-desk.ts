import { WebSocket } from "ws";
import { AgentClient } from "../../server/desk/api/agent-client.ts";
import { RestCall, type CallOptions } from "../../server/desk/api/rest-call.ts";
import { Desk } from "../../server/desk/model/desk.ts";
import { ServerClock } from "../../server/desk/model/server-clock.ts";
import { FakeClock } from "../../server/desk/testing/fake-clock.ts";
import { memoryStorage } from "../../src/transport/ports/storage.ts";
import type { AgentClient as SignedIn } from "./two-organizations.ts";

/* The desk's model at the real server: its calls, and its sockets. */

/** The desk's calls, as a signed-in agent. */
class ServerCall extends RestCall {
  readonly made: string[] = [];
  readonly #agent: SignedIn;

  constructor(agent: SignedIn) {
    super(memoryStorage());
    this.#agent = agent;
  }

  override async call<Answer>(
    method: string,
    path: string,
    { body, headers = {} }: CallOptions = {},
  ): Promise<Answer> {
    this.made.push(`${method} ${path.split("?")[0]}`);
    const { status, json } = await this.#agent.call(method, path, body, headers);
    if (status >= 400) throw new Error(`${method} ${path}: ${status}`);
    return json as Answer;
  }
}

/** A browser's socket, with the server's at its other end. */
class ServerSocket extends EventTarget {
  readonly #socket: WebSocket;
  #gotPong = (): void => undefined;

  constructor(uri: string) {
    super();
    this.#socket = new WebSocket(uri);
    this.#socket.on("open", () => this.dispatchEvent(new Event("open")));
    this.#socket.on("close", () => this.dispatchEvent(new Event("close")));
    this.#socket.on("message", (data: Buffer) => {
      const text = data.toString();
      this.dispatchEvent(new MessageEvent("message", { data: text }));
      if (text.includes('"pong"')) this.#gotPong();
    });
  }

  send(text: string): void {
    this.#socket.send(text);
  }

  close(): void {
    this.#socket.close();
  }

  /** Resolves once all that was told before is there: a pong comes after it. */
  quiet(): Promise<void> {
    return new Promise((resolve) => {
      this.#gotPong = resolve;
      this.send('{"message":"ping"}');
    });
  }
}

export interface RealDesk {
  readonly desk: Desk;
  /** Resolves once the desk has everything that the server told before. */
  quiet(): Promise<void>;
  /** The calls since the last time. */
  takeCalls(): readonly string[];
}

/** Opens the desk of an agent, and waits until it has read its lists. */
export async function openDesk(agent: SignedIn, now: number): Promise<RealDesk> {
  const rest = new ServerCall(agent);
  const clock = new FakeClock(now);
  let socket: ServerSocket | null = null;
  const desk = new Desk({
    client: new AgentClient(rest),
    clock,
    serverClock: new ServerClock(clock),
    random: { next: () => 1, id: () => "id" },
    reachability: { isOnline: () => true, onChange: () => () => undefined },
    openSocket: (uri) => (socket = new ServerSocket(uri)),
    storage: memoryStorage(),
    isWriting: () => false,
    expired: () => {
      throw new Error("The sign-in has ended.");
    },
  });
  desk.start();
  await new Promise<void>((resolve) => {
    const undo = desk.connection.channel.value?.status.subscribe(({ kind }) => {
      if (kind !== "live") return;
      queueMicrotask(() => undo?.());
      resolve();
    });
  });
  return {
    desk,
    quiet: async () => socket?.quiet(),
    takeCalls: () => rest.made.splice(0),
  };
}
