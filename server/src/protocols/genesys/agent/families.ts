import { chatsBase } from "parlor-contract/addresses";

/*
 * The families of operations in which the vendor's clients see one conversation: as a chat, as
 * messages, and without its media. The operations on participants have the same bodies in all of
 * them, so each has one handler.
 */

export const messagesBase = "/api/v2/conversations/messages";
export const genericBase = "/api/v2/conversations";

/** The path of a participant in a family. */
const participantIn = (base: string): string =>
  `${base}/:conversationId/participants/:participantId`;
/** The path of a participant's communication in a family. */
const communicationIn = (base: string): string =>
  `${participantIn(base)}/communications/:communicationId`;

const chats = participantIn(chatsBase);
const messages = participantIn(messagesBase);
const generic = participantIn(genericBase);

/** The operations on participants, with the path that each has in its family. */
export const participantOperations = {
  change: [
    [chats, "patchConversationsChatParticipant"],
    [messages, "patchConversationsMessageParticipant"],
    [generic, "patchConversationParticipant"],
  ],
  leave: [
    [communicationIn(chatsBase), "patchConversationsChatParticipantCommunication"],
    [communicationIn(messagesBase), "patchConversationsMessageParticipantCommunication"],
  ],
  attributes: [
    [`${chats}/attributes`, "patchConversationsChatParticipantAttributes"],
    [`${messages}/attributes`, "patchConversationsMessageParticipantAttributes"],
    [`${generic}/attributes`, "patchConversationParticipantAttributes"],
  ],
  replace: [
    [`${chats}/replace`, "postConversationsChatParticipantReplace"],
    [`${messages}/replace`, "postConversationsMessageParticipantReplace"],
    [`${generic}/replace`, "postConversationParticipantReplace"],
  ],
  wrapup: [
    [`${chats}/wrapup`, "getConversationsChatParticipantWrapup"],
    [`${messages}/wrapup`, "getConversationsMessageParticipantWrapup"],
    [`${generic}/wrapup`, "getConversationParticipantWrapup"],
  ],
  wrapupcodes: [
    [`${chats}/wrapupcodes`, "getConversationsChatParticipantWrapupcodes"],
    [`${messages}/wrapupcodes`, "getConversationsMessageParticipantWrapupcodes"],
    [`${generic}/wrapupcodes`, "getConversationParticipantWrapupcodes"],
  ],
  communicationWrapup: [
    [`${communicationIn(chatsBase)}/wrapup`, "getConversationsChatParticipantCommunicationWrapup"],
    [
      `${communicationIn(messagesBase)}/wrapup`,
      "getConversationsMessageParticipantCommunicationWrapup",
    ],
  ],
  applyWrapup: [
    [`${communicationIn(chatsBase)}/wrapup`, "postConversationsChatParticipantCommunicationWrapup"],
    [
      `${communicationIn(messagesBase)}/wrapup`,
      "postConversationsMessageParticipantCommunicationWrapup",
    ],
  ],
} as const;
