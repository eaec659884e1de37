import type { Reachability } from "../../../src/transport/ports/reachability.ts";
import { memoryStorage, type Storage } from "../../../src/transport/ports/storage.ts";
import type { DeskMessage, MediaView } from "../api/views.ts";
import {
  bodyTypeOf,
  HEARTBEAT_TOPIC,
  messagesTopic,
  ownTopics,
  QUEUES_TOPIC,
} from "../api/wire-words.ts";
import { Desk } from "../model/desk.ts";
import { ServerClock } from "../model/server-clock.ts";
import { FakeAgentApi, noor } from "./fake-agent-api.ts";
import { FakeClock, settle } from "./fake-clock.ts";
import { FakeSocket } from "./fake-socket.ts";

class FakeReachability implements Reachability {
  #isOnline = true;
  #listeners: (() => void)[] = [];
  isOnline = (): boolean => this.#isOnline;
  onChange = (listener: () => void): (() => void) => {
    this.#listeners.push(listener);
    return () => undefined;
  };
  set(isOnline: boolean): void {
    this.#isOnline = isOnline;
    for (const listener of this.#listeners) listener();
  }
}

/** The server's time at the start. */
export const SERVER_START: number = Date.parse("2026-01-01T12:00:00.000Z");

/** A desk before an agent API in memory. */
export class TestDesk {
  readonly api: FakeAgentApi;
  readonly clock: FakeClock;
  readonly serverClock: ServerClock;
  readonly sockets: FakeSocket[] = [];
  readonly reachability = new FakeReachability();
  readonly desk: Desk;
  /** Sockets open as soon as they are made. */
  opensSockets = true;
  /** The highest wait of each jitter. */
  jitter = 1;
  hasExpired = false;
  isWriting = false;

  /** @param aheadMs - how far this computer's clock is ahead of the server's */
  constructor(api = new FakeAgentApi(), storage: Storage = memoryStorage(), aheadMs = 0) {
    this.api = api;
    this.clock = new FakeClock(SERVER_START + aheadMs);
    this.serverClock = new ServerClock(this.clock);
    this.desk = new Desk({
      client: api,
      clock: this.clock,
      serverClock: this.serverClock,
      random: { next: () => this.jitter, id: () => "id" },
      reachability: this.reachability,
      openSocket: () => this.#openSocket(),
      storage,
      isWriting: () => this.isWriting,
      expired: () => (this.hasExpired = true),
    });
  }

  /** Signs on and waits until everything is loaded. */
  async start(): Promise<this> {
    this.desk.start();
    await settle();
    return this;
  }

  get socket(): FakeSocket {
    const last = this.sockets.at(-1);
    if (last === undefined) throw new Error("There is no socket yet.");
    return last;
  }

  /** The requests since the last call. */
  takeRequests(): readonly string[] {
    return this.api.requests.splice(0);
  }

  /** Tells the desk of this message. */
  tell(id: string, { sender, kind, files, content, ...message }: DeskMessage): void {
    const attachments = files === undefined ? {} : { attachments: files, bodyIsFallback: true };
    const rich = content === undefined ? {} : { content, text: message.body };
    this.socket.tell({
      topicName: messagesTopic(id),
      eventBody: {
        ...message,
        ...attachments,
        ...rich,
        bodyType: bodyTypeOf(kind),
        sender: { id: sender.id },
      },
      metadata: { type: "message" },
    });
  }

  /** Tells the desk the server's time, as a heartbeat does. */
  tellTime(at: number): void {
    const eventBody = { message: "WebSocket Heartbeat", time: new Date(at).toISOString() };
    this.socket.tell({ topicName: HEARTBEAT_TOPIC, eventBody });
  }

  /** Tells the desk that the guest is typing. */
  tellTyping(id: string): void {
    this.socket.tell({
      topicName: messagesTopic(id),
      eventBody: { id: "typing", sender: { id: `${id}-guest` } },
      metadata: { type: "typing-indicator" },
    });
  }

  /** Tells the desk that one of its chats has changed. */
  tellChat(view: MediaView): void {
    this.socket.tell({
      topicName: ownTopics(noor.id)[0],
      eventBody: view,
      metadata: {},
    });
  }

  /** Tells the desk of a change of the lists. */
  tellQueues(eventBody: object): void {
    this.socket.tell({ topicName: QUEUES_TOPIC, eventBody });
  }

  bodies(id: string): readonly string[] {
    return (this.desk.threads.get(id)?.rows.peek() ?? []).map((one) => one.body);
  }

  #openSocket(): FakeSocket {
    const socket = new FakeSocket();
    this.sockets.push(socket);
    if (this.opensSockets) queueMicrotask(() => socket.open());
    return socket;
  }
}
