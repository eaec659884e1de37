import type { Request, Scene, Table } from "./rights-scenes.ts";

/*
 * The families in which clients see one conversation have the same rights: an operation has to
 * answer as that of the chats which stands for it in the tables.
 */

/** For an operation on chats, those that do the same in another family, and how they differ. */
const others: Readonly<Record<string, Readonly<Record<string, Change>>>> = {
  getConversationsChats: {
    getConversationsMessages: inMessages,
    getConversations: ([method]) => [method, "/api/v2/conversations?communicationType=chat"],
  },
  getConversationsChat: { getConversationsMessage: inMessages },
  getConversationsChatMessage: {
    getConversationsMessageMessage: inMessages,
    getConversationsMessageDetails: ([method], { messageId }) => [
      method,
      `/api/v2/conversations/messages/${messageId}/details`,
    ],
    postConversationsMessageMessagesBulk: (_, { id, messageId }) => [
      "POST",
      `/api/v2/conversations/messages/${id}/messages/bulk`,
      [messageId],
    ],
  },
  getConversationsChatParticipantWrapup: both("Wrapup", "get"),
  getConversationsChatParticipantCommunicationWrapup: {
    getConversationsMessageParticipantCommunicationWrapup: inMessages,
  },
  getConversationsChatParticipantWrapupcodes: both("Wrapupcodes", "get"),
  patchConversationsChat: { patchConversationsMessage: inMessages },
  patchConversationsChatParticipant: both("", "patch"),
  patchConversationsChatParticipantCommunication: {
    patchConversationsMessageParticipantCommunication: inMessages,
  },
  patchConversationsChatParticipantAttributes: both("Attributes", "patch"),
  postConversationsChatParticipantReplace: {
    ...both("Replace", "post"),
    postConversationParticipantReplaceQueue: inGeneric("/queue"),
    postConversationParticipantReplaceAgent: (request, scene) => [
      ...(inGeneric("/agent")(request, scene).slice(0, 2) as [string, string]),
      { userId: "cy" },
    ],
  },
  postConversationsChatCommunicationMessages: {
    postConversationsMessageCommunicationMessages: (request) => [
      ...(inMessages(request).slice(0, 2) as [string, string]),
      { textBody: "Hello" },
    ],
  },
  postConversationsChatCommunicationTyping: {
    postConversationsMessageCommunicationTyping: (request) => [
      ...(inMessages(request).slice(0, 2) as [string, string]),
      { typing: { type: "On" } },
    ],
  },
  postConversationsChatParticipantCommunicationWrapup: {
    postConversationsMessageParticipantCommunicationWrapup: inMessages,
  },
};

type Change = (request: Request, scene: Scene) => Request;

function inMessages([method, path, body]: Request): Request {
  return [method, path.replace("/conversations/chats", "/conversations/messages"), body];
}

function inGeneric(end: string): Change {
  return ([method, path, body]) => [
    method,
    path.replace("/conversations/chats", "/conversations") + end,
    body,
  ];
}

function both(end: string, verb: string): Readonly<Record<string, Change>> {
  return {
    [`${verb}ConversationsMessageParticipant${end}`]: inMessages,
    [`${verb}ConversationParticipant${end}`]: inGeneric(""),
  };
}

const changesOf = (name: string): readonly [string, Change][] =>
  Object.entries(others[name.split("/")[0] ?? ""] ?? {});

/** The row's name in another family, with what follows a slash. */
const nameIn = (name: string, other: string): string =>
  [other, ...name.split("/").slice(1)].join("/");

/** A table with a row for each operation that has to answer like one in it. */
export const withFamilies = (table: Table): Table =>
  table.flatMap((row) => [
    row,
    ...changesOf(row.name).map(([other]) => ({ ...row, name: nameIn(row.name, other) })),
  ]);

/** The calls with those of the other families. */
export const callsWithFamilies = (
  calls: Readonly<Record<string, (scene: Scene) => Request>>,
): Readonly<Record<string, (scene: Scene) => Request>> =>
  Object.fromEntries(
    Object.entries(calls).flatMap(([name, call]) => [
      [name, call] as const,
      ...changesOf(name).map(
        ([other, change]) =>
          [nameIn(name, other), (scene: Scene) => change(call(scene), scene)] as const,
      ),
    ]),
  );
