import type { FileLimits } from "../transport/index.ts";
import type { Clock } from "../transport/ports/clock.ts";
import type { AgentSide } from "./agent-side.ts";
import type { FakeConversation, VisitorMessage } from "./fake-conversation.ts";
import type { GuestOperation } from "./guest-routes.ts";
import type { Greeting } from "./model.ts";
import type { Failure } from "./network.ts";
import type { PlaywrightPage } from "./playwright.ts";

/** Options of a fake server; all are optional. @public */
export interface FakeServerOptions {
  /**
   * The extensions of the contract that the server supports. Default: all that Parlor's own server
   * supports; `[]` is the plain contract.
   */
  readonly extensions?: readonly string[];
  /** The only deployment that exists. Default: any id is accepted. */
  readonly deploymentId?: string;
  /** The queues that exist. Default: any name is accepted. */
  readonly queues?: readonly string[];
  /** If given, a chat needs a `memberAuthToken`, and this returns whether the token is valid. */
  readonly authenticate?: (token: string) => boolean;
  /** Limits on visitors' files. Default: pictures, PDF and text of at most 10 MiB, 5 a message. */
  readonly files?: Partial<FileLimits>;
  /** A bot that sends messages before the queue takes over. Default: none. */
  readonly greeting?: Greeting;
  /** Default: the system clock. Pass the chat's own clock if a test controls it. */
  readonly clock?: Clock;
}

/** Whether somebody can answer. What is left out stays as it is. @public */
export interface Presence {
  /** Whether an agent is present. */
  readonly isStaffed?: boolean;
  /** Whether the service is open. */
  readonly isOpen?: boolean;
}

/**
 * A guest-chat server in memory. The methods of its agent's side act on the newest conversation
 * that has not ended; take others from `conversations`.
 * @public
 */
export interface FakeServer extends AgentSide {
  /** A value for the `api` option. The server also answers at every other address. */
  readonly url: string;
  /** A `fetch` that calls this server and nothing else. */
  readonly fetch: typeof globalThis.fetch;
  /** A `WebSocket` class that opens event streams of this server and nothing else. */
  readonly WebSocket: typeof globalThis.WebSocket;
  /**
   * Replaces `fetch` and `WebSocket` for the addresses of the guest API; all other requests go
   * through as before.
   * @param page - the `window` of the page. Default: the global object that the test runs in
   * @returns a function that restores the originals
   */
  install(page?: object): () => void;
  /** Does the same for a page that Playwright drives. Call it before the page is opened. */
  serve(page: PlaywrightPage): Promise<void>;

  /** All conversations, oldest first. */
  readonly conversations: readonly FakeConversation[];
  /** The messages of all visitors, oldest first. */
  readonly messages: readonly VisitorMessage[];
  /**
   * Resolves with the first message that matches and that no earlier call has returned; if there is
   * none yet, with the first that arrives.
   * @param text - the whole text, or a pattern. Default: any message
   * @throws Error after 4 s without a match
   */
  waitForMessage(text?: string | RegExp): Promise<VisitorMessage>;
  /**
   * Resolves with the first conversation that a visitor has joined and that no earlier call has
   * returned; if there is none yet, with the next.
   * @throws Error after 4 s without a conversation
   */
  waitForConversation(): Promise<FakeConversation>;

  /**
   * Takes the network down: streams break, requests fail, and the page gets the `offline` event.
   */
  goOffline(): void;
  /** Restores the network after `goOffline()` and `blockSockets()`. */
  comeBack(): void;
  /** Breaks all streams; they can be opened again at once. */
  dropSockets(): void;
  /** Breaks all streams and lets none open, while requests go through, as behind some proxies. */
  blockSockets(): void;
  /** Refuses the next request. */
  failNext(failure: Failure): void;
  /** Processes the next request and loses its reply. Default: a request of any operation. */
  loseNextReply(on?: GuestOperation): void;
  /**
   * Refuses the next file of a visitor once its bytes have arrived, as a server does that has found
   * something in it. Default: `attachment.refused`.
   */
  refuseNextFile(code?: string): void;
  /**
   * Changes what a panel is told before there is a conversation, and whether a guest who waits
   * reads that nobody is there. At first an agent is present and the service is open.
   */
  setPresence(presence: Presence): void;
  /** Invalidates every session, as after a revoked token or a server that lost its sessions. */
  expireSessions(): void;
}
