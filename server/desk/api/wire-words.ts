import type { components } from "parlor-contract/parlor.generated";
import { contentOf, richFieldsOf } from "./decode-content.ts";
import type { DeskMessage, Me, MessageKind, MessagePage, SavedReply, Sender } from "./views.ts";

/* The protocol's words, and the desk's own for them. */

type Contract = components["schemas"];

const roles: Readonly<Record<string, Sender["role"]>> = {
  CUSTOMER: "guest",
  AGENT: "agent",
  WORKFLOW: "bot",
};
const kinds: Readonly<Record<string, MessageKind>> = {
  standard: "text",
  "member-join": "joined",
  "member-leave": "left",
  "media-request": "media",
};

/** The wire's name of a kind, for the desk's tests. */
export const bodyTypeOf = (kind: MessageKind): string =>
  Object.keys(kinds).find((type) => kinds[type] === kind) ?? "notice";

/** A type that this desk does not know is shown as a notice, with its text. */
export const kindOf = (bodyType: string): MessageKind => kinds[bodyType] ?? "notice";

export function messageOf(message: Contract["AgentMessage"]): DeskMessage {
  const { id, sender, bodyType, language, timestamp, attachments = [] } = message;
  const role = roles[sender.role ?? ""] ?? "other";
  const rich = richFieldsOf(message);
  return {
    ...rich,
    id,
    sender: { ...sender, role },
    // The names of the files, for clients that know no files.
    body: message.bodyIsFallback === true ? "" : rich.body,
    kind: kindOf(bodyType),
    ...(language !== undefined && { language }),
    timestamp,
    ...(attachments.length > 0 && { files: attachments }),
  };
}

export const pageOf = ({ entities, next }: Contract["AgentMessages"]): MessagePage => ({
  entities: entities.map(messageOf),
  ...(next !== undefined && { next }),
});

/** A saved reply. It holds no content but choices. */
export function replyOf(reply: Contract["Replies"]["entities"][number]): SavedReply {
  const { id, shortcut, text, content } = reply;
  const choices = contentOf(content).flatMap((part) =>
    part.kind === "choices" ? part.choices.map(({ text, payload }) => ({ text, payload })) : [],
  );
  return { id, shortcut, text, ...(choices.length > 0 && { choices }) };
}

export const meOf = ({ id, name, organization, parlor }: Contract["User"]): Me => ({
  id,
  name,
  ...(organization !== undefined && { organization }),
  parlor: { status: parlor?.status ?? "offline", capacity: parlor?.capacity ?? 0 },
});

/** The topics of an agent's own: its chats, and the waiting lines and agents of its queues. */
export const ownTopics = (userId: string): readonly string[] => [
  `v2.users.${userId}.conversations.chats`,
  QUEUES_TOPIC,
];
export const messagesTopic = (id: string): string => `v2.conversations.chats.${id}.messages`;

export const MESSAGES_TOPIC: RegExp = /^v2\.conversations\.chats\.([^.]+)\.messages$/;
export const OWN_CHATS_TOPIC: RegExp = /^v2\.users\.[^.]+\.conversations\.chats$/;
/** Heartbeats, and the answers to pings. */
export const HEARTBEAT_TOPIC = "channel.metadata";
export const QUEUES_TOPIC = "v2.parlor.queues";
