import { DomainError } from "../../../domain/errors.ts";
import { ApiError } from "../../../plugins/errors.ts";
import type { ConversationService } from "../../../service/conversations.ts";
import type { AgentChannel } from "./agent-channel.ts";
import { isAudited, readingOf } from "./rights.ts";
import { conversationIdOf, QUEUES_TOPIC, userTopics } from "./topics.ts";

const MAX_TOPICS = 1_000;

/**
 * Subscribes a channel to topics: to more, or to these alone.
 * @throws ApiError 400 `bad.request` for a topic that does not exist, or is not for this agent
 */
export async function subscribe(
  chats: Pick<ConversationService, "get">,
  channel: AgentChannel,
  topics: readonly string[],
  mode: "add" | "replace",
): Promise<AgentChannel> {
  const withEarlier = (): Set<string> =>
    new Set([...(mode === "add" ? channel.topics : []), ...topics]);
  if (withEarlier().size > MAX_TOPICS)
    throw new ApiError("bad.request", `At most ${MAX_TOPICS} topics.`);
  for (const topic of topics) {
    if (await canSubscribe(chats, channel, topic)) continue;
    throw new ApiError(
      "bad.request",
      `The topic ${topic} does not exist, or is not for this agent.`,
      { details: [{ errorCode: "invalid.value", fieldName: "id", entityId: topic }] },
    );
  }
  // Others may have subscribed meanwhile.
  channel.topics = withEarlier();
  return channel;
}

/**
 * Whether an agent may subscribe to a topic now: its own topics, its organization's queues, and
 * conversations that it may read.
 */
async function canSubscribe(
  chats: Pick<ConversationService, "get">,
  channel: AgentChannel,
  topic: string,
): Promise<boolean> {
  const { agent } = channel;
  if (topic === QUEUES_TOPIC) return true;
  if (Object.values<string>({ ...userTopics(agent) }).includes(topic)) return true;
  const conversationId = conversationIdOf(topic);
  if (conversationId === null) return false;
  const chat = await chats.get(conversationId).catch((error: unknown) => {
    if (error instanceof DomainError && error.code === "conversation-not-found") return null;
    throw error;
  });
  if (chat === null) return false;
  const reading = readingOf(chat, agent);
  if (isAudited(reading)) await channel.audit(conversationId);
  return reading.kind !== "nothing";
}
