import { randomBytes } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer, type WebSocket } from "ws";
import type { Bus, ChatEvent, DeskEvent } from "../bus/bus.ts";
import type { Clock } from "../clock.ts";
import type { Chats } from "../conversation/chats.ts";
import { heartbeatFrame, memberFrame, messageFrame, typingFrame } from "../guest-api/frames.ts";
import { iso } from "../guest-api/views.ts";
import { ApiError } from "../http/errors.ts";
import { refuseUpgrade } from "../http/upgrades.ts";
import { findDeployment, type Organization } from "../tenant.ts";
import type { AgentIdentity } from "./agent-token.ts";
import { genericView, mediaView } from "./media-view.ts";

const HEARTBEAT_MS = 30_000;
const CHANNEL_LIFE_MS = 24 * 60 * 60 * 1000;
/** The vendor allows twenty; the oldest of more is closed. */
const MAX_CHANNELS_PER_USER = 20;
const MAX_TOPICS = 1_000;
const PATH = /^\/notifications\/channels\/([\w-]+)$/;

/** Where an agent hears of changes: made over REST, listened to on a websocket. */
export interface Channel {
  readonly id: string;
  readonly userId: string;
  readonly expiresAt: number;
  readonly topics: ReadonlySet<string>;
}

export interface AgentSockets {
  open(agent: AgentIdentity): Channel;
  ofUser(userId: string): readonly Channel[];
  /** @throws ApiError 404 `not.found` for a channel that is not this user's */
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
  readonly chats: Chats;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly tenants: readonly Organization[];
}

interface OpenChannel extends Channel {
  topics: Set<string>;
  readonly agent: AgentIdentity;
  readonly sockets: Set<WebSocket>;
}

/** Who may hear what: an agent its own topics, the chats it takes part in or that wait for it, and the queues of its organization. */
async function mayHear(
  deps: AgentSocketsDeps,
  { user, organization }: AgentIdentity,
  topic: string,
): Promise<boolean> {
  if (topic === "v2.parlor.queues") return true;
  const own = /^v2\.users\.([^.]+)\.conversations(\.chats)?$/.exec(topic);
  if (own !== null) return own[1] === user.id;
  const chatId = /^v2\.conversations\.chats\.([^.]+)\.(messages|members)$/.exec(topic)?.[1];
  if (chatId === undefined) return false;
  const chat = await deps.chats.get(chatId).catch(() => null);
  if (chat?.conversation.organizationId !== organization.id) return false;
  const isIn = chat.members.some((member) => member.userId === user.id);
  const queue = organization.queues.find((one) => one.id === chat.conversation.queueId);
  return isIn || (queue?.memberUserIds.includes(user.id) ?? false);
}

export function createAgentSockets(deps: AgentSocketsDeps): AgentSockets {
  const { chats, bus, clock, tenants } = deps;
  const server = new WebSocketServer({ noServer: true, maxPayload: 4_096 });
  const channels = new Map<string, OpenChannel>();

  const tell = (channel: OpenChannel, frame: object): void => {
    const text = JSON.stringify(frame);
    for (const socket of channel.sockets) if (socket.readyState === socket.OPEN) socket.send(text);
  };
  const tellTopic = (topic: string, frame: () => object): void => {
    let made: object | null = null;
    for (const channel of channels.values()) {
      if (!channel.topics.has(topic)) continue;
      made ??= frame();
      tell(channel, made);
    }
  };
  const envelope = (topicName: string, eventBody: object): object => ({
    topicName,
    version: "2",
    eventBody,
    metadata: { CorrelationId: crypto.randomUUID() },
  });

  async function tellViews(conversationId: string): Promise<void> {
    const chat = await chats.get(conversationId);
    const { organizationId, deploymentId } = chat.conversation;
    const seconds =
      findDeployment(tenants, organizationId, deploymentId)?.deployment.rules.alertingSeconds ?? 30;
    const users = new Set(chat.members.flatMap((member) => member.userId ?? []));
    for (const userId of users) {
      const own = `v2.users.${userId}.conversations`;
      tellTopic(`${own}.chats`, () => envelope(`${own}.chats`, mediaView(chat, seconds)));
      tellTopic(own, () => envelope(own, genericView(chat)));
    }
  }

  const onChat = (event: ChatEvent): void => {
    const base = `v2.conversations.chats.${event.conversationId}`;
    switch (event.kind) {
      case "message":
        return tellTopic(`${base}.messages`, () => messageFrame(event.message));
      case "typing":
        return tellTopic(`${base}.messages`, () =>
          typingFrame(event.conversationId, event.senderId, event.id, event.at),
        );
      case "member":
        tellTopic(`${base}.members`, () => memberFrame(event.member, event.at));
        return void tellViews(event.conversationId).catch(() => undefined);
      case "media-request":
        return tellTopic(`${base}.messages`, () => ({
          ...envelope(`${base}.messages`, {
            id: event.request.id,
            state: event.request.state,
            types: event.request.types,
          }),
          metadata: { CorrelationId: crypto.randomUUID(), type: "parlor.media-request" },
        }));
      case "changed":
      case "ended":
        return void tellViews(event.conversationId).catch(() => undefined);
      case "queue":
        return;
    }
  };
  const onDesk = (event: DeskEvent): void => {
    for (const channel of channels.values()) {
      if (
        channel.agent.organization.id !== event.organizationId ||
        !channel.topics.has("v2.parlor.queues")
      )
        continue;
      tell(
        channel,
        envelope(
          "v2.parlor.queues",
          event.kind === "waiting" ? { queueId: event.queueId } : { userId: event.userId },
        ),
      );
    }
  };
  const undo = [bus.onChats(onChat), bus.onDesk(onDesk)];

  const drop = (channel: OpenChannel): void => {
    channels.delete(channel.id);
    for (const socket of channel.sockets) socket.close(1000, "The channel is closed");
  };
  const alive = (id: string): OpenChannel | null => {
    const channel = channels.get(id);
    if (channel === undefined) return null;
    if (channel.expiresAt > clock.now()) return channel;
    drop(channel);
    return null;
  };

  return {
    open(agent) {
      const mine = [...channels.values()].filter((channel) => channel.userId === agent.user.id);
      for (const old of mine.slice(0, Math.max(0, mine.length - MAX_CHANNELS_PER_USER + 1)))
        drop(old);
      const channel: OpenChannel = {
        id: randomBytes(24).toString("base64url"),
        userId: agent.user.id,
        agent,
        expiresAt: clock.now() + CHANNEL_LIFE_MS,
        topics: new Set(),
        sockets: new Set(),
      };
      channels.set(channel.id, channel);
      return channel;
    },
    ofUser: (userId) => [...channels.values()].filter((channel) => channel.userId === userId),
    async subscribe(agent, channelId, topics, mode) {
      const channel = alive(channelId);
      if (channel?.userId !== agent.user.id)
        throw new ApiError(404, "not.found", "The channel was not found.");
      const wanted = new Set(mode === "add" ? [...channel.topics, ...topics] : topics);
      if (wanted.size > MAX_TOPICS)
        throw new ApiError(400, "bad.request", `At most ${MAX_TOPICS} topics.`);
      for (const topic of topics) {
        if (await mayHear(deps, agent, topic)) continue;
        throw new ApiError(
          400,
          "bad.request",
          `The topic ${topic} does not exist, or is not for this agent.`,
          {
            details: [{ errorCode: "invalid.value", fieldName: "id", entityId: topic }],
          },
        );
      }
      channel.topics = wanted;
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
      server.handleUpgrade(request, socket, head, (webSocket) => {
        channel.sockets.add(webSocket);
        let stopBeating = (): void => undefined;
        const beat = (): void => {
          if (webSocket.readyState === webSocket.OPEN)
            webSocket.send(JSON.stringify(heartbeatFrame()));
          stopBeating = clock.at(clock.now() + HEARTBEAT_MS, beat);
        };
        beat();
        // The vendor's clients ask {"message":"ping"} and wait for a pong.
        webSocket.on("message", (data: Buffer) => {
          if (data.toString().includes("ping")) {
            webSocket.send(
              JSON.stringify({ topicName: "channel.metadata", eventBody: { message: "pong" } }),
            );
          }
        });
        webSocket.on("error", () => webSocket.terminate());
        webSocket.on("close", () => {
          stopBeating();
          channel.sockets.delete(webSocket);
        });
      });
      return true;
    },
    close() {
      for (const stop of undo) stop();
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
