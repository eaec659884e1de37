import { expect, vi } from "vitest";
import type { Member } from "../../server/src/domain/model.ts";
import {
  bank,
  names,
  shop,
  startTwoOrganizations,
  type AgentClient,
  type Name,
  type TwoOrganizations,
} from "./two-organizations.ts";

/* The relations in which an agent can stand to a conversation, and how each operation is called. */

export type Table = readonly {
  readonly name: string;
  readonly cells: ReadonlyMap<string, string>;
}[];

export function readTable(text: string): Table {
  const [head = [], ...rows] = text
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/));
  return rows.map(([name = "", ...cells]) => ({
    name,
    cells: new Map(head.slice(1).map((relation, at) => [relation, cells[at] ?? "missing"])),
  }));
}

export const cellsOf = (table: Table): (readonly [string, string, string])[] =>
  table.flatMap(({ name, cells: row }) =>
    [...row].map(([relation, expected]) => [name, relation, expected] as const),
  );

/** The agents of the scenes. */
export interface Cast {
  readonly stage: TwoOrganizations;
  readonly agents: ReadonlyMap<Name, AgentClient>;
  /** Ada, but for `queue-other` dot, and for `other-org` another organization's ada. */
  agentIn(relation: string): AgentClient;
}

export async function startCast(
  more: Parameters<typeof startTwoOrganizations>[0] = {},
): Promise<Cast> {
  const stage = await startTwoOrganizations(more);
  const signedIn = names.map(async (name) => [name, await stage.signIn(bank, name)] as const);
  const agents = new Map(await Promise.all(signedIn));
  const stranger = await stage.signIn(shop, "ada");
  return {
    stage,
    agents,
    agentIn: (relation) =>
      relation === "other-org" ? stranger : agents.get(relation === "queue-other" ? "dot" : "ada")!,
  };
}

/** A conversation in a relation to the agent who tries. */
export interface Scene {
  readonly id: string;
  readonly agent: AgentClient;
  /** The agent's own leg; somebody else's, if it has none. */
  readonly leg: Member;
  /** A leg that has been wrapped up. */
  readonly wrapped: Member;
  readonly guest: Member;
  readonly messageId: string;
  readonly requestId: string;
}

/** @param atAlerting - called as soon as the agent may read */
export async function buildScene(
  cast: Cast,
  relation: string,
  atAlerting: (id: string) => Promise<unknown> = () => Promise.resolve(),
): Promise<Scene> {
  const { stage, agents } = cast;
  const { server, clock } = stage;
  const { chats } = server;
  const id = await stage.guest(bank);
  const { guestMemberId } = (await chats.get(id)).conversation;
  const legOf = async (userId: Name): Promise<Member> =>
    (await chats.get(id)).members.findLast((member) => member.userId === userId)!;
  const message = await chats.send(id, guestMemberId, "Good evening", "standard", null);
  const ben = await chats.take(id, "ben");
  const request = await chats.createMediaRequest(id, ben.id, ["SCREENSHARE"], 60);
  await agents
    .get("ben")!
    .call("PATCH", `/api/v2/conversations/chats/${id}/participants/${ben.participantId}`, {
      wrapup: { code: "w-solved" },
    });
  const transfer = async (
    from: Name,
    target: { userId: Name } | { queueId: string },
  ): Promise<void> => chats.transfer(id, (await legOf(from)).participantId, target, null);
  const accept = async (name: Name): Promise<Member> =>
    chats.accept(id, (await legOf(name)).participantId);

  const isOffered = !["mate-waiting", "mate-talking", "queue-other"].includes(relation);
  await transfer("ben", isOffered ? { userId: "ada" } : { queueId: "q-main" });
  await atAlerting(id);
  switch (relation) {
    case "own":
    case "other-org":
      await accept("ada");
      break;
    case "declined":
      await chats.leave(id, (await legOf("ada")).id);
      await chats.take(id, "cy");
      break;
    case "unanswered":
      clock.advance(31_000);
      await vi.waitFor(async () => expect((await legOf("ada")).state).toBe("disconnected"));
      await chats.take(id, "cy");
      break;
    case "handed-over":
      await accept("ada");
      await transfer("ada", { userId: "cy" });
      await accept("cy");
      break;
    case "mate-talking":
      await chats.take(id, "cy");
      break;
    case "ended":
      await accept("ada");
      await chats.endForAll(id, "agent");
      break;
    default:
      break;
  }
  const { members } = await chats.get(id);
  const guest = members.find((member) => member.id === guestMemberId)!;
  const leg = members.findLast((member) => member.userId === "ada") ?? members.at(-1)!;
  const wrapped = members.find((member) => member.userId === "ben")!;
  return {
    id,
    agent: cast.agentIn(relation),
    leg,
    wrapped,
    guest,
    messageId: message.id,
    requestId: request.id,
  };
}

export type Request = readonly [method: string, path: string, body?: unknown];

/** How each operation is called. */
export const requests: Readonly<Record<string, (scene: Scene) => Request>> = (() => {
  const chat = ({ id }: Scene): string => `/api/v2/conversations/chats/${id}`;
  const own = (scene: Scene): string => `${chat(scene)}/participants/${scene.leg.participantId}`;
  const ownLine = (scene: Scene): string => `${chat(scene)}/communications/${scene.leg.id}`;
  const wrapped = (scene: Scene): string =>
    `${chat(scene)}/participants/${scene.wrapped.participantId}`;
  const parlor = ({ id }: Scene): string => `/api/v2/parlor/chats/${id}`;
  const media = ({ id, leg }: Scene): string =>
    `/api/v2/conversations/messages/${id}/communications/${leg.id}/messages/media`;
  const wrapup = { code: "w-solved" };
  return {
    getConversationsChat: (scene) => ["GET", chat(scene)],
    getConversation: ({ id }) => ["GET", `/api/v2/conversations/${id}`],
    getConversationsChatMessages: (scene) => ["GET", `${chat(scene)}/messages`],
    getConversationsChatMessage: (scene) => ["GET", `${chat(scene)}/messages/${scene.messageId}`],
    getParlorChat: (scene) => ["GET", parlor(scene)],
    getConversationsChatParticipantWrapup: (scene) => ["GET", `${wrapped(scene)}/wrapup`],
    getConversationsChatParticipantCommunicationWrapup: (scene) => [
      "GET",
      `${wrapped(scene)}/communications/${scene.wrapped.id}/wrapup`,
    ],
    getConversationsChatParticipantWrapupcodes: (scene) => ["GET", `${own(scene)}/wrapupcodes`],
    patchConversationsChat: (scene) => ["PATCH", chat(scene), { state: "disconnected" }],
    postConversationDisconnect: ({ id }) => ["POST", `/api/v2/conversations/${id}/disconnect`],
    "patchConversationsChatParticipant/accept": (scene) => [
      "PATCH",
      own(scene),
      { state: "connected" },
    ],
    "patchConversationsChatParticipant/leave": (scene) => [
      "PATCH",
      own(scene),
      { state: "disconnected" },
    ],
    "patchConversationsChatParticipant/hold": (scene) => ["PATCH", own(scene), { held: true }],
    "patchConversationsChatParticipant/wrapup": (scene) => ["PATCH", own(scene), { wrapup }],
    patchConversationsChatParticipantCommunication: (scene) => [
      "PATCH",
      `${own(scene)}/communications/${scene.leg.id}`,
      { state: "disconnected" },
    ],
    patchConversationsChatParticipantAttributes: (scene) => [
      "PATCH",
      `${chat(scene)}/participants/${scene.guest.participantId}/attributes`,
      { attributes: { booking: "48213" } },
    ],
    postConversationsChatParticipantReplace: (scene) => [
      "POST",
      `${own(scene)}/replace`,
      { queueId: "q-other" },
    ],
    postConversationsChatCommunicationMessages: (scene) => [
      "POST",
      `${ownLine(scene)}/messages`,
      { body: "Hello" },
    ],
    postConversationsChatCommunicationTyping: (scene) => ["POST", `${ownLine(scene)}/typing`],
    postConversationsChatParticipantCommunicationWrapup: (scene) => [
      "POST",
      `${own(scene)}/communications/${scene.leg.id}/wrapup`,
      wrapup,
    ],
    postConversationsMessageParticipantMonitor: (scene) => [
      "POST",
      `/api/v2/conversations/messages/${scene.id}/participants/${scene.guest.participantId}/monitor`,
    ],
    postConversationsMessageCommunicationMessagesMediaUploads: (scene) => [
      "POST",
      `${media(scene)}/uploads`,
      { fileName: "note.txt", contentLengthBytes: 10 },
    ],
    getConversationsMessageCommunicationMessagesMedia: (scene) => ["GET", media(scene)],
    getConversationsMessageCommunicationMessagesMediaMediaId: (scene) => [
      "GET",
      `${media(scene)}/unknown`,
    ],
    postParlorChatMediarequests: (scene) => [
      "POST",
      `${parlor(scene)}/mediarequests`,
      { types: ["SCREENSHARE"] },
    ],
    deleteParlorChatMediarequest: (scene) => [
      "DELETE",
      `${parlor(scene)}/mediarequests/${scene.requestId}`,
    ],
    postParlorChatAttachments: (scene) => [
      "POST",
      `${parlor(scene)}/attachments`,
      { name: "note.txt", size: 10, type: "text/plain" },
    ],
    getParlorChatAttachment: (scene) => ["GET", `${parlor(scene)}/attachments/unknown`],
    deleteParlorChatAttachment: (scene) => ["DELETE", `${parlor(scene)}/attachments/unknown`],
    postParlorChatsWaitingTake: ({ id }) => ["POST", `/api/v2/parlor/chats/waiting/${id}/take`],
    postParlorChatsMissedTake: ({ id }) => ["POST", `/api/v2/parlor/chats/missed/${id}/take`],
    postParlorChatsMissedWrapup: ({ id }) => [
      "POST",
      `/api/v2/parlor/chats/missed/${id}/wrapup`,
      wrapup,
    ],
    getConversationsChats: () => ["GET", "/api/v2/conversations/chats"],
    getParlorChatsWaiting: () => ["GET", "/api/v2/parlor/chats/waiting"],
    getParlorChats: () => ["GET", "/api/v2/parlor/chats?state=ended&day=today"],
    "getParlorChats/missed": () => ["GET", "/api/v2/parlor/chats?state=missed"],
  };
})();
