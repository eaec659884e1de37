import { effect } from "@preact/signals";
import { WebSocket } from "ws";
import { ApiProblem } from "../../server/desk/api/api-problem.ts";
import { RestCall, type CallOptions } from "../../server/desk/api/rest-call.ts";
import type { ChannelSocket } from "../../server/desk/model/channel.ts";
import { endChat, wrapUp } from "../../server/desk/model/chat-acts.ts";
import { DeskApp } from "../../server/desk/model/desk-app.ts";
import type { Desk } from "../../server/desk/model/desk.ts";
import { ServerClock } from "../../server/desk/model/server-clock.ts";
import { take } from "../../server/desk/model/take-guest.ts";
import { send } from "../../server/desk/model/writing.ts";
import { systemClock } from "../../src/transport/ports/clock.ts";
import { systemRandom } from "../../src/transport/ports/random.ts";
import { memoryStorage } from "../../src/transport/ports/storage.ts";
import { callAt, CallError, type Call } from "./calls.ts";
import type { MeasuredServer } from "./measured-server.ts";

/** The agent's first words, upon which a guest of the bench answers. */
export const QUESTION = "How can I help?";
export const ANSWER = "Is there a train at nine?";

/** The desk's own calls, of which each is counted. */
class CountedCall extends RestCall {
  count = 0;
  readonly #call: Call;

  constructor(server: MeasuredServer, token: string) {
    super({ get: () => token, set: () => undefined, remove: () => undefined });
    this.#call = callAt(server.url, token);
  }

  override async call<Answer>(
    method: string,
    path: string,
    { body, headers = {} }: CallOptions = {},
  ): Promise<Answer> {
    this.count++;
    try {
      return (await this.#call(method, path, body, headers)) as Answer;
    } catch (error) {
      if (error instanceof CallError) throw new ApiProblem(error.status, error.code, error.message);
      throw error;
    }
  }
}

/** A browser's socket. */
class DeskSocket extends EventTarget implements ChannelSocket {
  readonly #socket: WebSocket;

  constructor(uri: string) {
    super();
    this.#socket = new WebSocket(uri.replace("localhost", "127.0.0.1"), {
      perMessageDeflate: false,
    });
    this.#socket.on("open", () => this.dispatchEvent(new Event("open")));
    this.#socket.on("message", (data: Buffer) =>
      this.dispatchEvent(new MessageEvent("message", { data: data.toString() })),
    );
    this.#socket.on("error", () => this.#socket.terminate());
    this.#socket.on("close", () => this.dispatchEvent(new Event("close")));
  }

  send = (text: string): void => this.#socket.send(text);
  close = (): void => this.#socket.terminate();
}

/** Counts the acts of the desks and their guests. */
export interface Events {
  count: number;
}

/** The built desk without its drawing. Its agent accepts each offer, writes, ends and wraps up. */
export class BenchDesk {
  readonly #rest: CountedCall;
  readonly #app: DeskApp;
  readonly #events: Events;
  readonly #serving = new Set<string>();
  #stop = (): void => undefined;

  private constructor(rest: CountedCall, events: Events) {
    this.#rest = rest;
    this.#events = events;
    this.#app = new DeskApp({
      rest,
      clock: systemClock,
      serverClock: new ServerClock(systemClock),
      random: systemRandom,
      reachability: { isOnline: () => true, onChange: () => () => undefined },
      openSocket: (uri) => new DeskSocket(uri),
      storage: memoryStorage(),
      isWriting: () => false,
    });
  }

  /** Signs the agent in. It resolves when the desk is live. */
  static async open(server: MeasuredServer, n: number, events: Events): Promise<BenchDesk> {
    const opened = new BenchDesk(new CountedCall(server, await server.token(n)), events);
    opened.#app.resume();
    const desk = opened.#app.desk.peek();
    if (desk === null) throw new Error("The desk is not signed in");
    await until(() => desk.connection.channel.value?.status.value.kind === "live");
    opened.#stop = effect(() => {
      for (const { id } of desk.offers.value)
        if (!opened.#serving.has(id)) void opened.#serve(desk, id);
    });
    return opened;
  }

  /** The calls of the API since the sign-in. */
  get callCount(): number {
    return this.#rest.count;
  }

  close(): void {
    this.#stop();
    this.#app.desk.peek()?.close(true);
  }

  async #serve(desk: Desk, id: string): Promise<void> {
    this.#serving.add(id);
    if (!(await take(desk, id))) return;
    this.#events.count++;
    send(desk, id, QUESTION);
    this.#events.count++;
    const rows = desk.threads.get(id)?.rows;
    await until(() => rows?.value.some(({ body }) => body === ANSWER) === true);
    await endChat(desk, id);
    this.#events.count++;
    const owed = (): readonly string[] => {
      const chat = desk.lists.find(id);
      return chat === undefined ? [] : desk.lists.myOwedLegs(chat).map((leg) => leg.id);
    };
    await until(() => owed().length > 0);
    // The form asks for them when it is drawn.
    const [code] = await desk.client.wrapupCodes(id, owed().at(-1) ?? "");
    await wrapUp(desk, id, owed(), code?.id ?? null, "");
    this.#events.count++;
  }
}

/** Resolves when the condition, which reads signals, is true. */
function until(isTrue: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    let stop = (): void => undefined;
    let isDone = false;
    stop = effect(() => {
      if (!isTrue()) return;
      isDone = true;
      stop();
      resolve();
    });
    if (isDone) stop();
  });
}
