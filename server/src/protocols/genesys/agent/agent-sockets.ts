import type { Agents } from "../../../service/agents.ts";
import type { Bus, ChatEvent } from "../../../service/bus.ts";
import type { Clock } from "../../../service/clock.ts";
import { iso } from "../guest/views.ts";
import { ApiError } from "../../../plugins/errors.ts";
import type { Limits } from "../../../plugins/limits.ts";
import type { UpgradeHandler } from "../../../plugins/upgrades.ts";
import { createSocketEndpoint, type SocketProtocol } from "../../../plugins/websocket.ts";
import type { Organization, UserKey } from "../../../domain/tenant.ts";
import type { AgentChannel } from "./agent-channel.ts";
import type { ReplyOf } from "parlor-contract/operation-schema";
import type { FileAddresses } from "../../../plugins/file-addresses.ts";
import { userKeyOf, type AgentIdentity } from "../../../plugins/agent-token.ts";
import { createChannelStore, type ChannelStore } from "./channel-store.ts";
import { announceChat, type ChatFramesDeps } from "./chat-frames.ts";
import { QueueFrames, type QueueFramesDeps } from "./queue-frames.ts";
import { subscribe } from "./subscriptions.ts";
import { QUEUES_TOPIC } from "./topics.ts";

/** Clients send pings and nothing else. */
const MAX_FRAME_BYTES = 4_096;
const PATH = /^\/notifications\/channels\/([\w-]+)$/;

/** The way an agent is notified of changes: created over REST, listened to on a websocket. */
export interface Channel {
  readonly id: string;
  readonly expiresAt: number;
  readonly topics: ReadonlySet<string>;
}

export interface AgentSockets extends UpgradeHandler {
  /** The number of open sockets. */
  readonly count: number;
  /** @param base - the address by which the agent reaches the server */
  open(agent: AgentIdentity, base: string): Channel;
  ofAgent(agent: AgentIdentity): readonly Channel[];
  /** @throws ApiError 404 `not.found` for a channel that is not this agent's */
  subscribe(
    agent: AgentIdentity,
    channelId: string,
    topics: readonly string[],
    mode: "add" | "replace",
  ): Promise<Channel>;
  close(): void;
}

export interface AgentSocketsDeps {
  readonly chats: QueueFramesDeps["chats"] & ChatFramesDeps["chats"];
  readonly bus: Bus;
  readonly clock: Clock;
  readonly tenants: readonly Organization[];
  readonly fileAddresses: FileAddresses;
  /** An open socket keeps its agent present. */
  readonly agents: Pick<Agents, "attach" | "get">;
  /** Records in the audit log that an agent has read a waiting conversation; once for each. */
  readonly auditReading: (who: UserKey, conversationId: string) => Promise<void>;
  readonly report: (error: unknown) => void;
  /**
   * Beyond these limits an agent's oldest channel is dropped, and a channel's oldest socket is
   * closed.
   */
  readonly limits: Pick<Limits, "maxChannelsPerAgent" | "maxSocketsPerChannel">;
}

export function createAgentSockets(deps: AgentSocketsDeps): AgentSockets {
  const store = createChannelStore(deps);
  const endpoint = createSocketEndpoint(channelProtocol(store, deps), deps);
  const frames = new QueueFrames(deps);
  const undo = [
    deps.bus.onChats(chatListener(store, deps)),
    deps.bus.onDesk((event) => {
      const batch = frames.note(event);
      if (batch === null) return;
      for (const channel of store.all())
        if (channel.isHeard && channel.topics.has(QUEUES_TOPIC)) channel.tellWhenMade(batch);
    }),
  ];
  return {
    get count() {
      return endpoint.count;
    },
    open: (agent, base) => store.open(agent, base),
    ofAgent: (agent) => store.ofAgent(agent),
    subscribe: (agent, channelId, topics, mode) =>
      subscribe(deps.chats, store.ownChannel(agent, channelId), topics, mode),
    upgrade: (...call) => endpoint.upgrade(...call),
    close() {
      for (const stop of undo) stop();
      store.close();
      endpoint.close();
    },
  };
}

function channelProtocol(
  store: ChannelStore,
  { limits, agents }: AgentSocketsDeps,
): SocketProtocol<AgentChannel> {
  return {
    maxFrameBytes: MAX_FRAME_BYTES,
    tokenIn: (path) => PATH.exec(path)?.[1] ?? null,
    async authenticate(id) {
      const channel = store.find(id);
      if (channel === null) throw new ApiError("not.found", "The channel was not found.");
      return channel;
    },
    termsOf: (channel) => ({
      owner: channel.id,
      maxSockets: limits.maxSocketsPerChannel,
      displaced: { code: 1000, reason: "Another socket was attached" },
      expiresAt: channel.expiresAt,
    }),
    async open(socket, channel) {
      socket.onClose(agents.attach(userKeyOf(channel.agent)));
      channel.attach(socket);
    },
  };
}

/** Whether no agent is told of an event. */
function isForGuestsAlone({ kind }: ChatEvent): boolean {
  return kind === "queue" || kind === "missed" || kind === "attachment";
}

function chatListener(store: ChannelStore, deps: AgentSocketsDeps): (event: ChatEvent) => void {
  return (event) => {
    if (isForGuestsAlone(event)) return;
    const chat = deps.chats.peek(event.conversationId);
    if (chat !== null) return announceChat(store.all(), deps, chat, event);
    // The conversation has ended and left memory, as with a wrap-up after the end.
    deps.chats
      .get(event.conversationId)
      .then((ended) => announceChat(store.all(), deps, ended, event), deps.report);
  };
}

export function channelView(
  channel: Channel,
  socketBase: string,
): ReplyOf<"postNotificationsChannels"> {
  return {
    id: channel.id,
    connectUri: `${socketBase}/notifications/channels/${channel.id}`,
    expires: iso(channel.expiresAt),
  };
}
