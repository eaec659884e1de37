import { randomBytes } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import type { Bus, ChatEvent, DeskEvent } from "../../../service/bus.ts";
import type { Clock } from "../../../service/clock.ts";
import type { ConversationService } from "../../../service/conversations.ts";
import type { ConversationRecord } from "../../../domain/model.ts";
import { memberFrame, messageFrame, typingFrame } from "../guest/frames.ts";
import { iso } from "../guest/views.ts";
import { DomainError } from "../../../domain/errors.ts";
import { ApiError } from "../../../plugins/errors.ts";
import type { Limits } from "../../../plugins/limits.ts";
import { refuseUpgrade } from "../../../plugins/upgrades.ts";
import { findDeployment, type Organization, type UserKey } from "../../../domain/tenant.ts";
import { AgentChannel } from "./agent-channel.ts";
import { userKeyOf, type AgentIdentity } from "./agent-token.ts";
import { genericView, mediaView } from "./media-view.ts";
import { asRead, isAtHome, readingForEvent, readingOf, viewAfter, type Reading } from "./rights.ts";

/** As long as the vendor's; a channel ends earlier when the token that created it expires. */
const CHANNEL_LIFE_MS = 24 * 60 * 60 * 1000;
const MAX_TOPICS = 1_000;
/** Clients send pings and nothing else. */
const MAX_FRAME_BYTES = 4_096;
const PATH = /^\/notifications\/channels\/([\w-]+)$/;
const CHAT_TOPIC = /^v2\.conversations\.chats\.([\w-]{1,100})\.(?:messages|members)$/;
const QUEUES_TOPIC = "v2.parlor.queues";

/** The way an agent is notified of changes: created over REST, listened to on a websocket. */
export interface Channel {
  readonly id: string;
  readonly expiresAt: number;
  readonly topics: ReadonlySet<string>;
}

export interface AgentSockets {
  open(agent: AgentIdentity): Channel;
  ofAgent(agent: AgentIdentity): readonly Channel[];
  /** @throws ApiError 404 `not.found` for a channel that is not this agent's */
  subscribe(
    agent: AgentIdentity,
    channelId: string,
    topics: readonly string[],
    mode: "add" | "replace",
  ): Promise<Channel>;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  close(): void;
}

export interface AgentSocketsDeps {
  readonly chats: Pick<ConversationService, "get" | "peek">;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly tenants: readonly Organization[];
  /** Records in the audit log that an agent has read a waiting conversation; once for each. */
  readonly auditReading: (who: UserKey, conversationId: string) => Promise<void>;
  readonly report: (error: unknown) => void;
  /**
   * Beyond these limits an agent's oldest channel is dropped, and a channel's oldest socket is
   * closed.
   */
  readonly limits: Pick<Limits, "maxChannelsPerAgent" | "maxSocketsPerChannel">;
}

interface OpenChannel {
  readonly channel: AgentChannel;
  readonly cancelExpiry: () => void;
}

const envelope = (topicName: string, eventBody: object, type?: string): object => ({
  topicName,
  version: "2",
  eventBody,
  metadata: { CorrelationId: crypto.randomUUID(), ...(type !== undefined && { type }) },
});

const usersTopic = ({ user }: AgentIdentity): string => `v2.users.${user.id}.conversations`;

/** The event's frame on the conversation's own topics; null when it is sent on neither. */
function frameOf(event: ChatEvent): { readonly topic: string; readonly frame: object } | null {
  const base = `v2.conversations.chats.${event.conversationId}`;
  const topic = `${base}.messages`;
  switch (event.kind) {
    case "message":
      return { topic, frame: messageFrame(event.message) };
    case "typing": {
      const { conversationId, senderId, id, at } = event;
      return { topic, frame: typingFrame(conversationId, senderId, id, at) };
    }
    case "member":
      return { topic: `${base}.members`, frame: memberFrame(event.member, event.at) };
    case "media-request": {
      const { id, state, types } = event.request;
      return { topic, frame: envelope(topic, { id, state, types }, "parlor.media-request") };
    }
    case "changed":
    case "ended":
    case "queue":
      return null;
  }
}

export function createAgentSockets(deps: AgentSocketsDeps): AgentSockets {
  const { chats, bus, clock, tenants, report, limits } = deps;
  // The library answers the protocol's pings, and drops a client that does not read the answers.
  const server = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME_BYTES });
  const open = new Map<string, OpenChannel>();
  const channels = (): AgentChannel[] => [...open.values()].map(({ channel }) => channel);
  const ofAgent = ({ user, organization }: AgentIdentity): AgentChannel[] =>
    channels().filter(
      ({ agent }) => agent.user.id === user.id && agent.organization.id === organization.id,
    );

  function deliver(channel: AgentChannel, reading: Reading, id: string, frame: object): void {
    if (reading.kind === "nothing") return;
    if (reading.kind === "waiting") channel.tellAudited(id, JSON.stringify(frame));
    else channel.tell(JSON.stringify(frame));
  }

  /**
   * Sends each listener the part of an event that it may read now. The rights that it had when it
   * subscribed do not count.
   */
  function announce(chat: ConversationRecord, event: ChatEvent): void {
    const { id, organizationId, deploymentId } = chat.conversation;
    const seconds =
      findDeployment(tenants, organizationId, deploymentId)?.deployment.rules.alertingSeconds ?? 30;
    const told = frameOf(event);
    const changesViews = ["member", "changed", "ended"].includes(event.kind);
    for (const channel of channels()) {
      const { agent, topics } = channel;
      if (event.kind === "ended") channel.forget(id);
      if (!channel.isHeard || !isAtHome(chat, agent)) continue;
      if (told !== null && topics.has(told.topic))
        deliver(channel, readingForEvent(chat, agent, event), id, told.frame);
      const topic = usersTopic(agent);
      const [wantsMedia, wantsGeneric] = [topics.has(`${topic}.chats`), topics.has(topic)];
      if (!changesViews || !(wantsMedia || wantsGeneric)) continue;
      const reading = viewAfter(chat, agent, event);
      if (reading.kind === "nothing") continue;
      const seen = asRead(chat, reading);
      if (wantsMedia)
        deliver(channel, reading, id, envelope(`${topic}.chats`, mediaView(seen, seconds)));
      if (wantsGeneric) deliver(channel, reading, id, envelope(topic, genericView(seen)));
    }
  }

  const onChat = (event: ChatEvent): void => {
    if (event.kind === "queue") return;
    const chat = chats.peek(event.conversationId);
    if (chat !== null) return announce(chat, event);
    // The conversation has ended and left memory, as with a wrap-up after the end.
    chats.get(event.conversationId).then((ended) => announce(ended, event), report);
  };
  const onDesk = (event: DeskEvent): void => {
    const body = event.kind === "waiting" ? { queueId: event.queueId } : { userId: event.userId };
    for (const channel of channels()) {
      const isHome = channel.agent.organization.id === event.organizationId;
      if (isHome && channel.topics.has(QUEUES_TOPIC))
        channel.tell(JSON.stringify(envelope(QUEUES_TOPIC, body)));
    }
  };
  const undo = [bus.onChats(onChat), bus.onDesk(onDesk)];

  /**
   * Whether an agent may subscribe to a topic now: its own topics, its organization's queues, and
   * conversations that it may read.
   */
  async function canSubscribe(channel: AgentChannel, topic: string): Promise<boolean> {
    const { agent } = channel;
    if (topic === QUEUES_TOPIC) return true;
    if (topic === usersTopic(agent) || topic === `${usersTopic(agent)}.chats`) return true;
    const chatId = CHAT_TOPIC.exec(topic)?.[1];
    if (chatId === undefined) return false;
    const chat = await chats.get(chatId).catch((error: unknown) => {
      if (error instanceof DomainError && error.code === "conversation-not-found") return null;
      throw error;
    });
    if (chat === null) return false;
    const { kind } = readingOf(chat, agent);
    if (kind === "waiting") await channel.audit(chatId);
    return kind !== "nothing";
  }

  const drop = ({ channel, cancelExpiry }: OpenChannel, code: number, reason: string): void => {
    cancelExpiry();
    open.delete(channel.id);
    channel.close(code, reason);
  };
  const alive = (id: string): AgentChannel | null => {
    const channel = open.get(id)?.channel;
    return channel !== undefined && channel.expiresAt > clock.now() ? channel : null;
  };
  const ownChannel = (agent: AgentIdentity, channelId: string): AgentChannel => {
    const channel = alive(channelId);
    if (channel === null || !ofAgent(agent).includes(channel))
      throw new ApiError(404, "not.found", "The channel was not found.");
    return channel;
  };

  return {
    open(agent) {
      const mine = ofAgent(agent);
      for (const { id } of mine.slice(
        0,
        Math.max(0, mine.length - limits.maxChannelsPerAgent + 1),
      )) {
        const oldest = open.get(id);
        if (oldest !== undefined) drop(oldest, 1000, "Another channel was opened");
      }
      const expiresAt = Math.min(clock.now() + CHANNEL_LIFE_MS, agent.tokenEndsAt);
      const channel = new AgentChannel({
        id: randomBytes(24).toString("base64url"),
        agent,
        expiresAt,
        clock,
        audit: (conversationId) => deps.auditReading(userKeyOf(agent), conversationId),
        report,
        maxSockets: limits.maxSocketsPerChannel,
      });
      const entry: OpenChannel = {
        channel,
        cancelExpiry: clock.at(expiresAt, () => drop(entry, 1008, "token.expired")),
      };
      open.set(channel.id, entry);
      return channel;
    },
    ofAgent,
    async subscribe(agent, channelId, topics, mode) {
      const channel = ownChannel(agent, channelId);
      if (new Set([...(mode === "add" ? channel.topics : []), ...topics]).size > MAX_TOPICS)
        throw new ApiError(400, "bad.request", `At most ${MAX_TOPICS} topics.`);
      for (const topic of topics) {
        if (await canSubscribe(channel, topic)) continue;
        throw new ApiError(
          400,
          "bad.request",
          `The topic ${topic} does not exist, or is not for this agent.`,
          {
            details: [{ errorCode: "invalid.value", fieldName: "id", entityId: topic }],
          },
        );
      }
      // Others may have subscribed meanwhile.
      channel.topics = new Set([...(mode === "add" ? channel.topics : []), ...topics]);
      return channel;
    },
    upgrade(request, socket, head) {
      const id = PATH.exec((request.url ?? "").split("?")[0] ?? "")?.[1];
      if (id === undefined) return false;
      socket.on("error", () => socket.destroy());
      const channel = alive(id);
      if (channel === null) {
        refuseUpgrade(socket, 404);
        return true;
      }
      server.handleUpgrade(request, socket, head, (webSocket) => channel.attach(webSocket));
      return true;
    },
    close() {
      for (const stop of undo) stop();
      for (const { cancelExpiry } of open.values()) cancelExpiry();
      for (const client of server.clients) client.close(1012, "The server restarts");
      server.close();
    },
  };
}

export function channelView(channel: Channel, socketBase: string): Record<string, unknown> {
  return {
    id: channel.id,
    connectUri: `${socketBase}/notifications/channels/${channel.id}`,
    expires: iso(channel.expiresAt),
  };
}
