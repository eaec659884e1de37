import { systemClock, type Clock } from "../transport/ports/clock.ts";
import { createAgentSide, type AgentSide } from "./agent-side.ts";
import { Conversation, type Greeting } from "./conversation.ts";
import {
  createFakeConversation,
  visitorMessage,
  type FakeConversation,
  type VisitorMessage,
} from "./fake-conversation.ts";
import { createGuestOperations, isGuestApi, type GuestOperation } from "./guest-operations.ts";
import { createGuestTokens } from "./guest-token.ts";
import { createNetwork, type Failure } from "./network.ts";
import { readNewChat } from "./new-chat.ts";
import { createFetch, install } from "./page-network.ts";
import { serve, type PlaywrightPage } from "./playwright.ts";
import { createStreams } from "./streams.ts";

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
  /** A bot that sends messages before the queue takes over. Default: none. */
  readonly greeting?: Greeting;
  /** Default: the system clock. Pass the chat's own clock if a test controls it. */
  readonly clock?: Clock;
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
  /** Invalidates every session, as after a revoked token or a server that lost its sessions. */
  expireSessions(): void;
}

/** Shorter than most test timeouts, so that the error can say what was missing. */
const LIMIT_MS = 4_000;

/**
 * A queue of items and of callers that wait for them. Each item goes to the first waiting caller
 * that matches.
 */
function createArrivals<Thing>(): {
  add(thing: Thing): void;
  /**
   * Resolves with the first matching item that no caller has received; if there is none, with the
   * next that arrives.
   * @param what - returns the error message for a timeout
   */
  next(matches: (thing: Thing) => boolean, what: () => string): Promise<Thing>;
} {
  const here: Thing[] = [];
  const waiting = new Map<(thing: Thing) => void, (thing: Thing) => boolean>();
  return {
    add(thing) {
      const [give] = [...waiting].find(([, matches]) => matches(thing)) ?? [];
      if (give === undefined) here.push(thing);
      else give(thing);
    },
    next(matches, what) {
      const at = here.findIndex(matches);
      const [thing] = at === -1 ? [] : here.splice(at, 1);
      if (thing !== undefined) return Promise.resolve(thing);
      return new Promise((resolve, reject) => {
        const give = (found: Thing): void => {
          clearTimeout(limit);
          waiting.delete(give);
          resolve(found);
        };
        const limit = setTimeout(() => {
          waiting.delete(give);
          reject(new Error(what()));
        }, LIMIT_MS);
        waiting.set(give, matches);
      });
    },
  };
}

const HOST = "parlor.test";
const allExtensions = ["idempotency", "poll", "queue", "rating", "end-reason", "transfer"];

/**
 * Creates a server that needs no network, no disk and no waiting.
 * @example
 * ```ts
 * const server = createFakeServer();
 * const restore = server.install();
 * const chat = mount({ ...options, storage: "memory" });
 * await chat.open();
 * await server.waitForConversation();
 * server.agentJoins({ name: "Noor Haddad" });
 * ```
 * @public
 */
export function createFakeServer(options: FakeServerOptions = {}): FakeServer {
  const { clock = systemClock, extensions = allExtensions } = options;
  const now = (): number => clock.now();
  const all: { readonly inner: Conversation; readonly outer: FakeConversation }[] = [];
  const messages: VisitorMessage[] = [];
  const newMessages = createArrivals<VisitorMessage>();
  const newConversations = createArrivals<FakeConversation>();
  const tokens = createGuestTokens(now);
  const admission = {
    deploymentId: options.deploymentId ?? null,
    queues: options.queues ?? null,
    authenticate: options.authenticate ?? null,
  };
  let hasSockets = true;

  function create(body: unknown): Conversation {
    const inner = new Conversation(readNewChat(body, admission), {
      now,
      greeting: options.greeting ?? null,
      has: (extension) => extensions.includes(extension),
      onActive: () => newConversations.add(outer),
      onMessage(message) {
        const told = visitorMessage(message);
        messages.push(told);
        newMessages.add(told);
      },
    });
    const outer = createFakeConversation(inner);
    all.push({ inner, outer });
    return inner;
  }

  const network = createNetwork(
    createGuestOperations({
      tokens,
      extensions,
      streamUri: (jwt) => `wss://${HOST}/chat/jwt/${jwt}`,
      create,
    }),
  );
  const streams = createStreams({
    clock,
    isOpen: () => network.isOnline && hasSockets,
    conversationOf: (jwt) => tokens.read(jwt),
  });

  const fetch = createFetch(network, undefined);
  const WebSocket = streams.Socket as unknown as typeof globalThis.WebSocket;
  const isStream = ({ host }: URL): boolean => host === HOST;

  const newest = (): Conversation => {
    const found = all.findLast(({ inner }) => inner.state !== "ended") ?? all.at(-1);
    if (found === undefined)
      throw new Error("No visitor is here: await server.waitForConversation() first.");
    return found.inner;
  };

  return {
    ...createAgentSide(newest),
    url: `https://${HOST}`,
    fetch,
    WebSocket,
    install: (page = globalThis) =>
      install(page, network, streams.Socket, (url) => isStream(new URL(url))),
    serve: (page) =>
      serve(page, network, (url) => isGuestApi(url) || isStream(url), fetch, WebSocket),
    get conversations() {
      return all.map(({ outer }) => outer);
    },
    get messages() {
      return [...messages];
    },
    waitForMessage: (text) =>
      newMessages.next(
        (message) =>
          text === undefined ||
          (typeof text === "string" ? message.text === text : text.test(message.text)),
        () => {
          const written = messages.map((message) => JSON.stringify(message.text)).join(", ");
          return `No message ${text ?? ""} has come. Visitors wrote: ${written || "nothing"}`;
        },
      ),
    waitForConversation: () =>
      newConversations.next(
        () => true,
        () => "No visitor has come in.",
      ),
    goOffline() {
      network.setOnline(false);
      streams.cut();
    },
    comeBack() {
      hasSockets = true;
      network.setOnline(true);
    },
    dropSockets: () => streams.cut(),
    blockSockets() {
      hasSockets = false;
      streams.cut();
    },
    failNext: (failure) => network.failNext(failure),
    loseNextReply: (on) => network.loseNextReply(on),
    expireSessions() {
      tokens.revokeAll();
      streams.cut();
    },
  };
}
