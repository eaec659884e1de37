// Generated from docs/contracts/guest-chat.openapi.json. Do not edit:
// `npm run generate -w contract` writes it.
import type { OperationSchema } from "./operation-schema.ts";

const WebChatRoutingTargetSchema = {
  type: "object",
  properties: {
    targetType: { type: "string" },
    targetAddress: { type: "string", maxLength: 200 },
    skills: { type: ["array", "null"], items: { type: "string", maxLength: 200 }, maxItems: 50 },
    language: { type: ["string", "null"], maxLength: 200 },
    priority: {
      type: ["integer", "null"],
      format: "int64",
      minimum: -9007199254740991,
      maximum: 9007199254740991,
    },
  },
} as const;

const GuestMemberInfoSchema = {
  type: "object",
  required: ["displayName"],
  properties: {
    displayName: { type: "string", minLength: 1, maxLength: 200 },
    firstName: { type: ["string", "null"], maxLength: 200 },
    lastName: { type: ["string", "null"], maxLength: 200 },
    email: { type: ["string", "null"], maxLength: 320 },
    phoneNumber: { type: ["string", "null"], maxLength: 100 },
    avatarImageUrl: { type: ["string", "null"], maxLength: 2000 },
    customFields: {
      type: ["object", "null"],
      additionalProperties: { type: "string" },
      propertyNames: { maxLength: 64 },
    },
  },
} as const;

const JourneyCustomerSchema = {
  type: "object",
  required: ["id", "idType"],
  properties: {
    id: { type: "string", minLength: 1, maxLength: 200 },
    idType: { type: "string", minLength: 1, maxLength: 200 },
  },
} as const;

const JourneyActionMapSchema = {
  type: "object",
  required: ["id", "version"],
  properties: {
    id: { type: "string", minLength: 1, maxLength: 200 },
    version: { type: "integer", format: "int32" },
  },
} as const;

const CreateWebChatConversationRequestSchema = {
  type: "object",
  required: ["organizationId", "deploymentId", "routingTarget", "memberInfo"],
  properties: {
    organizationId: { type: "string", minLength: 1, maxLength: 200 },
    deploymentId: { type: "string", minLength: 1, maxLength: 200 },
    routingTarget: WebChatRoutingTargetSchema,
    memberInfo: GuestMemberInfoSchema,
    memberAuthToken: { type: ["string", "null"], maxLength: 10000 },
    journeyContext: {
      type: ["object", "null"],
      required: ["customer"],
      properties: {
        customer: JourneyCustomerSchema,
        customerSession: {
          type: ["object", "null"],
          required: ["id", "type"],
          properties: {
            id: { type: "string", minLength: 1, maxLength: 200 },
            type: { type: "string", minLength: 1, maxLength: 200 },
          },
        },
        triggeringAction: {
          type: ["object", "null"],
          required: ["id", "actionMap"],
          properties: {
            id: { type: "string", minLength: 1, maxLength: 200 },
            actionMap: JourneyActionMapSchema,
          },
        },
      },
    },
    parlor: {
      type: ["object", "null"],
      properties: {
        fieldLabels: {
          type: ["object", "null"],
          additionalProperties: { type: "string", maxLength: 200 },
          propertyNames: { minLength: 1, maxLength: 100 },
          maxProperties: 20,
        },
        capabilities: {
          type: ["object", "null"],
          properties: { screenShare: { type: ["boolean", "null"] } },
        },
        language: { type: ["string", "null"], maxLength: 35 },
        page: { type: ["string", "null"], maxLength: 2000 },
        promise: {
          type: ["object", "null"],
          properties: {
            text: { type: "string", maxLength: 200 },
            withinHours: { type: ["number", "null"], exclusiveMinimum: 0, maximum: 8760 },
          },
          required: ["text"],
        },
      },
    },
  },
} as const;

const WebChatMemberReferenceReplySchema = {
  type: "object",
  required: ["id"],
  properties: { id: { type: "string" } },
  additionalProperties: true,
} as const;

const AttachmentLimitsReplySchema = {
  type: "object",
  properties: {
    maxBytes: { type: "integer" },
    maxPerMessage: { type: "integer" },
    types: { type: "array", items: { type: "string" } },
    blockedExtensions: { type: "array", items: { type: "string" } },
  },
  required: ["blockedExtensions", "maxBytes", "maxPerMessage", "types"],
  additionalProperties: false,
} as const;

const CreateWebChatConversationResponseReplySchema = {
  type: "object",
  properties: {
    id: { type: "string" },
    jwt: { type: "string" },
    eventStreamUri: { type: "string", format: "uri" },
    member: WebChatMemberReferenceReplySchema,
    extensions: { type: "array", items: { type: "string" } },
    attachments: AttachmentLimitsReplySchema,
  },
  required: ["id", "jwt", "eventStreamUri", "member"],
  additionalProperties: true,
} as const;

const DetailReplySchema = {
  type: "object",
  properties: {
    errorCode: { type: "string" },
    fieldName: { type: "string" },
    entityId: { type: "string" },
    entityName: { type: "string" },
  },
  additionalProperties: true,
} as const;

const LimitReplySchema = {
  type: "object",
  properties: {
    key: { type: "string" },
    namespace: { type: "string" },
    value: { type: "integer", format: "int64" },
  },
  additionalProperties: true,
} as const;

const ErrorBodyReplySchema = {
  type: "object",
  properties: {
    message: { type: "string" },
    code: { type: "string" },
    status: { type: "integer", format: "int32" },
    entityId: { type: "string" },
    entityName: { type: "string" },
    messageWithParams: { type: "string" },
    messageParams: { type: "object", additionalProperties: { type: "string" } },
    contextId: { type: "string" },
    details: { type: "array", items: DetailReplySchema },
    errors: { type: "array", items: { type: "object", additionalProperties: true } },
    limit: LimitReplySchema,
  },
  additionalProperties: true,
} as const;

const WebChatGuestMediaRequestReplySchema = {
  type: "object",
  required: ["id", "types", "state"],
  properties: {
    id: { type: "string" },
    name: { type: "string" },
    types: { type: "array", items: { type: "string", enum: ["COBROWSE", "SCREENSHARE"] } },
    state: {
      type: "string",
      enum: ["PENDING", "ACCEPTED", "DECLINED", "TIMEDOUT", "CANCELLED", "ERRORED"],
    },
    communicationId: { type: "string" },
    securityKey: { type: "string" },
    expiresAt: { type: "string", format: "date-time" },
    selfUri: { type: "string", format: "uri-reference" },
  },
  additionalProperties: true,
} as const;

const WebChatGuestMediaRequestEntityListReplySchema = {
  type: "object",
  properties: { entities: { type: "array", items: WebChatGuestMediaRequestReplySchema } },
  required: ["entities"],
  additionalProperties: true,
} as const;

const WebChatGuestMediaRequestAnswerSchema = {
  type: "object",
  required: ["state"],
  properties: {
    state: {
      type: "string",
      pattern: "^([aA][cC][cC][eE][pP][tT][eE][dD]|[dD][eE][cC][lL][iI][nN][eE][dD]|[eE][rR][rR][oO][rR][eE][dD])$",
    },
  },
} as const;

const WebChatMemberInfoReplySchema = {
  type: "object",
  required: ["id", "role", "state"],
  properties: {
    id: { type: "string" },
    displayName: { type: "string" },
    firstName: { type: "string" },
    lastName: { type: "string" },
    email: { type: "string" },
    phoneNumber: { type: "string" },
    avatarImageUrl: { type: "string", format: "uri" },
    role: { type: "string", enum: ["AGENT", "CUSTOMER", "WORKFLOW", "ACD"] },
    joinDate: { type: "string", format: "date-time" },
    leaveDate: { type: ["string", "null"], format: "date-time" },
    authenticatedGuest: { type: "boolean" },
    customFields: { type: "object", additionalProperties: { type: "string" } },
    state: { type: "string", enum: ["CONNECTED", "DISCONNECTED", "ALERTING"] },
    endReason: { enum: ["guest", "agent", "idle", "lost", "system"] },
    reason: { enum: ["transfer", "gone"] },
  },
  additionalProperties: true,
} as const;

const WebChatMemberInfoEntityListReplySchema = {
  type: "object",
  properties: {
    entities: { type: "array", items: WebChatMemberInfoReplySchema },
    pageSize: { type: "integer", format: "int32" },
    pageNumber: { type: "integer", format: "int32" },
    total: { type: "integer", format: "int64" },
    firstUri: { type: "string", format: "uri-reference" },
    nextUri: { type: "string", format: "uri-reference" },
    previousUri: { type: "string", format: "uri-reference" },
    lastUri: { type: "string", format: "uri-reference" },
    selfUri: { type: "string", format: "uri-reference" },
    pageCount: { type: "integer", format: "int32" },
  },
  required: [
    "entities",
    "pageSize",
    "pageNumber",
    "total",
    "pageCount",
    "selfUri",
    "firstUri",
    "lastUri",
  ],
  additionalProperties: true,
} as const;

const RichAnswerSchema = {
  type: "object",
  properties: {
    messageId: { type: "string", minLength: 1 },
    kind: { type: "string", enum: ["choices", "cards", "times", "list"] },
    text: { type: "string", minLength: 1, maxLength: 4000 },
    payload: { type: "string", maxLength: 1000 },
    payloads: { type: "array", items: { type: "string", maxLength: 1000 }, minItems: 1, maxItems: 100 },
  },
  required: ["kind", "messageId", "text"],
} as const;

const CreateWebChatMessageRequestSchema = {
  type: "object",
  required: ["body"],
  properties: {
    body: { type: "string", maxLength: 4000 },
    bodyType: {
      type: ["string", "null"],
      pattern: "^([sS][tT][aA][nN][dD][aA][rR][dD]|[nN][oO][tT][iI][cC][eE]|)$",
    },
    attachmentIds: {
      type: "array",
      items: { type: "string", minLength: 1 },
      uniqueItems: true,
      maxItems: 100,
    },
    answer: RichAnswerSchema,
  },
} as const;

const WebChatConversationReplySchema = {
  type: "object",
  properties: {
    id: { type: "string" },
    name: { type: "string" },
    member: WebChatMemberReferenceReplySchema,
    selfUri: { type: "string", format: "uri-reference" },
  },
  additionalProperties: true,
} as const;

const AttachmentReplySchema = {
  type: "object",
  properties: {
    id: { type: "string", minLength: 1 },
    name: { type: "string" },
    type: { type: "string" },
    size: { type: "integer" },
    width: { type: "integer" },
    height: { type: "integer" },
    hasThumbnail: { type: "boolean" },
    url: { type: "string" },
    thumbnailUrl: { type: "string" },
    urlExpiresAt: { type: "string", format: "date-time" },
  },
  required: ["hasThumbnail", "id", "name", "size", "type"],
  additionalProperties: false,
} as const;

const RichChoiceReplySchema = {
  type: "object",
  properties: {
    text: { type: "string", minLength: 1, maxLength: 80 },
    payload: { type: "string", maxLength: 1000 },
    imageUrl: { type: "string", maxLength: 8192 },
    detail: { type: "string", maxLength: 300 },
  },
  required: ["text"],
  additionalProperties: true,
} as const;

const RichActionReplySchema = {
  type: "object",
  properties: {
    kind: { type: "string", enum: ["answer", "link"] },
    text: { type: "string", minLength: 1, maxLength: 80 },
    payload: { type: "string", maxLength: 1000 },
    url: { type: "string", maxLength: 2048 },
  },
  required: ["kind", "text"],
  additionalProperties: true,
} as const;

const RichCardReplySchema = {
  type: "object",
  properties: {
    title: { type: "string", minLength: 1, maxLength: 80 },
    text: { type: "string", maxLength: 300 },
    imageUrl: { type: "string", maxLength: 8192 },
    link: { type: "string", maxLength: 2048 },
    actions: { type: "array", items: RichActionReplySchema, maxItems: 4 },
  },
  required: ["title"],
  additionalProperties: true,
} as const;

const RichTimeReplySchema = {
  type: "object",
  properties: {
    at: { type: "string", format: "date-time" },
    minutes: { type: "integer", minimum: 1, maximum: 1440 },
    payload: { type: "string", maxLength: 1000 },
  },
  required: ["at", "minutes"],
  additionalProperties: true,
} as const;

const RichSectionReplySchema = {
  type: "object",
  properties: {
    title: { type: "string", maxLength: 80 },
    isMultiple: { type: "boolean" },
    items: { type: "array", items: RichChoiceReplySchema, minItems: 1, maxItems: 20 },
  },
  required: ["items"],
  additionalProperties: true,
} as const;

const RichContentReplySchema = {
  type: "object",
  properties: {
    kind: { type: "string", enum: ["choices", "cards", "times", "list"] },
    choices: { type: "array", items: RichChoiceReplySchema, minItems: 1, maxItems: 13 },
    cards: { type: "array", items: RichCardReplySchema, minItems: 1, maxItems: 10 },
    title: { type: "string", maxLength: 80 },
    subtitle: { type: "string", maxLength: 300 },
    imageUrl: { type: "string", maxLength: 8192 },
    times: { type: "array", items: RichTimeReplySchema, minItems: 1, maxItems: 50 },
    sections: { type: "array", items: RichSectionReplySchema, minItems: 1, maxItems: 5 },
  },
  required: ["kind"],
  additionalProperties: true,
} as const;

const RichAnswerReplySchema = {
  type: "object",
  properties: {
    messageId: { type: "string", minLength: 1 },
    kind: { type: "string", enum: ["choices", "cards", "times", "list"] },
    text: { type: "string", minLength: 1, maxLength: 4000 },
    payload: { type: "string", maxLength: 1000 },
    payloads: { type: "array", items: { type: "string", maxLength: 1000 }, minItems: 1, maxItems: 100 },
  },
  required: ["kind", "messageId", "text"],
  additionalProperties: true,
} as const;

const WebChatMessageReplySchema = {
  type: "object",
  required: ["id", "conversation", "sender", "body", "bodyType", "timestamp"],
  properties: {
    id: { type: "string" },
    name: { type: "string" },
    conversation: WebChatConversationReplySchema,
    sender: WebChatMemberReferenceReplySchema,
    body: { type: "string" },
    bodyType: {
      type: "string",
      enum: ["standard", "notice", "member-join", "member-leave", "media-request"],
    },
    timestamp: { type: "string", format: "date-time" },
    language: { type: "string" },
    selfUri: { type: "string", format: "uri-reference" },
    attachments: { type: "array", items: AttachmentReplySchema },
    bodyIsFallback: { type: "boolean" },
    content: { type: "array", items: RichContentReplySchema, maxItems: 4 },
    text: { type: "string" },
    answer: RichAnswerReplySchema,
  },
  additionalProperties: true,
} as const;

const WebChatTypingReplySchema = {
  type: "object",
  required: ["id", "conversation", "sender", "timestamp"],
  properties: {
    id: { type: "string" },
    conversation: WebChatConversationReplySchema,
    sender: WebChatMemberReferenceReplySchema,
    timestamp: { type: "string", format: "date-time" },
  },
  additionalProperties: true,
} as const;

const WebChatMessageEntityListReplySchema = {
  type: "object",
  properties: {
    pageSize: { type: "integer", format: "int32" },
    entities: { type: "array", items: WebChatMessageReplySchema },
    previousPage: { type: "string" },
    next: { type: "string" },
    selfUri: { type: "string", format: "uri-reference" },
    members: { type: "array", items: WebChatMemberInfoReplySchema },
    typing: { type: "array", items: { type: "string" } },
    missed: {
      anyOf: [
        {
          type: "object",
          properties: {
            since: { type: "string", format: "date-time" },
            takenBy: {
              anyOf: [
                {
                  type: "object",
                  properties: { name: { type: "string" } },
                  required: ["name"],
                  additionalProperties: true,
                },
                { type: "null" },
              ],
            },
            isAnswered: { type: "boolean" },
          },
          required: ["since", "takenBy", "isAnswered"],
          additionalProperties: true,
        },
        { type: "null" },
      ],
    },
  },
  required: ["pageSize", "entities", "selfUri"],
  additionalProperties: true,
} as const;

export const postWebchatGuestConversations: OperationSchema<"postWebchatGuestConversations"> = {
  body: CreateWebChatConversationRequestSchema,
  response: {
    "200": CreateWebChatConversationResponseReplySchema,
    "400": ErrorBodyReplySchema,
    "401": ErrorBodyReplySchema,
    "403": ErrorBodyReplySchema,
    "404": ErrorBodyReplySchema,
    "408": ErrorBodyReplySchema,
    "409": ErrorBodyReplySchema,
    "413": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
    "504": ErrorBodyReplySchema,
  },
};

export const getWebchatGuestConversationMediarequests: OperationSchema<"getWebchatGuestConversationMediarequests"> = {
  params: {
    type: "object",
    required: ["conversationId"],
    properties: { conversationId: { type: "string" } },
  },
  response: {
    "200": WebChatGuestMediaRequestEntityListReplySchema,
    "400": ErrorBodyReplySchema,
    "401": ErrorBodyReplySchema,
    "403": ErrorBodyReplySchema,
    "404": ErrorBodyReplySchema,
    "408": ErrorBodyReplySchema,
    "409": ErrorBodyReplySchema,
    "413": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
    "504": ErrorBodyReplySchema,
  },
};

export const getWebchatGuestConversationMediarequest: OperationSchema<"getWebchatGuestConversationMediarequest"> = {
  params: {
    type: "object",
    required: ["conversationId", "mediaRequestId"],
    properties: { conversationId: { type: "string" }, mediaRequestId: { type: "string" } },
  },
  response: {
    "200": WebChatGuestMediaRequestReplySchema,
    "400": ErrorBodyReplySchema,
    "401": ErrorBodyReplySchema,
    "403": ErrorBodyReplySchema,
    "404": ErrorBodyReplySchema,
    "408": ErrorBodyReplySchema,
    "409": ErrorBodyReplySchema,
    "413": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
    "504": ErrorBodyReplySchema,
  },
};

export const patchWebchatGuestConversationMediarequest: OperationSchema<"patchWebchatGuestConversationMediarequest"> = {
  params: {
    type: "object",
    required: ["conversationId", "mediaRequestId"],
    properties: { conversationId: { type: "string" }, mediaRequestId: { type: "string" } },
  },
  body: WebChatGuestMediaRequestAnswerSchema,
  response: {
    "200": WebChatGuestMediaRequestReplySchema,
    "400": ErrorBodyReplySchema,
    "401": ErrorBodyReplySchema,
    "403": ErrorBodyReplySchema,
    "404": ErrorBodyReplySchema,
    "408": ErrorBodyReplySchema,
    "409": ErrorBodyReplySchema,
    "413": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
    "504": ErrorBodyReplySchema,
  },
};

export const getWebchatGuestConversationMembers: OperationSchema<"getWebchatGuestConversationMembers"> = {
  params: {
    type: "object",
    required: ["conversationId"],
    properties: { conversationId: { type: "string" } },
  },
  querystring: {
    type: "object",
    properties: {
      pageSize: {
        anyOf: [
          { type: "string", pattern: "^(-?[0-9]{1,9})?$" },
          { type: "array", items: { type: "string" } },
        ],
      },
      pageNumber: {
        anyOf: [
          { type: "string", pattern: "^(-?[0-9]{1,9})?$" },
          { type: "array", items: { type: "string" } },
        ],
      },
      excludeDisconnectedMembers: {
        anyOf: [{ enum: ["", "true", "false"] }, { type: "array", items: { type: "string" } }],
      },
    },
  },
  response: {
    "200": WebChatMemberInfoEntityListReplySchema,
    "400": ErrorBodyReplySchema,
    "401": ErrorBodyReplySchema,
    "403": ErrorBodyReplySchema,
    "404": ErrorBodyReplySchema,
    "408": ErrorBodyReplySchema,
    "409": ErrorBodyReplySchema,
    "413": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
    "504": ErrorBodyReplySchema,
  },
};

export const getWebchatGuestConversationMember: OperationSchema<"getWebchatGuestConversationMember"> = {
  params: {
    type: "object",
    required: ["conversationId", "memberId"],
    properties: { conversationId: { type: "string" }, memberId: { type: "string" } },
  },
  response: {
    "200": WebChatMemberInfoReplySchema,
    "400": ErrorBodyReplySchema,
    "401": ErrorBodyReplySchema,
    "403": ErrorBodyReplySchema,
    "404": ErrorBodyReplySchema,
    "408": ErrorBodyReplySchema,
    "409": ErrorBodyReplySchema,
    "413": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
    "504": ErrorBodyReplySchema,
  },
};

export const deleteWebchatGuestConversationMember: OperationSchema<"deleteWebchatGuestConversationMember"> = {
  params: {
    type: "object",
    required: ["conversationId", "memberId"],
    properties: { conversationId: { type: "string" }, memberId: { type: "string" } },
  },
  response: {
    "204": { type: "null" },
    "400": ErrorBodyReplySchema,
    "401": ErrorBodyReplySchema,
    "403": ErrorBodyReplySchema,
    "404": ErrorBodyReplySchema,
    "408": ErrorBodyReplySchema,
    "409": ErrorBodyReplySchema,
    "413": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
    "504": ErrorBodyReplySchema,
  },
};

export const postWebchatGuestConversationMemberMessages: OperationSchema<"postWebchatGuestConversationMemberMessages"> = {
  params: {
    type: "object",
    required: ["conversationId", "memberId"],
    properties: { conversationId: { type: "string" }, memberId: { type: "string" } },
  },
  body: CreateWebChatMessageRequestSchema,
  response: {
    "200": WebChatMessageReplySchema,
    "400": ErrorBodyReplySchema,
    "401": ErrorBodyReplySchema,
    "403": ErrorBodyReplySchema,
    "404": ErrorBodyReplySchema,
    "408": ErrorBodyReplySchema,
    "409": ErrorBodyReplySchema,
    "413": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
    "504": ErrorBodyReplySchema,
  },
};

export const postWebchatGuestConversationMemberTyping: OperationSchema<"postWebchatGuestConversationMemberTyping"> = {
  params: {
    type: "object",
    required: ["conversationId", "memberId"],
    properties: { conversationId: { type: "string" }, memberId: { type: "string" } },
  },
  response: {
    "200": WebChatTypingReplySchema,
    "400": ErrorBodyReplySchema,
    "401": ErrorBodyReplySchema,
    "403": ErrorBodyReplySchema,
    "404": ErrorBodyReplySchema,
    "408": ErrorBodyReplySchema,
    "409": ErrorBodyReplySchema,
    "413": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
    "504": ErrorBodyReplySchema,
  },
};

export const getWebchatGuestConversationMessages: OperationSchema<"getWebchatGuestConversationMessages"> = {
  params: {
    type: "object",
    required: ["conversationId"],
    properties: { conversationId: { type: "string" } },
  },
  querystring: {
    type: "object",
    properties: {
      after: { anyOf: [{ type: "string" }, { type: "array", items: { type: "string" } }] },
      before: { anyOf: [{ type: "string" }, { type: "array", items: { type: "string" } }] },
      sortOrder: {
        anyOf: [
          {
            type: "string",
            pattern: "^(|[aA][sS][cC][eE][nN][dD][iI][nN][gG]|[dD][eE][sS][cC][eE][nN][dD][iI][nN][gG])$",
          },
          { type: "array", items: { type: "string" } },
        ],
      },
      maxResults: {
        anyOf: [
          { type: "string", pattern: "^(-?[0-9]{1,9})?$" },
          { type: "array", items: { type: "string" } },
        ],
      },
    },
  },
  response: {
    "200": WebChatMessageEntityListReplySchema,
    "400": ErrorBodyReplySchema,
    "401": ErrorBodyReplySchema,
    "403": ErrorBodyReplySchema,
    "404": ErrorBodyReplySchema,
    "408": ErrorBodyReplySchema,
    "409": ErrorBodyReplySchema,
    "413": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
    "504": ErrorBodyReplySchema,
  },
};

export const getWebchatGuestConversationMessage: OperationSchema<"getWebchatGuestConversationMessage"> = {
  params: {
    type: "object",
    required: ["conversationId", "messageId"],
    properties: { conversationId: { type: "string" }, messageId: { type: "string" } },
  },
  response: {
    "200": WebChatMessageReplySchema,
    "400": ErrorBodyReplySchema,
    "401": ErrorBodyReplySchema,
    "403": ErrorBodyReplySchema,
    "404": ErrorBodyReplySchema,
    "408": ErrorBodyReplySchema,
    "409": ErrorBodyReplySchema,
    "413": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
    "504": ErrorBodyReplySchema,
  },
};
