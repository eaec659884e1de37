import { randomBytes, randomUUID } from "node:crypto";
import type { Clock } from "./clock.ts";
import type { DeploymentSettings } from "./deployment.ts";
import { SlidingWindow, type Limits } from "./limits.ts";
import type { WireMessage, WirePerson } from "./wire/messages.ts";
import type { ServiceFrame } from "./wire/service-frames.ts";

/** The reason why a token opens nothing any more. */
export type Ending = "expired" | "cleared" | "signedOut";

/** One socket of a session. */
export interface Listener {
  send(frame: ServiceFrame): void;
  /** Sends a text as it is, past the planned faults. */
  sendText(text: string): void;
  /** The socket stays open, and belongs to no session any more. */
  detach(): void;
  /** Tells the client that this connection ends, and closes it. */
  dismiss(body: object): void;
  /** Breaks the connection without a word. */
  drop(): void;
}

/** One guest: a token, its messages and its connections. */
export class Session {
  readonly token: string;
  readonly deploymentId: string;
  readonly connections = new Set<Listener>();
  readonly messageWindow: SlidingWindow;
  readonly configureWindow: SlidingWindow;
  readonly historyWindow: SlidingWindow;
  /** Oldest first. */
  readonly messages: WireMessage[] = [];
  /** The custom attributes of all messages; later ones win. */
  attributes: Readonly<Record<string, string>> = {};
  /** Whether there is a conversation with the other side. */
  isStarted = false;
  isReadOnly = false;
  /** The signed-in person; null for a guest. */
  person: WirePerson | null = null;
  /** Whether the service asks a signed-in person to authenticate again. */
  needsSignIn = false;
  /** Set while the guest writes. */
  guestTypingAt: number | null = null;
  lastTypingAt: number | null = null;
  expiresAt = 0;
  ending: Ending | null = null;
  readonly #clock: Clock;
  readonly #limits: Limits;
  readonly #settings: () => DeploymentSettings;
  readonly #expire: () => void;
  #cancelExpiry = (): void => undefined;

  constructor(
    key: { readonly token: string; readonly deploymentId: string },
    clock: Clock,
    limits: Limits,
    settings: () => DeploymentSettings,
    expire: (session: Session) => void,
  ) {
    this.token = key.token;
    this.deploymentId = key.deploymentId;
    this.#clock = clock;
    this.#limits = limits;
    this.#settings = settings;
    this.#expire = () => expire(this);
    this.messageWindow = new SlidingWindow(clock, limits.messagesPerSecond, 1_000);
    this.configureWindow = new SlidingWindow(clock, limits.configuresPerMinute, 60_000);
    this.historyWindow = new SlidingWindow(clock, limits.historyCallsPerMinute, 60_000);
    this.extend();
  }

  get settings(): DeploymentSettings {
    return this.#settings();
  }

  /** Starts the time of the session anew. */
  extend(): void {
    this.#cancelExpiry();
    const ms = this.settings.sessionSeconds * 1_000;
    this.expiresAt = this.#clock.now() + ms;
    this.#cancelExpiry = this.#clock.after(ms, this.#expire);
  }

  /** Ends the session; its token opens nothing any more. */
  end(ending: Ending): void {
    this.ending = ending;
    this.#cancelExpiry();
    this.connections.clear();
  }

  /** Forgets the transcript: a new conversation with the same token. */
  renew(): void {
    this.messages.length = 0;
    this.attributes = {};
    this.isStarted = false;
    this.isReadOnly = false;
    this.extend();
  }

  /** Tells every connection. */
  broadcast(frame: ServiceFrame): void {
    for (const connection of this.connections) connection.send(frame);
  }

  /** Keeps a message for the history. */
  keep(message: WireMessage): void {
    this.messages.push(message);
    if (this.messages.length > this.#limits.messagesPerSession) this.messages.shift();
  }

  /** Tells every connection of a message of the other side, and keeps it for the history. */
  publish(message: WireMessage, isKept = true): void {
    if (isKept) this.keep(message);
    this.broadcast({ type: "message", class: "StructuredMessage", code: 200, body: message });
  }

  /** The fields that every new message has. */
  stamp(): { readonly id: string; readonly time: string; readonly correlationId: string } {
    return {
      id: randomBytes(16).toString("hex"),
      time: new Date(this.#clock.now()).toISOString(),
      correlationId: randomUUID(),
    };
  }

  /** `expirationDate` of the wire: seconds since 1970. */
  get expirationDate(): number {
    return Math.floor(this.expiresAt / 1_000);
  }
}
