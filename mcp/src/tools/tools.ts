import type { ToolOperationId } from "../parlor/operations.ts";

/** The effect of a tool: none, something that is added, or something that is replaced or ended. */
type Effect = "reads" | "adds" | "changes";

export interface Tool {
  readonly name: string;
  readonly operationId: ToolOperationId;
  readonly title: string;
  /** Facts for a model beyond the operation's own description. */
  readonly description: string;
  readonly effect: Effect;
  /** Whether a repeated call with the same arguments changes nothing more. */
  readonly isIdempotent: boolean;
}

const reads = (
  name: string,
  operationId: ToolOperationId,
  title: string,
  description: string,
): Tool => ({ name, operationId, title, description, effect: "reads", isIdempotent: true });

const readingTools: readonly Tool[] = [
  reads(
    "get_messages",
    "getConversationsMessages",
    "List my conversations",
    "The conversations of the agent who is signed in: offered (an agent's participant is alerting) and running ones. A client without a user has none.",
  ),
  reads(
    "get_message",
    "getConversationsMessage",
    "Read a conversation",
    "A conversation with its participants, and the ids of the messages that each has written, oldest first. Read the texts with get_message_message. Other tools take a participant's id and communicationId.",
  ),
  reads(
    "get_message_message",
    "getConversationsMessageMessage",
    "Read a message",
    "One message of a conversation, with its text. Inbound ones are the visitor's.",
  ),
  reads(
    "get_message_details",
    "getConversationsMessageDetails",
    "Read a message by its id alone",
    "One message, with its text and the id of its conversation.",
  ),
  reads(
    "get_message_communication_messages_media",
    "getConversationsMessageCommunicationMessagesMedia",
    "List the files of a communication",
    "The files that were sent in a conversation.",
  ),
  reads(
    "get_message_communication_messages_media_media_id",
    "getConversationsMessageCommunicationMessagesMediaMediaId",
    "Read one file's details",
    "Name, type, size and address of a file. The file itself is not fetched.",
  ),
  reads(
    "get_message_participant_wrapup",
    "getConversationsMessageParticipantWrapup",
    "Read a participant's wrap-up",
    "What an agent has noted about the conversation.",
  ),
  reads(
    "get_message_participant_communication_wrapup",
    "getConversationsMessageParticipantCommunicationWrapup",
    "Read a communication's wrap-up",
    "What an agent has noted about the conversation.",
  ),
  reads(
    "get_message_participant_wrapupcodes",
    "getConversationsMessageParticipantWrapupcodes",
    "List the wrap-up codes",
    "The codes that a wrap-up of this participant may have.",
  ),
];

const writingTools: readonly Tool[] = [
  {
    name: "post_message_communication_messages",
    operationId: "postConversationsMessageCommunicationMessages",
    title: "Write to the visitor",
    description:
      "Sends a text to the visitor at once. communicationId is that of the own participant, which has to be connected.",
    effect: "adds",
    isIdempotent: false,
  },
  {
    name: "post_message_communication_typing",
    operationId: "postConversationsMessageCommunicationTyping",
    title: "Show the visitor that I am writing",
    description: "communicationId is that of the own participant, which has to be connected.",
    effect: "adds",
    isIdempotent: true,
  },
  {
    name: "patch_message_participant",
    operationId: "patchConversationsMessageParticipant",
    title: "Accept, hold, leave or wrap up",
    description:
      "Changes the own participant: `connected` accepts an offer, `disconnected` declines it or leaves.",
    effect: "changes",
    isIdempotent: false,
  },
  {
    name: "patch_message_participant_attributes",
    operationId: "patchConversationsMessageParticipantAttributes",
    title: "Set attributes of the conversation",
    description:
      "participantId is the visitor's (purpose `customer`). Attributes that are not named stay as they are.",
    effect: "changes",
    isIdempotent: true,
  },
  {
    name: "patch_message_participant_communication",
    operationId: "patchConversationsMessageParticipantCommunication",
    title: "Leave the conversation",
    description: "Disconnects the own participant. The conversation may go on without it.",
    effect: "changes",
    isIdempotent: false,
  },
  {
    name: "post_message_participant_replace",
    operationId: "postConversationsMessageParticipantReplace",
    title: "Hand the visitor to an agent or a queue",
    description: "Transfers the conversation from the own participant.",
    effect: "changes",
    isIdempotent: false,
  },
  {
    name: "post_message_participant_communication_wrapup",
    operationId: "postConversationsMessageParticipantCommunicationWrapup",
    title: "Write the wrap-up",
    description: "Notes the outcome for the organization. The visitor does not see it.",
    effect: "changes",
    isIdempotent: true,
  },
  {
    name: "patch_message",
    operationId: "patchConversationsMessage",
    title: "End the conversation for all",
    description: "Disconnects every participant, the visitor too. It cannot be undone.",
    effect: "changes",
    isIdempotent: false,
  },
];

/** All tools, under the names of the vendor's catalogue without its prefix. */
export const tools: readonly Tool[] = [...readingTools, ...writingTools];
