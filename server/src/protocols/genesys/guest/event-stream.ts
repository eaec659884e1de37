import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer, type ServerOptions, type WebSocket } from "ws";
import type { Bus, ChatEvent } from "../../../service/bus.ts";
import type { Clock } from "../../../service/clock.ts";
import type { ConversationService } from "../../../service/conversations.ts";
import { DomainError } from "../../../domain/errors.ts";
import { ApiError } from "../../../plugins/errors.ts";
import { isClientError } from "../error-codes.ts";
import type { GuestTokens, VerifiedGuest } from "../../../plugins/guest-token.ts";
import { isOriginAllowed } from "../../../plugins/origin.ts";
import type { PublicBase } from "../../../plugins/public-base.ts";
import { refuseUpgrade } from "../../../plugins/upgrades.ts";
import { findDeployment, type Deployment, type Organization } from "../../../domain/tenant.ts";
import { heartbeatFrame, memberFrame, messageFrame, queueFrame, typingFrame } from "./frames.ts";

/**
 * A socket whose guest does not read may buffer this much before it is dropped; the client then
 * reconnects and fills the gap.
 */
const MAX_BUFFERED_BYTES = 1_000_000;
/** The contract's close code for attaching to a conversation that has ended. */
const CLOSE_ENDED = 4100;
/**
 * RFC 6455's "policy violation"; the close reason names the policy. A client that reconnects gets
 * the cause in the HTTP answer.
 */
const CLOSE_POLICY = 1008;
/** A peer that does not answer a close frame by then is cut. */
const CLOSE_TIMEOUT_MS = 2_000;

const STREAM_PATH = /^\/chat\/jwt\/([^/?]+)/;

export interface EventStreamDeps {
  readonly chats: ConversationService;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly tokens: GuestTokens;
  readonly tenants: readonly Organization[];
  readonly publicBase: PublicBase;
  /** The oldest stream of a guest is closed when there are more. */
  readonly maxSocketsPerGuest: number;
  readonly report: (error: unknown) => void;
}

/** The guests' websockets, which carry events from the server to the guest only. */
export interface EventStreams {
  /** Handles an HTTP upgrade; false when it is not for this path. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  readonly count: number;
  close(): void;
}

export function createEventStreams(deps: EventStreamDeps): EventStreams {
  const { chats, bus, clock, tokens, tenants } = deps;
  // Frames from a guest are not read, so a small limit is enough.
  const options: ServerOptions & { readonly closeTimeout: number } = {
    noServer: true,
    maxPayload: 1_024,
    clientTracking: true,
    closeTimeout: CLOSE_TIMEOUT_MS,
  };
  const server = new WebSocketServer(options);
  /** The open streams of each conversation's guest, the oldest first. */
  const streams = new Map<string, Set<WebSocket>>();

  const add = (conversationId: string, socket: WebSocket, isAlone: boolean): void => {
    const mine = streams.get(conversationId) ?? new Set();
    streams.set(conversationId, mine);
    if (isAlone) {
      for (const older of mine) older.close(1000, "Another stream was attached");
    } else if (mine.size >= deps.maxSocketsPerGuest) {
      const [oldest] = mine;
      // It no longer counts, however long its peer takes to answer the close frame.
      if (oldest !== undefined) mine.delete(oldest);
      oldest?.close(CLOSE_POLICY, "too.many.streams");
    }
    mine.add(socket);
  };
  const remove = (conversationId: string, socket: WebSocket): void => {
    const mine = streams.get(conversationId);
    mine?.delete(socket);
    if (mine?.size === 0) streams.delete(conversationId);
  };
  const undoRevoked = tokens.onRevoked((conversationId) => {
    for (const socket of streams.get(conversationId) ?? [])
      socket.close(CLOSE_POLICY, "token.expired");
  });

  /** Closes the stream when its token expires. Returns the undo. */
  function endWithToken(socket: WebSocket, expiresAt: number): () => void {
    let cancel = (): void => undefined;
    const look = (): void => {
      if (clock.now() >= expiresAt) socket.close(CLOSE_POLICY, "token.expired");
      // A timer of weeks ends early, and a clock can be set back.
      else cancel = clock.at(expiresAt, look);
    };
    look();
    return () => cancel();
  }

  async function admit(
    request: IncomingMessage,
    jwt: string,
  ): Promise<{ claims: VerifiedGuest; deployment: Deployment }> {
    const claims = await tokens.verify(jwt, clock.now());
    const home = findDeployment(tenants, claims.organizationId, claims.deploymentId);
    if (home === null) throw new ApiError(401, "bad.credentials", "Invalid login credentials.");
    if (!isOriginAllowed(home.deployment, request, deps.publicBase)) {
      throw new ApiError(403, "origin.not.allowed", "The origin is not allowed.");
    }
    return { claims, deployment: home.deployment };
  }

  async function serve(
    socket: WebSocket,
    claims: VerifiedGuest,
    deployment: Deployment,
  ): Promise<void> {
    const { conversationId } = claims;
    const { rules } = deployment;
    const send = (frame: object): void => {
      if (socket.bufferedAmount > MAX_BUFFERED_BYTES) socket.terminate();
      else if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(frame));
    };

    const forward = (event: ChatEvent): void => {
      switch (event.kind) {
        case "message":
          return send(messageFrame(event.message));
        case "typing":
          return send(typingFrame(conversationId, event.senderId, event.id, event.at));
        case "member":
          return send(memberFrame(event.member, event.at, event.endReason));
        case "queue":
          return send(queueFrame(conversationId, event.place));
        case "media-request":
          // The announcing message itself carries the first state. A later state is signalled by
          // sending that message again, upon which a client requests the state.
          if (event.request.state === "PENDING") return;
          chats
            .message(conversationId, event.request.announcementId)
            .then((message) => send(messageFrame(message)), deps.report);
          return;
        case "ended":
          return socket.close(rules.endCloseCode, "The conversation is ended");
        case "changed":
          return;
      }
    };

    // Events during attaching are buffered, so that the guest's own state is the first frame.
    let held: ChatEvent[] | null = [];
    const undo = bus.onConversation(conversationId, (event) => {
      if (held === null) forward(event);
      else held.push(event);
    });
    let detach: (() => void) | null = null;
    let isGone = false;
    let stopBeating = (): void => undefined;
    const stopExpiry = endWithToken(socket, claims.expiresAt);
    const beat = (): void => {
      send(heartbeatFrame());
      stopBeating = clock.at(clock.now() + rules.heartbeatMs, beat);
    };
    socket.on("error", () => socket.terminate());
    socket.on("close", () => {
      isGone = true;
      undo();
      stopBeating();
      stopExpiry();
      detach?.();
      remove(conversationId, socket);
    });

    try {
      add(conversationId, socket, rules.newestSocketWins);
      detach = await chats.attach(conversationId);
      if (isGone) return detach();
      const { members } = await chats.get(conversationId);
      const own = members.find((member) => member.id === claims.memberId);
      if (own !== undefined) send(memberFrame({ ...own, state: "CONNECTED" }, clock.now()));
      for (const event of held) {
        const isOwnArrival =
          event.kind === "member" &&
          event.member.id === claims.memberId &&
          event.member.state === "CONNECTED";
        if (!isOwnArrival) forward(event);
      }
      held = null;
      beat();
      const place = await chats.queuePlace(conversationId);
      if (place !== null) send(queueFrame(conversationId, place));
    } catch (error) {
      if (!(error instanceof DomainError)) deps.report(error);
      const isRefused = error instanceof DomainError && isClientError(error);
      socket.close(
        isRefused ? CLOSE_ENDED : 1011,
        `Error connecting to conversation (${conversationId})`,
      );
    }
  }

  return {
    upgrade(request, socket, head) {
      const jwt = STREAM_PATH.exec(request.url ?? "")?.[1];
      if (jwt === undefined) return false;
      admit(request, jwt).then(
        ({ claims, deployment }) => {
          server.handleUpgrade(request, socket, head, (webSocket) => {
            serve(webSocket, claims, deployment).catch(deps.report);
          });
        },
        (error: unknown) => refuseUpgrade(socket, error instanceof ApiError ? error.status : 500),
      );
      return true;
    },
    get count() {
      return server.clients.size;
    },
    close() {
      undoRevoked();
      // 1012: the service restarts. A client reconnects to the same address.
      for (const client of server.clients) client.close(1012, "The server restarts");
      server.close();
    },
  };
}
