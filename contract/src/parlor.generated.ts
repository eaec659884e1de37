// Generated from docs/contracts/parlor.openapi.json. Do not edit:
// `npm run generate -w contract` writes it.
export interface paths {
    readonly "/healthz": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Whether the process answers */
        readonly get: operations["getHealthz"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/readyz": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Whether the server takes requests and writes to its store */
        readonly get: operations["getReadyz"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/oauth/token": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** A token by client credentials (RFC 6749 §4.4), for twelve hours */
        readonly post: operations["postOauthToken"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v2/signeddata": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Signs the caller's data about a guest: the answer is a memberAuthToken
         * @description For any client of the organization, also one that acts as no agent. sub,
         * displayName, firstName, lastName, email, phoneNumber and avatarImageUrl are the guest's
         * own; routingPriority, a whole number from 0 to 1,000,000, is the guest's priority in the
         * waiting line (a browser's own wish, routingTarget.priority, is clamped to 0 to 100);
         * every other field, and those in customFields, becomes a custom field. 4,096 bytes at
         * most.
         */
        readonly post: operations["postSigneddata"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v2/parlor/guest/deployments/{deploymentId}/status": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Before a conversation: whether somebody is there, and the flow greeting
         * @description Takes no token and sets no cookie. The page's origin is checked as for a new
         * conversation, and calls are limited by address. An unknown deployment, one that is
         * disabled, and an unknown queue are 404.
         */
        readonly get: operations["getParlorGuestStatus"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v2/parlor/guest/conversations/{conversationId}/queue": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Extension queue: the guest's place in line
         * @description 204 when the guest is not in line: before 0.2.0 that was 404, which consoles
         * of browsers show.
         */
        readonly get: operations["getParlorGuestQueue"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v2/parlor/guest/conversations/{conversationId}/rating": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Extension rating: what the guest thought of the chat; once, and until a day after its end
         */
        readonly post: operations["postParlorGuestRating"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v2/parlor/guest/conversations/{conversationId}/mediarequests/{mediaRequestId}/extend": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Extension media-extend: keeps an invitation open for two more minutes, up to ten times
         * @description The new end is in the expiresAt of the media request, which is announced
         * again. An invitation that was answered, has run out or was prolonged ten times is 409.
         */
        readonly post: operations["postParlorGuestMediarequestExtend"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v2/parlor/guest/conversations/{conversationId}/missed": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Extension missed: whether the conversation is a missed one, and who will answer
         * @description 204 when it is none. Also after its end. Changes are told by frames of type
         * `parlor.missed`.
         */
        readonly get: operations["getParlorGuestMissed"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v2/parlor/guest/conversations/{conversationId}/page": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        /**
         * Extension page: what the page that the guest is on now can do
         * @description The create body says it of the first page; a later page says it once it has
         * resumed the conversation, and when it changes. An absent or null value stays as it is.
         * 400 `chat.error.conversation.state` after the end.
         */
        readonly patch: operations["patchParlorGuestPage"];
        readonly trace?: never;
    };
    readonly "/api/v2/users/me": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Who is asking */
        readonly get: operations["getUsersMe"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v2/users/{userId}/routingstatus": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        /** Whether the agent takes chats, in the vendor's words */
        readonly put: operations["putUserRoutingstatus"];
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v2/parlor/agents/me": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        /** Whether the agent takes chats, and how many at once */
        readonly patch: operations["patchParlorAgentsMe"];
        readonly trace?: never;
    };
    readonly "/api/v2/parlor/agents": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The organization's agents */
        readonly get: operations["getParlorAgents"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v2/routing/queues": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The organization's queues */
        readonly get: operations["getRoutingQueues"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v2/routing/skills": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * The skills of the organization's agents
         * @description The names are those of the configuration, in their order. The id of a name
         * is a UUID of version 5: it is the same after every start, in any case of the name.
         */
        readonly get: operations["getRoutingSkills"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v2/routing/languages": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * The languages of the organization's agents
         * @description The names are those of the configuration, in their order. The id of a name
         * is a UUID of version 5: it is the same after every start, in any case of the name.
         */
        readonly get: operations["getRoutingLanguages"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v2/conversations/chats": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The agent's chats */
        readonly get: operations["getConversationsChats"];
        readonly put?: never;
        /**
         * Creates a chat without a guest's stream
         * @description Nobody writes for its guest: agents alone end it. A machine needs the scope
         * conversations:write.
         */
        readonly post: operations["postConversationsChats"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v2/conversations/chats/{conversationId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One chat: participants */
        readonly get: operations["getConversationsChat"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        /**
         * Ends it for all
         * @description Needs an own leg that rings or runs.
         */
        readonly patch: operations["patchConversationsChat"];
        readonly trace?: never;
    };
    readonly "/api/v2/conversations/{conversationId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One chat: communications */
        readonly get: operations["getConversation"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v2/conversations/{conversationId}/disconnect": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Ends it for all, as the system
         * @description Needs an own leg that rings or runs.
         */
        readonly post: operations["postConversationDisconnect"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v2/conversations/chats/{conversationId}/participants/{participantId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        /** Accepts, leaves, wraps up */
        readonly patch: operations["patchConversationsChatParticipant"];
        readonly trace?: never;
    };
    readonly "/api/v2/conversations/chats/{conversationId}/participants/{participantId}/communications/{communicationId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        /** Leaves */
        readonly patch: operations["patchConversationsChatParticipantCommunication"];
        readonly trace?: never;
    };
    readonly "/api/v2/conversations/chats/{conversationId}/participants/{participantId}/attributes": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        /**
         * Sets attributes of the guest's conversation
         * @description An empty value removes an attribute. A key has at most 200 characters, a
         * value 1,000; a chat has at most 200 attributes. Needs an own leg that rings or runs.
         */
        readonly patch: operations["patchConversationsChatParticipantAttributes"];
        readonly trace?: never;
    };
    readonly "/api/v2/conversations/chats/{conversationId}/participants/{participantId}/replace": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Hands the guest to a queue or to an agent */
        readonly post: operations["postConversationsChatParticipantReplace"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v2/conversations/chats/{conversationId}/participants/{participantId}/wrapup": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The wrap-up of this leg */
        readonly get: operations["getConversationsChatParticipantWrapup"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v2/conversations/chats/{conversationId}/participants/{participantId}/communications/{communicationId}/wrapup": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The wrap-up of this leg */
        readonly get: operations["getConversationsChatParticipantCommunicationWrapup"];
        readonly put?: never;
        /** Says what became of this leg */
        readonly post: operations["postConversationsChatParticipantCommunicationWrapup"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v2/conversations/chats/{conversationId}/participants/{participantId}/wrapupcodes": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The codes to choose from */
        readonly get: operations["getConversationsChatParticipantWrapupcodes"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v2/conversations/chats/{conversationId}/communications/{communicationId}/messages": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Writes to the guest
         * @description U+0000 is dropped from the body and half of a surrogate pair becomes U+FFFD,
         * before it is acknowledged. In every other text of a request either one is 400
         * invalid.value, with the field named.
         */
        readonly post: operations["postConversationsChatCommunicationMessages"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v2/conversations/chats/{conversationId}/communications/{communicationId}/typing": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Is writing */
        readonly post: operations["postConversationsChatCommunicationTyping"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v2/conversations/chats/{conversationId}/messages": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The messages, also of a chat that waits in a queue of the agent's */
        readonly get: operations["getConversationsChatMessages"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v2/conversations/chats/{conversationId}/messages/{messageId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One message */
        readonly get: operations["getConversationsChatMessage"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v2/conversations/messages": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The agent's conversations, as messages */
        readonly get: operations["getConversationsMessages"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v2/conversations/messages/{conversationId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One conversation, as messages: participants, and the ids of what each has written */
        readonly get: operations["getConversationsMessage"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        /**
         * Ends it for all
         * @description Needs an own leg that rings or runs.
         */
        readonly patch: operations["patchConversationsMessage"];
        readonly trace?: never;
    };
    readonly "/api/v2/conversations/messages/{conversationId}/participants/{participantId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        /** Accepts, leaves, holds, wraps up */
        readonly patch: operations["patchConversationsMessageParticipant"];
        readonly trace?: never;
    };
    readonly "/api/v2/conversations/messages/{conversationId}/participants/{participantId}/attributes": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        /**
         * Sets attributes of the guest's conversation
         * @description An empty value removes an attribute. A key has at most 200 characters, a
         * value 1,000; a chat has at most 200 attributes. Needs an own leg that rings or runs.
         */
        readonly patch: operations["patchConversationsMessageParticipantAttributes"];
        readonly trace?: never;
    };
    readonly "/api/v2/conversations/messages/{conversationId}/participants/{participantId}/replace": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Hands the guest to a queue or to an agent */
        readonly post: operations["postConversationsMessageParticipantReplace"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v2/conversations/messages/{conversationId}/participants/{participantId}/wrapup": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The wrap-up of this leg */
        readonly get: operations["getConversationsMessageParticipantWrapup"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v2/conversations/messages/{conversationId}/participants/{participantId}/wrapupcodes": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The codes to choose from */
        readonly get: operations["getConversationsMessageParticipantWrapupcodes"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v2/conversations/messages/{conversationId}/participants/{participantId}/communications/{communicationId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        /** Leaves */
        readonly patch: operations["patchConversationsMessageParticipantCommunication"];
        readonly trace?: never;
    };
    readonly "/api/v2/conversations/messages/{conversationId}/participants/{participantId}/communications/{communicationId}/wrapup": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The wrap-up of this leg */
        readonly get: operations["getConversationsMessageParticipantCommunicationWrapup"];
        readonly put?: never;
        /** Says what became of this leg */
        readonly post: operations["postConversationsMessageParticipantCommunicationWrapup"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v2/conversations/messages/{conversationId}/participants/{participantId}/monitor": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Reads along as a supervisor
         * @description No agent has the role of a supervisor yet: 403 not.authorized.
         */
        readonly post: operations["postConversationsMessageParticipantMonitor"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v2/conversations/messages/{conversationId}/communications/{communicationId}/messages": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Writes to the guest
         * @description U+0000 is dropped from the body and half of a surrogate pair becomes U+FFFD,
         * before it is acknowledged. In every other text of a request either one is 400
         * invalid.value, with the field named.
         */
        readonly post: operations["postConversationsMessageCommunicationMessages"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v2/conversations/messages/{conversationId}/communications/{communicationId}/messages/media/uploads": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Announces a file of the agent's
         * @description PUT its bytes to uploadUrl with exactly uploadHeaders, and send it by its id
         * in mediaIds once its status is valid. 404 where agents may not attach files.
         */
        readonly post: operations["postConversationsMessageCommunicationMessagesMediaUploads"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v2/conversations/messages/{conversationId}/communications/{communicationId}/messages/media": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * The files that the agent has announced on this communication
         * @description The first one first. 404 where agents may not attach files.
         */
        readonly get: operations["getConversationsMessageCommunicationMessagesMedia"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v2/conversations/messages/{conversationId}/communications/{communicationId}/messages/media/{mediaId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * One of those files
         * @description 404 where agents may not attach files.
         */
        readonly get: operations["getConversationsMessageCommunicationMessagesMediaMediaId"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v2/conversations/messages/{conversationId}/communications/{communicationId}/typing": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Is writing */
        readonly post: operations["postConversationsMessageCommunicationTyping"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v2/conversations/messages/{conversationId}/messages/{messageId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One message */
        readonly get: operations["getConversationsMessageMessage"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v2/conversations/messages/{conversationId}/messages/bulk": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Messages by their ids, oldest first; unknown ones are left out */
        readonly post: operations["postConversationsMessageMessagesBulk"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v2/conversations/messages/{messageId}/details": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One message, without the id of its conversation */
        readonly get: operations["getConversationsMessageDetails"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v2/conversations": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The agent's conversations */
        readonly get: operations["getConversations"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v2/conversations/{conversationId}/participants/{participantId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        /** Accepts, leaves, holds, wraps up */
        readonly patch: operations["patchConversationParticipant"];
        readonly trace?: never;
    };
    readonly "/api/v2/conversations/{conversationId}/participants/{participantId}/attributes": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        /**
         * Sets attributes of the guest's conversation
         * @description An empty value removes an attribute. A key has at most 200 characters, a
         * value 1,000; a chat has at most 200 attributes. Needs an own leg that rings or runs.
         */
        readonly patch: operations["patchConversationParticipantAttributes"];
        readonly trace?: never;
    };
    readonly "/api/v2/conversations/{conversationId}/participants/{participantId}/replace": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Hands the guest to a queue or to an agent */
        readonly post: operations["postConversationParticipantReplace"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v2/conversations/{conversationId}/participants/{participantId}/wrapup": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The wrap-up of this leg */
        readonly get: operations["getConversationParticipantWrapup"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v2/conversations/{conversationId}/participants/{participantId}/wrapupcodes": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The codes to choose from */
        readonly get: operations["getConversationParticipantWrapupcodes"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v2/conversations/{conversationId}/participants/{participantId}/replace/agent": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Hands the guest to an agent */
        readonly post: operations["postConversationParticipantReplaceAgent"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v2/conversations/{conversationId}/participants/{participantId}/replace/queue": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Hands the guest to a queue */
        readonly post: operations["postConversationParticipantReplaceQueue"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v2/notifications/channels": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The agent's channels */
        readonly get: operations["getNotificationsChannels"];
        readonly put?: never;
        /**
         * Opens a channel
         * @description At most 5 channels an agent and 3 sockets a channel; the oldest of more is
         * closed. `expires` is when the token ends that opened it: the sockets are closed then,
         * with 1008 `token.expired`. Each event is told only to agents who may read it at that
         * moment. Events on `v2.parlor.queues` carry the rows of the lists, each at most once a
         * turn: `{ queueId, conversationId, waiting }` with an entry of the waiting list, null for
         * one that is in this agent's list no more; `{ queueId, list: "missed", conversationId,
         * missed, answered? }` with an entry of the missed ones in the same way; `{ list: "ended",
         * ended }` with an entry of an agent's own chats that ended today, to that agent alone,
         * when it ends and when it has an outcome; `{ userId, agent }` with an entry of the agents.
         * An agent that does not serve the queue is told `{ queueId }` or `{ queueId, list:
         * "missed" }` alone. `gap: true` instead of a row asks for reading the list again.
         */
        readonly post: operations["postNotificationsChannels"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v2/notifications/channels/{channelId}/subscriptions": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The channel's topics */
        readonly get: operations["getNotificationsChannelSubscriptions"];
        /** The channel's topics */
        readonly put: operations["putNotificationsChannelSubscriptions"];
        /** The channel's topics */
        readonly post: operations["postNotificationsChannelSubscriptions"];
        /** Forgets the channel's topics */
        readonly delete: operations["deleteNotificationsChannelSubscriptions"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v2/parlor/chats/waiting": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Who waits in the agent's queues */
        readonly get: operations["getParlorChatsWaiting"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v2/parlor/chats/waiting/next/take": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Takes the guest who has waited longest, of those who are not away if there are any
         * @description For a chat that waits in a queue of the agent. 409 `request.conflict`: it
         * does not wait any more. 409 `agent.capacity.reached`: as many chats ring or run as the
         * agent may have at once; transfers may pass that number.
         */
        readonly post: operations["postParlorChatsWaitingNextTake"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v2/parlor/chats/waiting/{conversationId}/take": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Makes the offer to me, and accepts it; `next` takes who has waited longest
         * @description For a chat that waits in a queue of the agent. 409 `request.conflict`: it
         * does not wait any more. 409 `agent.capacity.reached`: as many chats ring or run as the
         * agent may have at once; transfers may pass that number.
         */
        readonly post: operations["postParlorChatsWaitingTake"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v2/parlor/chats/missed/{conversationId}/take": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Takes a missed conversation, to answer it in another way
         * @description For a member of its queue. 409 `request.conflict` when a colleague has it
         * who is not the one named by `from`, or when it is missed no longer. Repeating it changes
         * nothing.
         */
        readonly post: operations["postParlorChatsMissedTake"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v2/parlor/chats/missed/{conversationId}/wrapup": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Closes a missed conversation that I took
         * @description 403 `not.authorized` for everybody but the agent who took it; 409
         * `request.conflict` when it is missed no longer; 409 `missed.text.unread` when the guest
         * has written since it was taken, and later than `readUntil`.
         */
        readonly post: operations["postParlorChatsMissedWrapup"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v2/parlor/chats": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Ended chats, or missed ones
         * @description `state=ended`: mine of today, which are those in which I talked, or all of
         * one authenticated guest. `rating` is null for one that I did not talk in at its end; for
         * one that I handed over `endedAt` is the end of my own part, and `endReason` is null.
         * `state=missed`: the conversations of my queues that ended or left the line with words of
         * the guest and none of an agent, longest missed first, until an agent has taken and closed
         * them. The audit log has a line for each of them that this agent had not read before.
         * Changes of that list are told on the topic `v2.parlor.queues`, with the entry.
         */
        readonly get: operations["getParlorChats"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v2/parlor/chats/{conversationId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * The data that the desk shows beside a chat
         * @description As the agent may read it: whole while an own leg rings or runs, and when it
         * ended with the own leg; up to the end of the own leg after a transfer; whole, and written
         * to the audit log, while the guest waits in a queue of the agent.
         */
        readonly get: operations["getParlorChat"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v2/parlor/chats/{conversationId}/mediarequests": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Asks to see the guest's screen */
        readonly post: operations["postParlorChatMediarequests"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v2/parlor/chats/{conversationId}/mediarequests/{requestId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        /** Withdraws it */
        readonly delete: operations["deleteParlorChatMediarequest"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v2/parlor/replies": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Saved replies */
        readonly get: operations["getParlorReplies"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v2/parlor/guest/conversations/{conversationId}/attachments": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Extension attachments: announces a file, and gives the address for its bytes */
        readonly post: operations["postParlorGuestAttachments"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v2/parlor/guest/conversations/{conversationId}/attachments/{attachmentId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Extension attachments: the state of a file, and fresh addresses for it
         * @description Of files that the guest has announced, and of those that anyone has sent in
         * the conversation.
         */
        readonly get: operations["getParlorGuestAttachment"];
        readonly put?: never;
        readonly post?: never;
        /** Extension attachments: takes back an own file that is not sent */
        readonly delete: operations["deleteParlorGuestAttachment"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v2/parlor/chats/{conversationId}/attachments": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Extension attachments: announces a file, and gives the address for its bytes */
        readonly post: operations["postParlorChatAttachments"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v2/parlor/chats/{conversationId}/attachments/{attachmentId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Extension attachments: the state of a file, and fresh addresses for it
         * @description Of files that the agent has announced, and of those that anyone has sent in
         * the conversation.
         */
        readonly get: operations["getParlorChatAttachment"];
        readonly put?: never;
        readonly post?: never;
        /** Extension attachments: takes back an own file that is not sent */
        readonly delete: operations["deleteParlorChatAttachment"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/files/in/{attachmentId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        /**
         * Extension attachments: takes the bytes of an announced file
         * @description At the address that the announcement has given. Content-Length is required,
         * and is the announced size. Neither cookies nor a token are read.
         */
        readonly put: operations["putParlorFile"];
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/files/{attachmentId}/{name}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Extension attachments: the bytes of a file
         * @description At an address that the server has given; it takes no token. One range is
         * served; If-None-Match and HEAD work.
         */
        readonly get: operations["getParlorFile"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/pictures/{signature}/{address}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Extension rich: a picture of a card
         * @description At an address that the server has given; it takes no token. The server
         * fetches the picture from the address that the sender of the content named, over https and
         * never from a private network.
         */
        readonly get: operations["getParlorPicture"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        readonly ErrorBody: {
            readonly message: string;
            readonly code: string;
            readonly status: number;
            readonly messageParams?: Record<string, never>;
            readonly contextId: string;
            readonly details?: readonly unknown[];
            readonly errors?: readonly unknown[];
        };
        readonly OAuthError: {
            readonly error: string;
            readonly error_description: string;
        };
        readonly Token: {
            readonly access_token: string;
            /** @constant */
            readonly token_type: "bearer";
            readonly expires_in: number;
        };
        readonly SignedData: {
            readonly jwt: string;
        };
        readonly QueuePlace: {
            readonly name: string;
            readonly position: number;
            readonly ahead: number;
            /**
             * @description Never shorter than what somebody in this line has waited already; null
             * without answers in the last 30 minutes, and when nobody of the queue is there.
             */
            readonly estimatedWaitSeconds: number | null;
            /**
             * @description The team's own word, such as "the bookings team"; null when the
             * configuration has none.
             */
            readonly label: string | null;
            /**
             * @description Whether an agent of the queue is there. When nobody is, there is no
             * estimate.
             */
            readonly isStaffed: boolean;
        };
        readonly QueueFrame: {
            readonly topicName: string;
            readonly version: string;
            readonly eventBody: {
                readonly conversation: {
                    readonly id: string;
                };
                readonly name: string;
                readonly position: number;
                readonly ahead: number;
                readonly estimatedWaitSeconds: number | null;
                readonly label: string | null;
                readonly isStaffed: boolean;
            };
            readonly metadata: {
                readonly CorrelationId: string;
                /** @constant */
                readonly type: "parlor.queue";
            };
        };
        /** @enum {unknown} */
        readonly AgentStatus: "available" | "busy" | "break" | "offline";
        readonly Availability: {
            readonly status?: components["schemas"]["AgentStatus"];
            readonly capacity?: number;
        };
        readonly User: {
            readonly id: string;
            readonly name: string;
            readonly email?: string;
            readonly images: readonly {
                readonly resolution: string;
                readonly imageUri: string;
            }[];
            readonly state: string;
            readonly selfUri: string;
            readonly organization?: {
                readonly id: string;
                readonly name: string;
            };
            readonly parlor?: components["schemas"]["Availability"];
        };
        readonly RoutingStatus: {
            readonly userId: string;
            /** @enum {unknown} */
            readonly status: "IDLE" | "OFF_QUEUE";
            /** Format: date-time */
            readonly startTime: string;
        };
        readonly Agents: {
            readonly entities: readonly {
                readonly id: string;
                readonly name: string;
                readonly status: components["schemas"]["AgentStatus"];
                readonly capacity: number;
                readonly chats: number;
                /**
                 * @description Whether a socket of the agent's channel is open, or a call with its
                 * token came within the last minute. Half a minute after both ended its status
                 * becomes offline.
                 */
                readonly isPresent: boolean;
            }[];
        };
        readonly Queues: {
            readonly entities: readonly {
                readonly id: string;
                readonly name: string;
                readonly memberCount: number;
                readonly joinedMemberCount: number;
                readonly parlor: {
                    readonly waiting: number;
                    /**
                     * @description How many more chats the queue's agents can be offered now.
                     * Offers that ring count as chats.
                     */
                    readonly free: number;
                };
                readonly selfUri: string;
            }[];
            readonly pageSize: number;
            readonly pageNumber: number;
            readonly total: number;
            readonly pageCount: number;
        };
        readonly MediaParticipant: {
            readonly id: string;
            /** @enum {unknown} */
            readonly purpose: "customer" | "acd" | "workflow" | "agent";
            /** @enum {unknown} */
            readonly state: "alerting" | "connected" | "disconnected" | "terminated";
            /** @constant */
            readonly direction: "inbound";
            readonly disconnectType?: string;
            readonly name?: string;
            readonly provider: string;
            /** Format: date-time */
            readonly startTime: string;
            /** Format: date-time */
            readonly startAlertingTime?: string;
            /** Format: date-time */
            readonly connectedTime?: string;
            /** Format: date-time */
            readonly endTime?: string;
            readonly alertingTimeoutMs?: number;
            readonly avatarImageUrl?: string;
            readonly user?: {
                readonly id: string;
            };
            readonly queue?: {
                readonly id: string;
                readonly name: string;
            };
            readonly attributes: {
                readonly [key: string]: string;
            };
            readonly held: boolean;
            readonly roomId: string;
            /** @description Of an agent: how the conversation was routed to it. */
            readonly conversationRoutingData?: {
                readonly queue: {
                    readonly id: string;
                };
                readonly language?: {
                    /** Format: uuid */
                    readonly id: string;
                    readonly name: string;
                    readonly selfUri: string;
                };
                readonly priority: number;
                readonly skills: readonly {
                    /** Format: uuid */
                    readonly id: string;
                    readonly name: string;
                    readonly selfUri: string;
                }[];
            };
            readonly wrapupRequired?: boolean;
            readonly wrapupPrompt?: string;
            readonly wrapupSkipped?: boolean;
            readonly wrapup?: components["schemas"]["Wrapup"];
            /**
             * Format: date-time
             * @description Of an agent who has put the guest on hold: since when.
             */
            readonly startHoldTime?: string;
        };
        readonly MediaConversation: {
            readonly id: string;
            readonly participants: readonly components["schemas"]["MediaParticipant"][];
            readonly otherMediaUris: readonly unknown[];
            readonly recentTransfers: readonly components["schemas"]["RecentTransfer"][];
            readonly selfUri: string;
        };
        readonly MediaConversations: {
            readonly entities: readonly components["schemas"]["MediaConversation"][];
            readonly pageSize: number;
            readonly pageNumber: number;
            readonly total: number;
            readonly pageCount: number;
            readonly firstUri: string;
            readonly lastUri: string;
            readonly selfUri: string;
            readonly nextUri?: string;
            readonly previousUri?: string;
        };
        readonly GenericConversation: {
            readonly id: string;
            /** Format: date-time */
            readonly startTime: string;
            /** Format: date-time */
            readonly endTime?: string;
            readonly externalTag?: string;
            readonly participants: readonly {
                readonly id: string;
                readonly name?: string;
                /** @enum {unknown} */
                readonly purpose: "customer" | "acd" | "workflow" | "agent";
                readonly userId?: string;
                readonly queueId?: string;
                readonly queueName?: string;
                /** Format: date-time */
                readonly startTime: string;
                /** Format: date-time */
                readonly connectedTime?: string;
                /** Format: date-time */
                readonly endTime?: string;
                readonly attributes?: {
                    readonly [key: string]: string;
                };
                readonly wrapupRequired?: boolean;
                readonly chats: readonly {
                    readonly id: string;
                    /** @enum {unknown} */
                    readonly state: "alerting" | "connected" | "disconnected" | "terminated";
                    readonly provider: string;
                    readonly roomId: string;
                    readonly disconnectType?: string;
                    readonly avatarImageUrl?: string;
                    /** Format: date-time */
                    readonly startAlertingTime?: string;
                    /** Format: date-time */
                    readonly connectedTime?: string;
                    /** Format: date-time */
                    readonly disconnectedTime?: string;
                }[];
                /**
                 * @description The same communication in the messages family, under the same id.
                 */
                readonly messages: readonly {
                    readonly id: string;
                    /** @enum {unknown} */
                    readonly state: "alerting" | "connected" | "disconnected" | "terminated";
                    readonly provider: string;
                    /** @constant */
                    readonly type: "webmessaging";
                    /** @constant */
                    readonly direction: "inbound";
                    readonly held: boolean;
                    readonly fromAddress: components["schemas"]["MessageAddress"];
                    readonly toAddress: components["schemas"]["MessageAddress"];
                    readonly disconnectType?: string;
                    /** Format: date-time */
                    readonly startAlertingTime?: string;
                    /** Format: date-time */
                    readonly connectedTime?: string;
                    /** Format: date-time */
                    readonly disconnectedTime?: string;
                }[];
            }[];
            readonly selfUri: string;
        };
        readonly Wrapup: {
            readonly code: string;
            readonly name?: string;
            readonly notes?: string;
            readonly tags: readonly string[];
            readonly durationSeconds?: number;
            /** Format: date-time */
            readonly endTime: string;
            readonly provisional: boolean;
        };
        readonly WrapupWish: {
            readonly code?: string | null;
            readonly name?: string | null;
            readonly notes?: string | null;
            readonly tags?: readonly string[] | null;
            readonly durationSeconds?: number | null;
            readonly provisional?: boolean | null;
        };
        readonly WrapupCodes: readonly {
            readonly id: string;
            readonly name: string;
            readonly selfUri: string;
        }[];
        readonly AgentMessage: {
            readonly id: string;
            readonly conversation: {
                readonly id: string;
                readonly selfUri: string;
            };
            readonly sender: {
                readonly id: string;
                readonly displayName?: string;
                readonly role?: string;
                readonly userId?: string;
            };
            readonly body: string;
            readonly bodyType: string;
            /** @description The language of the body, as a BCP 47 tag, where the sender says it. */
            readonly language?: string;
            /** Format: date-time */
            readonly timestamp: string;
            readonly selfUri: string;
            /** @description Parlor's extension attachments. Absent without files. */
            readonly attachments?: readonly components["schemas"]["Attachment"][];
            /**
             * @description Parlor's extension attachments: the message has no text, and body has
             * the names of its files instead, for clients that know no files.
             */
            readonly bodyIsFallback?: boolean;
            /**
             * @description Parlor's extension rich. Absent without any; body says the same with
             * numbers.
             */
            readonly content?: readonly components["schemas"]["RichContent"][];
            /**
             * @description Parlor's extension rich: the message's own words, without those that
             * body adds for its content. Absent without content.
             */
            readonly text?: string;
            readonly answer?: components["schemas"]["RichAnswer"];
        };
        readonly AgentMessages: {
            readonly pageSize: number;
            readonly entities: readonly components["schemas"]["AgentMessage"][];
            readonly next?: string;
            readonly selfUri: string;
        };
        readonly Typing: {
            readonly id: string;
            readonly conversation: {
                readonly id: string;
                readonly selfUri: string;
            };
            readonly sender: {
                readonly id: string;
            };
            /** Format: date-time */
            readonly timestamp: string;
        };
        readonly Channel: {
            readonly id: string;
            readonly connectUri: string;
            /** Format: date-time */
            readonly expires: string;
        };
        readonly Channels: {
            readonly entities: readonly components["schemas"]["Channel"][];
        };
        readonly Topics: {
            readonly entities: readonly {
                readonly id: string;
            }[];
        };
        readonly WaitingChats: {
            readonly entities: readonly {
                readonly id: string;
                readonly guest: {
                    readonly memberId: string;
                    readonly name: string;
                    /** @description Whether the site has vouched for the name (memberAuthToken). */
                    readonly isNameVerified: boolean;
                };
                readonly queue: {
                    readonly id: string;
                    readonly name: string;
                };
                readonly subject: string | null;
                /** Format: date-time */
                readonly waitingSince: string;
                readonly lastText: string | null;
                /**
                 * @description Since when the guest's page is closed or cut off; null while it is
                 * there. After 30 s away no offer rings; after the deployment's waitingGraceSeconds
                 * the guest leaves this list, and is back at its place when it returns.
                 */
                readonly guestAwaySince: string | null;
                /**
                 * @description The name of the agent whose lost connection brought the chat back to
                 * the line; null otherwise.
                 */
                readonly lostAgent: string | null;
                /**
                 * @description Set for a guest whom an agent transferred to this queue: who did,
                 * and the note. Such guests come first in line.
                 */
                readonly transfer: {
                    /** @description The name of the agent who transferred the guest. */
                    readonly from: string;
                    /**
                     * @description The note of that agent (Parlor-Transfer-Note). It is for the
                     * next agent only: null while the chat rings with one.
                     */
                    readonly note: string | null;
                } | null;
                /**
                 * @description The place in line: of two guests the one whose text sorts first is
                 * served first.
                 */
                readonly place: string;
            }[];
        };
        readonly EndedChats: {
            readonly entities: readonly {
                readonly id: string;
                readonly guest: {
                    readonly memberId: string;
                    readonly name: string;
                    /** @description Whether the site has vouched for the name (memberAuthToken). */
                    readonly isNameVerified: boolean;
                };
                readonly queue: {
                    readonly id: string;
                    readonly name: string;
                };
                readonly subject: string | null;
                /** Format: date-time */
                readonly endedAt: string;
                readonly endReason: ("guest" | "agent" | "idle" | "lost" | "system") | null;
                readonly wrapup: components["schemas"]["Wrapup"] | null;
                readonly rating: components["schemas"]["Rating"] | null;
            }[];
        };
        readonly DeskChat: {
            readonly id: string;
            readonly guest: {
                readonly memberId: string;
                readonly name: string;
                readonly email: string | null;
                readonly phoneNumber: string | null;
                readonly customFields: {
                    readonly [key: string]: string;
                };
                readonly isAuthenticated: boolean;
                readonly externalId: string | null;
                /**
                 * @description The attributes that the guest's memberAuthToken vouched for, such as
                 * email and customFields.tier. The others come from the browser.
                 */
                readonly verifiedFields: readonly string[];
                /**
                 * @description Since when the guest's page is closed or cut off, once that is 30 s
                 * ago; null while it is there, and after the end. A change is told as a change of
                 * the conversation.
                 */
                readonly awaySince: string | null;
            };
            readonly queue: {
                readonly id: string;
                readonly name: string;
            };
            readonly subject: string | null;
            readonly language: string | null;
            readonly transferNote: string | null;
            readonly mediaRequests: readonly {
                readonly id: string;
                readonly types: readonly components["schemas"]["MediaType"][];
                readonly state: components["schemas"]["MediaState"];
                /** Format: date-time */
                readonly expiresAt: string;
            }[];
            readonly parlor: components["schemas"]["PageInfo"];
            /** @description Set while the conversation is in the list of missed ones. */
            readonly missed: components["schemas"]["MissedStatus"] | null;
            /**
             * @description Whether the text of agents, bots and flows is formatted (the
             * deployment's rule formatting).
             */
            readonly formatting: boolean;
            /**
             * @description The name of the agent whose lost connection brought the chat back to the
             * line, or with whom the chat stays (`onAgentGone: keep`) while its connection is lost;
             * null otherwise.
             */
            readonly lostAgent: string | null;
            /**
             * @description When the connection of an agent was lost and the chat stayed with that
             * agent (`onAgentGone: keep`), which the guest was told: the last time of each part and
             * the present one, oldest first.
             */
            readonly absences: readonly {
                readonly userId: string;
                readonly name: string;
                /** Format: date-time */
                readonly since: string;
                /**
                 * @description When the agent was back; null while its connection is lost, and when
                 * its part has ended meanwhile.
                 */
                readonly until: string | null;
            }[];
            /**
             * @description The limits of what the agent may attach; absent when it may attach
             * nothing.
             */
            readonly attachments?: components["schemas"]["AttachmentLimits"];
        };
        /** @enum {unknown} */
        readonly MediaType: "SCREENSHARE" | "COBROWSE";
        /** @enum {unknown} */
        readonly MediaState: "PENDING" | "ACCEPTED" | "DECLINED" | "TIMEDOUT" | "CANCELLED" | "ERRORED";
        readonly MediaRequest: {
            readonly id: string;
            readonly types: readonly components["schemas"]["MediaType"][];
            readonly state: components["schemas"]["MediaState"];
            readonly selfUri: string;
        };
        readonly MediaRequestWish: {
            readonly types: readonly components["schemas"]["MediaType"][];
            readonly expiresInSeconds?: number;
        };
        readonly Replies: {
            readonly entities: readonly {
                readonly id: string;
                readonly shortcut: string;
                readonly text: string;
                /**
                 * @description Parlor's extension rich: what the reply offers. Absent without any.
                 */
                readonly content?: readonly components["schemas"]["RichContent"][];
            }[];
        };
        readonly Rating: {
            readonly score: number;
            readonly comment?: string | null;
        };
        readonly Poll: {
            readonly members: readonly Record<string, never>[];
            readonly typing: readonly string[];
        };
        readonly Health: {
            /** @constant */
            readonly status: "ok";
        };
        /**
         * @description A text in every language, or one text for each language (BCP 47 tag). A
         * reader takes the text of the visitor's language, else of its base language, else the
         * first one.
         */
        readonly LocalizedText: string | {
            readonly [key: string]: string;
        };
        /**
         * @description An answer that the visitor may choose. Choosing it sends `payload` as the
         * first message of the conversation, or the text in the visitor's language where there is
         * no payload.
         */
        readonly FlowGreetingChoice: {
            readonly text: components["schemas"]["LocalizedText"];
            readonly payload?: string;
            /**
             * @description The routing target of the conversation that begins with this choice: the
             * name of a queue. Absent: the queue asked for.
             */
            readonly queue?: string;
        };
        /**
         * @description One message of the flow greeting. `{queue.name}` and `{organization.name}`
         * are filled in; `{guest.name}` is left for the client, as nobody is known yet.
         */
        readonly FlowGreetingLine: {
            readonly text: components["schemas"]["LocalizedText"];
            readonly choices?: readonly components["schemas"]["FlowGreetingChoice"][];
        };
        readonly DeploymentStatus: {
            /** @description Whether an agent of the queue is present now. */
            readonly isStaffed: boolean;
            /**
             * @description Whether the queue is open now. A server that knows no opening hours says
             * true.
             */
            readonly isOpen: boolean;
            /** @description The guests who wait in the queue now. */
            readonly waiting: number;
            /**
             * @description Whether the greeting is formatted text (the deployment's rule
             * formatting).
             */
            readonly formatting: boolean;
            /**
             * @description The flow greeting, in order; empty without a flow. The conversation that
             * is created afterwards begins with the same messages, in the language of its
             * `parlor.language`.
             */
            readonly greeting: readonly components["schemas"]["FlowGreetingLine"][];
            /**
             * @description The sender of the flow greeting, which is automated; null without a
             * flow.
             */
            readonly author: {
                readonly name: string;
            } | null;
        };
        readonly MissedStatus: {
            /**
             * Format: date-time
             * @description When the conversation became a missed one.
             */
            readonly since: string;
            /** @description The agent who will answer; null while nobody has taken it. */
            readonly takenBy: {
                readonly id: string;
                readonly name: string;
            } | null;
        };
        readonly GuestMissed: {
            /**
             * Format: date-time
             * @description When the conversation became a missed one.
             */
            readonly since: string;
            /**
             * @description The agent who will write to the guest; null while nobody has taken the
             * conversation.
             */
            readonly takenBy: {
                readonly name: string;
            } | null;
            /** @description Whether that agent has closed it, having answered in another way. */
            readonly isAnswered: boolean;
        };
        /**
         * @description The guest's conversation has become a missed one, has been taken or closed
         * by an agent, or is back in line (`missed` is null).
         */
        readonly MissedFrame: {
            readonly topicName: string;
            readonly version: string;
            readonly eventBody: {
                readonly conversation: {
                    readonly id: string;
                };
                readonly missed: components["schemas"]["GuestMissed"] | null;
            };
            readonly metadata: {
                readonly CorrelationId: string;
                /** @constant */
                readonly type: "parlor.missed";
            };
        };
        /**
         * @description The guest's page, as it described itself when the conversation was created.
         * The capabilities are those of the page that the guest is on now (extension page).
         */
        readonly PageInfo: {
            /**
             * @description The labels of the guest's form, by the key of the field, in the guest's
             * language; empty when the page sent none.
             */
            readonly fieldLabels: {
                readonly [key: string]: string;
            };
            readonly capabilities: {
                /**
                 * @description Whether the page can share the guest's screen; null when it did not
                 * say.
                 */
                readonly screenShare: boolean | null;
            };
            /** @description The language of the panel, as a BCP 47 tag. */
            readonly language: string | null;
            /** @description The address of the page. */
            readonly page: string | null;
        };
        readonly MissedChats: {
            readonly entities: readonly {
                readonly id: string;
                readonly guest: {
                    readonly memberId: string;
                    /** @description The guest's id in the operations on participants. */
                    readonly participantId: string;
                    readonly name: string;
                    /** @description Whether the site has vouched for the name (memberAuthToken). */
                    readonly isNameVerified: boolean;
                };
                readonly queue: {
                    readonly id: string;
                    readonly name: string;
                };
                readonly subject: string | null;
                /** Format: date-time */
                readonly missedSince: string;
                /** Format: date-time */
                readonly startedAt: string;
                /** @description Null while the guest may still come back. */
                readonly endedAt: string | null;
                readonly lastText: string | null;
                /**
                 * @description The language of the panel, as a BCP 47 tag; else the language that
                 * was asked for.
                 */
                readonly language: string | null;
                readonly page: string | null;
                /** @description How to answer. */
                readonly contact: {
                    readonly email: string | null;
                    readonly phoneNumber: string | null;
                };
                /** @description The answers of the form, by the key of the field. */
                readonly answers: {
                    readonly [key: string]: string;
                };
                /**
                 * @description The labels of the guest's form, by the key of the field, in the
                 * guest's language; empty when the page sent none.
                 */
                readonly fieldLabels: {
                    readonly [key: string]: string;
                };
                /**
                 * @description The attributes that the guest's memberAuthToken vouched for. The
                 * others come from the browser.
                 */
                readonly verifiedFields: readonly string[];
                /** @description The agent who will answer; null while nobody has taken it. */
                readonly takenBy: {
                    readonly id: string;
                    readonly name: string;
                } | null;
                /**
                 * @description By when the guest's page has promised an answer; null when it has
                 * promised none.
                 */
                readonly promise: {
                    /** @description In the words that the guest has read, and in its language. */
                    readonly text: string;
                    /** @description Null where the site has not said it in hours. */
                    readonly dueAt: string | null;
                } | null;
            }[];
            /**
             * @description The missed conversations of these queues that were closed in the last 24
             * hours, the last one first. Without their text, which nobody may read any more.
             */
            readonly answered: readonly {
                readonly id: string;
                readonly guest: {
                    readonly memberId: string;
                    readonly name: string;
                    /** @description Whether the site has vouched for the name (memberAuthToken). */
                    readonly isNameVerified: boolean;
                };
                readonly queue: {
                    readonly id: string;
                    readonly name: string;
                };
                readonly subject: string | null;
                /** Format: date-time */
                readonly answeredAt: string;
                /** @description The agent who has closed it. */
                readonly answeredBy: {
                    readonly id: string;
                    readonly name: string;
                } | null;
            }[];
        };
        /**
         * @description A file of a message. The addresses are absent once the file can be read no
         * longer.
         */
        readonly Attachment: {
            readonly id: string;
            /** @description As the server has cleaned it: at most 255 bytes, with its extension. */
            readonly name: string;
            /**
             * @description The media type that the server found in the bytes; before that, the
             * announced one.
             */
            readonly type: string;
            /** @description In bytes, of what is kept. */
            readonly size: number;
            /** @description Of pictures only, in pixels. */
            readonly width?: number;
            /** @description Of pictures only, in pixels. */
            readonly height?: number;
            readonly hasThumbnail: boolean;
            /**
             * @description An address that works until urlExpiresAt, for whoever holds it. A fresh
             * one comes with getParlorGuestAttachment or getParlorChatAttachment.
             */
            readonly url?: string;
            /** @description Absent without a thumbnail. */
            readonly thumbnailUrl?: string;
            /** Format: date-time */
            readonly urlExpiresAt?: string;
        };
        /**
         * @description A file of a conversation: one that is on its way, or that was sent. The
         * addresses are there once it is ready.
         */
        readonly AttachmentState: {
            readonly id: string;
            /** @description As the server has cleaned it: at most 255 bytes, with its extension. */
            readonly name: string;
            /**
             * @description The media type that the server found in the bytes; before that, the
             * announced one.
             */
            readonly type: string;
            /** @description In bytes, of what is kept. */
            readonly size: number;
            /** @description Of pictures only, in pixels. */
            readonly width?: number;
            /** @description Of pictures only, in pixels. */
            readonly height?: number;
            readonly hasThumbnail: boolean;
            /**
             * @description ready is also the state of a file that was sent.
             * @enum {string}
             */
            readonly state: "awaiting" | "checking" | "ready" | "refused";
            /**
             * @description Why it is refused: attachment.refused, attachment.type.not.allowed,
             * attachment.empty, or service.unavailable when no scanner answered.
             */
            readonly code?: string;
            /**
             * @description An address that works until urlExpiresAt, for whoever holds it. A fresh
             * one comes with getParlorGuestAttachment or getParlorChatAttachment.
             */
            readonly url?: string;
            /** @description Absent without a thumbnail. */
            readonly thumbnailUrl?: string;
            /** Format: date-time */
            readonly urlExpiresAt?: string;
        };
        readonly AttachmentAnnouncement: {
            /** @description The name of the file. The server cleans it. */
            readonly name: string;
            /** @description In bytes. */
            readonly size: number;
            /** @description The media type, without parameters. */
            readonly type: string;
        };
        readonly AttachmentUpload: {
            readonly id: string;
            /** @constant */
            readonly state: "awaiting";
            /**
             * @description The request that takes the bytes, with exactly these headers, without
             * cookies and token.
             */
            readonly upload: {
                /** @constant */
                readonly method: "PUT";
                readonly url: string;
                readonly headers: {
                    readonly [key: string]: string;
                };
                /** Format: date-time */
                readonly expiresAt: string;
            };
        };
        readonly AttachmentReceived: {
            readonly id: string;
            /** @constant */
            readonly state: "checking";
        };
        /** @description The limits of what may be attached. */
        readonly AttachmentLimits: {
            /** @description Of one file. */
            readonly maxBytes: number;
            readonly maxPerMessage: number;
            /** @description Media types, such as application/pdf, image/* and *\/*. */
            readonly types: readonly string[];
            /** @description With their dot, in small letters; they count for more than types. */
            readonly blockedExtensions: readonly string[];
        };
        readonly AttachmentFrame: {
            readonly topicName: string;
            readonly version: string;
            readonly eventBody: {
                readonly conversation: {
                    readonly id: string;
                };
                readonly id: string;
                /**
                 * @description As the server has cleaned it: at most 255 bytes, with its extension.
                 */
                readonly name: string;
                /**
                 * @description The media type that the server found in the bytes; before that, the
                 * announced one.
                 */
                readonly type: string;
                /** @description In bytes, of what is kept. */
                readonly size: number;
                /** @description Of pictures only, in pixels. */
                readonly width?: number;
                /** @description Of pictures only, in pixels. */
                readonly height?: number;
                readonly hasThumbnail: boolean;
                /**
                 * @description ready is also the state of a file that was sent.
                 * @enum {string}
                 */
                readonly state: "awaiting" | "checking" | "ready" | "refused";
                /**
                 * @description Why it is refused: attachment.refused, attachment.type.not.allowed,
                 * attachment.empty, or service.unavailable when no scanner answered.
                 */
                readonly code?: string;
                /**
                 * @description An address that works until urlExpiresAt, for whoever holds it. A
                 * fresh one comes with getParlorGuestAttachment or getParlorChatAttachment.
                 */
                readonly url?: string;
                /** @description Absent without a thumbnail. */
                readonly thumbnailUrl?: string;
                /** Format: date-time */
                readonly urlExpiresAt?: string;
            };
            readonly metadata: {
                readonly CorrelationId: string;
                /** @constant */
                readonly type: "parlor.attachment";
            };
        };
        /** @description Something that the guest may choose. */
        readonly RichChoice: {
            readonly text: string;
            /** @description Comes back with the answer. Default: the text. */
            readonly payload?: string;
            /** @description An https address; the server answers with a path on itself. */
            readonly imageUrl?: string;
            /** @description A second line. */
            readonly detail?: string;
        };
        /** @description A button of a card: an answer, or a link that opens in a new tab. */
        readonly RichAction: {
            /** @enum {string} */
            readonly kind: "answer" | "link";
            readonly text: string;
            /** @description Of an answer. Default: the text. */
            readonly payload?: string;
            /** @description Of a link: an https address. */
            readonly url?: string;
        };
        readonly RichCard: {
            readonly title: string;
            readonly text?: string;
            /** @description An https address; the server answers with a path on itself. */
            readonly imageUrl?: string;
            /** @description An https address. */
            readonly link?: string;
            readonly actions?: readonly components["schemas"]["RichAction"][];
        };
        readonly RichTime: {
            /** Format: date-time */
            readonly at: string;
            /** @description How long it takes. */
            readonly minutes: number;
            /** @description Comes back with the answer. Default: the time as it was sent. */
            readonly payload?: string;
        };
        readonly RichSection: {
            readonly title?: string;
            /** @description Whether several items may be chosen. Default: false. */
            readonly isMultiple?: boolean;
            readonly items: readonly components["schemas"]["RichChoice"][];
        };
        /**
         * @description Parlor's extension rich: a part of a message that the guest answers by
         * choosing. At most 16 KB of JSON for all parts of a message.
         */
        readonly RichContent: {
            /** @enum {string} */
            readonly kind: "choices" | "cards" | "times" | "list";
            /** @description Of choices. */
            readonly choices?: readonly components["schemas"]["RichChoice"][];
            /** @description Of cards. */
            readonly cards?: readonly components["schemas"]["RichCard"][];
            /** @description Of times and of a list. */
            readonly title?: string;
            /** @description Of times. */
            readonly subtitle?: string;
            /**
             * @description Of times: an https address; the server answers with a path on itself.
             */
            readonly imageUrl?: string;
            /** @description Of times. */
            readonly times?: readonly components["schemas"]["RichTime"][];
            /** @description Of a list. */
            readonly sections?: readonly components["schemas"]["RichSection"][];
        };
        /**
         * @description Parlor's extension rich: the guest's answer to the content of a message of
         * the same conversation.
         */
        readonly RichAnswer: {
            readonly messageId: string;
            /** @enum {string} */
            readonly kind: "choices" | "cards" | "times" | "list";
            /** @description The words that the guest has read; they are the body of the message. */
            readonly text: string;
            /** @description The payload of what was chosen. */
            readonly payload?: string;
            /** @description Those of several items of a list, in place of payload. */
            readonly payloads?: readonly string[];
        };
        /** @description At least one of state, held, wrapup and wrapupSkipped is given. */
        readonly ParticipantWish: {
            /** @enum {unknown} */
            readonly state?: "connected" | "disconnected" | null;
            readonly wrapup?: components["schemas"]["WrapupWish"] | null;
            readonly wrapupSkipped?: boolean | null;
            readonly held?: boolean | null;
            /**
             * @description True is 400: a chat cannot be muted, confined or recorded.
             * @enum {unknown}
             */
            readonly muted?: false | null;
            /**
             * @description True is 400: a chat cannot be muted, confined or recorded.
             * @enum {unknown}
             */
            readonly confined?: false | null;
            /**
             * @description True is 400: a chat cannot be muted, confined or recorded.
             * @enum {unknown}
             */
            readonly recording?: false | null;
        };
        /**
         * @description One target: an agent by userId or userName, or a queue by queueId or by its
         * name as address. Two are 400.
         */
        readonly TransferWish: {
            readonly userId?: string | null;
            readonly queueId?: string | null;
            readonly userName?: string | null;
            readonly address?: string | null;
            /**
             * @description Attended: the agent stays, and may go on writing, until another one
             * accepts; a chosen agent who declines or does not answer leaves all as it was.
             * Default: Unattended
             * @enum {unknown}
             */
            readonly transferType?: "Attended" | "Unattended" | null;
        };
        readonly AttributesWish: {
            readonly attributes?: {
                readonly [key: string]: string;
            } | null;
        };
        readonly MessageAddress: {
            readonly addressNormalized: string;
            readonly addressRaw: string;
            readonly addressDisplayable?: string;
            readonly name?: string;
        };
        readonly MessageDetails: {
            readonly messageId: string;
            readonly messageURI: string;
            /** @enum {unknown} */
            readonly messageStatus: "sent" | "received";
            /** Format: date-time */
            readonly messageTime: string;
        };
        readonly MessageParticipant: {
            readonly id: string;
            /**
             * @description The id of its communication, which the vendor tells in the generic view
             * only.
             */
            readonly communicationId: string;
            /** @enum {unknown} */
            readonly purpose: "customer" | "acd" | "workflow" | "agent";
            /** @enum {unknown} */
            readonly state: "alerting" | "connected" | "disconnected" | "terminated";
            /** @constant */
            readonly direction: "inbound";
            readonly disconnectType?: string;
            readonly name?: string;
            readonly provider: string;
            /** Format: date-time */
            readonly startTime: string;
            /** Format: date-time */
            readonly startAlertingTime?: string;
            /** Format: date-time */
            readonly connectedTime?: string;
            /** Format: date-time */
            readonly endTime?: string;
            readonly alertingTimeoutMs?: number;
            readonly user?: {
                readonly id: string;
            };
            readonly queue?: {
                readonly id: string;
                readonly name: string;
            };
            readonly attributes: {
                readonly [key: string]: string;
            };
            readonly held: boolean;
            /** @description Of an agent: how the conversation was routed to it. */
            readonly conversationRoutingData?: {
                readonly queue: {
                    readonly id: string;
                };
                readonly language?: {
                    readonly name: string;
                };
                readonly priority: number;
                readonly skills: readonly {
                    readonly name: string;
                }[];
            };
            readonly wrapupRequired?: boolean;
            readonly wrapupPrompt?: string;
            readonly wrapupSkipped?: boolean;
            readonly wrapup?: components["schemas"]["Wrapup"];
            /**
             * Format: date-time
             * @description Of an agent who has put the guest on hold: since when.
             */
            readonly startHoldTime?: string;
            /** @constant */
            readonly type: "webmessaging";
            readonly fromAddress: components["schemas"]["MessageAddress"];
            readonly toAddress: components["schemas"]["MessageAddress"];
            /** @description Of the customer: whether the site knows it. */
            readonly authenticated?: boolean;
            /**
             * @description Those that this participant has written, oldest first: of a
             * conversation's newest 1,000. Their texts are fetched by id.
             */
            readonly messages: readonly components["schemas"]["MessageDetails"][];
        };
        readonly RecentTransfer: {
            readonly id: string;
            /** @enum {unknown} */
            readonly state: "Active" | "Complete" | "Canceled" | "Failed" | "Timeout";
            /** Format: date-time */
            readonly dateIssued: string;
            readonly initiator: {
                readonly userId: string;
            };
            readonly destination: {
                readonly userId?: string;
                readonly queueId?: string;
            };
            /** @enum {unknown} */
            readonly transferType: "Attended" | "Unattended";
        };
        readonly MessageConversation: {
            readonly id: string;
            readonly participants: readonly components["schemas"]["MessageParticipant"][];
            readonly otherMediaUris: readonly unknown[];
            readonly recentTransfers: readonly components["schemas"]["RecentTransfer"][];
            readonly selfUri: string;
        };
        readonly MessageConversations: {
            readonly entities: readonly components["schemas"]["MessageConversation"][];
            readonly pageSize: number;
            readonly pageNumber: number;
            readonly total: number;
            readonly pageCount: number;
            readonly firstUri: string;
            readonly lastUri: string;
            readonly selfUri: string;
            readonly nextUri?: string;
            readonly previousUri?: string;
        };
        readonly GenericConversations: {
            readonly entities: readonly components["schemas"]["GenericConversation"][];
            readonly pageSize: number;
            readonly pageNumber: number;
            readonly total: number;
            readonly pageCount: number;
            readonly firstUri: string;
            readonly lastUri: string;
            readonly selfUri: string;
            readonly nextUri?: string;
            readonly previousUri?: string;
        };
        readonly NormalizedMessage: {
            readonly id: string;
            /** @constant */
            readonly type: "Text";
            readonly text: string;
            /** @enum {unknown} */
            readonly direction: "Inbound" | "Outbound";
            /** @enum {unknown} */
            readonly originatingEntity: "Human" | "Bot";
            readonly channel: {
                readonly id?: string;
                /** @constant */
                readonly platform: "Webmessaging";
                /** @constant */
                readonly type: "Private";
                /** Format: date-time */
                readonly time: string;
                readonly from: {
                    readonly id: string;
                    readonly nickname?: string;
                };
                readonly to: {
                    readonly id: string;
                };
            };
            /** @description Its files. Absent without any. */
            readonly content?: readonly {
                /** @constant */
                readonly contentType: "Attachment";
                readonly attachment: {
                    readonly id: string;
                    /** @enum {unknown} */
                    readonly mediaType: "Image" | "Video" | "Audio" | "File";
                    readonly url?: string;
                    readonly mime: string;
                    readonly filename: string;
                    readonly contentSizeBytes?: number;
                };
            }[];
        };
        readonly MessageData: {
            readonly id: string;
            readonly conversationId: string;
            /** Format: date-time */
            readonly timestamp: string;
            /** @enum {unknown} */
            readonly direction: "inbound" | "outbound";
            /** @constant */
            readonly messengerType: "webmessaging";
            readonly fromAddress: string;
            readonly toAddress: string;
            /** @enum {unknown} */
            readonly status: "sent" | "received";
            readonly textBody: string;
            /** @description Its files. Absent without any. */
            readonly media?: readonly {
                readonly id: string;
                readonly name: string;
                readonly url?: string;
                readonly mediaType: string;
                readonly contentLengthBytes?: number;
            }[];
            readonly normalizedMessage?: components["schemas"]["NormalizedMessage"];
            readonly normalizedReceipts: readonly unknown[];
            /** @description The agent who wrote it. */
            readonly createdBy?: {
                readonly id: string;
                readonly name?: string;
            };
            readonly selfUri: string;
        };
        readonly MessageDataList: {
            readonly entities: readonly components["schemas"]["MessageData"][];
        };
        readonly RoutingName: {
            /** Format: uuid */
            readonly id: string;
            readonly name: string;
            /** @constant */
            readonly state: "active";
            readonly selfUri: string;
        };
        readonly RoutingSkills: {
            readonly entities: readonly components["schemas"]["RoutingName"][];
            readonly pageSize: number;
            readonly pageNumber: number;
            readonly total: number;
            readonly pageCount: number;
            readonly firstUri: string;
            readonly lastUri: string;
            readonly selfUri: string;
            readonly nextUri?: string;
            readonly previousUri?: string;
        };
        readonly RoutingLanguages: {
            readonly entities: readonly components["schemas"]["RoutingName"][];
            readonly pageSize: number;
            readonly pageNumber: number;
            readonly total: number;
            readonly pageCount: number;
            readonly firstUri: string;
            readonly lastUri: string;
            readonly selfUri: string;
            readonly nextUri?: string;
            readonly previousUri?: string;
        };
        readonly ChatWish: {
            /** @description One of the organization's queues. */
            readonly queueId: string;
            /** @description The vendor's clients require it. It changes nothing here. */
            readonly provider: string;
            /** @description Default: Guest */
            readonly customerName?: string | null;
            /** @description Of getRoutingSkills. */
            readonly skillIds?: readonly string[] | null;
            /** @description Of getRoutingLanguages. */
            readonly languageId?: string | null;
            /** @description The higher one comes first in line. Default: 0 */
            readonly priority?: number | null;
            readonly attributes?: {
                readonly [key: string]: string;
            } | null;
        };
        readonly CreatedChat: {
            readonly id: string;
            readonly selfUri: string;
        };
        readonly MediaUploadWish: {
            /**
             * @description With its extension, which tells the media type. The server cleans it.
             */
            readonly fileName: string;
            readonly contentLengthBytes: number;
            /** @description Not read: the server checks the length and the kind of the bytes. */
            readonly contentMd5?: string | null;
        };
        readonly MediaUpload: {
            readonly id: string;
            readonly name: string;
            readonly uploadUrl: string;
            readonly uploadHeaders: {
                readonly [key: string]: string;
            };
            readonly selfUri: string;
        };
        /**
         * @description A file that an agent has announced. Its url is there while its bytes can be
         * read.
         */
        readonly MessageMedia: {
            readonly id: string;
            readonly name: string;
            readonly url?: string;
            readonly mediaType: string;
            readonly contentLengthBytes: number;
            /**
             * @description valid: it can be sent, or was sent. invalid: it was refused.
             * @enum {string}
             */
            readonly status: "uploading" | "valid" | "invalid";
            readonly conversationId: string;
            readonly communicationId: string;
            readonly selfUri: string;
        };
        readonly MessageMediaList: {
            readonly entities: readonly components["schemas"]["MessageMedia"][];
            readonly pageSize: number;
            readonly pageNumber: number;
            readonly total: number;
            readonly pageCount: number;
            readonly firstUri: string;
            readonly lastUri: string;
            readonly selfUri: string;
            readonly nextUri?: string;
            readonly previousUri?: string;
        };
    };
    responses: {
        /** @description An ErrorBody with a documented code */
        readonly Refusal: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["ErrorBody"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type ErrorBody = components['schemas']['ErrorBody'];
export type OAuthError = components['schemas']['OAuthError'];
export type Token = components['schemas']['Token'];
export type SignedData = components['schemas']['SignedData'];
export type QueuePlace = components['schemas']['QueuePlace'];
export type QueueFrame = components['schemas']['QueueFrame'];
export type AgentStatus = components['schemas']['AgentStatus'];
export type Availability = components['schemas']['Availability'];
export type User = components['schemas']['User'];
export type RoutingStatus = components['schemas']['RoutingStatus'];
export type Agents = components['schemas']['Agents'];
export type Queues = components['schemas']['Queues'];
export type MediaParticipant = components['schemas']['MediaParticipant'];
export type MediaConversation = components['schemas']['MediaConversation'];
export type MediaConversations = components['schemas']['MediaConversations'];
export type GenericConversation = components['schemas']['GenericConversation'];
export type Wrapup = components['schemas']['Wrapup'];
export type WrapupWish = components['schemas']['WrapupWish'];
export type WrapupCodes = components['schemas']['WrapupCodes'];
export type AgentMessage = components['schemas']['AgentMessage'];
export type AgentMessages = components['schemas']['AgentMessages'];
export type Typing = components['schemas']['Typing'];
export type Channel = components['schemas']['Channel'];
export type Channels = components['schemas']['Channels'];
export type Topics = components['schemas']['Topics'];
export type WaitingChats = components['schemas']['WaitingChats'];
export type EndedChats = components['schemas']['EndedChats'];
export type DeskChat = components['schemas']['DeskChat'];
export type MediaType = components['schemas']['MediaType'];
export type MediaState = components['schemas']['MediaState'];
export type MediaRequest = components['schemas']['MediaRequest'];
export type MediaRequestWish = components['schemas']['MediaRequestWish'];
export type Replies = components['schemas']['Replies'];
export type Rating = components['schemas']['Rating'];
export type Poll = components['schemas']['Poll'];
export type Health = components['schemas']['Health'];
export type LocalizedText = components['schemas']['LocalizedText'];
export type FlowGreetingChoice = components['schemas']['FlowGreetingChoice'];
export type FlowGreetingLine = components['schemas']['FlowGreetingLine'];
export type DeploymentStatus = components['schemas']['DeploymentStatus'];
export type MissedStatus = components['schemas']['MissedStatus'];
export type GuestMissed = components['schemas']['GuestMissed'];
export type MissedFrame = components['schemas']['MissedFrame'];
export type PageInfo = components['schemas']['PageInfo'];
export type MissedChats = components['schemas']['MissedChats'];
export type Attachment = components['schemas']['Attachment'];
export type AttachmentState = components['schemas']['AttachmentState'];
export type AttachmentAnnouncement = components['schemas']['AttachmentAnnouncement'];
export type AttachmentUpload = components['schemas']['AttachmentUpload'];
export type AttachmentReceived = components['schemas']['AttachmentReceived'];
export type AttachmentLimits = components['schemas']['AttachmentLimits'];
export type AttachmentFrame = components['schemas']['AttachmentFrame'];
export type RichChoice = components['schemas']['RichChoice'];
export type RichAction = components['schemas']['RichAction'];
export type RichCard = components['schemas']['RichCard'];
export type RichTime = components['schemas']['RichTime'];
export type RichSection = components['schemas']['RichSection'];
export type RichContent = components['schemas']['RichContent'];
export type RichAnswer = components['schemas']['RichAnswer'];
export type ParticipantWish = components['schemas']['ParticipantWish'];
export type TransferWish = components['schemas']['TransferWish'];
export type AttributesWish = components['schemas']['AttributesWish'];
export type MessageAddress = components['schemas']['MessageAddress'];
export type MessageDetails = components['schemas']['MessageDetails'];
export type MessageParticipant = components['schemas']['MessageParticipant'];
export type RecentTransfer = components['schemas']['RecentTransfer'];
export type MessageConversation = components['schemas']['MessageConversation'];
export type MessageConversations = components['schemas']['MessageConversations'];
export type GenericConversations = components['schemas']['GenericConversations'];
export type NormalizedMessage = components['schemas']['NormalizedMessage'];
export type MessageData = components['schemas']['MessageData'];
export type MessageDataList = components['schemas']['MessageDataList'];
export type RoutingName = components['schemas']['RoutingName'];
export type RoutingSkills = components['schemas']['RoutingSkills'];
export type RoutingLanguages = components['schemas']['RoutingLanguages'];
export type ChatWish = components['schemas']['ChatWish'];
export type CreatedChat = components['schemas']['CreatedChat'];
export type MediaUploadWish = components['schemas']['MediaUploadWish'];
export type MediaUpload = components['schemas']['MediaUpload'];
export type MessageMedia = components['schemas']['MessageMedia'];
export type MessageMediaList = components['schemas']['MessageMediaList'];
export type ResponseRefusal = components['responses']['Refusal'];
export type $defs = Record<string, never>;
export interface operations {
    readonly getHealthz: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Whether the process answers */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Health"];
                };
            };
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
    readonly getReadyz: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Whether the server takes requests and writes to its store */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Health"];
                };
            };
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
    readonly postOauthToken: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/x-www-form-urlencoded": {
                    /** @constant */
                    readonly grant_type: "client_credentials";
                    readonly client_id?: string;
                    readonly client_secret?: string;
                };
            };
        };
        readonly responses: {
            /** @description A token by client credentials (RFC 6749 §4.4), for twelve hours */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Token"];
                };
            };
            /** @description A token by client credentials (RFC 6749 §4.4), for twelve hours */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["OAuthError"];
                };
            };
            /** @description A token by client credentials (RFC 6749 §4.4), for twelve hours */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["OAuthError"];
                };
            };
            readonly 408: components["responses"]["Refusal"];
            readonly 413: components["responses"]["Refusal"];
            readonly 414: components["responses"]["Refusal"];
            readonly 415: components["responses"]["Refusal"];
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
    readonly postSigneddata: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": Record<string, never>;
            };
        };
        readonly responses: {
            /**
             * @description Signs the caller's data about a guest: the answer is a memberAuthToken
             */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SignedData"];
                };
            };
            readonly 400: components["responses"]["Refusal"];
            readonly 401: components["responses"]["Refusal"];
            readonly 408: components["responses"]["Refusal"];
            readonly 413: components["responses"]["Refusal"];
            readonly 414: components["responses"]["Refusal"];
            readonly 415: components["responses"]["Refusal"];
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
    readonly getParlorGuestStatus: {
        readonly parameters: {
            readonly query: {
                readonly organizationId: string;
                /**
                 * @description The queue's name in any case, as in the routing target of a new
                 * conversation.
                 */
                readonly queue: string;
            };
            readonly header?: never;
            readonly path: {
                readonly deploymentId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The queue's state, and the flow greeting */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["DeploymentStatus"];
                };
            };
            readonly 400: components["responses"]["Refusal"];
            readonly 401: components["responses"]["Refusal"];
            readonly 403: components["responses"]["Refusal"];
            readonly 404: components["responses"]["Refusal"];
            readonly 408: components["responses"]["Refusal"];
            readonly 409: components["responses"]["Refusal"];
            readonly 413: components["responses"]["Refusal"];
            readonly 414: components["responses"]["Refusal"];
            readonly 415: components["responses"]["Refusal"];
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
    readonly getParlorGuestQueue: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly conversationId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Extension queue: the guest's place in line */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["QueuePlace"];
                };
            };
            /** @description The guest is not in line */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["Refusal"];
            readonly 401: components["responses"]["Refusal"];
            readonly 403: components["responses"]["Refusal"];
            readonly 404: components["responses"]["Refusal"];
            readonly 408: components["responses"]["Refusal"];
            readonly 409: components["responses"]["Refusal"];
            readonly 413: components["responses"]["Refusal"];
            readonly 414: components["responses"]["Refusal"];
            readonly 415: components["responses"]["Refusal"];
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
    readonly postParlorGuestRating: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly conversationId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": {
                    readonly score: number;
                    readonly comment?: string | null;
                };
            };
        };
        readonly responses: {
            /**
             * @description Extension rating: what the guest thought of the chat; once, and until a
             * day after its end
             */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["Refusal"];
            readonly 401: components["responses"]["Refusal"];
            readonly 403: components["responses"]["Refusal"];
            readonly 404: components["responses"]["Refusal"];
            readonly 408: components["responses"]["Refusal"];
            readonly 409: components["responses"]["Refusal"];
            readonly 413: components["responses"]["Refusal"];
            readonly 414: components["responses"]["Refusal"];
            readonly 415: components["responses"]["Refusal"];
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
    readonly postParlorGuestMediarequestExtend: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly conversationId: string;
                readonly mediaRequestId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The invitation is open for two more minutes at least */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["Refusal"];
            readonly 401: components["responses"]["Refusal"];
            readonly 403: components["responses"]["Refusal"];
            readonly 404: components["responses"]["Refusal"];
            readonly 408: components["responses"]["Refusal"];
            readonly 409: components["responses"]["Refusal"];
            readonly 413: components["responses"]["Refusal"];
            readonly 414: components["responses"]["Refusal"];
            readonly 415: components["responses"]["Refusal"];
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
    readonly getParlorGuestMissed: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly conversationId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The state of the missed conversation */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["GuestMissed"];
                };
            };
            /** @description The conversation is no missed one */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["Refusal"];
            readonly 401: components["responses"]["Refusal"];
            readonly 403: components["responses"]["Refusal"];
            readonly 404: components["responses"]["Refusal"];
            readonly 408: components["responses"]["Refusal"];
            readonly 409: components["responses"]["Refusal"];
            readonly 413: components["responses"]["Refusal"];
            readonly 414: components["responses"]["Refusal"];
            readonly 415: components["responses"]["Refusal"];
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
    readonly patchParlorGuestPage: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly conversationId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": {
                    readonly capabilities?: {
                        /** @description Whether the page can share the visitor's screen. */
                        readonly screenShare?: boolean | null;
                    } | null;
                };
            };
        };
        readonly responses: {
            /** @description It is noted, and the agents are told when it has changed */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["Refusal"];
            readonly 401: components["responses"]["Refusal"];
            readonly 403: components["responses"]["Refusal"];
            readonly 404: components["responses"]["Refusal"];
            readonly 408: components["responses"]["Refusal"];
            readonly 409: components["responses"]["Refusal"];
            readonly 413: components["responses"]["Refusal"];
            readonly 414: components["responses"]["Refusal"];
            readonly 415: components["responses"]["Refusal"];
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
    readonly getUsersMe: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Who is asking */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["User"];
                };
            };
            readonly 400: components["responses"]["Refusal"];
            readonly 401: components["responses"]["Refusal"];
            readonly 403: components["responses"]["Refusal"];
            readonly 404: components["responses"]["Refusal"];
            readonly 408: components["responses"]["Refusal"];
            readonly 409: components["responses"]["Refusal"];
            readonly 413: components["responses"]["Refusal"];
            readonly 414: components["responses"]["Refusal"];
            readonly 415: components["responses"]["Refusal"];
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
    readonly putUserRoutingstatus: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly userId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": {
                    /** @enum {string} */
                    readonly status: string;
                };
            };
        };
        readonly responses: {
            /** @description Whether the agent takes chats, in the vendor's words */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RoutingStatus"];
                };
            };
            readonly 400: components["responses"]["Refusal"];
            readonly 401: components["responses"]["Refusal"];
            readonly 403: components["responses"]["Refusal"];
            readonly 404: components["responses"]["Refusal"];
            readonly 408: components["responses"]["Refusal"];
            readonly 409: components["responses"]["Refusal"];
            readonly 413: components["responses"]["Refusal"];
            readonly 414: components["responses"]["Refusal"];
            readonly 415: components["responses"]["Refusal"];
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
    readonly patchParlorAgentsMe: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": components["schemas"]["Availability"];
            };
        };
        readonly responses: {
            /** @description Whether the agent takes chats, and how many at once */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Availability"];
                };
            };
            readonly 400: components["responses"]["Refusal"];
            readonly 401: components["responses"]["Refusal"];
            readonly 403: components["responses"]["Refusal"];
            readonly 404: components["responses"]["Refusal"];
            readonly 408: components["responses"]["Refusal"];
            readonly 409: components["responses"]["Refusal"];
            readonly 413: components["responses"]["Refusal"];
            readonly 414: components["responses"]["Refusal"];
            readonly 415: components["responses"]["Refusal"];
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
    readonly getParlorAgents: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The organization's agents */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Agents"];
                };
            };
            readonly 400: components["responses"]["Refusal"];
            readonly 401: components["responses"]["Refusal"];
            readonly 403: components["responses"]["Refusal"];
            readonly 404: components["responses"]["Refusal"];
            readonly 408: components["responses"]["Refusal"];
            readonly 409: components["responses"]["Refusal"];
            readonly 413: components["responses"]["Refusal"];
            readonly 414: components["responses"]["Refusal"];
            readonly 415: components["responses"]["Refusal"];
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
    readonly getRoutingQueues: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The organization's queues */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Queues"];
                };
            };
            readonly 400: components["responses"]["Refusal"];
            readonly 401: components["responses"]["Refusal"];
            readonly 403: components["responses"]["Refusal"];
            readonly 404: components["responses"]["Refusal"];
            readonly 408: components["responses"]["Refusal"];
            readonly 409: components["responses"]["Refusal"];
            readonly 413: components["responses"]["Refusal"];
            readonly 414: components["responses"]["Refusal"];
            readonly 415: components["responses"]["Refusal"];
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
    readonly getRoutingSkills: {
        readonly parameters: {
            readonly query?: {
                /** @description Only those whose names contain this text, in any case. */
                readonly name?: string;
                /** @description 1 to 100. Default: 100 */
                readonly pageSize?: number;
                /** @description From 1. Default: 1 */
                readonly pageNumber?: number;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The skills of the organization's agents */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RoutingSkills"];
                };
            };
            readonly 400: components["responses"]["Refusal"];
            readonly 401: components["responses"]["Refusal"];
            readonly 403: components["responses"]["Refusal"];
            readonly 404: components["responses"]["Refusal"];
            readonly 408: components["responses"]["Refusal"];
            readonly 409: components["responses"]["Refusal"];
            readonly 413: components["responses"]["Refusal"];
            readonly 414: components["responses"]["Refusal"];
            readonly 415: components["responses"]["Refusal"];
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
    readonly getRoutingLanguages: {
        readonly parameters: {
            readonly query?: {
                /** @description Only those whose names contain this text, in any case. */
                readonly name?: string;
                /** @description 1 to 100. Default: 100 */
                readonly pageSize?: number;
                /** @description From 1. Default: 1 */
                readonly pageNumber?: number;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The languages of the organization's agents */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RoutingLanguages"];
                };
            };
            readonly 400: components["responses"]["Refusal"];
            readonly 401: components["responses"]["Refusal"];
            readonly 403: components["responses"]["Refusal"];
            readonly 404: components["responses"]["Refusal"];
            readonly 408: components["responses"]["Refusal"];
            readonly 409: components["responses"]["Refusal"];
            readonly 413: components["responses"]["Refusal"];
            readonly 414: components["responses"]["Refusal"];
            readonly 415: components["responses"]["Refusal"];
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
    readonly getConversationsChats: {
        readonly parameters: {
            readonly query?: {
                /** @description 1 to 100. Default: 100 */
                readonly pageSize?: number;
                /** @description From 1. Default: 1 */
                readonly pageNumber?: number;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The agent's chats */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["MediaConversations"];
                };
            };
            readonly 400: components["responses"]["Refusal"];
            readonly 401: components["responses"]["Refusal"];
            readonly 403: components["responses"]["Refusal"];
            readonly 404: components["responses"]["Refusal"];
            readonly 408: components["responses"]["Refusal"];
            readonly 409: components["responses"]["Refusal"];
            readonly 413: components["responses"]["Refusal"];
            readonly 414: components["responses"]["Refusal"];
            readonly 415: components["responses"]["Refusal"];
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
    readonly postConversationsChats: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": components["schemas"]["ChatWish"];
            };
        };
        readonly responses: {
            /** @description The chat is in the line of its queue */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["CreatedChat"];
                };
            };
            readonly 400: components["responses"]["Refusal"];
            readonly 401: components["responses"]["Refusal"];
            readonly 403: components["responses"]["Refusal"];
            readonly 404: components["responses"]["Refusal"];
            readonly 408: components["responses"]["Refusal"];
            readonly 409: components["responses"]["Refusal"];
            readonly 413: components["responses"]["Refusal"];
            readonly 414: components["responses"]["Refusal"];
            readonly 415: components["responses"]["Refusal"];
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
    readonly getConversationsChat: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly conversationId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One chat: participants */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["MediaConversation"];
                };
            };
            readonly 400: components["responses"]["Refusal"];
            readonly 401: components["responses"]["Refusal"];
            readonly 403: components["responses"]["Refusal"];
            readonly 404: components["responses"]["Refusal"];
            readonly 408: components["responses"]["Refusal"];
            readonly 409: components["responses"]["Refusal"];
            readonly 413: components["responses"]["Refusal"];
            readonly 414: components["responses"]["Refusal"];
            readonly 415: components["responses"]["Refusal"];
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
    readonly patchConversationsChat: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly conversationId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": {
                    /** @constant */
                    readonly state: "disconnected";
                };
            };
        };
        readonly responses: {
            /** @description Ends it for all */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["MediaConversation"];
                };
            };
            readonly 400: components["responses"]["Refusal"];
            readonly 401: components["responses"]["Refusal"];
            readonly 403: components["responses"]["Refusal"];
            readonly 404: components["responses"]["Refusal"];
            readonly 408: components["responses"]["Refusal"];
            readonly 409: components["responses"]["Refusal"];
            readonly 413: components["responses"]["Refusal"];
            readonly 414: components["responses"]["Refusal"];
            readonly 415: components["responses"]["Refusal"];
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
    readonly getConversation: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly conversationId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One chat: communications */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["GenericConversation"];
                };
            };
            readonly 400: components["responses"]["Refusal"];
            readonly 401: components["responses"]["Refusal"];
            readonly 403: components["responses"]["Refusal"];
            readonly 404: components["responses"]["Refusal"];
            readonly 408: components["responses"]["Refusal"];
            readonly 409: components["responses"]["Refusal"];
            readonly 413: components["responses"]["Refusal"];
            readonly 414: components["responses"]["Refusal"];
            readonly 415: components["responses"]["Refusal"];
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
    readonly postConversationDisconnect: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly conversationId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Ends it for all, as the system */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": string;
                };
            };
            readonly 400: components["responses"]["Refusal"];
            readonly 401: components["responses"]["Refusal"];
            readonly 403: components["responses"]["Refusal"];
            readonly 404: components["responses"]["Refusal"];
            readonly 408: components["responses"]["Refusal"];
            readonly 409: components["responses"]["Refusal"];
            readonly 413: components["responses"]["Refusal"];
            readonly 414: components["responses"]["Refusal"];
            readonly 415: components["responses"]["Refusal"];
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
    readonly patchConversationsChatParticipant: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly conversationId: string;
                readonly participantId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": components["schemas"]["ParticipantWish"];
            };
        };
        readonly responses: {
            /** @description Accepts, leaves, wraps up */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["Refusal"];
            readonly 401: components["responses"]["Refusal"];
            readonly 403: components["responses"]["Refusal"];
            readonly 404: components["responses"]["Refusal"];
            readonly 408: components["responses"]["Refusal"];
            readonly 409: components["responses"]["Refusal"];
            readonly 413: components["responses"]["Refusal"];
            readonly 414: components["responses"]["Refusal"];
            readonly 415: components["responses"]["Refusal"];
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
    readonly patchConversationsChatParticipantCommunication: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly conversationId: string;
                readonly participantId: string;
                readonly communicationId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": {
                    /** @constant */
                    readonly state: "disconnected";
                };
            };
        };
        readonly responses: {
            /** @description Leaves */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": Record<string, never>;
                };
            };
            readonly 400: components["responses"]["Refusal"];
            readonly 401: components["responses"]["Refusal"];
            readonly 403: components["responses"]["Refusal"];
            readonly 404: components["responses"]["Refusal"];
            readonly 408: components["responses"]["Refusal"];
            readonly 409: components["responses"]["Refusal"];
            readonly 413: components["responses"]["Refusal"];
            readonly 414: components["responses"]["Refusal"];
            readonly 415: components["responses"]["Refusal"];
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
    readonly patchConversationsChatParticipantAttributes: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly conversationId: string;
                readonly participantId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": components["schemas"]["AttributesWish"];
            };
        };
        readonly responses: {
            /** @description Sets attributes of the guest's conversation */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly attributes: {
                            readonly [key: string]: string;
                        };
                    };
                };
            };
            readonly 400: components["responses"]["Refusal"];
            readonly 401: components["responses"]["Refusal"];
            readonly 403: components["responses"]["Refusal"];
            readonly 404: components["responses"]["Refusal"];
            readonly 408: components["responses"]["Refusal"];
            readonly 409: components["responses"]["Refusal"];
            readonly 413: components["responses"]["Refusal"];
            readonly 414: components["responses"]["Refusal"];
            readonly 415: components["responses"]["Refusal"];
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
    readonly postConversationsChatParticipantReplace: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description Percent-encoded, at most 1,000 characters; shown to the next agent
                 * only
                 */
                readonly "Parlor-Transfer-Note"?: string;
            };
            readonly path: {
                readonly conversationId: string;
                readonly participantId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": components["schemas"]["TransferWish"];
            };
        };
        readonly responses: {
            /** @description Hands the guest to a queue or to an agent */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["Refusal"];
            readonly 401: components["responses"]["Refusal"];
            readonly 403: components["responses"]["Refusal"];
            readonly 404: components["responses"]["Refusal"];
            readonly 408: components["responses"]["Refusal"];
            readonly 409: components["responses"]["Refusal"];
            readonly 413: components["responses"]["Refusal"];
            readonly 414: components["responses"]["Refusal"];
            readonly 415: components["responses"]["Refusal"];
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
    readonly getConversationsChatParticipantWrapup: {
        readonly parameters: {
            readonly query?: {
                /** @description True: also one that is only a draft. Otherwise a draft is 404. */
                readonly provisional?: boolean;
            };
            readonly header?: never;
            readonly path: {
                readonly conversationId: string;
                readonly participantId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The wrap-up of this leg */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Wrapup"];
                };
            };
            readonly 400: components["responses"]["Refusal"];
            readonly 401: components["responses"]["Refusal"];
            readonly 403: components["responses"]["Refusal"];
            readonly 404: components["responses"]["Refusal"];
            readonly 408: components["responses"]["Refusal"];
            readonly 409: components["responses"]["Refusal"];
            readonly 413: components["responses"]["Refusal"];
            readonly 414: components["responses"]["Refusal"];
            readonly 415: components["responses"]["Refusal"];
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
    readonly getConversationsChatParticipantCommunicationWrapup: {
        readonly parameters: {
            readonly query?: {
                /** @description True: also one that is only a draft. Otherwise a draft is 404. */
                readonly provisional?: boolean;
            };
            readonly header?: never;
            readonly path: {
                readonly conversationId: string;
                readonly participantId: string;
                readonly communicationId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The wrap-up of this leg */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Wrapup"];
                };
            };
            readonly 400: components["responses"]["Refusal"];
            readonly 401: components["responses"]["Refusal"];
            readonly 403: components["responses"]["Refusal"];
            readonly 404: components["responses"]["Refusal"];
            readonly 408: components["responses"]["Refusal"];
            readonly 409: components["responses"]["Refusal"];
            readonly 413: components["responses"]["Refusal"];
            readonly 414: components["responses"]["Refusal"];
            readonly 415: components["responses"]["Refusal"];
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
    readonly postConversationsChatParticipantCommunicationWrapup: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly conversationId: string;
                readonly participantId: string;
                readonly communicationId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": components["schemas"]["WrapupWish"];
            };
        };
        readonly responses: {
            /** @description Says what became of this leg */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Wrapup"];
                };
            };
            readonly 400: components["responses"]["Refusal"];
            readonly 401: components["responses"]["Refusal"];
            readonly 403: components["responses"]["Refusal"];
            readonly 404: components["responses"]["Refusal"];
            readonly 408: components["responses"]["Refusal"];
            readonly 409: components["responses"]["Refusal"];
            readonly 413: components["responses"]["Refusal"];
            readonly 414: components["responses"]["Refusal"];
            readonly 415: components["responses"]["Refusal"];
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
    readonly getConversationsChatParticipantWrapupcodes: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly conversationId: string;
                readonly participantId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The codes to choose from */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["WrapupCodes"];
                };
            };
            readonly 400: components["responses"]["Refusal"];
            readonly 401: components["responses"]["Refusal"];
            readonly 403: components["responses"]["Refusal"];
            readonly 404: components["responses"]["Refusal"];
            readonly 408: components["responses"]["Refusal"];
            readonly 409: components["responses"]["Refusal"];
            readonly 413: components["responses"]["Refusal"];
            readonly 414: components["responses"]["Refusal"];
            readonly 415: components["responses"]["Refusal"];
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
    readonly postConversationsChatCommunicationMessages: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description The sender's own. The same key within 24 h gives the first reply
                 * again; with another body, body type or language it is 409 request.conflict; a
                 * longer one is 400 invalid.value.
                 */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                readonly conversationId: string;
                readonly communicationId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": {
                    readonly body: string;
                    /**
                     * @description The language of the body, as a BCP 47 tag. Without it, that of
                     * the agent's profile.
                     */
                    readonly language?: string;
                    /** @enum {unknown} */
                    readonly bodyType?: "standard" | "notice";
                    /**
                     * @description Parlor's extension attachments: the files that the message has,
                     * in this order. Each one has to be ready, the sender's own, and not sent
                     * before. The text may be empty then.
                     */
                    readonly attachmentIds?: readonly string[];
                    /**
                     * @description Parlor's extension rich: what the guest may choose. The body may
                     * be empty then.
                     */
                    readonly content?: readonly components["schemas"]["RichContent"][];
                };
            };
        };
        readonly responses: {
            /** @description Writes to the guest */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AgentMessage"];
                };
            };
            readonly 400: components["responses"]["Refusal"];
            readonly 401: components["responses"]["Refusal"];
            readonly 403: components["responses"]["Refusal"];
            readonly 404: components["responses"]["Refusal"];
            readonly 408: components["responses"]["Refusal"];
            readonly 409: components["responses"]["Refusal"];
            readonly 413: components["responses"]["Refusal"];
            readonly 414: components["responses"]["Refusal"];
            readonly 415: components["responses"]["Refusal"];
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
    readonly postConversationsChatCommunicationTyping: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly conversationId: string;
                readonly communicationId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Is writing */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Typing"];
                };
            };
            readonly 400: components["responses"]["Refusal"];
            readonly 401: components["responses"]["Refusal"];
            readonly 403: components["responses"]["Refusal"];
            readonly 404: components["responses"]["Refusal"];
            readonly 408: components["responses"]["Refusal"];
            readonly 409: components["responses"]["Refusal"];
            readonly 413: components["responses"]["Refusal"];
            readonly 414: components["responses"]["Refusal"];
            readonly 415: components["responses"]["Refusal"];
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
    readonly getConversationsChatMessages: {
        readonly parameters: {
            readonly query?: {
                readonly after?: string;
                readonly before?: string;
                readonly sortOrder?: "ascending" | "descending";
                readonly maxResults?: number;
            };
            readonly header?: never;
            readonly path: {
                readonly conversationId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The messages, also of a chat that waits in a queue of the agent's */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AgentMessages"];
                };
            };
            readonly 400: components["responses"]["Refusal"];
            readonly 401: components["responses"]["Refusal"];
            readonly 403: components["responses"]["Refusal"];
            readonly 404: components["responses"]["Refusal"];
            readonly 408: components["responses"]["Refusal"];
            readonly 409: components["responses"]["Refusal"];
            readonly 413: components["responses"]["Refusal"];
            readonly 414: components["responses"]["Refusal"];
            readonly 415: components["responses"]["Refusal"];
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
    readonly getConversationsChatMessage: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly conversationId: string;
                readonly messageId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One message */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AgentMessage"];
                };
            };
            readonly 400: components["responses"]["Refusal"];
            readonly 401: components["responses"]["Refusal"];
            readonly 403: components["responses"]["Refusal"];
            readonly 404: components["responses"]["Refusal"];
            readonly 408: components["responses"]["Refusal"];
            readonly 409: components["responses"]["Refusal"];
            readonly 413: components["responses"]["Refusal"];
            readonly 414: components["responses"]["Refusal"];
            readonly 415: components["responses"]["Refusal"];
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
    readonly getConversationsMessages: {
        readonly parameters: {
            readonly query?: {
                /** @description 1 to 100. Default: 100 */
                readonly pageSize?: number;
                /** @description From 1. Default: 1 */
                readonly pageNumber?: number;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The agent's conversations, as messages */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["MessageConversations"];
                };
            };
            readonly 400: components["responses"]["Refusal"];
            readonly 401: components["responses"]["Refusal"];
            readonly 403: components["responses"]["Refusal"];
            readonly 404: components["responses"]["Refusal"];
            readonly 408: components["responses"]["Refusal"];
            readonly 409: components["responses"]["Refusal"];
            readonly 413: components["responses"]["Refusal"];
            readonly 414: components["responses"]["Refusal"];
            readonly 415: components["responses"]["Refusal"];
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
    readonly getConversationsMessage: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly conversationId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /**
             * @description One conversation, as messages: participants, and the ids of what each
             * has written
             */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["MessageConversation"];
                };
            };
            readonly 400: components["responses"]["Refusal"];
            readonly 401: components["responses"]["Refusal"];
            readonly 403: components["responses"]["Refusal"];
            readonly 404: components["responses"]["Refusal"];
            readonly 408: components["responses"]["Refusal"];
            readonly 409: components["responses"]["Refusal"];
            readonly 413: components["responses"]["Refusal"];
            readonly 414: components["responses"]["Refusal"];
            readonly 415: components["responses"]["Refusal"];
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
    readonly patchConversationsMessage: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly conversationId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": {
                    /** @constant */
                    readonly state: "disconnected";
                };
            };
        };
        readonly responses: {
            /** @description Ends it for all */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["GenericConversation"];
                };
            };
            readonly 400: components["responses"]["Refusal"];
            readonly 401: components["responses"]["Refusal"];
            readonly 403: components["responses"]["Refusal"];
            readonly 404: components["responses"]["Refusal"];
            readonly 408: components["responses"]["Refusal"];
            readonly 409: components["responses"]["Refusal"];
            readonly 413: components["responses"]["Refusal"];
            readonly 414: components["responses"]["Refusal"];
            readonly 415: components["responses"]["Refusal"];
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
    readonly patchConversationsMessageParticipant: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly conversationId: string;
                readonly participantId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": components["schemas"]["ParticipantWish"];
            };
        };
        readonly responses: {
            /** @description Accepts, leaves, holds, wraps up */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["Refusal"];
            readonly 401: components["responses"]["Refusal"];
            readonly 403: components["responses"]["Refusal"];
            readonly 404: components["responses"]["Refusal"];
            readonly 408: components["responses"]["Refusal"];
            readonly 409: components["responses"]["Refusal"];
            readonly 413: components["responses"]["Refusal"];
            readonly 414: components["responses"]["Refusal"];
            readonly 415: components["responses"]["Refusal"];
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
    readonly patchConversationsMessageParticipantAttributes: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly conversationId: string;
                readonly participantId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": components["schemas"]["AttributesWish"];
            };
        };
        readonly responses: {
            /** @description Sets attributes of the guest's conversation */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly attributes: {
                            readonly [key: string]: string;
                        };
                    };
                };
            };
            readonly 400: components["responses"]["Refusal"];
            readonly 401: components["responses"]["Refusal"];
            readonly 403: components["responses"]["Refusal"];
            readonly 404: components["responses"]["Refusal"];
            readonly 408: components["responses"]["Refusal"];
            readonly 409: components["responses"]["Refusal"];
            readonly 413: components["responses"]["Refusal"];
            readonly 414: components["responses"]["Refusal"];
            readonly 415: components["responses"]["Refusal"];
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
    readonly postConversationsMessageParticipantReplace: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description Percent-encoded, at most 1,000 characters; shown to the next agent
                 * only
                 */
                readonly "Parlor-Transfer-Note"?: string;
            };
            readonly path: {
                readonly conversationId: string;
                readonly participantId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": components["schemas"]["TransferWish"];
            };
        };
        readonly responses: {
            /** @description Hands the guest to a queue or to an agent */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["Refusal"];
            readonly 401: components["responses"]["Refusal"];
            readonly 403: components["responses"]["Refusal"];
            readonly 404: components["responses"]["Refusal"];
            readonly 408: components["responses"]["Refusal"];
            readonly 409: components["responses"]["Refusal"];
            readonly 413: components["responses"]["Refusal"];
            readonly 414: components["responses"]["Refusal"];
            readonly 415: components["responses"]["Refusal"];
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
    readonly getConversationsMessageParticipantWrapup: {
        readonly parameters: {
            readonly query?: {
                /** @description True: also one that is only a draft. Otherwise a draft is 404. */
                readonly provisional?: boolean;
            };
            readonly header?: never;
            readonly path: {
                readonly conversationId: string;
                readonly participantId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The wrap-up of this leg */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Wrapup"];
                };
            };
            readonly 400: components["responses"]["Refusal"];
            readonly 401: components["responses"]["Refusal"];
            readonly 403: components["responses"]["Refusal"];
            readonly 404: components["responses"]["Refusal"];
            readonly 408: components["responses"]["Refusal"];
            readonly 409: components["responses"]["Refusal"];
            readonly 413: components["responses"]["Refusal"];
            readonly 414: components["responses"]["Refusal"];
            readonly 415: components["responses"]["Refusal"];
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
    readonly getConversationsMessageParticipantWrapupcodes: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly conversationId: string;
                readonly participantId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The codes to choose from */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["WrapupCodes"];
                };
            };
            readonly 400: components["responses"]["Refusal"];
            readonly 401: components["responses"]["Refusal"];
            readonly 403: components["responses"]["Refusal"];
            readonly 404: components["responses"]["Refusal"];
            readonly 408: components["responses"]["Refusal"];
            readonly 409: components["responses"]["Refusal"];
            readonly 413: components["responses"]["Refusal"];
            readonly 414: components["responses"]["Refusal"];
            readonly 415: components["responses"]["Refusal"];
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
    readonly patchConversationsMessageParticipantCommunication: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly conversationId: string;
                readonly participantId: string;
                readonly communicationId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": {
                    /** @constant */
                    readonly state: "disconnected";
                };
            };
        };
        readonly responses: {
            /** @description Leaves */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": Record<string, never>;
                };
            };
            readonly 400: components["responses"]["Refusal"];
            readonly 401: components["responses"]["Refusal"];
            readonly 403: components["responses"]["Refusal"];
            readonly 404: components["responses"]["Refusal"];
            readonly 408: components["responses"]["Refusal"];
            readonly 409: components["responses"]["Refusal"];
            readonly 413: components["responses"]["Refusal"];
            readonly 414: components["responses"]["Refusal"];
            readonly 415: components["responses"]["Refusal"];
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
    readonly getConversationsMessageParticipantCommunicationWrapup: {
        readonly parameters: {
            readonly query?: {
                /** @description True: also one that is only a draft. Otherwise a draft is 404. */
                readonly provisional?: boolean;
            };
            readonly header?: never;
            readonly path: {
                readonly conversationId: string;
                readonly participantId: string;
                readonly communicationId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The wrap-up of this leg */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Wrapup"];
                };
            };
            readonly 400: components["responses"]["Refusal"];
            readonly 401: components["responses"]["Refusal"];
            readonly 403: components["responses"]["Refusal"];
            readonly 404: components["responses"]["Refusal"];
            readonly 408: components["responses"]["Refusal"];
            readonly 409: components["responses"]["Refusal"];
            readonly 413: components["responses"]["Refusal"];
            readonly 414: components["responses"]["Refusal"];
            readonly 415: components["responses"]["Refusal"];
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
    readonly postConversationsMessageParticipantCommunicationWrapup: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly conversationId: string;
                readonly participantId: string;
                readonly communicationId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": components["schemas"]["WrapupWish"];
            };
        };
        readonly responses: {
            /** @description Says what became of this leg */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Wrapup"];
                };
            };
            readonly 400: components["responses"]["Refusal"];
            readonly 401: components["responses"]["Refusal"];
            readonly 403: components["responses"]["Refusal"];
            readonly 404: components["responses"]["Refusal"];
            readonly 408: components["responses"]["Refusal"];
            readonly 409: components["responses"]["Refusal"];
            readonly 413: components["responses"]["Refusal"];
            readonly 414: components["responses"]["Refusal"];
            readonly 415: components["responses"]["Refusal"];
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
    readonly postConversationsMessageParticipantMonitor: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly conversationId: string;
                readonly participantId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Reads along as a supervisor */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["Refusal"];
            readonly 401: components["responses"]["Refusal"];
            readonly 403: components["responses"]["Refusal"];
            readonly 404: components["responses"]["Refusal"];
            readonly 408: components["responses"]["Refusal"];
            readonly 409: components["responses"]["Refusal"];
            readonly 413: components["responses"]["Refusal"];
            readonly 414: components["responses"]["Refusal"];
            readonly 415: components["responses"]["Refusal"];
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
    readonly postConversationsMessageCommunicationMessages: {
        readonly parameters: {
            readonly query?: {
                /**
                 * @description False: without normalizedMessage in the reply, which newer clients
                 * expect without asking.
                 */
                readonly useNormalizedMessage?: boolean;
            };
            readonly header?: {
                /**
                 * @description The sender's own. The same key within 24 h gives the first reply
                 * again; with another body, body type or language it is 409 request.conflict; a
                 * longer one is 400 invalid.value.
                 */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                readonly conversationId: string;
                readonly communicationId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": {
                    /** @description The vendor lets 2,000. */
                    readonly textBody?: string | null;
                    /** @description Files that were announced and received, in this order. */
                    readonly mediaIds?: readonly string[] | null;
                    /** @description There are no templates here: anything else is 400. */
                    readonly messagingTemplate?: null;
                };
            };
        };
        readonly responses: {
            /** @description Writes to the guest */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["MessageData"];
                };
            };
            readonly 400: components["responses"]["Refusal"];
            readonly 401: components["responses"]["Refusal"];
            readonly 403: components["responses"]["Refusal"];
            readonly 404: components["responses"]["Refusal"];
            readonly 408: components["responses"]["Refusal"];
            readonly 409: components["responses"]["Refusal"];
            readonly 413: components["responses"]["Refusal"];
            readonly 414: components["responses"]["Refusal"];
            readonly 415: components["responses"]["Refusal"];
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
    readonly postConversationsMessageCommunicationMessagesMediaUploads: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description The sender's own. The same key within 24 h gives the first reply
                 * again; with another body, body type or language it is 409 request.conflict; a
                 * longer one is 400 invalid.value.
                 */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                readonly conversationId: string;
                readonly communicationId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": components["schemas"]["MediaUploadWish"];
            };
        };
        readonly responses: {
            /** @description The address for its bytes */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["MediaUpload"];
                };
            };
            readonly 400: components["responses"]["Refusal"];
            readonly 401: components["responses"]["Refusal"];
            readonly 403: components["responses"]["Refusal"];
            readonly 404: components["responses"]["Refusal"];
            readonly 408: components["responses"]["Refusal"];
            readonly 409: components["responses"]["Refusal"];
            readonly 413: components["responses"]["Refusal"];
            readonly 414: components["responses"]["Refusal"];
            readonly 415: components["responses"]["Refusal"];
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
    readonly getConversationsMessageCommunicationMessagesMedia: {
        readonly parameters: {
            readonly query?: {
                /** @description Only those in this state. */
                readonly status?: "uploading" | "valid" | "invalid";
                /** @description 1 to 100. Default: 100 */
                readonly pageSize?: number;
                /** @description From 1. Default: 1 */
                readonly pageNumber?: number;
            };
            readonly header?: never;
            readonly path: {
                readonly conversationId: string;
                readonly communicationId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The files that the agent has announced on this communication */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["MessageMediaList"];
                };
            };
            readonly 400: components["responses"]["Refusal"];
            readonly 401: components["responses"]["Refusal"];
            readonly 403: components["responses"]["Refusal"];
            readonly 404: components["responses"]["Refusal"];
            readonly 408: components["responses"]["Refusal"];
            readonly 409: components["responses"]["Refusal"];
            readonly 413: components["responses"]["Refusal"];
            readonly 414: components["responses"]["Refusal"];
            readonly 415: components["responses"]["Refusal"];
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
    readonly getConversationsMessageCommunicationMessagesMediaMediaId: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly conversationId: string;
                readonly communicationId: string;
                readonly mediaId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One of those files */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["MessageMedia"];
                };
            };
            readonly 400: components["responses"]["Refusal"];
            readonly 401: components["responses"]["Refusal"];
            readonly 403: components["responses"]["Refusal"];
            readonly 404: components["responses"]["Refusal"];
            readonly 408: components["responses"]["Refusal"];
            readonly 409: components["responses"]["Refusal"];
            readonly 413: components["responses"]["Refusal"];
            readonly 414: components["responses"]["Refusal"];
            readonly 415: components["responses"]["Refusal"];
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
    readonly postConversationsMessageCommunicationTyping: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly conversationId: string;
                readonly communicationId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": {
                    readonly typing: {
                        /**
                         * @description Off tells the guest nothing.
                         * @enum {unknown}
                         */
                        readonly type: "On" | "Off";
                        /** @description Not read. */
                        readonly duration?: number | null;
                    };
                    /** @description Not read. */
                    readonly dateSent?: unknown;
                };
            };
        };
        readonly responses: {
            /** @description Is writing */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["Refusal"];
            readonly 401: components["responses"]["Refusal"];
            readonly 403: components["responses"]["Refusal"];
            readonly 404: components["responses"]["Refusal"];
            readonly 408: components["responses"]["Refusal"];
            readonly 409: components["responses"]["Refusal"];
            readonly 413: components["responses"]["Refusal"];
            readonly 414: components["responses"]["Refusal"];
            readonly 415: components["responses"]["Refusal"];
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
    readonly getConversationsMessageMessage: {
        readonly parameters: {
            readonly query?: {
                /**
                 * @description False: without normalizedMessage in the reply, which newer clients
                 * expect without asking.
                 */
                readonly useNormalizedMessage?: boolean;
            };
            readonly header?: never;
            readonly path: {
                readonly conversationId: string;
                readonly messageId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One message */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["MessageData"];
                };
            };
            readonly 400: components["responses"]["Refusal"];
            readonly 401: components["responses"]["Refusal"];
            readonly 403: components["responses"]["Refusal"];
            readonly 404: components["responses"]["Refusal"];
            readonly 408: components["responses"]["Refusal"];
            readonly 409: components["responses"]["Refusal"];
            readonly 413: components["responses"]["Refusal"];
            readonly 414: components["responses"]["Refusal"];
            readonly 415: components["responses"]["Refusal"];
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
    readonly postConversationsMessageMessagesBulk: {
        readonly parameters: {
            readonly query?: {
                /**
                 * @description False: without normalizedMessage in the reply, which newer clients
                 * expect without asking.
                 */
                readonly useNormalizedMessage?: boolean;
            };
            readonly header?: never;
            readonly path: {
                readonly conversationId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": readonly string[];
            };
        };
        readonly responses: {
            /** @description Messages by their ids, oldest first; unknown ones are left out */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["MessageDataList"];
                };
            };
            readonly 400: components["responses"]["Refusal"];
            readonly 401: components["responses"]["Refusal"];
            readonly 403: components["responses"]["Refusal"];
            readonly 404: components["responses"]["Refusal"];
            readonly 408: components["responses"]["Refusal"];
            readonly 409: components["responses"]["Refusal"];
            readonly 413: components["responses"]["Refusal"];
            readonly 414: components["responses"]["Refusal"];
            readonly 415: components["responses"]["Refusal"];
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
    readonly getConversationsMessageDetails: {
        readonly parameters: {
            readonly query?: {
                /**
                 * @description False: without normalizedMessage in the reply, which newer clients
                 * expect without asking.
                 */
                readonly useNormalizedMessage?: boolean;
            };
            readonly header?: never;
            readonly path: {
                readonly messageId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One message, without the id of its conversation */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["MessageData"];
                };
            };
            readonly 400: components["responses"]["Refusal"];
            readonly 401: components["responses"]["Refusal"];
            readonly 403: components["responses"]["Refusal"];
            readonly 404: components["responses"]["Refusal"];
            readonly 408: components["responses"]["Refusal"];
            readonly 409: components["responses"]["Refusal"];
            readonly 413: components["responses"]["Refusal"];
            readonly 414: components["responses"]["Refusal"];
            readonly 415: components["responses"]["Refusal"];
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
    readonly getConversations: {
        readonly parameters: {
            readonly query?: {
                /**
                 * @description Every conversation is a chat and a message: other types have none.
                 */
                readonly communicationType?: string;
                /** @description 1 to 100. Default: 100 */
                readonly pageSize?: number;
                /** @description From 1. Default: 1 */
                readonly pageNumber?: number;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The agent's conversations */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["GenericConversations"];
                };
            };
            readonly 400: components["responses"]["Refusal"];
            readonly 401: components["responses"]["Refusal"];
            readonly 403: components["responses"]["Refusal"];
            readonly 404: components["responses"]["Refusal"];
            readonly 408: components["responses"]["Refusal"];
            readonly 409: components["responses"]["Refusal"];
            readonly 413: components["responses"]["Refusal"];
            readonly 414: components["responses"]["Refusal"];
            readonly 415: components["responses"]["Refusal"];
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
    readonly patchConversationParticipant: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly conversationId: string;
                readonly participantId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": components["schemas"]["ParticipantWish"];
            };
        };
        readonly responses: {
            /** @description Accepts, leaves, holds, wraps up */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["Refusal"];
            readonly 401: components["responses"]["Refusal"];
            readonly 403: components["responses"]["Refusal"];
            readonly 404: components["responses"]["Refusal"];
            readonly 408: components["responses"]["Refusal"];
            readonly 409: components["responses"]["Refusal"];
            readonly 413: components["responses"]["Refusal"];
            readonly 414: components["responses"]["Refusal"];
            readonly 415: components["responses"]["Refusal"];
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
    readonly patchConversationParticipantAttributes: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly conversationId: string;
                readonly participantId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": components["schemas"]["AttributesWish"];
            };
        };
        readonly responses: {
            /** @description Sets attributes of the guest's conversation */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly attributes: {
                            readonly [key: string]: string;
                        };
                    };
                };
            };
            readonly 400: components["responses"]["Refusal"];
            readonly 401: components["responses"]["Refusal"];
            readonly 403: components["responses"]["Refusal"];
            readonly 404: components["responses"]["Refusal"];
            readonly 408: components["responses"]["Refusal"];
            readonly 409: components["responses"]["Refusal"];
            readonly 413: components["responses"]["Refusal"];
            readonly 414: components["responses"]["Refusal"];
            readonly 415: components["responses"]["Refusal"];
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
    readonly postConversationParticipantReplace: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description Percent-encoded, at most 1,000 characters; shown to the next agent
                 * only
                 */
                readonly "Parlor-Transfer-Note"?: string;
            };
            readonly path: {
                readonly conversationId: string;
                readonly participantId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": components["schemas"]["TransferWish"];
            };
        };
        readonly responses: {
            /** @description Hands the guest to a queue or to an agent */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["Refusal"];
            readonly 401: components["responses"]["Refusal"];
            readonly 403: components["responses"]["Refusal"];
            readonly 404: components["responses"]["Refusal"];
            readonly 408: components["responses"]["Refusal"];
            readonly 409: components["responses"]["Refusal"];
            readonly 413: components["responses"]["Refusal"];
            readonly 414: components["responses"]["Refusal"];
            readonly 415: components["responses"]["Refusal"];
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
    readonly getConversationParticipantWrapup: {
        readonly parameters: {
            readonly query?: {
                /** @description True: also one that is only a draft. Otherwise a draft is 404. */
                readonly provisional?: boolean;
            };
            readonly header?: never;
            readonly path: {
                readonly conversationId: string;
                readonly participantId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The wrap-up of this leg */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Wrapup"];
                };
            };
            readonly 400: components["responses"]["Refusal"];
            readonly 401: components["responses"]["Refusal"];
            readonly 403: components["responses"]["Refusal"];
            readonly 404: components["responses"]["Refusal"];
            readonly 408: components["responses"]["Refusal"];
            readonly 409: components["responses"]["Refusal"];
            readonly 413: components["responses"]["Refusal"];
            readonly 414: components["responses"]["Refusal"];
            readonly 415: components["responses"]["Refusal"];
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
    readonly getConversationParticipantWrapupcodes: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly conversationId: string;
                readonly participantId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The codes to choose from */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["WrapupCodes"];
                };
            };
            readonly 400: components["responses"]["Refusal"];
            readonly 401: components["responses"]["Refusal"];
            readonly 403: components["responses"]["Refusal"];
            readonly 404: components["responses"]["Refusal"];
            readonly 408: components["responses"]["Refusal"];
            readonly 409: components["responses"]["Refusal"];
            readonly 413: components["responses"]["Refusal"];
            readonly 414: components["responses"]["Refusal"];
            readonly 415: components["responses"]["Refusal"];
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
    readonly postConversationParticipantReplaceAgent: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description Percent-encoded, at most 1,000 characters; shown to the next agent
                 * only
                 */
                readonly "Parlor-Transfer-Note"?: string;
            };
            readonly path: {
                readonly conversationId: string;
                readonly participantId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": {
                    readonly userId?: string | null;
                    readonly userName?: string | null;
                    readonly userDisplayName?: string | null;
                    /**
                     * @description Attended: the agent stays, and may go on writing, until another
                     * one accepts; a chosen agent who declines or does not answer leaves all as it
                     * was. Default: Unattended
                     * @enum {unknown}
                     */
                    readonly transferType?: "Attended" | "Unattended" | null;
                };
            };
        };
        readonly responses: {
            /** @description Hands the guest to an agent */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["Refusal"];
            readonly 401: components["responses"]["Refusal"];
            readonly 403: components["responses"]["Refusal"];
            readonly 404: components["responses"]["Refusal"];
            readonly 408: components["responses"]["Refusal"];
            readonly 409: components["responses"]["Refusal"];
            readonly 413: components["responses"]["Refusal"];
            readonly 414: components["responses"]["Refusal"];
            readonly 415: components["responses"]["Refusal"];
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
    readonly postConversationParticipantReplaceQueue: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description Percent-encoded, at most 1,000 characters; shown to the next agent
                 * only
                 */
                readonly "Parlor-Transfer-Note"?: string;
            };
            readonly path: {
                readonly conversationId: string;
                readonly participantId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": {
                    readonly queueId?: string | null;
                    readonly queueName?: string | null;
                    /**
                     * @description Attended: the agent stays, and may go on writing, until another
                     * one accepts; a chosen agent who declines or does not answer leaves all as it
                     * was. Default: Unattended
                     * @enum {unknown}
                     */
                    readonly transferType?: "Attended" | "Unattended" | null;
                };
            };
        };
        readonly responses: {
            /** @description Hands the guest to a queue */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["Refusal"];
            readonly 401: components["responses"]["Refusal"];
            readonly 403: components["responses"]["Refusal"];
            readonly 404: components["responses"]["Refusal"];
            readonly 408: components["responses"]["Refusal"];
            readonly 409: components["responses"]["Refusal"];
            readonly 413: components["responses"]["Refusal"];
            readonly 414: components["responses"]["Refusal"];
            readonly 415: components["responses"]["Refusal"];
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
    readonly getNotificationsChannels: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The agent's channels */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Channels"];
                };
            };
            readonly 400: components["responses"]["Refusal"];
            readonly 401: components["responses"]["Refusal"];
            readonly 403: components["responses"]["Refusal"];
            readonly 404: components["responses"]["Refusal"];
            readonly 408: components["responses"]["Refusal"];
            readonly 409: components["responses"]["Refusal"];
            readonly 413: components["responses"]["Refusal"];
            readonly 414: components["responses"]["Refusal"];
            readonly 415: components["responses"]["Refusal"];
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
    readonly postNotificationsChannels: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Opens a channel */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Channel"];
                };
            };
            readonly 400: components["responses"]["Refusal"];
            readonly 401: components["responses"]["Refusal"];
            readonly 403: components["responses"]["Refusal"];
            readonly 404: components["responses"]["Refusal"];
            readonly 408: components["responses"]["Refusal"];
            readonly 409: components["responses"]["Refusal"];
            readonly 413: components["responses"]["Refusal"];
            readonly 414: components["responses"]["Refusal"];
            readonly 415: components["responses"]["Refusal"];
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
    readonly getNotificationsChannelSubscriptions: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly channelId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The channel's topics */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Topics"];
                };
            };
            readonly 400: components["responses"]["Refusal"];
            readonly 401: components["responses"]["Refusal"];
            readonly 403: components["responses"]["Refusal"];
            readonly 404: components["responses"]["Refusal"];
            readonly 408: components["responses"]["Refusal"];
            readonly 409: components["responses"]["Refusal"];
            readonly 413: components["responses"]["Refusal"];
            readonly 414: components["responses"]["Refusal"];
            readonly 415: components["responses"]["Refusal"];
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
    readonly putNotificationsChannelSubscriptions: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly channelId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": readonly {
                    readonly id: string;
                }[];
            };
        };
        readonly responses: {
            /** @description The channel's topics */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Topics"];
                };
            };
            readonly 400: components["responses"]["Refusal"];
            readonly 401: components["responses"]["Refusal"];
            readonly 403: components["responses"]["Refusal"];
            readonly 404: components["responses"]["Refusal"];
            readonly 408: components["responses"]["Refusal"];
            readonly 409: components["responses"]["Refusal"];
            readonly 413: components["responses"]["Refusal"];
            readonly 414: components["responses"]["Refusal"];
            readonly 415: components["responses"]["Refusal"];
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
    readonly postNotificationsChannelSubscriptions: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly channelId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": readonly {
                    readonly id: string;
                }[];
            };
        };
        readonly responses: {
            /** @description The channel's topics */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Topics"];
                };
            };
            readonly 400: components["responses"]["Refusal"];
            readonly 401: components["responses"]["Refusal"];
            readonly 403: components["responses"]["Refusal"];
            readonly 404: components["responses"]["Refusal"];
            readonly 408: components["responses"]["Refusal"];
            readonly 409: components["responses"]["Refusal"];
            readonly 413: components["responses"]["Refusal"];
            readonly 414: components["responses"]["Refusal"];
            readonly 415: components["responses"]["Refusal"];
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
    readonly deleteNotificationsChannelSubscriptions: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly channelId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Forgets the channel's topics */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["Refusal"];
            readonly 401: components["responses"]["Refusal"];
            readonly 403: components["responses"]["Refusal"];
            readonly 404: components["responses"]["Refusal"];
            readonly 408: components["responses"]["Refusal"];
            readonly 409: components["responses"]["Refusal"];
            readonly 413: components["responses"]["Refusal"];
            readonly 414: components["responses"]["Refusal"];
            readonly 415: components["responses"]["Refusal"];
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
    readonly getParlorChatsWaiting: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Who waits in the agent's queues */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["WaitingChats"];
                };
            };
            readonly 400: components["responses"]["Refusal"];
            readonly 401: components["responses"]["Refusal"];
            readonly 403: components["responses"]["Refusal"];
            readonly 404: components["responses"]["Refusal"];
            readonly 408: components["responses"]["Refusal"];
            readonly 409: components["responses"]["Refusal"];
            readonly 413: components["responses"]["Refusal"];
            readonly 414: components["responses"]["Refusal"];
            readonly 415: components["responses"]["Refusal"];
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
    readonly postParlorChatsWaitingNextTake: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The conversation that was taken */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["MediaConversation"];
                };
            };
            readonly 400: components["responses"]["Refusal"];
            readonly 401: components["responses"]["Refusal"];
            readonly 403: components["responses"]["Refusal"];
            readonly 404: components["responses"]["Refusal"];
            readonly 408: components["responses"]["Refusal"];
            readonly 409: components["responses"]["Refusal"];
            readonly 413: components["responses"]["Refusal"];
            readonly 414: components["responses"]["Refusal"];
            readonly 415: components["responses"]["Refusal"];
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
    readonly postParlorChatsWaitingTake: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly conversationId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /**
             * @description Makes the offer to me, and accepts it; `next` takes who has waited
             * longest
             */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["MediaConversation"];
                };
            };
            readonly 400: components["responses"]["Refusal"];
            readonly 401: components["responses"]["Refusal"];
            readonly 403: components["responses"]["Refusal"];
            readonly 404: components["responses"]["Refusal"];
            readonly 408: components["responses"]["Refusal"];
            readonly 409: components["responses"]["Refusal"];
            readonly 413: components["responses"]["Refusal"];
            readonly 414: components["responses"]["Refusal"];
            readonly 415: components["responses"]["Refusal"];
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
    readonly postParlorChatsMissedTake: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly conversationId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": {
                    /** @description The id of the colleague from whom I take it over. */
                    readonly from?: string | null;
                };
            };
        };
        readonly responses: {
            /** @description It is mine */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["Refusal"];
            readonly 401: components["responses"]["Refusal"];
            readonly 403: components["responses"]["Refusal"];
            readonly 404: components["responses"]["Refusal"];
            readonly 408: components["responses"]["Refusal"];
            readonly 409: components["responses"]["Refusal"];
            readonly 413: components["responses"]["Refusal"];
            readonly 414: components["responses"]["Refusal"];
            readonly 415: components["responses"]["Refusal"];
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
    readonly postParlorChatsMissedWrapup: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly conversationId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": {
                    /**
                     * @description The id of one of the organization's wrap-up codes. An
                     * organization without any takes a wrap-up without a code.
                     */
                    readonly code?: string | null;
                    readonly notes?: string | null;
                    /**
                     * @description The id of the last message that I have read. Necessary when the
                     * guest has written since I took the conversation.
                     */
                    readonly readUntil?: string | null;
                };
            };
        };
        readonly responses: {
            /** @description It is closed */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["Refusal"];
            readonly 401: components["responses"]["Refusal"];
            readonly 403: components["responses"]["Refusal"];
            readonly 404: components["responses"]["Refusal"];
            readonly 408: components["responses"]["Refusal"];
            readonly 409: components["responses"]["Refusal"];
            readonly 413: components["responses"]["Refusal"];
            readonly 414: components["responses"]["Refusal"];
            readonly 415: components["responses"]["Refusal"];
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
    readonly getParlorChats: {
        readonly parameters: {
            readonly query: {
                readonly state: "ended" | "missed";
                /** @description Not read: the list is always of today, or of the guest. */
                readonly day?: "today";
                readonly guest?: string;
                /**
                 * @description With `state=missed`: the id of one of my queues; absent: all of
                 * them. 404 for an unknown queue, 403 for one that is not mine.
                 */
                readonly queue?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Ended chats (`state=ended`) or missed ones (`state=missed`) */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["EndedChats"] | components["schemas"]["MissedChats"];
                };
            };
            readonly 400: components["responses"]["Refusal"];
            readonly 401: components["responses"]["Refusal"];
            readonly 403: components["responses"]["Refusal"];
            readonly 404: components["responses"]["Refusal"];
            readonly 408: components["responses"]["Refusal"];
            readonly 409: components["responses"]["Refusal"];
            readonly 413: components["responses"]["Refusal"];
            readonly 414: components["responses"]["Refusal"];
            readonly 415: components["responses"]["Refusal"];
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
    readonly getParlorChat: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly conversationId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The data that the desk shows beside a chat */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["DeskChat"];
                };
            };
            readonly 400: components["responses"]["Refusal"];
            readonly 401: components["responses"]["Refusal"];
            readonly 403: components["responses"]["Refusal"];
            readonly 404: components["responses"]["Refusal"];
            readonly 408: components["responses"]["Refusal"];
            readonly 409: components["responses"]["Refusal"];
            readonly 413: components["responses"]["Refusal"];
            readonly 414: components["responses"]["Refusal"];
            readonly 415: components["responses"]["Refusal"];
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
    readonly postParlorChatMediarequests: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly conversationId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": components["schemas"]["MediaRequestWish"];
            };
        };
        readonly responses: {
            /** @description Asks to see the guest's screen */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["MediaRequest"];
                };
            };
            readonly 400: components["responses"]["Refusal"];
            readonly 401: components["responses"]["Refusal"];
            readonly 403: components["responses"]["Refusal"];
            readonly 404: components["responses"]["Refusal"];
            readonly 408: components["responses"]["Refusal"];
            readonly 409: components["responses"]["Refusal"];
            readonly 413: components["responses"]["Refusal"];
            readonly 414: components["responses"]["Refusal"];
            readonly 415: components["responses"]["Refusal"];
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
    readonly deleteParlorChatMediarequest: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly conversationId: string;
                readonly requestId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Withdraws it */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["Refusal"];
            readonly 401: components["responses"]["Refusal"];
            readonly 403: components["responses"]["Refusal"];
            readonly 404: components["responses"]["Refusal"];
            readonly 408: components["responses"]["Refusal"];
            readonly 409: components["responses"]["Refusal"];
            readonly 413: components["responses"]["Refusal"];
            readonly 414: components["responses"]["Refusal"];
            readonly 415: components["responses"]["Refusal"];
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
    readonly getParlorReplies: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Saved replies */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Replies"];
                };
            };
            readonly 400: components["responses"]["Refusal"];
            readonly 401: components["responses"]["Refusal"];
            readonly 403: components["responses"]["Refusal"];
            readonly 404: components["responses"]["Refusal"];
            readonly 408: components["responses"]["Refusal"];
            readonly 409: components["responses"]["Refusal"];
            readonly 413: components["responses"]["Refusal"];
            readonly 414: components["responses"]["Refusal"];
            readonly 415: components["responses"]["Refusal"];
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
    readonly postParlorGuestAttachments: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description The sender's own. The same key gives the same file again, with a
                 * fresh address for its bytes; with another name, size or type it is 409
                 * request.conflict; a longer one is 400 invalid.value.
                 */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                readonly conversationId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": components["schemas"]["AttachmentAnnouncement"];
            };
        };
        readonly responses: {
            /** @description The file is expected */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AttachmentUpload"];
                };
            };
            readonly 400: components["responses"]["Refusal"];
            readonly 401: components["responses"]["Refusal"];
            readonly 403: components["responses"]["Refusal"];
            readonly 404: components["responses"]["Refusal"];
            readonly 408: components["responses"]["Refusal"];
            readonly 409: components["responses"]["Refusal"];
            readonly 413: components["responses"]["Refusal"];
            readonly 414: components["responses"]["Refusal"];
            readonly 415: components["responses"]["Refusal"];
            readonly 422: components["responses"]["Refusal"];
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
    readonly getParlorGuestAttachment: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly conversationId: string;
                readonly attachmentId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The file */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AttachmentState"];
                };
            };
            readonly 400: components["responses"]["Refusal"];
            readonly 401: components["responses"]["Refusal"];
            readonly 403: components["responses"]["Refusal"];
            readonly 404: components["responses"]["Refusal"];
            readonly 408: components["responses"]["Refusal"];
            readonly 409: components["responses"]["Refusal"];
            readonly 413: components["responses"]["Refusal"];
            readonly 414: components["responses"]["Refusal"];
            readonly 415: components["responses"]["Refusal"];
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
    readonly deleteParlorGuestAttachment: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly conversationId: string;
                readonly attachmentId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The file is deleted */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["Refusal"];
            readonly 401: components["responses"]["Refusal"];
            readonly 403: components["responses"]["Refusal"];
            readonly 404: components["responses"]["Refusal"];
            readonly 408: components["responses"]["Refusal"];
            readonly 409: components["responses"]["Refusal"];
            readonly 413: components["responses"]["Refusal"];
            readonly 414: components["responses"]["Refusal"];
            readonly 415: components["responses"]["Refusal"];
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
    readonly postParlorChatAttachments: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description The sender's own. The same key gives the same file again, with a
                 * fresh address for its bytes; with another name, size or type it is 409
                 * request.conflict; a longer one is 400 invalid.value.
                 */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                readonly conversationId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": components["schemas"]["AttachmentAnnouncement"];
            };
        };
        readonly responses: {
            /** @description The file is expected */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AttachmentUpload"];
                };
            };
            readonly 400: components["responses"]["Refusal"];
            readonly 401: components["responses"]["Refusal"];
            readonly 403: components["responses"]["Refusal"];
            readonly 404: components["responses"]["Refusal"];
            readonly 408: components["responses"]["Refusal"];
            readonly 409: components["responses"]["Refusal"];
            readonly 413: components["responses"]["Refusal"];
            readonly 414: components["responses"]["Refusal"];
            readonly 415: components["responses"]["Refusal"];
            readonly 422: components["responses"]["Refusal"];
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
    readonly getParlorChatAttachment: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly conversationId: string;
                readonly attachmentId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The file */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AttachmentState"];
                };
            };
            readonly 400: components["responses"]["Refusal"];
            readonly 401: components["responses"]["Refusal"];
            readonly 403: components["responses"]["Refusal"];
            readonly 404: components["responses"]["Refusal"];
            readonly 408: components["responses"]["Refusal"];
            readonly 409: components["responses"]["Refusal"];
            readonly 413: components["responses"]["Refusal"];
            readonly 414: components["responses"]["Refusal"];
            readonly 415: components["responses"]["Refusal"];
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
    readonly deleteParlorChatAttachment: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly conversationId: string;
                readonly attachmentId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The file is deleted */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["Refusal"];
            readonly 401: components["responses"]["Refusal"];
            readonly 403: components["responses"]["Refusal"];
            readonly 404: components["responses"]["Refusal"];
            readonly 408: components["responses"]["Refusal"];
            readonly 409: components["responses"]["Refusal"];
            readonly 413: components["responses"]["Refusal"];
            readonly 414: components["responses"]["Refusal"];
            readonly 415: components["responses"]["Refusal"];
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
    readonly putParlorFile: {
        readonly parameters: {
            readonly query?: {
                /** @description Until when the address works, in seconds since 1970. */
                readonly e?: string;
                /** @description The signature of the address. */
                readonly s?: string;
            };
            readonly header?: never;
            readonly path: {
                readonly attachmentId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/octet-stream": unknown;
            };
        };
        readonly responses: {
            /** @description All bytes are here; the server looks at them */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AttachmentReceived"];
                };
            };
            readonly 400: components["responses"]["Refusal"];
            readonly 401: components["responses"]["Refusal"];
            readonly 403: components["responses"]["Refusal"];
            readonly 404: components["responses"]["Refusal"];
            readonly 408: components["responses"]["Refusal"];
            readonly 409: components["responses"]["Refusal"];
            readonly 411: components["responses"]["Refusal"];
            readonly 413: components["responses"]["Refusal"];
            readonly 414: components["responses"]["Refusal"];
            readonly 415: components["responses"]["Refusal"];
            readonly 422: components["responses"]["Refusal"];
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
    readonly getParlorFile: {
        readonly parameters: {
            readonly query?: {
                /** @description file or thumb. */
                readonly v?: string;
                /** @description Until when the address works, in seconds since 1970. */
                readonly e?: string;
                /** @description The signature of the address. */
                readonly s?: string;
            };
            readonly header?: never;
            readonly path: {
                readonly attachmentId: string;
                /** @description The name for the visitor; nothing is looked up by it. */
                readonly name: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The file */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/octet-stream": unknown;
                };
            };
            /** @description A range of it */
            readonly 206: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/octet-stream": unknown;
                };
            };
            /** @description It has not changed */
            readonly 304: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["Refusal"];
            readonly 401: components["responses"]["Refusal"];
            readonly 403: components["responses"]["Refusal"];
            readonly 404: components["responses"]["Refusal"];
            readonly 408: components["responses"]["Refusal"];
            readonly 409: components["responses"]["Refusal"];
            readonly 413: components["responses"]["Refusal"];
            readonly 414: components["responses"]["Refusal"];
            readonly 415: components["responses"]["Refusal"];
            readonly 416: components["responses"]["Refusal"];
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
    readonly getParlorPicture: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description The signature of the address. */
                readonly signature: string;
                /** @description The address, in base64url. */
                readonly address: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The picture */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/octet-stream": unknown;
                };
            };
            readonly 400: components["responses"]["Refusal"];
            readonly 403: components["responses"]["Refusal"];
            readonly 404: components["responses"]["Refusal"];
            readonly 408: components["responses"]["Refusal"];
            readonly 414: components["responses"]["Refusal"];
            readonly 415: components["responses"]["Refusal"];
            readonly 429: components["responses"]["Refusal"];
            readonly 431: components["responses"]["Refusal"];
            readonly 500: components["responses"]["Refusal"];
            readonly 503: components["responses"]["Refusal"];
        };
    };
}
