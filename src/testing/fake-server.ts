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

/** How a server is made; everything may be left out. @public */
export interface FakeServerOptions {
  /** What the server has beyond the contract. Default: all that Parlor's own server has; `[]` is the plain contract. */
  readonly extensions?: readonly string[];
  /** The one deployment that exists. Default: every id is one. */
  readonly deploymentId?: string;
  /** The queues that exist. Default: every name is one. */
  readonly queues?: readonly string[];
  /** When given, a chat needs a `memberAuthToken`, and this says whether it is a good one. */
  readonly authenticate?: (token: string) => boolean;
  /** A bot that greets. Default: none. */
  readonly greeting?: Greeting;
  /** Default: the system's. Give the chat's own where a test holds it. */
  readonly clock?: Clock;
}

/**
 * A guest-chat server in memory. The verbs of its other side act on the newest conversation that has not ended; for another one take it
 * from `conversations`.
 * @public
 */
export interface FakeServer extends AgentSide {
  /** An address to give as `api`. The server answers on every other one, too. */
  readonly url: string;
  /** Asks this server, and nothing else. */
  readonly fetch: typeof globalThis.fetch;
  /** Opens event streams of this server, and nothing else. */
  readonly WebSocket: typeof globalThis.WebSocket;
  /**
   * Takes the place of `fetch` and `WebSocket`, for the guest API's addresses only; whatever else the page asks goes on as before.
   * @param page - the window of the page. Default: the one that the test runs in
   * @returns the undo
   */
  install(page?: object): () => void;
  /** The same for a page in a browser that Playwright drives. Call it before the page is opened. */
  serve(page: PlaywrightPage): Promise<void>;

  /** Oldest first. */
  readonly conversations: readonly FakeConversation[];
  /** What visitors wrote, in all conversations, oldest first. */
  readonly messages: readonly VisitorMessage[];
  /**
   * The first message that matches and that no earlier call has given; when there is none, the first that comes.
   * @param text - the whole text, or a pattern. Default: any message
   * @throws Error after 4 s without one
   */
  waitForMessage(text?: string | RegExp): Promise<VisitorMessage>;
  /** The first conversation that a visitor is in and that no earlier call has given; when there is none, the first that comes. @throws Error after 4 s without one */
  waitForConversation(): Promise<FakeConversation>;

  /** The network goes: streams break, requests fail. The page is told as by a browser. */
  goOffline(): void;
  /** All is well again, after `goOffline()` and `blockSockets()`. */
  comeBack(): void;
  /** Streams break, and can be opened again at once. */
  dropSockets(): void;
  /** Streams break and open no more, while requests go through, as behind some proxies. */
  blockSockets(): void;
  /** The next request is refused. */
  failNext(failure: Failure): void;
  /** The next request is done, and its reply is lost. Default: of any operation. */
  loseNextReply(on?: GuestOperation): void;
  /** Every session is dead: the token was revoked, or the server has forgotten it. */
  expireSessions(): void;
}

/** Shorter than the limit of most tests, so that what was missed is named. */
const LIMIT_MS = 4_000;

/** Things that arrive, and those who wait for them. Each is given to one who waits, in order, whoever came first. */
function createArrivals<Thing>(): {
  add(thing: Thing): void;
  /** The first that matches and was given to nobody yet; when there is none, the first that comes. @param what - said when none comes */
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
 * Makes a server that has no network, no disk and nothing to wait for.
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
