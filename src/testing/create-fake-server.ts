import { systemClock } from "../transport/ports/clock.ts";
import { createAgentSide } from "./agent-side.ts";
import type { FakeServer, FakeServerOptions } from "./fake-server.ts";
import { defaultLimits } from "./files.ts";
import { createGuestOperations } from "./guest-operations.ts";
import { HOST, isGuestApi } from "./guest-routes.ts";
import { createGuestTokens } from "./guest-token.ts";
import { createNetwork, type Network } from "./network.ts";
import { createFetch, install } from "./page-network.ts";
import { serve } from "./playwright.ts";
import { createStreams, type Streams } from "./streams.ts";
import { createVisits } from "./visits.ts";

const allExtensions = [
  "idempotency",
  "poll",
  "queue",
  "rating",
  "rich",
  "end-reason",
  "transfer",
  "media-extend",
  "attachments",
  "formatting",
];

/**
 * Creates a server that needs no network, no disk and no waiting.
 * @example
 * ```ts
 * const server = createFakeServer();
 * const restore = server.install();
 * const chat = mount({ ...options, storage: "memory" });
 * await chat.open();
 * await parlorPage().write("Is there a night train to Verona?");
 * await server.waitForMessage(/night train/);
 * server.agentJoins({ name: "Noor Haddad" });
 * ```
 * @public
 */
export function createFakeServer(options: FakeServerOptions = {}): FakeServer {
  const { clock = systemClock, extensions = allExtensions } = options;
  const now = (): number => clock.now();
  const tokens = createGuestTokens(now);
  const has = (extension: string): boolean => extensions.includes(extension);
  let presence = { isStaffed: true, isOpen: true };
  const refusedFiles: string[] = [];
  const limits = { ...defaultLimits, ...options.files };
  const visits = createVisits({
    now,
    options,
    has,
    isStaffed: () => presence.isStaffed,
    limits,
    takeRefusal: () => refusedFiles.shift() ?? null,
  });
  const streamUri = (jwt: string): string => `wss://${HOST}/chat/jwt/${jwt}`;
  const { create, waitForMessage, waitForConversation } = visits;
  const status = (deploymentId: string, queue: string): object => ({
    ...presence,
    ...visits.status(deploymentId, queue),
  });
  const network = createNetwork(
    createGuestOperations({
      tokens,
      extensions,
      streamUri,
      create,
      status,
      limits,
      filesWith: visits.filesWith,
      now: () => clock.now(),
    }),
    now,
  );
  const sockets = { areOpen: true };
  const streams = createStreams({
    clock,
    isOpen: () => network.isOnline && sockets.areOpen,
    conversationOf: (jwt) => tokens.read(jwt),
  });

  const fetch = createFetch(network, undefined);
  const WebSocket = streams.Socket as unknown as typeof globalThis.WebSocket;
  const isStream = ({ host }: URL): boolean => host === HOST;

  return {
    ...createAgentSide(visits.newest),
    url: `https://${HOST}`,
    fetch,
    WebSocket,
    install: (page = globalThis) =>
      install(page, network, streams.Socket, (url) => isStream(new URL(url))),
    serve: (page) =>
      serve(page, network, (url) => isGuestApi(url) || isStream(url), fetch, WebSocket),
    get conversations() {
      return visits.conversations;
    },
    get messages() {
      return visits.messages;
    },
    waitForMessage,
    waitForConversation,
    ...createOutages(network, streams, sockets),
    failNext: (failure) => network.failNext(failure),
    loseNextReply: (on) => network.loseNextReply(on),
    refuseNextFile(code = "attachment.refused") {
      refusedFiles.push(code);
    },
    setPresence(change) {
      presence = { ...presence, ...change };
      visits.presenceChanged();
    },
    expireSessions() {
      tokens.revokeAll();
      streams.cut();
    },
  };
}

/** Takes the network of the page down, in part or as a whole. */
function createOutages(
  network: Network,
  streams: Streams,
  sockets: { areOpen: boolean },
): Pick<FakeServer, "goOffline" | "comeBack" | "dropSockets" | "blockSockets"> {
  return {
    goOffline() {
      network.setOnline(false);
      streams.cut();
    },
    comeBack() {
      sockets.areOpen = true;
      network.setOnline(true);
    },
    dropSockets: () => streams.cut(),
    blockSockets() {
      sockets.areOpen = false;
      streams.cut();
    },
  };
}
