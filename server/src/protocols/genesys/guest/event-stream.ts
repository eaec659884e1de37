import type { IncomingMessage } from "node:http";
import type { Bus, ChatEvent } from "../../../service/bus.ts";
import type { Clock } from "../../../service/clock.ts";
import type { ConversationService } from "../../../service/conversations.ts";
import { DomainError } from "../../../domain/errors.ts";
import { ApiError } from "../../../plugins/errors.ts";
import { isClientError } from "../domain-refusal.ts";
import type { GuestTokens, VerifiedGuest } from "../../../plugins/guest-token.ts";
import { isOriginAllowed } from "../../../plugins/origin.ts";
import type { PublicBase } from "../../../plugins/public-base.ts";
import type { FileAddresses } from "../../../plugins/file-addresses.ts";
import type { UpgradeHandler } from "../../../plugins/upgrades.ts";
import {
  CLOSE_POLICY,
  createSocketEndpoint,
  type ServerSocket,
  type SocketProtocol,
} from "../../../plugins/websocket.ts";
import { findDeployment, type DeploymentRules, type Organization } from "../../../domain/tenant.ts";
import {
  guestMemberText,
  messageText,
  missedText,
  once,
  queueText,
  typingText,
} from "../frame-texts.ts";
import type { FileLinks } from "../file-views.ts";
import {
  attachmentFrame,
  heartbeatFrame,
  memberFrame,
  messageFrame,
  missedFrame,
  queueFrame,
} from "./frames.ts";
import { guestMissedView } from "./views.ts";

/** The contract's close code for attaching to a conversation that has ended. */
const CLOSE_ENDED = 4100;
const CLOSE_FAILED = 1011;
/** Frames from a guest are not read, so a small limit is enough. */
const MAX_FRAME_BYTES = 1_024;
const PATH = /^\/chat\/jwt\/([^/]+)/;

export interface EventStreamDeps {
  readonly chats: ConversationService;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly tokens: GuestTokens;
  readonly tenants: readonly Organization[];
  readonly publicBase: PublicBase;
  readonly fileAddresses: FileAddresses;
  /** The oldest stream of a guest is closed when there are more. */
  readonly maxSocketsPerGuest: number;
  readonly report: (error: unknown) => void;
}

/** The guests' websockets, which carry events from the server to the guest only. */
export interface EventStreams extends UpgradeHandler {
  readonly count: number;
  close(): void;
}

interface StreamCaller {
  readonly claims: VerifiedGuest;
  readonly rules: DeploymentRules;
  /** The address by which the guest reaches the server. */
  readonly base: string;
}

export function createEventStreams(deps: EventStreamDeps): EventStreams {
  const endpoint = createSocketEndpoint(streamProtocol(deps), deps);
  const undoRevoked = deps.tokens.onRevoked((conversationId) =>
    endpoint.closeAllOf(conversationId, { code: CLOSE_POLICY, reason: "token.expired" }),
  );
  return {
    upgrade: (...call) => endpoint.upgrade(...call),
    get count() {
      return endpoint.count;
    },
    close() {
      undoRevoked();
      endpoint.close();
    },
  };
}

/** The text that tells guests of an event; null when it has none. */
type TextOf = (event: ChatEvent, listener: Listener) => string | null | Promise<string>;

/** The guest of a stream, as far as its frames depend on it. */
interface Listener {
  readonly memberId: string;
  readonly linksOf: () => FileLinks;
}

/** A later state of a media request is signalled by sending the message that announced it again. */
function createTextOf(chats: Pick<ConversationService, "message">): TextOf {
  const announcement = once(
    ({ conversationId, request }: Extract<ChatEvent, { kind: "media-request" }>) =>
      chats.message(conversationId, request.announcementId),
  );
  return (event, { memberId, linksOf }) => {
    switch (event.kind) {
      case "message":
        return messageText(event, linksOf);
      case "typing":
        return typingText(event);
      case "member":
        return guestMemberText(event);
      case "queue":
        return queueText(event);
      case "missed":
        return missedText(event);
      case "media-request":
        // The announcing message itself carries the first state.
        if (event.request.state === "PENDING") return null;
        return announcement(event).then((message) =>
          JSON.stringify(messageFrame(message, linksOf())),
        );
      case "attachment":
        // A file that is not sent is its uploader's alone.
        if (event.file.uploaderId !== memberId) return null;
        return JSON.stringify(attachmentFrame(event.file, linksOf()));
      case "ended":
      case "changed":
        return null;
    }
  };
}

function streamProtocol(deps: EventStreamDeps): SocketProtocol<StreamCaller> {
  const textOf = createTextOf(deps.chats);
  return {
    maxFrameBytes: MAX_FRAME_BYTES,
    tokenIn: (path) => PATH.exec(path)?.[1] ?? null,
    authenticate: (jwt, request) => authenticate(deps, jwt, request),
    termsOf: ({ claims: { conversationId, expiresAt }, rules }) => ({
      owner: conversationId,
      expiresAt,
      ...(rules.newestSocketWins
        ? { maxSockets: 1, displaced: { code: 1000, reason: "Another stream was attached" } }
        : {
            maxSockets: deps.maxSocketsPerGuest,
            displaced: { code: CLOSE_POLICY, reason: "too.many.streams" },
          }),
    }),
    async open(socket, caller) {
      try {
        await serve(deps, socket, caller, textOf);
      } catch (error) {
        if (!(error instanceof DomainError)) deps.report(error);
        const isRefused = error instanceof DomainError && isClientError(error);
        socket.close(
          isRefused ? CLOSE_ENDED : CLOSE_FAILED,
          `Error connecting to conversation (${caller.claims.conversationId})`,
        );
      }
    },
  };
}

async function authenticate(
  { tokens, clock, tenants, publicBase }: EventStreamDeps,
  jwt: string,
  request: IncomingMessage,
): Promise<StreamCaller> {
  const claims = await tokens.verify(jwt, clock.now());
  const home = findDeployment(tenants, claims.organizationId, claims.deploymentId);
  if (home === null) throw new ApiError("bad.credentials");
  if (!isOriginAllowed(home.deployment, request, publicBase))
    throw new ApiError("origin.not.allowed", "The origin is not allowed.");
  return { claims, rules: home.deployment.rules, base: publicBase.of(request) };
}

/** Attaches the guest and forwards its conversation's events; its own state is the first frame. */
async function serve(
  { chats, bus, clock, report, fileAddresses: addresses }: EventStreamDeps,
  socket: ServerSocket,
  { claims: { conversationId, memberId }, rules, base }: StreamCaller,
  textOf: TextOf,
): Promise<void> {
  const { urlSeconds } = rules.attachments;
  const listener: Listener = {
    memberId,
    linksOf: () => ({ addresses, terms: { base, urlSeconds } }),
  };
  const send = (frame: object): void => socket.send(JSON.stringify(frame));
  const forward = (event: ChatEvent): void => {
    if (event.kind === "ended")
      return socket.close(rules.endCloseCode, "The conversation is ended");
    const text = textOf(event, listener);
    if (typeof text === "string") return socket.send(text);
    text?.then((late) => socket.send(late), report);
  };
  // Events during attaching are buffered, so that the guest's own state is the first frame.
  let held: ChatEvent[] | null = [];
  socket.onClose(
    bus.onConversation(conversationId, (event) => {
      if (held === null) forward(event);
      else held.push(event);
    }),
  );
  const detach = await chats.attach(conversationId);
  if (socket.isClosed) return detach();
  socket.onClose(detach);
  const { conversation, members } = await chats.get(conversationId);
  const own = members.find((member) => member.id === memberId);
  if (own !== undefined) send(memberFrame({ ...own, state: "connected" }, clock.now()));
  // A stream that was away has missed that an agent's connection is lost.
  for (const member of members)
    if (member.goneAt != null && member.state === "connected")
      send(memberFrame(member, clock.now()));
  for (const event of held) {
    const isOwnArrival =
      event.kind === "member" && event.member.id === memberId && event.member.state === "connected";
    if (!isOwnArrival) forward(event);
  }
  held = null;
  socket.beat((now) => JSON.stringify(heartbeatFrame(now)), rules.heartbeatMs);
  const place = await chats.queuePlace(conversationId);
  if (place !== null) send(queueFrame(conversationId, place));
  const missed = guestMissedView(conversation.missed);
  if (missed !== null) send(missedFrame(conversationId, missed));
}
