// Generated from docs/contracts/guest-chat.openapi.json. Do not edit:
// `npm run generate -w contract` writes it.
export interface paths {
    readonly "/api/v2/webchat/guest/conversations": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Create a guest conversation
         * @deprecated
         * @description Starts an ACD chat with one member (role CUSTOMER). No credentials are
         * needed. After the reply the client must open a WebSocket on eventStreamUri: the
         * conversation is not routed before that.
         */
        readonly post: operations["postWebchatGuestConversations"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v2/webchat/guest/conversations/{conversationId}/mediarequests": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List media requests
         * @deprecated
         * @description All media requests addressed to the guest. Not paginated.
         */
        readonly get: operations["getWebchatGuestConversationMediarequests"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v2/webchat/guest/conversations/{conversationId}/mediarequests/{mediaRequestId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Get a media request
         * @deprecated
         * @description One media request.
         */
        readonly get: operations["getWebchatGuestConversationMediarequest"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        /**
         * Answer a media request
         * @deprecated
         * @description Sets state to ACCEPTED, DECLINED or ERRORED.
         */
        readonly patch: operations["patchWebchatGuestConversationMediarequest"];
        readonly trace?: never;
    };
    readonly "/api/v2/webchat/guest/conversations/{conversationId}/members": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List members
         * @deprecated
         * @description Page-numbered list of members, past and present unless
         * excludeDisconnectedMembers is true.
         */
        readonly get: operations["getWebchatGuestConversationMembers"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v2/webchat/guest/conversations/{conversationId}/members/{memberId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Get a member
         * @deprecated
         * @description Role, state, display name and avatar of one member; the only source of those
         * facts for members announced by member-change.
         */
        readonly get: operations["getWebchatGuestConversationMember"];
        readonly put?: never;
        readonly post?: never;
        /**
         * Leave the conversation
         * @deprecated
         * @description The guest removes itself, which ends the chat.
         */
        readonly delete: operations["deleteWebchatGuestConversationMember"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v2/webchat/guest/conversations/{conversationId}/members/{memberId}/messages": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Send a message
         * @deprecated
         * @description Sends as the guest. The same message comes back on the event stream with the
         * same id.
         */
        readonly post: operations["postWebchatGuestConversationMemberMessages"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v2/webchat/guest/conversations/{conversationId}/members/{memberId}/typing": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Send a typing indicator
         * @deprecated
         * @description No request body. Send at most once every 3 seconds while the guest is
         * typing. The indicator is echoed on the event stream.
         */
        readonly post: operations["postWebchatGuestConversationMemberTyping"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v2/webchat/guest/conversations/{conversationId}/messages": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List messages
         * @deprecated
         * @description Cursor-paginated history. Query parameters that arrive as empty strings must
         * be read as absent (the official client sends them that way).
         */
        readonly get: operations["getWebchatGuestConversationMessages"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v2/webchat/guest/conversations/{conversationId}/messages/{messageId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Get a message
         * @deprecated
         * @description One message.
         */
        readonly get: operations["getWebchatGuestConversationMessage"];
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
        /**
         * @description Body that starts a guest conversation. Unknown extra properties are
         * tolerated by the service (the vendor's own widget sends memberInfo.role). An optional
         * property that is null counts as absent, and so does an optional text that is empty. The
         * maximum lengths are those of Parlor's server; the vendor's are not known.
         */
        readonly CreateWebChatConversationRequest: {
            /** @description GUID of the Genesys Cloud organization. */
            readonly organizationId: string;
            /**
             * @description GUID of the web chat deployment (it carries: disabled flag,
             * authentication requirement, allowed domains, inbound chat flow).
             */
            readonly deploymentId: string;
            readonly routingTarget: components["schemas"]["WebChatRoutingTarget"];
            readonly memberInfo: components["schemas"]["GuestMemberInfo"];
            /**
             * @description JWT of an authenticated guest, minted server-side with POST
             * /api/v2/signeddata. Omit for anonymous guests.
             */
            readonly memberAuthToken?: string | null;
            readonly journeyContext?: components["schemas"]["JourneyContext"] | null;
            readonly parlor?: components["schemas"]["ParlorCreation"] | null;
        };
        readonly WebChatRoutingTarget: {
            /**
             * @description Declared enum has one value. Lower-case 'queue' is widely sent and
             * accepted; compare case-insensitively.
             * @enum {string}
             */
            readonly targetType: "QUEUE";
            /** @description Queue NAME (not its GUID) when targetType is QUEUE. */
            readonly targetAddress: string;
            /** @description ACD skill names. */
            readonly skills?: readonly string[] | null;
            /** @description ACD language name. */
            readonly language?: string | null;
            /**
             * Format: int64
             * @description Routing priority.
             */
            readonly priority?: number | null;
        };
        readonly GuestMemberInfo: {
            /**
             * @description Name shown to the agent. Missing value -> 400
             * chat.error.notnull.createconversationrequest.memberinfo.displayname. Parlor's server
             * takes the first and the last name instead, if one of them is given.
             */
            readonly displayName: string;
            /** @description Since client 5.4.0. */
            readonly firstName?: string | null;
            /** @description Since client 5.4.0. */
            readonly lastName?: string | null;
            /** @description Since client 5.4.0. */
            readonly email?: string | null;
            /** @description Since client 5.4.0. */
            readonly phoneNumber?: string | null;
            /**
             * Format: uri
             * @description Was profileImageUrl before client 3.0.0.
             */
            readonly avatarImageUrl?: string | null;
            /**
             * @description String-to-string map. Each entry becomes a participant attribute named
             * 'context.<key>' on the agent side. The vendor's size limits are not known; Parlor's
             * deployment sets how many fields there may be and how long a value.
             */
            readonly customFields?: {
                readonly [key: string]: string;
            } | null;
        };
        /** @description Predictive-engagement linkage. */
        readonly JourneyContext: {
            readonly customer: components["schemas"]["JourneyCustomer"];
            readonly customerSession?: components["schemas"]["JourneyCustomerSession"] | null;
            readonly triggeringAction?: components["schemas"]["JourneyAction"] | null;
        };
        readonly JourneyCustomer: {
            readonly id: string;
            /** @description For example 'cookie'. */
            readonly idType: string;
        };
        readonly JourneyCustomerSession: {
            readonly id: string;
            /** @description For example 'web' or 'app'. */
            readonly type: string;
        };
        readonly JourneyAction: {
            readonly id: string;
            readonly actionMap: components["schemas"]["JourneyActionMap"];
        };
        readonly JourneyActionMap: {
            readonly id: string;
            /** Format: int32 */
            readonly version: number;
        };
        /**
         * @description Observed replies carry all four properties, and 'member' holds only 'id'
         * (the declared type is WebChatMemberInfo).
         */
        readonly CreateWebChatConversationResponse: {
            /** @description Conversation id (UUID). */
            readonly id: string;
            /**
             * @description Bearer token for every later operation on this conversation. RS256;
             * claims: data.conv, data.did, data.sub (guest member id), exp, iat, iss
             * 'urn:purecloud:webchat', org. Observed life 21-22 h. Cannot be refreshed.
             */
            readonly jwt: string;
            /**
             * Format: uri
             * @description Opaque wss:// URL of the event stream; the same JWT is embedded in its
             * path. Routing does not start until a socket is attached.
             */
            readonly eventStreamUri: string;
            readonly member: components["schemas"]["WebChatMemberReference"];
            /**
             * @description Parlor's extensions of this contract that the server has; absent from
             * the vendor's service.
             */
            readonly extensions?: readonly string[];
            /**
             * @description Parlor's extension attachments: what may be attached. Absent when the
             * extension is.
             */
            readonly attachments?: components["schemas"]["AttachmentLimits"];
        };
        /**
         * @description The service sends this where the published model declares WebChatMemberInfo
         * inside another object (create reply, message sender, typing sender, event frames): an
         * object with only 'id'. Not a published model name.
         */
        readonly WebChatMemberReference: {
            /** @description Member id (also called communicationId). */
            readonly id: string;
        };
        readonly WebChatMemberInfo: {
            /** @description Member id (communicationId). */
            readonly id: string;
            readonly displayName?: string;
            readonly firstName?: string;
            readonly lastName?: string;
            readonly email?: string;
            readonly phoneNumber?: string;
            /** Format: uri */
            readonly avatarImageUrl?: string;
            /**
             * @description Compare case-insensitively.
             * @enum {string}
             */
            readonly role: "AGENT" | "CUSTOMER" | "WORKFLOW" | "ACD";
            /** Format: date-time */
            readonly joinDate?: string;
            /**
             * Format: date-time
             * @description Absent or null while the member is active.
             */
            readonly leaveDate?: string | null;
            readonly authenticatedGuest?: boolean;
            readonly customFields?: {
                readonly [key: string]: string;
            };
            /**
             * @description Compare case-insensitively.
             * @enum {string}
             */
            readonly state: "CONNECTED" | "DISCONNECTED" | "ALERTING";
            /**
             * @description Parlor's extension end-reason: why the conversation is over. Only of the
             * guest's own member, and only after the end.
             * @enum {unknown}
             */
            readonly endReason?: "guest" | "agent" | "idle" | "lost" | "system";
            /**
             * @description Parlor's extension poll: why the state of the member has changed, as a
             * member-change frame tells it. gone: the connection of this agent is lost, also while
             * the member is still CONNECTED. Only in an answer to a request with Parlor-Attach:
             * poll.
             * @enum {unknown}
             */
            readonly reason?: "transfer" | "gone";
        };
        readonly WebChatMemberInfoEntityList: {
            readonly entities: readonly components["schemas"]["WebChatMemberInfo"][];
            /** Format: int32 */
            readonly pageSize: number;
            /** Format: int32 */
            readonly pageNumber: number;
            /** Format: int64 */
            readonly total: number;
            /** Format: uri-reference */
            readonly firstUri: string;
            /** Format: uri-reference */
            readonly nextUri?: string;
            /** Format: uri-reference */
            readonly previousUri?: string;
            /** Format: uri-reference */
            readonly lastUri: string;
            /** Format: uri-reference */
            readonly selfUri: string;
            /** Format: int32 */
            readonly pageCount: number;
        };
        readonly CreateWebChatMessageRequest: {
            /** @description Plain text. Limit 4,000 characters. */
            readonly body: string;
            /**
             * @description In any case. Defaults to standard when it is left out, null or empty.
             */
            readonly bodyType?: ("standard" | "notice" | "") | null;
            /**
             * @description Parlor's extension attachments: the files that the message has, in this
             * order. Each one has to be ready, the sender's own, and not sent before. The text may
             * be empty then.
             */
            readonly attachmentIds?: readonly string[];
            readonly answer?: components["schemas"]["RichAnswer"];
        };
        /**
         * @description 'sender' is declared as WebChatMemberInfo in the published model; on the
         * wire it is an id-only object.
         */
        readonly WebChatMessage: {
            /**
             * @description Message id (UUID); the de-duplication key and the cursor for
             * after/before.
             */
            readonly id: string;
            readonly name?: string;
            readonly conversation: components["schemas"]["WebChatConversation"];
            readonly sender: components["schemas"]["WebChatMemberReference"];
            /** @description Empty string for member-join and member-leave. */
            readonly body: string;
            /** @enum {string} */
            readonly bodyType: "standard" | "notice" | "member-join" | "member-leave" | "media-request";
            /** Format: date-time */
            readonly timestamp: string;
            /**
             * @description Parlor's addition: the language of the body, as a BCP 47 tag, where the
             * sender says it.
             */
            readonly language?: string;
            /** Format: uri-reference */
            readonly selfUri?: string;
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
        /** @description Cursor pagination; there is no total and no page number. */
        readonly WebChatMessageEntityList: {
            /** Format: int32 */
            readonly pageSize: number;
            readonly entities: readonly components["schemas"]["WebChatMessage"][];
            /** @description Relative URI of the preceding page; absent at the edge. */
            readonly previousPage?: string;
            /**
             * @description Relative URI (path and query) of the following page, to be appended to
             * the API base URL; absent when there is nothing further.
             */
            readonly next?: string;
            /** Format: uri-reference */
            readonly selfUri: string;
            /**
             * @description Parlor's extension poll: all members, in an answer to a request with
             * Parlor-Attach: poll.
             */
            readonly members?: readonly components["schemas"]["WebChatMemberInfo"][];
            /**
             * @description Parlor's extension poll: the ids of the other members who are typing.
             */
            readonly typing?: readonly string[];
            /**
             * @description Parlor's extensions poll and missed: as a frame parlor.missed tells it,
             * in an answer to a request with Parlor-Attach: poll; null for a conversation that is
             * no missed one.
             */
            readonly missed?: {
                /** Format: date-time */
                readonly since: string;
                readonly takenBy: {
                    readonly name: string;
                } | null;
                readonly isAnswered: boolean;
            } | null;
        };
        readonly WebChatConversation: {
            readonly id?: string;
            readonly name?: string;
            readonly member?: components["schemas"]["WebChatMemberReference"];
            /**
             * Format: uri-reference
             * @description Points at the agent-side resource /api/v2/conversations/{id} (OAuth); do
             * not follow it with the guest JWT.
             */
            readonly selfUri?: string;
        };
        readonly WebChatTyping: {
            /** @description Event id; guards against re-delivery. */
            readonly id: string;
            readonly conversation: components["schemas"]["WebChatConversation"];
            readonly sender: components["schemas"]["WebChatMemberReference"];
            /** Format: date-time */
            readonly timestamp: string;
        };
        readonly WebChatGuestMediaRequest: {
            readonly id: string;
            readonly name?: string;
            readonly types: readonly ("COBROWSE" | "SCREENSHARE")[];
            /**
             * @description A guest may set only ACCEPTED, DECLINED or ERRORED.
             * @enum {string}
             */
            readonly state: "PENDING" | "ACCEPTED" | "DECLINED" | "TIMEDOUT" | "CANCELLED" | "ERRORED";
            /** @description Id of the new media communication, if one was created. */
            readonly communicationId?: string;
            /** @description Security data for the media session. */
            readonly securityKey?: string;
            /**
             * Format: date-time
             * @description Parlor's extension: how long the invitation is open.
             */
            readonly expiresAt?: string;
            /** Format: uri-reference */
            readonly selfUri?: string;
        };
        readonly WebChatGuestMediaRequestEntityList: {
            readonly entities: readonly components["schemas"]["WebChatGuestMediaRequest"][];
        };
        readonly ErrorBody: {
            readonly message?: string;
            /** @description Stable machine code; branch on this together with status. */
            readonly code?: string;
            /** Format: int32 */
            readonly status?: number;
            readonly entityId?: string;
            readonly entityName?: string;
            /** @description Template text. */
            readonly messageWithParams?: string;
            /**
             * @description Values for the template; the specific human reason is sometimes only
             * here, under 'message'.
             */
            readonly messageParams?: {
                readonly [key: string]: string;
            };
            /** @description Correlation id to quote to support. */
            readonly contextId?: string;
            readonly details?: readonly components["schemas"]["Detail"][];
            readonly errors?: readonly components["schemas"]["ErrorBody"][];
            readonly limit?: components["schemas"]["Limit"];
        };
        readonly Detail: {
            readonly errorCode?: string;
            readonly fieldName?: string;
            readonly entityId?: string;
            readonly entityName?: string;
        };
        /** @description Present since client 9.3.0. */
        readonly Limit: {
            readonly key?: string;
            /** @description Platform limit namespace, for example 'webchat' or 'platform.api'. */
            readonly namespace?: string;
            /** Format: int64 */
            readonly value?: number;
        };
        readonly EventFrameMetadata: {
            /** @description Note the capital C. */
            readonly CorrelationId?: string;
            /**
             * @description Observed values: message, typing-indicator, member-change. Treat others
             * as unknown and ignore.
             */
            readonly type: string;
        };
        readonly ConversationReference: {
            readonly id: string;
        };
        readonly MessageEventBody: {
            readonly id: string;
            readonly conversation: components["schemas"]["ConversationReference"];
            readonly sender: components["schemas"]["WebChatMemberReference"];
            readonly body: string;
            /** @enum {string} */
            readonly bodyType: "standard" | "notice" | "member-join" | "member-leave" | "media-request";
            /**
             * @description Parlor's addition: the language of the body, as a BCP 47 tag, where the
             * sender says it.
             */
            readonly language?: string;
            /** Format: date-time */
            readonly timestamp: string;
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
        readonly TypingIndicatorEventBody: {
            readonly id: string;
            readonly conversation: components["schemas"]["ConversationReference"];
            readonly sender: components["schemas"]["WebChatMemberReference"];
            /** Format: date-time */
            readonly timestamp: string;
        };
        /** @description No role and no displayName: fetch the member to learn them. */
        readonly MemberChangeMember: {
            readonly id: string;
            /** @enum {string} */
            readonly state: "CONNECTED" | "DISCONNECTED" | "ALERTING";
            /**
             * @description Parlor's extension end-reason: why the conversation is over. Only in the
             * guest's own last event.
             * @enum {unknown}
             */
            readonly endReason?: "guest" | "agent" | "idle" | "lost" | "system";
            /**
             * @description Parlor's extensions. transfer, with DISCONNECTED: the agent has left for
             * another one. gone, with DISCONNECTED: the agent's connection was lost for too long,
             * and the chat goes on without it. gone, with CONNECTED: the connection is lost, and
             * the chat stays with the agent; the next CONNECTED without a reason says that the
             * agent is back.
             * @enum {unknown}
             */
            readonly reason?: "transfer" | "gone";
        };
        /** @description Has no id of its own; de-duplicate on (member.id, member.state). */
        readonly MemberChangeEventBody: {
            readonly conversation: components["schemas"]["ConversationReference"];
            readonly member: components["schemas"]["MemberChangeMember"];
            /** Format: date-time */
            readonly timestamp: string;
        };
        readonly HeartbeatEventBody: {
            /** @constant */
            readonly message: "WebSocket Heartbeat";
            /**
             * Format: date-time
             * @description Parlor's extension: the server's time, for a client whose own clock is
             * wrong.
             */
            readonly time?: string;
        };
        /** @description A message was added, including the guest's own messages. */
        readonly MessageEvent: {
            readonly topicName: string;
            /** @description Observed '2'. */
            readonly version?: string;
            readonly eventBody: components["schemas"]["MessageEventBody"];
            readonly metadata: components["schemas"]["EventFrameMetadata"] & {
                /** @constant */
                readonly type?: "message";
            };
        };
        /**
         * @description A member is typing, including the guest itself. Same topic as messages; only
         * metadata.type tells them apart.
         */
        readonly TypingIndicatorEvent: {
            readonly topicName: string;
            /** @description Observed '2'. */
            readonly version?: string;
            readonly eventBody: components["schemas"]["TypingIndicatorEventBody"];
            readonly metadata: components["schemas"]["EventFrameMetadata"] & {
                /** @constant */
                readonly type?: "typing-indicator";
            };
        };
        /**
         * @description A member's connection state was (re)announced. The same state can be
         * announced repeatedly.
         */
        readonly MemberChangeEvent: {
            readonly topicName: string;
            /** @description Observed '2'. */
            readonly version?: string;
            readonly eventBody: components["schemas"]["MemberChangeEventBody"];
            readonly metadata: components["schemas"]["EventFrameMetadata"] & {
                /** @constant */
                readonly type?: "member-change";
            };
        };
        /** @description Keep-alive. metadata and version may be absent. */
        readonly HeartbeatEvent: {
            /** @constant */
            readonly topicName: "channel.metadata";
            /** @description May be absent. */
            readonly version?: string;
            readonly eventBody: components["schemas"]["HeartbeatEventBody"];
            readonly metadata?: components["schemas"]["EventFrameMetadata"];
        };
        /**
         * @description One text frame of the event stream. Dispatch on topicName 'channel.metadata'
         * first, then on metadata.type. Clients ignore frames that match none.
         */
        readonly EventFrame: components["schemas"]["MessageEvent"] | components["schemas"]["TypingIndicatorEvent"] | components["schemas"]["MemberChangeEvent"] | components["schemas"]["HeartbeatEvent"];
        /** @description A guest's answer to a media request. Other properties are ignored. */
        readonly WebChatGuestMediaRequestAnswer: {
            /** @enum {string} */
            readonly state: string;
        };
        /**
         * @description Parlor's extension of a new conversation: the page describes itself. The
         * vendor's service ignores it.
         */
        readonly ParlorCreation: {
            /**
             * @description The labels of the form's fields, by the key of the field, as the visitor
             * read them.
             */
            readonly fieldLabels?: {
                readonly [key: string]: string;
            } | null;
            readonly capabilities?: {
                /**
                 * @description Whether the page can share the visitor's screen. An agent's request
                 * to do so is refused when it is false.
                 */
                readonly screenShare?: boolean | null;
            } | null;
            /**
             * @description The language of the panel, as a BCP 47 tag: the flow greeting is in it.
             * Absent: the first language of the Accept-Language header.
             */
            readonly language?: string | null;
            /**
             * Format: uri
             * @description The http or https address of the page.
             */
            readonly page?: string | null;
            /** @description By when an answer was promised to a visitor who leaves a message. */
            readonly promise?: {
                /**
                 * @description By when, as the end of a sentence in the visitor's language: `by
                 * tomorrow noon`.
                 */
                readonly text: string;
                /**
                 * @description The same in hours from now, for the agents' list; absent when the
                 * site has not said so.
                 */
                readonly withinHours?: number | null;
            } | null;
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
    };
    responses: {
        /**
         * @description Malformed or not permitted in this state. Codes: see x-error-codes of the
         * operation.
         */
        readonly BadRequest: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /**
         * @description authentication.required, bad.credentials, credentials.expired,
         * ip.not.authorized
         */
        readonly Unauthorized: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /**
         * @description not.authorized, missing.permissions and kin, authz.policy.denied; on create
         * also origin.not.allowed
         */
        readonly Forbidden: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /**
         * @description not.found; on member, message and media request lookups chat.error.not.found
         */
        readonly NotFound: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /** @description client.timeout */
        readonly RequestTimeout: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /** @description request.conflict (declared since client 14.4.0) */
        readonly Conflict: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /** @description request.entity.too.large */
        readonly PayloadTooLarge: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /** @description unsupported.media.type */
        readonly UnsupportedMediaType: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /** @description too.many.requests or too.many.requests.retry.after */
        readonly TooManyRequests: {
            headers: {
                /**
                 * @description Seconds to wait. Presence on this API is NOT VERIFIED; the number is
                 * otherwise in the message text. Cross-origin scripts can read it only if it is
                 * exposed.
                 */
                readonly "Retry-After"?: number;
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /** @description internal.server.error; chat.error and variants */
        readonly InternalServerError: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /** @description service.unavailable; on create also chat.error.service.unavailable */
        readonly ServiceUnavailable: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /**
         * @description request.timeout, authentication.request.timeout; on create also
         * chat.error.service.timeout
         */
        readonly GatewayTimeout: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/json": components["schemas"]["ErrorBody"];
            };
        };
    };
    parameters: {
        /** @description Conversation id from the create reply. */
        readonly conversationId: string;
        /** @description Member id. For messages, typing and DELETE it must be the guest's own. */
        readonly memberId: string;
        /** @description Message id. */
        readonly messageId: string;
        /** @description Media request id. */
        readonly mediaRequestId: string;
        /** @description Members per page. */
        readonly pageSize: number;
        /** @description 1-based page. */
        readonly pageNumber: number;
        /** @description Leave out members in state DISCONNECTED. */
        readonly excludeDisconnectedMembers: boolean;
        /** @description Only messages later than the message with this id. */
        readonly after: string;
        /** @description Only messages earlier than the message with this id. */
        readonly before: string;
        /** @description Order by time. */
        readonly sortOrder: "ascending" | "descending";
        /** @description Most messages to return, up to 100. Since client 5.0.0. */
        readonly maxResults: number;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type CreateWebChatConversationRequest = components['schemas']['CreateWebChatConversationRequest'];
export type WebChatRoutingTarget = components['schemas']['WebChatRoutingTarget'];
export type GuestMemberInfo = components['schemas']['GuestMemberInfo'];
export type JourneyContext = components['schemas']['JourneyContext'];
export type JourneyCustomer = components['schemas']['JourneyCustomer'];
export type JourneyCustomerSession = components['schemas']['JourneyCustomerSession'];
export type JourneyAction = components['schemas']['JourneyAction'];
export type JourneyActionMap = components['schemas']['JourneyActionMap'];
export type CreateWebChatConversationResponse = components['schemas']['CreateWebChatConversationResponse'];
export type WebChatMemberReference = components['schemas']['WebChatMemberReference'];
export type WebChatMemberInfo = components['schemas']['WebChatMemberInfo'];
export type WebChatMemberInfoEntityList = components['schemas']['WebChatMemberInfoEntityList'];
export type CreateWebChatMessageRequest = components['schemas']['CreateWebChatMessageRequest'];
export type WebChatMessage = components['schemas']['WebChatMessage'];
export type WebChatMessageEntityList = components['schemas']['WebChatMessageEntityList'];
export type WebChatConversation = components['schemas']['WebChatConversation'];
export type WebChatTyping = components['schemas']['WebChatTyping'];
export type WebChatGuestMediaRequest = components['schemas']['WebChatGuestMediaRequest'];
export type WebChatGuestMediaRequestEntityList = components['schemas']['WebChatGuestMediaRequestEntityList'];
export type ErrorBody = components['schemas']['ErrorBody'];
export type Detail = components['schemas']['Detail'];
export type Limit = components['schemas']['Limit'];
export type EventFrameMetadata = components['schemas']['EventFrameMetadata'];
export type ConversationReference = components['schemas']['ConversationReference'];
export type MessageEventBody = components['schemas']['MessageEventBody'];
export type TypingIndicatorEventBody = components['schemas']['TypingIndicatorEventBody'];
export type MemberChangeMember = components['schemas']['MemberChangeMember'];
export type MemberChangeEventBody = components['schemas']['MemberChangeEventBody'];
export type HeartbeatEventBody = components['schemas']['HeartbeatEventBody'];
export type MessageEvent = components['schemas']['MessageEvent'];
export type TypingIndicatorEvent = components['schemas']['TypingIndicatorEvent'];
export type MemberChangeEvent = components['schemas']['MemberChangeEvent'];
export type HeartbeatEvent = components['schemas']['HeartbeatEvent'];
export type EventFrame = components['schemas']['EventFrame'];
export type WebChatGuestMediaRequestAnswer = components['schemas']['WebChatGuestMediaRequestAnswer'];
export type ParlorCreation = components['schemas']['ParlorCreation'];
export type Attachment = components['schemas']['Attachment'];
export type AttachmentLimits = components['schemas']['AttachmentLimits'];
export type RichChoice = components['schemas']['RichChoice'];
export type RichAction = components['schemas']['RichAction'];
export type RichCard = components['schemas']['RichCard'];
export type RichTime = components['schemas']['RichTime'];
export type RichSection = components['schemas']['RichSection'];
export type RichContent = components['schemas']['RichContent'];
export type RichAnswer = components['schemas']['RichAnswer'];
export type ResponseBadRequest = components['responses']['BadRequest'];
export type ResponseUnauthorized = components['responses']['Unauthorized'];
export type ResponseForbidden = components['responses']['Forbidden'];
export type ResponseNotFound = components['responses']['NotFound'];
export type ResponseRequestTimeout = components['responses']['RequestTimeout'];
export type ResponseConflict = components['responses']['Conflict'];
export type ResponsePayloadTooLarge = components['responses']['PayloadTooLarge'];
export type ResponseUnsupportedMediaType = components['responses']['UnsupportedMediaType'];
export type ResponseTooManyRequests = components['responses']['TooManyRequests'];
export type ResponseInternalServerError = components['responses']['InternalServerError'];
export type ResponseServiceUnavailable = components['responses']['ServiceUnavailable'];
export type ResponseGatewayTimeout = components['responses']['GatewayTimeout'];
export type ParameterConversationId = components['parameters']['conversationId'];
export type ParameterMemberId = components['parameters']['memberId'];
export type ParameterMessageId = components['parameters']['messageId'];
export type ParameterMediaRequestId = components['parameters']['mediaRequestId'];
export type ParameterPageSize = components['parameters']['pageSize'];
export type ParameterPageNumber = components['parameters']['pageNumber'];
export type ParameterExcludeDisconnectedMembers = components['parameters']['excludeDisconnectedMembers'];
export type ParameterAfter = components['parameters']['after'];
export type ParameterBefore = components['parameters']['before'];
export type ParameterSortOrder = components['parameters']['sortOrder'];
export type ParameterMaxResults = components['parameters']['maxResults'];
export type $defs = Record<string, never>;
export interface operations {
    readonly postWebchatGuestConversations: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["CreateWebChatConversationRequest"];
            };
        };
        readonly responses: {
            /** @description Created. The status is 200, not 201. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["CreateWebChatConversationResponse"];
                };
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 401: components["responses"]["Unauthorized"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 408: components["responses"]["RequestTimeout"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalServerError"];
            readonly 503: components["responses"]["ServiceUnavailable"];
            readonly 504: components["responses"]["GatewayTimeout"];
        };
    };
    readonly getWebchatGuestConversationMediarequests: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description Conversation id from the create reply. */
                readonly conversationId: components["parameters"]["conversationId"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The requests. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["WebChatGuestMediaRequestEntityList"];
                };
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 401: components["responses"]["Unauthorized"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 408: components["responses"]["RequestTimeout"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalServerError"];
            readonly 503: components["responses"]["ServiceUnavailable"];
            readonly 504: components["responses"]["GatewayTimeout"];
        };
    };
    readonly getWebchatGuestConversationMediarequest: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description Conversation id from the create reply. */
                readonly conversationId: components["parameters"]["conversationId"];
                /** @description Media request id. */
                readonly mediaRequestId: components["parameters"]["mediaRequestId"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The request. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["WebChatGuestMediaRequest"];
                };
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 401: components["responses"]["Unauthorized"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 408: components["responses"]["RequestTimeout"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalServerError"];
            readonly 503: components["responses"]["ServiceUnavailable"];
            readonly 504: components["responses"]["GatewayTimeout"];
        };
    };
    readonly patchWebchatGuestConversationMediarequest: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description Conversation id from the create reply. */
                readonly conversationId: components["parameters"]["conversationId"];
                /** @description Media request id. */
                readonly mediaRequestId: components["parameters"]["mediaRequestId"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["WebChatGuestMediaRequestAnswer"];
            };
        };
        readonly responses: {
            /** @description The updated request. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["WebChatGuestMediaRequest"];
                };
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 401: components["responses"]["Unauthorized"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 408: components["responses"]["RequestTimeout"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalServerError"];
            readonly 503: components["responses"]["ServiceUnavailable"];
            readonly 504: components["responses"]["GatewayTimeout"];
        };
    };
    readonly getWebchatGuestConversationMembers: {
        readonly parameters: {
            readonly query?: {
                /** @description Members per page. */
                readonly pageSize?: components["parameters"]["pageSize"];
                /** @description 1-based page. */
                readonly pageNumber?: components["parameters"]["pageNumber"];
                /** @description Leave out members in state DISCONNECTED. */
                readonly excludeDisconnectedMembers?: components["parameters"]["excludeDisconnectedMembers"];
            };
            readonly header?: never;
            readonly path: {
                /** @description Conversation id from the create reply. */
                readonly conversationId: components["parameters"]["conversationId"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One page. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["WebChatMemberInfoEntityList"];
                };
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 401: components["responses"]["Unauthorized"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 408: components["responses"]["RequestTimeout"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalServerError"];
            readonly 503: components["responses"]["ServiceUnavailable"];
            readonly 504: components["responses"]["GatewayTimeout"];
        };
    };
    readonly getWebchatGuestConversationMember: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description Conversation id from the create reply. */
                readonly conversationId: components["parameters"]["conversationId"];
                /**
                 * @description Member id. For messages, typing and DELETE it must be the guest's
                 * own.
                 */
                readonly memberId: components["parameters"]["memberId"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The member. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["WebChatMemberInfo"];
                };
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 401: components["responses"]["Unauthorized"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 408: components["responses"]["RequestTimeout"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalServerError"];
            readonly 503: components["responses"]["ServiceUnavailable"];
            readonly 504: components["responses"]["GatewayTimeout"];
        };
    };
    readonly deleteWebchatGuestConversationMember: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description Conversation id from the create reply. */
                readonly conversationId: components["parameters"]["conversationId"];
                /**
                 * @description Member id. For messages, typing and DELETE it must be the guest's
                 * own.
                 */
                readonly memberId: components["parameters"]["memberId"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Removed. No body. */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 401: components["responses"]["Unauthorized"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 408: components["responses"]["RequestTimeout"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalServerError"];
            readonly 503: components["responses"]["ServiceUnavailable"];
            readonly 504: components["responses"]["GatewayTimeout"];
        };
    };
    readonly postWebchatGuestConversationMemberMessages: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description Parlor's extension idempotency: the sender's own. The same key
                 * within 24 h gives the first reply again; with another body or body type it is 409
                 * request.conflict; a longer one is 400 invalid.value.
                 */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                /** @description Conversation id from the create reply. */
                readonly conversationId: components["parameters"]["conversationId"];
                /**
                 * @description Member id. For messages, typing and DELETE it must be the guest's
                 * own.
                 */
                readonly memberId: components["parameters"]["memberId"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["CreateWebChatMessageRequest"];
            };
        };
        readonly responses: {
            /** @description Accepted. The status is 200, not 201 or 202. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["WebChatMessage"];
                };
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 401: components["responses"]["Unauthorized"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 408: components["responses"]["RequestTimeout"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalServerError"];
            readonly 503: components["responses"]["ServiceUnavailable"];
            readonly 504: components["responses"]["GatewayTimeout"];
        };
    };
    readonly postWebchatGuestConversationMemberTyping: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description Conversation id from the create reply. */
                readonly conversationId: components["parameters"]["conversationId"];
                /**
                 * @description Member id. For messages, typing and DELETE it must be the guest's
                 * own.
                 */
                readonly memberId: components["parameters"]["memberId"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Accepted. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["WebChatTyping"];
                };
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 401: components["responses"]["Unauthorized"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 408: components["responses"]["RequestTimeout"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalServerError"];
            readonly 503: components["responses"]["ServiceUnavailable"];
            readonly 504: components["responses"]["GatewayTimeout"];
        };
    };
    readonly getWebchatGuestConversationMessages: {
        readonly parameters: {
            readonly query?: {
                /** @description Only messages later than the message with this id. */
                readonly after?: components["parameters"]["after"];
                /** @description Only messages earlier than the message with this id. */
                readonly before?: components["parameters"]["before"];
                /** @description Order by time. */
                readonly sortOrder?: components["parameters"]["sortOrder"];
                /** @description Most messages to return, up to 100. Since client 5.0.0. */
                readonly maxResults?: components["parameters"]["maxResults"];
            };
            readonly header?: {
                /**
                 * @description Parlor's extension poll: the value poll keeps the guest attached for
                 * a minute, without an event stream.
                 */
                readonly "Parlor-Attach"?: string;
            };
            readonly path: {
                /** @description Conversation id from the create reply. */
                readonly conversationId: components["parameters"]["conversationId"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One page. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["WebChatMessageEntityList"];
                };
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 401: components["responses"]["Unauthorized"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 408: components["responses"]["RequestTimeout"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalServerError"];
            readonly 503: components["responses"]["ServiceUnavailable"];
            readonly 504: components["responses"]["GatewayTimeout"];
        };
    };
    readonly getWebchatGuestConversationMessage: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description Conversation id from the create reply. */
                readonly conversationId: components["parameters"]["conversationId"];
                /** @description Message id. */
                readonly messageId: components["parameters"]["messageId"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The message. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["WebChatMessage"];
                };
            };
            readonly 400: components["responses"]["BadRequest"];
            readonly 401: components["responses"]["Unauthorized"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 408: components["responses"]["RequestTimeout"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["PayloadTooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 500: components["responses"]["InternalServerError"];
            readonly 503: components["responses"]["ServiceUnavailable"];
            readonly 504: components["responses"]["GatewayTimeout"];
        };
    };
}
