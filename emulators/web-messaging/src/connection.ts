import type { WebSocket } from "ws";
import { FrameSender } from "./faults.ts";
import { pushed } from "./frames.ts";
import { SlidingWindow } from "./limits.ts";
import type { Service } from "./service.ts";
import type { Listener, Session } from "./session.ts";
import type { ServiceFrame } from "./wire/service-frames.ts";

/** One socket of a guest. */
export class Connection implements Listener {
  /** Counted from 1. */
  readonly number: number;
  readonly deploymentId: string;
  readonly requestWindow: SlidingWindow;
  readonly echoWindow: SlidingWindow;
  /** Null before a session is configured, and after it has ended. */
  session: Session | null = null;
  readonly #socket: WebSocket;
  readonly #sender: FrameSender;
  readonly #record: (text: string) => void;
  readonly #cancelDeadline: () => void;

  constructor(service: Service, socket: WebSocket, number: number, deploymentId: string) {
    this.number = number;
    this.deploymentId = deploymentId;
    this.#socket = socket;
    const { clock, limits } = service;
    this.requestWindow = new SlidingWindow(clock, limits.requestsPerMinute, 60_000);
    this.echoWindow = new SlidingWindow(clock, limits.echoesPerMinute, 60_000);
    this.#record = (text) => service.record("service", number, text);
    this.#sender = new FrameSender(service.faults, clock, (frame) =>
      this.sendText(JSON.stringify(frame)),
    );
    this.#cancelDeadline = clock.after(limits.configureMs, () => socket.close(1000));
  }

  send(frame: ServiceFrame): void {
    this.#sender.send(frame);
  }

  sendText(text: string): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    this.#socket.send(text);
    this.#record(text);
  }

  /** Makes this a connection of the session. */
  attach(session: Session): void {
    if (this.session !== session) this.detach();
    this.#cancelDeadline();
    this.session = session;
    session.connections.add(this);
  }

  detach(): void {
    this.session?.connections.delete(this);
    this.session = null;
  }

  dismiss(body: object): void {
    this.detach();
    this.send(pushed("ConnectionClosedEvent", body));
    this.#socket.close(1000);
  }

  drop(): void {
    this.detach();
    this.#socket.terminate();
  }

  /** The socket has closed. */
  closed(): void {
    this.#cancelDeadline();
    this.detach();
  }
}
