// Generated from docs/contracts/parlor.openapi.json. Do not edit:
// `npm run generate -w contract` writes it.
import type { OperationSchema } from "./operation-schema.ts";

const HealthReplySchema = {
  type: "object",
  properties: { status: { const: "ok" } },
  required: ["status"],
  additionalProperties: false,
} as const;

const ErrorBodyReplySchema = {
  type: "object",
  properties: {
    message: { type: "string" },
    code: { type: "string" },
    status: { type: "integer" },
    messageParams: { type: "object", additionalProperties: true },
    contextId: { type: "string" },
    details: { type: "array" },
    errors: { type: "array" },
  },
  required: ["code", "contextId", "message", "status"],
  additionalProperties: true,
} as const;

const TokenReplySchema = {
  type: "object",
  properties: {
    access_token: { type: "string", minLength: 1 },
    token_type: { const: "bearer" },
    expires_in: { type: "integer" },
  },
  required: ["access_token", "expires_in", "token_type"],
  additionalProperties: false,
} as const;

const OAuthErrorReplySchema = {
  type: "object",
  properties: { error: { type: "string" }, error_description: { type: "string" } },
  required: ["error", "error_description"],
  additionalProperties: false,
} as const;

const SignedDataReplySchema = {
  type: "object",
  properties: { jwt: { type: "string", minLength: 1 } },
  required: ["jwt"],
  additionalProperties: false,
} as const;

const LocalizedTextReplySchema = { anyOf: [{ type: "string" }, { type: "object", additionalProperties: { type: "string" } }] } as const;

const FlowGreetingChoiceReplySchema = {
  type: "object",
  properties: {
    text: LocalizedTextReplySchema,
    payload: { type: "string", minLength: 1, maxLength: 1000 },
    queue: { type: "string", minLength: 1 },
  },
  required: ["text"],
  additionalProperties: false,
} as const;

const FlowGreetingLineReplySchema = {
  type: "object",
  properties: {
    text: LocalizedTextReplySchema,
    choices: { type: "array", items: FlowGreetingChoiceReplySchema },
  },
  required: ["text"],
  additionalProperties: false,
} as const;

const DeploymentStatusReplySchema = {
  type: "object",
  properties: {
    isStaffed: { type: "boolean" },
    isOpen: { type: "boolean" },
    waiting: { type: "integer", minimum: 0 },
    formatting: { type: "boolean" },
    greeting: { type: "array", items: FlowGreetingLineReplySchema },
    author: {
      anyOf: [
        {
          type: "object",
          properties: { name: { type: "string" } },
          required: ["name"],
          additionalProperties: false,
        },
        { type: "null" },
      ],
    },
  },
  required: ["author", "formatting", "greeting", "isOpen", "isStaffed", "waiting"],
  additionalProperties: false,
} as const;

const QueuePlaceReplySchema = {
  type: "object",
  properties: {
    name: { type: "string" },
    position: { type: "integer", minimum: 1 },
    ahead: { type: "integer", minimum: 0 },
    estimatedWaitSeconds: { anyOf: [{ type: "number", minimum: 0 }, { type: "null" }] },
    label: { anyOf: [{ type: "string" }, { type: "null" }] },
    isStaffed: { type: "boolean" },
  },
  required: ["ahead", "estimatedWaitSeconds", "isStaffed", "label", "name", "position"],
  additionalProperties: false,
} as const;

const GuestMissedReplySchema = {
  type: "object",
  properties: {
    since: { type: "string", format: "date-time" },
    takenBy: {
      anyOf: [
        {
          type: "object",
          properties: { name: { type: "string" } },
          required: ["name"],
          additionalProperties: false,
        },
        { type: "null" },
      ],
    },
    isAnswered: { type: "boolean" },
  },
  required: ["isAnswered", "since", "takenBy"],
  additionalProperties: false,
} as const;

const AgentStatusReplySchema = { enum: ["available", "busy", "break", "offline"] } as const;

const AvailabilityReplySchema = {
  type: "object",
  properties: { status: AgentStatusReplySchema, capacity: { type: "integer", minimum: 1, maximum: 100 } },
  additionalProperties: true,
} as const;

const UserReplySchema = {
  type: "object",
  properties: {
    id: { type: "string", minLength: 1 },
    name: { type: "string" },
    email: { type: "string" },
    images: {
      type: "array",
      items: {
        type: "object",
        properties: { resolution: { type: "string" }, imageUri: { type: "string" } },
        required: ["imageUri", "resolution"],
        additionalProperties: true,
      },
    },
    state: { type: "string" },
    selfUri: { type: "string" },
    organization: {
      type: "object",
      properties: { id: { type: "string", minLength: 1 }, name: { type: "string" } },
      required: ["id", "name"],
      additionalProperties: true,
    },
    parlor: AvailabilityReplySchema,
  },
  required: ["id", "images", "name", "selfUri", "state"],
  additionalProperties: true,
} as const;

const RoutingStatusReplySchema = {
  type: "object",
  properties: {
    userId: { type: "string", minLength: 1 },
    status: { enum: ["IDLE", "OFF_QUEUE"] },
    startTime: { type: "string", format: "date-time" },
  },
  required: ["startTime", "status", "userId"],
  additionalProperties: false,
} as const;

const AgentStatusSchema = { enum: ["available", "busy", "break", "offline"] } as const;

const AvailabilitySchema = {
  type: "object",
  properties: { status: AgentStatusSchema, capacity: { type: "integer", minimum: 1, maximum: 100 } },
} as const;

const AgentsReplySchema = {
  type: "object",
  properties: {
    entities: {
      type: "array",
      items: {
        type: "object",
        properties: {
          id: { type: "string", minLength: 1 },
          name: { type: "string" },
          status: AgentStatusReplySchema,
          capacity: { type: "integer" },
          chats: { type: "integer" },
          isPresent: { type: "boolean" },
        },
        required: ["capacity", "chats", "id", "isPresent", "name", "status"],
        additionalProperties: false,
      },
    },
  },
  required: ["entities"],
  additionalProperties: true,
} as const;

const QueuesReplySchema = {
  type: "object",
  properties: {
    entities: {
      type: "array",
      items: {
        type: "object",
        properties: {
          id: { type: "string", minLength: 1 },
          name: { type: "string" },
          memberCount: { type: "integer" },
          joinedMemberCount: { type: "integer" },
          parlor: {
            type: "object",
            properties: { waiting: { type: "integer" }, free: { type: "integer" } },
            required: ["free", "waiting"],
            additionalProperties: true,
          },
          selfUri: { type: "string" },
        },
        required: ["id", "joinedMemberCount", "memberCount", "name", "parlor", "selfUri"],
        additionalProperties: true,
      },
    },
    pageSize: { type: "integer" },
    pageNumber: { type: "integer" },
    total: { type: "integer" },
    pageCount: { type: "integer" },
  },
  required: ["entities", "pageCount", "pageNumber", "pageSize", "total"],
  additionalProperties: true,
} as const;

const RoutingNameReplySchema = {
  type: "object",
  properties: {
    id: { type: "string", format: "uuid" },
    name: { type: "string" },
    state: { const: "active" },
    selfUri: { type: "string" },
  },
  required: ["id", "name", "selfUri", "state"],
  additionalProperties: false,
} as const;

const RoutingSkillsReplySchema = {
  type: "object",
  properties: {
    entities: { type: "array", items: RoutingNameReplySchema },
    pageSize: { type: "integer" },
    pageNumber: { type: "integer" },
    total: { type: "integer" },
    pageCount: { type: "integer" },
    firstUri: { type: "string" },
    lastUri: { type: "string" },
    selfUri: { type: "string" },
    nextUri: { type: "string" },
    previousUri: { type: "string" },
  },
  required: [
    "entities",
    "firstUri",
    "lastUri",
    "pageCount",
    "pageNumber",
    "pageSize",
    "selfUri",
    "total",
  ],
  additionalProperties: false,
} as const;

const RoutingLanguagesReplySchema = {
  type: "object",
  properties: {
    entities: { type: "array", items: RoutingNameReplySchema },
    pageSize: { type: "integer" },
    pageNumber: { type: "integer" },
    total: { type: "integer" },
    pageCount: { type: "integer" },
    firstUri: { type: "string" },
    lastUri: { type: "string" },
    selfUri: { type: "string" },
    nextUri: { type: "string" },
    previousUri: { type: "string" },
  },
  required: [
    "entities",
    "firstUri",
    "lastUri",
    "pageCount",
    "pageNumber",
    "pageSize",
    "selfUri",
    "total",
  ],
  additionalProperties: false,
} as const;

const WrapupReplySchema = {
  type: "object",
  properties: {
    code: { type: "string" },
    name: { type: "string" },
    notes: { type: "string" },
    tags: { type: "array", items: { type: "string" } },
    durationSeconds: { type: "number" },
    endTime: { type: "string", format: "date-time" },
    provisional: { type: "boolean" },
  },
  required: ["code", "endTime", "provisional", "tags"],
  additionalProperties: false,
} as const;

const MediaParticipantReplySchema = {
  type: "object",
  properties: {
    id: { type: "string", minLength: 1 },
    purpose: { enum: ["customer", "acd", "workflow", "agent"] },
    state: { enum: ["alerting", "connected", "disconnected", "terminated"] },
    direction: { const: "inbound" },
    disconnectType: { type: "string" },
    name: { type: "string" },
    provider: { type: "string" },
    startTime: { type: "string", format: "date-time" },
    startAlertingTime: { type: "string", format: "date-time" },
    connectedTime: { type: "string", format: "date-time" },
    endTime: { type: "string", format: "date-time" },
    alertingTimeoutMs: { type: "integer" },
    avatarImageUrl: { type: "string" },
    user: {
      type: "object",
      properties: { id: { type: "string", minLength: 1 } },
      required: ["id"],
      additionalProperties: true,
    },
    queue: {
      type: "object",
      properties: { id: { type: "string", minLength: 1 }, name: { type: "string" } },
      required: ["id", "name"],
      additionalProperties: true,
    },
    attributes: { type: "object", additionalProperties: { type: "string" } },
    held: { type: "boolean" },
    roomId: { type: "string", minLength: 1 },
    conversationRoutingData: {
      type: "object",
      properties: {
        queue: {
          type: "object",
          properties: { id: { type: "string", minLength: 1 } },
          required: ["id"],
          additionalProperties: true,
        },
        language: {
          type: "object",
          properties: {
            id: { type: "string", format: "uuid" },
            name: { type: "string" },
            selfUri: { type: "string" },
          },
          required: ["id", "name", "selfUri"],
          additionalProperties: true,
        },
        priority: { type: "integer" },
        skills: {
          type: "array",
          items: {
            type: "object",
            properties: {
              id: { type: "string", format: "uuid" },
              name: { type: "string" },
              selfUri: { type: "string" },
            },
            required: ["id", "name", "selfUri"],
            additionalProperties: true,
          },
        },
      },
      required: ["priority", "queue", "skills"],
      additionalProperties: true,
    },
    wrapupRequired: { type: "boolean" },
    wrapupPrompt: { type: "string" },
    wrapupSkipped: { type: "boolean" },
    wrapup: WrapupReplySchema,
    startHoldTime: { type: "string", format: "date-time" },
  },
  required: [
    "attributes",
    "direction",
    "held",
    "id",
    "provider",
    "purpose",
    "roomId",
    "startTime",
    "state",
  ],
  additionalProperties: false,
} as const;

const RecentTransferReplySchema = {
  type: "object",
  properties: {
    id: { type: "string", minLength: 1 },
    state: { enum: ["Active", "Complete", "Canceled", "Failed", "Timeout"] },
    dateIssued: { type: "string", format: "date-time" },
    initiator: {
      type: "object",
      properties: { userId: { type: "string" } },
      required: ["userId"],
      additionalProperties: true,
    },
    destination: {
      type: "object",
      properties: { userId: { type: "string" }, queueId: { type: "string" } },
      additionalProperties: true,
    },
    transferType: { enum: ["Attended", "Unattended"] },
  },
  required: ["dateIssued", "destination", "id", "initiator", "state", "transferType"],
  additionalProperties: false,
} as const;

const MediaConversationReplySchema = {
  type: "object",
  properties: {
    id: { type: "string", minLength: 1 },
    participants: { type: "array", items: MediaParticipantReplySchema },
    otherMediaUris: { type: "array" },
    recentTransfers: { type: "array", items: RecentTransferReplySchema },
    selfUri: { type: "string" },
  },
  required: ["id", "otherMediaUris", "participants", "recentTransfers", "selfUri"],
  additionalProperties: false,
} as const;

const MediaConversationsReplySchema = {
  type: "object",
  properties: {
    entities: { type: "array", items: MediaConversationReplySchema },
    pageSize: { type: "integer" },
    pageNumber: { type: "integer" },
    total: { type: "integer" },
    pageCount: { type: "integer" },
    firstUri: { type: "string" },
    lastUri: { type: "string" },
    selfUri: { type: "string" },
    nextUri: { type: "string" },
    previousUri: { type: "string" },
  },
  required: [
    "entities",
    "firstUri",
    "lastUri",
    "pageCount",
    "pageNumber",
    "pageSize",
    "selfUri",
    "total",
  ],
  additionalProperties: false,
} as const;

const ChatWishSchema = {
  type: "object",
  properties: {
    queueId: { type: "string", minLength: 1 },
    provider: { type: "string", minLength: 1, maxLength: 200 },
    customerName: { type: ["string", "null"], maxLength: 200 },
    skillIds: {
      type: ["array", "null"],
      items: { type: "string", minLength: 1 },
      uniqueItems: true,
      maxItems: 100,
    },
    languageId: { type: ["string", "null"], minLength: 1 },
    priority: { type: ["integer", "null"], minimum: 0, maximum: 1000000 },
    attributes: {
      type: ["object", "null"],
      propertyNames: { maxLength: 200 },
      additionalProperties: { type: "string", maxLength: 1000 },
      maxProperties: 200,
    },
  },
  required: ["provider", "queueId"],
} as const;

const CreatedChatReplySchema = {
  type: "object",
  properties: { id: { type: "string", minLength: 1 }, selfUri: { type: "string" } },
  required: ["id", "selfUri"],
  additionalProperties: false,
} as const;

const MessageAddressReplySchema = {
  type: "object",
  properties: {
    addressNormalized: { type: "string" },
    addressRaw: { type: "string" },
    addressDisplayable: { type: "string" },
    name: { type: "string" },
  },
  required: ["addressNormalized", "addressRaw"],
  additionalProperties: false,
} as const;

const GenericConversationReplySchema = {
  type: "object",
  properties: {
    id: { type: "string", minLength: 1 },
    startTime: { type: "string", format: "date-time" },
    endTime: { type: "string", format: "date-time" },
    externalTag: { type: "string" },
    participants: {
      type: "array",
      items: {
        type: "object",
        properties: {
          id: { type: "string", minLength: 1 },
          name: { type: "string" },
          purpose: { enum: ["customer", "acd", "workflow", "agent"] },
          userId: { type: "string", minLength: 1 },
          queueId: { type: "string", minLength: 1 },
          queueName: { type: "string" },
          startTime: { type: "string", format: "date-time" },
          connectedTime: { type: "string", format: "date-time" },
          endTime: { type: "string", format: "date-time" },
          attributes: { type: "object", additionalProperties: { type: "string" } },
          wrapupRequired: { type: "boolean" },
          chats: {
            type: "array",
            minItems: 1,
            items: {
              type: "object",
              properties: {
                id: { type: "string", minLength: 1 },
                state: { enum: ["alerting", "connected", "disconnected", "terminated"] },
                provider: { type: "string" },
                roomId: { type: "string", minLength: 1 },
                disconnectType: { type: "string" },
                avatarImageUrl: { type: "string" },
                startAlertingTime: { type: "string", format: "date-time" },
                connectedTime: { type: "string", format: "date-time" },
                disconnectedTime: { type: "string", format: "date-time" },
              },
              required: ["id", "provider", "roomId", "state"],
              additionalProperties: true,
            },
          },
          messages: {
            type: "array",
            minItems: 1,
            items: {
              type: "object",
              properties: {
                id: { type: "string", minLength: 1 },
                state: { enum: ["alerting", "connected", "disconnected", "terminated"] },
                provider: { type: "string" },
                type: { const: "webmessaging" },
                direction: { const: "inbound" },
                held: { type: "boolean" },
                fromAddress: MessageAddressReplySchema,
                toAddress: MessageAddressReplySchema,
                disconnectType: { type: "string" },
                startAlertingTime: { type: "string", format: "date-time" },
                connectedTime: { type: "string", format: "date-time" },
                disconnectedTime: { type: "string", format: "date-time" },
              },
              required: [
                "direction",
                "fromAddress",
                "held",
                "id",
                "provider",
                "state",
                "toAddress",
                "type",
              ],
              additionalProperties: true,
            },
          },
        },
        required: ["chats", "id", "messages", "purpose", "startTime"],
        additionalProperties: true,
      },
    },
    selfUri: { type: "string" },
  },
  required: ["id", "participants", "selfUri", "startTime"],
  additionalProperties: true,
} as const;

const ParticipantWishSchema = {
  type: "object",
  properties: {
    state: { enum: ["connected", "disconnected", null] },
    wrapup: {
      type: ["object", "null"],
      properties: {
        code: { type: ["string", "null"] },
        name: { type: ["string", "null"], maxLength: 200 },
        notes: { type: ["string", "null"], maxLength: 4000 },
        tags: { type: ["array", "null"], maxItems: 50, items: { type: "string", maxLength: 100 } },
        durationSeconds: { type: ["number", "null"], minimum: 0, maximum: 31536000 },
        provisional: { type: ["boolean", "null"] },
      },
    },
    wrapupSkipped: { type: ["boolean", "null"] },
    held: { type: ["boolean", "null"] },
    muted: { enum: [false, null] },
    confined: { enum: [false, null] },
    recording: { enum: [false, null] },
  },
} as const;

const AttributesWishSchema = {
  type: "object",
  properties: {
    attributes: {
      type: ["object", "null"],
      propertyNames: { maxLength: 200 },
      additionalProperties: { type: "string", maxLength: 1000 },
    },
  },
} as const;

const TransferWishSchema = {
  type: "object",
  properties: {
    userId: { type: ["string", "null"], maxLength: 200 },
    queueId: { type: ["string", "null"], maxLength: 200 },
    userName: { type: ["string", "null"], maxLength: 200 },
    address: { type: ["string", "null"], maxLength: 200 },
    transferType: { enum: ["Attended", "Unattended", null] },
  },
} as const;

const WrapupWishSchema = {
  type: "object",
  properties: {
    code: { type: ["string", "null"] },
    name: { type: ["string", "null"], maxLength: 200 },
    notes: { type: ["string", "null"], maxLength: 4000 },
    tags: { type: ["array", "null"], maxItems: 50, items: { type: "string", maxLength: 100 } },
    durationSeconds: { type: ["number", "null"], minimum: 0, maximum: 31536000 },
    provisional: { type: ["boolean", "null"] },
  },
} as const;

const WrapupCodesReplySchema = {
  type: "array",
  items: {
    type: "object",
    properties: {
      id: { type: "string", minLength: 1 },
      name: { type: "string" },
      selfUri: { type: "string" },
    },
    required: ["id", "name", "selfUri"],
    additionalProperties: false,
  },
} as const;

const RichChoiceSchema = {
  type: "object",
  properties: {
    text: { type: "string", minLength: 1, maxLength: 80 },
    payload: { type: "string", maxLength: 1000 },
    imageUrl: { type: "string", maxLength: 8192 },
    detail: { type: "string", maxLength: 300 },
  },
  required: ["text"],
} as const;

const RichActionSchema = {
  type: "object",
  properties: {
    kind: { type: "string", enum: ["answer", "link"] },
    text: { type: "string", minLength: 1, maxLength: 80 },
    payload: { type: "string", maxLength: 1000 },
    url: { type: "string", maxLength: 2048 },
  },
  required: ["kind", "text"],
} as const;

const RichCardSchema = {
  type: "object",
  properties: {
    title: { type: "string", minLength: 1, maxLength: 80 },
    text: { type: "string", maxLength: 300 },
    imageUrl: { type: "string", maxLength: 8192 },
    link: { type: "string", maxLength: 2048 },
    actions: { type: "array", items: RichActionSchema, maxItems: 4 },
  },
  required: ["title"],
} as const;

const RichTimeSchema = {
  type: "object",
  properties: {
    at: { type: "string", format: "date-time" },
    minutes: { type: "integer", minimum: 1, maximum: 1440 },
    payload: { type: "string", maxLength: 1000 },
  },
  required: ["at", "minutes"],
} as const;

const RichSectionSchema = {
  type: "object",
  properties: {
    title: { type: "string", maxLength: 80 },
    isMultiple: { type: "boolean" },
    items: { type: "array", items: RichChoiceSchema, minItems: 1, maxItems: 20 },
  },
  required: ["items"],
} as const;

const RichContentSchema = {
  type: "object",
  properties: {
    kind: { type: "string", enum: ["choices", "cards", "times", "list"] },
    choices: { type: "array", items: RichChoiceSchema, minItems: 1, maxItems: 13 },
    cards: { type: "array", items: RichCardSchema, minItems: 1, maxItems: 10 },
    title: { type: "string", maxLength: 80 },
    subtitle: { type: "string", maxLength: 300 },
    imageUrl: { type: "string", maxLength: 8192 },
    times: { type: "array", items: RichTimeSchema, minItems: 1, maxItems: 50 },
    sections: { type: "array", items: RichSectionSchema, minItems: 1, maxItems: 5 },
  },
  required: ["kind"],
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

const AgentMessageReplySchema = {
  type: "object",
  properties: {
    id: { type: "string", minLength: 1 },
    conversation: {
      type: "object",
      properties: { id: { type: "string", minLength: 1 }, selfUri: { type: "string" } },
      required: ["id", "selfUri"],
      additionalProperties: true,
    },
    sender: {
      type: "object",
      properties: {
        id: { type: "string", minLength: 1 },
        displayName: { type: "string" },
        role: { type: "string" },
        userId: { type: "string" },
      },
      required: ["id"],
      additionalProperties: true,
    },
    body: { type: "string" },
    bodyType: { type: "string" },
    language: { type: "string" },
    timestamp: { type: "string", format: "date-time" },
    selfUri: { type: "string" },
    attachments: { type: "array", items: AttachmentReplySchema },
    bodyIsFallback: { type: "boolean" },
    content: { type: "array", items: RichContentReplySchema, maxItems: 4 },
    text: { type: "string" },
    answer: RichAnswerReplySchema,
  },
  required: ["body", "bodyType", "conversation", "id", "selfUri", "sender", "timestamp"],
  additionalProperties: false,
} as const;

const TypingReplySchema = {
  type: "object",
  properties: {
    id: { type: "string", minLength: 1 },
    conversation: {
      type: "object",
      properties: { id: { type: "string", minLength: 1 }, selfUri: { type: "string" } },
      required: ["id", "selfUri"],
      additionalProperties: true,
    },
    sender: {
      type: "object",
      properties: { id: { type: "string", minLength: 1 } },
      required: ["id"],
      additionalProperties: true,
    },
    timestamp: { type: "string", format: "date-time" },
  },
  required: ["conversation", "id", "sender", "timestamp"],
  additionalProperties: false,
} as const;

const AgentMessagesReplySchema = {
  type: "object",
  properties: {
    pageSize: { type: "integer" },
    entities: { type: "array", items: AgentMessageReplySchema },
    next: { type: "string" },
    selfUri: { type: "string" },
  },
  required: ["entities", "pageSize", "selfUri"],
  additionalProperties: false,
} as const;

const MessageDetailsReplySchema = {
  type: "object",
  properties: {
    messageId: { type: "string", minLength: 1 },
    messageURI: { type: "string" },
    messageStatus: { enum: ["sent", "received"] },
    messageTime: { type: "string", format: "date-time" },
  },
  required: ["messageId", "messageStatus", "messageTime", "messageURI"],
  additionalProperties: false,
} as const;

const MessageParticipantReplySchema = {
  type: "object",
  properties: {
    id: { type: "string", minLength: 1 },
    communicationId: { type: "string", minLength: 1 },
    purpose: { enum: ["customer", "acd", "workflow", "agent"] },
    state: { enum: ["alerting", "connected", "disconnected", "terminated"] },
    direction: { const: "inbound" },
    disconnectType: { type: "string" },
    name: { type: "string" },
    provider: { type: "string" },
    startTime: { type: "string", format: "date-time" },
    startAlertingTime: { type: "string", format: "date-time" },
    connectedTime: { type: "string", format: "date-time" },
    endTime: { type: "string", format: "date-time" },
    alertingTimeoutMs: { type: "integer" },
    user: {
      type: "object",
      properties: { id: { type: "string", minLength: 1 } },
      required: ["id"],
      additionalProperties: true,
    },
    queue: {
      type: "object",
      properties: { id: { type: "string", minLength: 1 }, name: { type: "string" } },
      required: ["id", "name"],
      additionalProperties: true,
    },
    attributes: { type: "object", additionalProperties: { type: "string" } },
    held: { type: "boolean" },
    conversationRoutingData: {
      type: "object",
      properties: {
        queue: {
          type: "object",
          properties: { id: { type: "string", minLength: 1 } },
          required: ["id"],
          additionalProperties: true,
        },
        language: {
          type: "object",
          properties: { name: { type: "string" } },
          required: ["name"],
          additionalProperties: true,
        },
        priority: { type: "integer" },
        skills: {
          type: "array",
          items: {
            type: "object",
            properties: { name: { type: "string" } },
            required: ["name"],
            additionalProperties: true,
          },
        },
      },
      required: ["priority", "queue", "skills"],
      additionalProperties: true,
    },
    wrapupRequired: { type: "boolean" },
    wrapupPrompt: { type: "string" },
    wrapupSkipped: { type: "boolean" },
    wrapup: WrapupReplySchema,
    startHoldTime: { type: "string", format: "date-time" },
    type: { const: "webmessaging" },
    fromAddress: MessageAddressReplySchema,
    toAddress: MessageAddressReplySchema,
    authenticated: { type: "boolean" },
    messages: { type: "array", items: MessageDetailsReplySchema },
  },
  required: [
    "attributes",
    "communicationId",
    "direction",
    "fromAddress",
    "held",
    "id",
    "messages",
    "provider",
    "purpose",
    "startTime",
    "state",
    "toAddress",
    "type",
  ],
  additionalProperties: false,
} as const;

const MessageConversationReplySchema = {
  type: "object",
  properties: {
    id: { type: "string", minLength: 1 },
    participants: { type: "array", items: MessageParticipantReplySchema },
    otherMediaUris: { type: "array" },
    recentTransfers: { type: "array", items: RecentTransferReplySchema },
    selfUri: { type: "string" },
  },
  required: ["id", "otherMediaUris", "participants", "recentTransfers", "selfUri"],
  additionalProperties: false,
} as const;

const MessageConversationsReplySchema = {
  type: "object",
  properties: {
    entities: { type: "array", items: MessageConversationReplySchema },
    pageSize: { type: "integer" },
    pageNumber: { type: "integer" },
    total: { type: "integer" },
    pageCount: { type: "integer" },
    firstUri: { type: "string" },
    lastUri: { type: "string" },
    selfUri: { type: "string" },
    nextUri: { type: "string" },
    previousUri: { type: "string" },
  },
  required: [
    "entities",
    "firstUri",
    "lastUri",
    "pageCount",
    "pageNumber",
    "pageSize",
    "selfUri",
    "total",
  ],
  additionalProperties: false,
} as const;

const NormalizedMessageReplySchema = {
  type: "object",
  properties: {
    id: { type: "string", minLength: 1 },
    type: { const: "Text" },
    text: { type: "string" },
    direction: { enum: ["Inbound", "Outbound"] },
    originatingEntity: { enum: ["Human", "Bot"] },
    channel: {
      type: "object",
      properties: {
        id: { type: "string", minLength: 1 },
        platform: { const: "Webmessaging" },
        type: { const: "Private" },
        time: { type: "string", format: "date-time" },
        from: {
          type: "object",
          properties: { id: { type: "string", minLength: 1 }, nickname: { type: "string" } },
          required: ["id"],
          additionalProperties: true,
        },
        to: {
          type: "object",
          properties: { id: { type: "string", minLength: 1 } },
          required: ["id"],
          additionalProperties: true,
        },
      },
      required: ["from", "platform", "time", "to", "type"],
      additionalProperties: true,
    },
    content: {
      type: "array",
      items: {
        type: "object",
        properties: {
          contentType: { const: "Attachment" },
          attachment: {
            type: "object",
            properties: {
              id: { type: "string", minLength: 1 },
              mediaType: { enum: ["Image", "Video", "Audio", "File"] },
              url: { type: "string" },
              mime: { type: "string" },
              filename: { type: "string" },
              contentSizeBytes: { type: "integer" },
            },
            required: ["filename", "id", "mediaType", "mime"],
            additionalProperties: true,
          },
        },
        required: ["attachment", "contentType"],
        additionalProperties: true,
      },
    },
  },
  required: ["channel", "direction", "id", "originatingEntity", "text", "type"],
  additionalProperties: false,
} as const;

const MessageDataReplySchema = {
  type: "object",
  properties: {
    id: { type: "string", minLength: 1 },
    conversationId: { type: "string", minLength: 1 },
    timestamp: { type: "string", format: "date-time" },
    direction: { enum: ["inbound", "outbound"] },
    messengerType: { const: "webmessaging" },
    fromAddress: { type: "string" },
    toAddress: { type: "string" },
    status: { enum: ["sent", "received"] },
    textBody: { type: "string" },
    media: {
      type: "array",
      items: {
        type: "object",
        properties: {
          id: { type: "string", minLength: 1 },
          name: { type: "string" },
          url: { type: "string" },
          mediaType: { type: "string" },
          contentLengthBytes: { type: "integer" },
        },
        required: ["id", "mediaType", "name"],
        additionalProperties: true,
      },
    },
    normalizedMessage: NormalizedMessageReplySchema,
    normalizedReceipts: { type: "array" },
    createdBy: {
      type: "object",
      properties: { id: { type: "string", minLength: 1 }, name: { type: "string" } },
      required: ["id"],
      additionalProperties: true,
    },
    selfUri: { type: "string" },
  },
  required: [
    "conversationId",
    "direction",
    "fromAddress",
    "id",
    "messengerType",
    "normalizedReceipts",
    "selfUri",
    "status",
    "textBody",
    "timestamp",
    "toAddress",
  ],
  additionalProperties: false,
} as const;

const MediaUploadWishSchema = {
  type: "object",
  properties: {
    fileName: { type: "string" },
    contentLengthBytes: { type: "integer", minimum: 0 },
    contentMd5: { type: ["string", "null"] },
  },
  required: ["contentLengthBytes", "fileName"],
} as const;

const MediaUploadReplySchema = {
  type: "object",
  properties: {
    id: { type: "string", minLength: 1 },
    name: { type: "string" },
    uploadUrl: { type: "string" },
    uploadHeaders: { type: "object", additionalProperties: { type: "string" } },
    selfUri: { type: "string" },
  },
  required: ["id", "name", "selfUri", "uploadHeaders", "uploadUrl"],
  additionalProperties: false,
} as const;

const MessageMediaReplySchema = {
  type: "object",
  properties: {
    id: { type: "string", minLength: 1 },
    name: { type: "string" },
    url: { type: "string" },
    mediaType: { type: "string" },
    contentLengthBytes: { type: "integer" },
    status: { type: "string", enum: ["uploading", "valid", "invalid"] },
    conversationId: { type: "string", minLength: 1 },
    communicationId: { type: "string", minLength: 1 },
    selfUri: { type: "string" },
  },
  required: [
    "communicationId",
    "contentLengthBytes",
    "conversationId",
    "id",
    "mediaType",
    "name",
    "selfUri",
    "status",
  ],
  additionalProperties: false,
} as const;

const MessageMediaListReplySchema = {
  type: "object",
  properties: {
    entities: { type: "array", items: MessageMediaReplySchema },
    pageSize: { type: "integer" },
    pageNumber: { type: "integer" },
    total: { type: "integer" },
    pageCount: { type: "integer" },
    firstUri: { type: "string" },
    lastUri: { type: "string" },
    selfUri: { type: "string" },
    nextUri: { type: "string" },
    previousUri: { type: "string" },
  },
  required: [
    "entities",
    "firstUri",
    "lastUri",
    "pageCount",
    "pageNumber",
    "pageSize",
    "selfUri",
    "total",
  ],
  additionalProperties: false,
} as const;

const MessageDataListReplySchema = {
  type: "object",
  properties: { entities: { type: "array", items: MessageDataReplySchema } },
  required: ["entities"],
  additionalProperties: false,
} as const;

const GenericConversationsReplySchema = {
  type: "object",
  properties: {
    entities: { type: "array", items: GenericConversationReplySchema },
    pageSize: { type: "integer" },
    pageNumber: { type: "integer" },
    total: { type: "integer" },
    pageCount: { type: "integer" },
    firstUri: { type: "string" },
    lastUri: { type: "string" },
    selfUri: { type: "string" },
    nextUri: { type: "string" },
    previousUri: { type: "string" },
  },
  required: [
    "entities",
    "firstUri",
    "lastUri",
    "pageCount",
    "pageNumber",
    "pageSize",
    "selfUri",
    "total",
  ],
  additionalProperties: false,
} as const;

const ChannelReplySchema = {
  type: "object",
  properties: {
    id: { type: "string", minLength: 1 },
    connectUri: { type: "string" },
    expires: { type: "string", format: "date-time" },
  },
  required: ["connectUri", "expires", "id"],
  additionalProperties: false,
} as const;

const ChannelsReplySchema = {
  type: "object",
  properties: { entities: { type: "array", items: ChannelReplySchema } },
  required: ["entities"],
  additionalProperties: true,
} as const;

const TopicsReplySchema = {
  type: "object",
  properties: {
    entities: {
      type: "array",
      items: {
        type: "object",
        properties: { id: { type: "string" } },
        required: ["id"],
        additionalProperties: true,
      },
    },
  },
  required: ["entities"],
  additionalProperties: true,
} as const;

const WaitingChatsReplySchema = {
  type: "object",
  properties: {
    entities: {
      type: "array",
      items: {
        type: "object",
        properties: {
          id: { type: "string", minLength: 1 },
          guest: {
            type: "object",
            properties: {
              memberId: { type: "string", minLength: 1 },
              name: { type: "string" },
              isNameVerified: { type: "boolean" },
            },
            required: ["memberId", "name", "isNameVerified"],
            additionalProperties: true,
          },
          queue: {
            type: "object",
            properties: { id: { type: "string", minLength: 1 }, name: { type: "string" } },
            required: ["id", "name"],
            additionalProperties: true,
          },
          subject: { anyOf: [{ type: "string" }, { type: "null" }] },
          waitingSince: { type: "string", format: "date-time" },
          lastText: { anyOf: [{ type: "string" }, { type: "null" }] },
          guestAwaySince: { anyOf: [{ type: "string", format: "date-time" }, { type: "null" }] },
          lostAgent: { anyOf: [{ type: "string" }, { type: "null" }] },
          transfer: {
            anyOf: [
              {
                type: "object",
                properties: {
                  from: { type: "string" },
                  note: { anyOf: [{ type: "string" }, { type: "null" }] },
                },
                required: ["from", "note"],
                additionalProperties: false,
              },
              { type: "null" },
            ],
          },
          place: { type: "string" },
        },
        required: [
          "guest",
          "guestAwaySince",
          "id",
          "lastText",
          "lostAgent",
          "place",
          "queue",
          "subject",
          "transfer",
          "waitingSince",
        ],
        additionalProperties: false,
      },
    },
  },
  required: ["entities"],
  additionalProperties: true,
} as const;

const RatingReplySchema = {
  type: "object",
  properties: {
    score: { type: "integer", minimum: 1, maximum: 5 },
    comment: { anyOf: [{ type: "string", maxLength: 2000 }, { type: "null" }] },
  },
  required: ["score"],
  additionalProperties: false,
} as const;

const EndedChatsReplySchema = {
  type: "object",
  properties: {
    entities: {
      type: "array",
      items: {
        type: "object",
        properties: {
          id: { type: "string", minLength: 1 },
          guest: {
            type: "object",
            properties: {
              memberId: { type: "string", minLength: 1 },
              name: { type: "string" },
              isNameVerified: { type: "boolean" },
            },
            required: ["memberId", "name", "isNameVerified"],
            additionalProperties: true,
          },
          queue: {
            type: "object",
            properties: { id: { type: "string", minLength: 1 }, name: { type: "string" } },
            required: ["id", "name"],
            additionalProperties: true,
          },
          subject: { anyOf: [{ type: "string" }, { type: "null" }] },
          endedAt: { type: "string", format: "date-time" },
          endReason: {
            anyOf: [{ enum: ["guest", "agent", "idle", "lost", "system"] }, { type: "null" }],
          },
          wrapup: { anyOf: [WrapupReplySchema, { type: "null" }] },
          rating: { anyOf: [RatingReplySchema, { type: "null" }] },
        },
        required: ["endReason", "endedAt", "guest", "id", "queue", "rating", "subject", "wrapup"],
        additionalProperties: false,
      },
    },
  },
  required: ["entities"],
  additionalProperties: true,
} as const;

const MissedChatsReplySchema = {
  type: "object",
  properties: {
    entities: {
      type: "array",
      items: {
        type: "object",
        properties: {
          id: { type: "string", minLength: 1 },
          guest: {
            type: "object",
            properties: {
              memberId: { type: "string", minLength: 1 },
              participantId: { type: "string", minLength: 1 },
              name: { type: "string" },
              isNameVerified: { type: "boolean" },
            },
            required: ["memberId", "participantId", "name", "isNameVerified"],
            additionalProperties: true,
          },
          queue: {
            type: "object",
            properties: { id: { type: "string", minLength: 1 }, name: { type: "string" } },
            required: ["id", "name"],
            additionalProperties: true,
          },
          subject: { anyOf: [{ type: "string" }, { type: "null" }] },
          missedSince: { type: "string", format: "date-time" },
          startedAt: { type: "string", format: "date-time" },
          endedAt: { anyOf: [{ type: "string", format: "date-time" }, { type: "null" }] },
          lastText: { anyOf: [{ type: "string" }, { type: "null" }] },
          language: { anyOf: [{ type: "string" }, { type: "null" }] },
          page: { anyOf: [{ type: "string" }, { type: "null" }] },
          contact: {
            type: "object",
            properties: {
              email: { anyOf: [{ type: "string" }, { type: "null" }] },
              phoneNumber: { anyOf: [{ type: "string" }, { type: "null" }] },
            },
            required: ["email", "phoneNumber"],
            additionalProperties: false,
          },
          answers: { type: "object", additionalProperties: { type: "string" } },
          fieldLabels: { type: "object", additionalProperties: { type: "string" } },
          verifiedFields: { type: "array", items: { type: "string" } },
          takenBy: {
            anyOf: [
              {
                type: "object",
                properties: { id: { type: "string", minLength: 1 }, name: { type: "string" } },
                required: ["id", "name"],
                additionalProperties: false,
              },
              { type: "null" },
            ],
          },
          promise: {
            anyOf: [
              {
                type: "object",
                properties: {
                  text: { type: "string" },
                  dueAt: { anyOf: [{ type: "string", format: "date-time" }, { type: "null" }] },
                },
                required: ["dueAt", "text"],
                additionalProperties: false,
              },
              { type: "null" },
            ],
          },
        },
        required: [
          "answers",
          "contact",
          "endedAt",
          "fieldLabels",
          "guest",
          "id",
          "language",
          "lastText",
          "missedSince",
          "page",
          "promise",
          "queue",
          "startedAt",
          "subject",
          "takenBy",
          "verifiedFields",
        ],
        additionalProperties: false,
      },
    },
    answered: {
      type: "array",
      items: {
        type: "object",
        properties: {
          id: { type: "string", minLength: 1 },
          guest: {
            type: "object",
            properties: {
              memberId: { type: "string", minLength: 1 },
              name: { type: "string" },
              isNameVerified: { type: "boolean" },
            },
            required: ["memberId", "name", "isNameVerified"],
            additionalProperties: true,
          },
          queue: {
            type: "object",
            properties: { id: { type: "string", minLength: 1 }, name: { type: "string" } },
            required: ["id", "name"],
            additionalProperties: true,
          },
          subject: { anyOf: [{ type: "string" }, { type: "null" }] },
          answeredAt: { type: "string", format: "date-time" },
          answeredBy: {
            anyOf: [
              {
                type: "object",
                properties: { id: { type: "string", minLength: 1 }, name: { type: "string" } },
                required: ["id", "name"],
                additionalProperties: false,
              },
              { type: "null" },
            ],
          },
        },
        required: ["answeredAt", "answeredBy", "guest", "id", "queue", "subject"],
        additionalProperties: false,
      },
    },
  },
  required: ["answered", "entities"],
  additionalProperties: true,
} as const;

const MediaTypeReplySchema = { enum: ["SCREENSHARE", "COBROWSE"] } as const;

const MediaStateReplySchema = { enum: ["PENDING", "ACCEPTED", "DECLINED", "TIMEDOUT", "CANCELLED", "ERRORED"] } as const;

const PageInfoReplySchema = {
  type: "object",
  properties: {
    fieldLabels: { type: "object", additionalProperties: { type: "string" } },
    capabilities: {
      type: "object",
      properties: { screenShare: { anyOf: [{ type: "boolean" }, { type: "null" }] } },
      required: ["screenShare"],
      additionalProperties: false,
    },
    language: { anyOf: [{ type: "string" }, { type: "null" }] },
    page: { anyOf: [{ type: "string" }, { type: "null" }] },
  },
  required: ["capabilities", "fieldLabels", "language", "page"],
  additionalProperties: false,
} as const;

const MissedStatusReplySchema = {
  type: "object",
  properties: {
    since: { type: "string", format: "date-time" },
    takenBy: {
      anyOf: [
        {
          type: "object",
          properties: { id: { type: "string", minLength: 1 }, name: { type: "string" } },
          required: ["id", "name"],
          additionalProperties: false,
        },
        { type: "null" },
      ],
    },
  },
  required: ["since", "takenBy"],
  additionalProperties: false,
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

const DeskChatReplySchema = {
  type: "object",
  properties: {
    id: { type: "string", minLength: 1 },
    guest: {
      type: "object",
      properties: {
        memberId: { type: "string", minLength: 1 },
        name: { type: "string" },
        email: { anyOf: [{ type: "string" }, { type: "null" }] },
        phoneNumber: { anyOf: [{ type: "string" }, { type: "null" }] },
        customFields: { type: "object", additionalProperties: { type: "string" } },
        isAuthenticated: { type: "boolean" },
        externalId: { anyOf: [{ type: "string" }, { type: "null" }] },
        verifiedFields: { type: "array", items: { type: "string" } },
        awaySince: { anyOf: [{ type: "string", format: "date-time" }, { type: "null" }] },
      },
      required: [
        "awaySince",
        "customFields",
        "email",
        "externalId",
        "isAuthenticated",
        "memberId",
        "name",
        "phoneNumber",
        "verifiedFields",
      ],
      additionalProperties: false,
    },
    queue: {
      type: "object",
      properties: { id: { type: "string", minLength: 1 }, name: { type: "string" } },
      required: ["id", "name"],
      additionalProperties: true,
    },
    subject: { anyOf: [{ type: "string" }, { type: "null" }] },
    language: { anyOf: [{ type: "string" }, { type: "null" }] },
    transferNote: { anyOf: [{ type: "string" }, { type: "null" }] },
    mediaRequests: {
      type: "array",
      items: {
        type: "object",
        properties: {
          id: { type: "string", minLength: 1 },
          types: { type: "array", items: MediaTypeReplySchema },
          state: MediaStateReplySchema,
          expiresAt: { type: "string", format: "date-time" },
        },
        required: ["expiresAt", "id", "state", "types"],
        additionalProperties: false,
      },
    },
    parlor: PageInfoReplySchema,
    missed: { anyOf: [MissedStatusReplySchema, { type: "null" }] },
    formatting: { type: "boolean" },
    lostAgent: { anyOf: [{ type: "string" }, { type: "null" }] },
    absences: {
      type: "array",
      items: {
        type: "object",
        properties: {
          userId: { type: "string" },
          name: { type: "string" },
          since: { type: "string", format: "date-time" },
          until: { anyOf: [{ type: "string", format: "date-time" }, { type: "null" }] },
        },
        required: ["userId", "name", "since", "until"],
        additionalProperties: false,
      },
    },
    attachments: AttachmentLimitsReplySchema,
  },
  required: [
    "absences",
    "formatting",
    "guest",
    "id",
    "language",
    "lostAgent",
    "mediaRequests",
    "missed",
    "parlor",
    "queue",
    "subject",
    "transferNote",
  ],
  additionalProperties: false,
} as const;

const MediaTypeSchema = { enum: ["SCREENSHARE", "COBROWSE"] } as const;

const MediaRequestWishSchema = {
  type: "object",
  properties: {
    types: { type: "array", minItems: 1, items: MediaTypeSchema, maxItems: 2 },
    expiresInSeconds: { type: "integer", minimum: 1, maximum: 300 },
  },
  required: ["types"],
} as const;

const MediaRequestReplySchema = {
  type: "object",
  properties: {
    id: { type: "string", minLength: 1 },
    types: { type: "array", items: MediaTypeReplySchema },
    state: MediaStateReplySchema,
    selfUri: { type: "string" },
  },
  required: ["id", "selfUri", "state", "types"],
  additionalProperties: true,
} as const;

const RepliesReplySchema = {
  type: "object",
  properties: {
    entities: {
      type: "array",
      items: {
        type: "object",
        properties: {
          id: { type: "string", minLength: 1 },
          shortcut: { type: "string" },
          text: { type: "string" },
          content: { type: "array", items: RichContentReplySchema, maxItems: 4 },
        },
        required: ["id", "shortcut", "text"],
        additionalProperties: true,
      },
    },
  },
  required: ["entities"],
  additionalProperties: true,
} as const;

const AttachmentAnnouncementSchema = {
  type: "object",
  properties: {
    name: { type: "string" },
    size: { type: "integer", minimum: 0 },
    type: { type: "string", maxLength: 200 },
  },
  required: ["name", "size", "type"],
} as const;

const AttachmentUploadReplySchema = {
  type: "object",
  properties: {
    id: { type: "string", minLength: 1 },
    state: { const: "awaiting" },
    upload: {
      type: "object",
      properties: {
        method: { const: "PUT" },
        url: { type: "string" },
        headers: { type: "object", additionalProperties: { type: "string" } },
        expiresAt: { type: "string", format: "date-time" },
      },
      required: ["expiresAt", "headers", "method", "url"],
      additionalProperties: false,
    },
  },
  required: ["id", "state", "upload"],
  additionalProperties: false,
} as const;

const AttachmentStateReplySchema = {
  type: "object",
  properties: {
    id: { type: "string", minLength: 1 },
    name: { type: "string" },
    type: { type: "string" },
    size: { type: "integer" },
    width: { type: "integer" },
    height: { type: "integer" },
    hasThumbnail: { type: "boolean" },
    state: { type: "string", enum: ["awaiting", "checking", "ready", "refused"] },
    code: { type: "string" },
    url: { type: "string" },
    thumbnailUrl: { type: "string" },
    urlExpiresAt: { type: "string", format: "date-time" },
  },
  required: ["hasThumbnail", "id", "name", "size", "state", "type"],
  additionalProperties: false,
} as const;

const AttachmentReceivedReplySchema = {
  type: "object",
  properties: { id: { type: "string", minLength: 1 }, state: { const: "checking" } },
  required: ["id", "state"],
  additionalProperties: false,
} as const;

export const getHealthz: OperationSchema<"getHealthz"> = {
  response: {
    "200": HealthReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};

export const getReadyz: OperationSchema<"getReadyz"> = {
  response: {
    "200": HealthReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};

export const postOauthToken: OperationSchema<"postOauthToken"> = {
  body: {
    type: "object",
    properties: {
      grant_type: { const: "client_credentials" },
      client_id: { type: "string" },
      client_secret: { type: "string" },
    },
    required: ["grant_type"],
  },
  response: {
    "200": TokenReplySchema,
    "400": OAuthErrorReplySchema,
    "401": OAuthErrorReplySchema,
    "408": ErrorBodyReplySchema,
    "413": ErrorBodyReplySchema,
    "414": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};

export const postSigneddata: OperationSchema<"postSigneddata"> = {
  body: { type: "object" },
  response: {
    "200": SignedDataReplySchema,
    "400": ErrorBodyReplySchema,
    "401": ErrorBodyReplySchema,
    "408": ErrorBodyReplySchema,
    "413": ErrorBodyReplySchema,
    "414": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};

export const getParlorGuestStatus: OperationSchema<"getParlorGuestStatus"> = {
  params: {
    type: "object",
    required: ["deploymentId"],
    properties: { deploymentId: { type: "string", minLength: 1 } },
  },
  querystring: {
    type: "object",
    required: ["organizationId", "queue"],
    properties: { organizationId: { type: "string" }, queue: { type: "string" } },
  },
  response: {
    "200": DeploymentStatusReplySchema,
    "400": ErrorBodyReplySchema,
    "401": ErrorBodyReplySchema,
    "403": ErrorBodyReplySchema,
    "404": ErrorBodyReplySchema,
    "408": ErrorBodyReplySchema,
    "409": ErrorBodyReplySchema,
    "413": ErrorBodyReplySchema,
    "414": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};

export const getParlorGuestQueue: OperationSchema<"getParlorGuestQueue"> = {
  params: {
    type: "object",
    required: ["conversationId"],
    properties: { conversationId: { type: "string", minLength: 1 } },
  },
  response: {
    "200": QueuePlaceReplySchema,
    "204": { type: "null" },
    "400": ErrorBodyReplySchema,
    "401": ErrorBodyReplySchema,
    "403": ErrorBodyReplySchema,
    "404": ErrorBodyReplySchema,
    "408": ErrorBodyReplySchema,
    "409": ErrorBodyReplySchema,
    "413": ErrorBodyReplySchema,
    "414": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};

export const postParlorGuestRating: OperationSchema<"postParlorGuestRating"> = {
  params: {
    type: "object",
    required: ["conversationId"],
    properties: { conversationId: { type: "string", minLength: 1 } },
  },
  body: {
    type: "object",
    properties: {
      score: { type: "integer", minimum: 1, maximum: 5 },
      comment: { type: ["string", "null"], maxLength: 2000 },
    },
    required: ["score"],
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
    "414": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};

export const postParlorGuestMediarequestExtend: OperationSchema<"postParlorGuestMediarequestExtend"> = {
  params: {
    type: "object",
    required: ["conversationId", "mediaRequestId"],
    properties: {
      conversationId: { type: "string", minLength: 1 },
      mediaRequestId: { type: "string", minLength: 1 },
    },
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
    "414": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};

export const getParlorGuestMissed: OperationSchema<"getParlorGuestMissed"> = {
  params: {
    type: "object",
    required: ["conversationId"],
    properties: { conversationId: { type: "string", minLength: 1 } },
  },
  response: {
    "200": GuestMissedReplySchema,
    "204": { type: "null" },
    "400": ErrorBodyReplySchema,
    "401": ErrorBodyReplySchema,
    "403": ErrorBodyReplySchema,
    "404": ErrorBodyReplySchema,
    "408": ErrorBodyReplySchema,
    "409": ErrorBodyReplySchema,
    "413": ErrorBodyReplySchema,
    "414": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};

export const patchParlorGuestPage: OperationSchema<"patchParlorGuestPage"> = {
  params: {
    type: "object",
    required: ["conversationId"],
    properties: { conversationId: { type: "string", minLength: 1 } },
  },
  body: {
    type: "object",
    properties: {
      capabilities: {
        type: ["object", "null"],
        properties: { screenShare: { type: ["boolean", "null"] } },
      },
    },
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
    "414": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};

export const getUsersMe: OperationSchema<"getUsersMe"> = {
  response: {
    "200": UserReplySchema,
    "400": ErrorBodyReplySchema,
    "401": ErrorBodyReplySchema,
    "403": ErrorBodyReplySchema,
    "404": ErrorBodyReplySchema,
    "408": ErrorBodyReplySchema,
    "409": ErrorBodyReplySchema,
    "413": ErrorBodyReplySchema,
    "414": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};

export const putUserRoutingstatus: OperationSchema<"putUserRoutingstatus"> = {
  params: {
    type: "object",
    required: ["userId"],
    properties: { userId: { type: "string", minLength: 1 } },
  },
  body: {
    type: "object",
    properties: {
      status: { type: "string", pattern: "^([iI][dD][lL][eE]|[oO][fF][fF]_[qQ][uU][eE][uU][eE])$" },
    },
    required: ["status"],
  },
  response: {
    "200": RoutingStatusReplySchema,
    "400": ErrorBodyReplySchema,
    "401": ErrorBodyReplySchema,
    "403": ErrorBodyReplySchema,
    "404": ErrorBodyReplySchema,
    "408": ErrorBodyReplySchema,
    "409": ErrorBodyReplySchema,
    "413": ErrorBodyReplySchema,
    "414": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};

export const patchParlorAgentsMe: OperationSchema<"patchParlorAgentsMe"> = {
  body: AvailabilitySchema,
  response: {
    "200": AvailabilityReplySchema,
    "400": ErrorBodyReplySchema,
    "401": ErrorBodyReplySchema,
    "403": ErrorBodyReplySchema,
    "404": ErrorBodyReplySchema,
    "408": ErrorBodyReplySchema,
    "409": ErrorBodyReplySchema,
    "413": ErrorBodyReplySchema,
    "414": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};

export const getParlorAgents: OperationSchema<"getParlorAgents"> = {
  response: {
    "200": AgentsReplySchema,
    "400": ErrorBodyReplySchema,
    "401": ErrorBodyReplySchema,
    "403": ErrorBodyReplySchema,
    "404": ErrorBodyReplySchema,
    "408": ErrorBodyReplySchema,
    "409": ErrorBodyReplySchema,
    "413": ErrorBodyReplySchema,
    "414": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};

export const getRoutingQueues: OperationSchema<"getRoutingQueues"> = {
  response: {
    "200": QueuesReplySchema,
    "400": ErrorBodyReplySchema,
    "401": ErrorBodyReplySchema,
    "403": ErrorBodyReplySchema,
    "404": ErrorBodyReplySchema,
    "408": ErrorBodyReplySchema,
    "409": ErrorBodyReplySchema,
    "413": ErrorBodyReplySchema,
    "414": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};

export const getRoutingSkills: OperationSchema<"getRoutingSkills"> = {
  querystring: {
    type: "object",
    properties: {
      name: { type: "string" },
      pageSize: { type: "string", pattern: "^(-?[0-9]{1,9})?$" },
      pageNumber: { type: "string", pattern: "^(-?[0-9]{1,9})?$" },
    },
  },
  response: {
    "200": RoutingSkillsReplySchema,
    "400": ErrorBodyReplySchema,
    "401": ErrorBodyReplySchema,
    "403": ErrorBodyReplySchema,
    "404": ErrorBodyReplySchema,
    "408": ErrorBodyReplySchema,
    "409": ErrorBodyReplySchema,
    "413": ErrorBodyReplySchema,
    "414": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};

export const getRoutingLanguages: OperationSchema<"getRoutingLanguages"> = {
  querystring: {
    type: "object",
    properties: {
      name: { type: "string" },
      pageSize: { type: "string", pattern: "^(-?[0-9]{1,9})?$" },
      pageNumber: { type: "string", pattern: "^(-?[0-9]{1,9})?$" },
    },
  },
  response: {
    "200": RoutingLanguagesReplySchema,
    "400": ErrorBodyReplySchema,
    "401": ErrorBodyReplySchema,
    "403": ErrorBodyReplySchema,
    "404": ErrorBodyReplySchema,
    "408": ErrorBodyReplySchema,
    "409": ErrorBodyReplySchema,
    "413": ErrorBodyReplySchema,
    "414": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};

export const getConversationsChats: OperationSchema<"getConversationsChats"> = {
  querystring: {
    type: "object",
    properties: {
      pageSize: { type: "string", pattern: "^(-?[0-9]{1,9})?$" },
      pageNumber: { type: "string", pattern: "^(-?[0-9]{1,9})?$" },
    },
  },
  response: {
    "200": MediaConversationsReplySchema,
    "400": ErrorBodyReplySchema,
    "401": ErrorBodyReplySchema,
    "403": ErrorBodyReplySchema,
    "404": ErrorBodyReplySchema,
    "408": ErrorBodyReplySchema,
    "409": ErrorBodyReplySchema,
    "413": ErrorBodyReplySchema,
    "414": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};

export const postConversationsChats: OperationSchema<"postConversationsChats"> = {
  body: ChatWishSchema,
  response: {
    "200": CreatedChatReplySchema,
    "400": ErrorBodyReplySchema,
    "401": ErrorBodyReplySchema,
    "403": ErrorBodyReplySchema,
    "404": ErrorBodyReplySchema,
    "408": ErrorBodyReplySchema,
    "409": ErrorBodyReplySchema,
    "413": ErrorBodyReplySchema,
    "414": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};

export const getConversationsChat: OperationSchema<"getConversationsChat"> = {
  params: {
    type: "object",
    required: ["conversationId"],
    properties: { conversationId: { type: "string", minLength: 1 } },
  },
  response: {
    "200": MediaConversationReplySchema,
    "400": ErrorBodyReplySchema,
    "401": ErrorBodyReplySchema,
    "403": ErrorBodyReplySchema,
    "404": ErrorBodyReplySchema,
    "408": ErrorBodyReplySchema,
    "409": ErrorBodyReplySchema,
    "413": ErrorBodyReplySchema,
    "414": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};

export const patchConversationsChat: OperationSchema<"patchConversationsChat"> = {
  params: {
    type: "object",
    required: ["conversationId"],
    properties: { conversationId: { type: "string", minLength: 1 } },
  },
  body: { type: "object", properties: { state: { const: "disconnected" } }, required: ["state"] },
  response: {
    "200": MediaConversationReplySchema,
    "400": ErrorBodyReplySchema,
    "401": ErrorBodyReplySchema,
    "403": ErrorBodyReplySchema,
    "404": ErrorBodyReplySchema,
    "408": ErrorBodyReplySchema,
    "409": ErrorBodyReplySchema,
    "413": ErrorBodyReplySchema,
    "414": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};

export const getConversation: OperationSchema<"getConversation"> = {
  params: {
    type: "object",
    required: ["conversationId"],
    properties: { conversationId: { type: "string", minLength: 1 } },
  },
  response: {
    "200": GenericConversationReplySchema,
    "400": ErrorBodyReplySchema,
    "401": ErrorBodyReplySchema,
    "403": ErrorBodyReplySchema,
    "404": ErrorBodyReplySchema,
    "408": ErrorBodyReplySchema,
    "409": ErrorBodyReplySchema,
    "413": ErrorBodyReplySchema,
    "414": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};

export const postConversationDisconnect: OperationSchema<"postConversationDisconnect"> = {
  params: {
    type: "object",
    required: ["conversationId"],
    properties: { conversationId: { type: "string", minLength: 1 } },
  },
  response: {
    "200": { type: "string" },
    "400": ErrorBodyReplySchema,
    "401": ErrorBodyReplySchema,
    "403": ErrorBodyReplySchema,
    "404": ErrorBodyReplySchema,
    "408": ErrorBodyReplySchema,
    "409": ErrorBodyReplySchema,
    "413": ErrorBodyReplySchema,
    "414": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};

export const patchConversationsChatParticipant: OperationSchema<"patchConversationsChatParticipant"> = {
  params: {
    type: "object",
    required: ["conversationId", "participantId"],
    properties: {
      conversationId: { type: "string", minLength: 1 },
      participantId: { type: "string", minLength: 1 },
    },
  },
  body: ParticipantWishSchema,
  response: {
    "202": { type: "null" },
    "400": ErrorBodyReplySchema,
    "401": ErrorBodyReplySchema,
    "403": ErrorBodyReplySchema,
    "404": ErrorBodyReplySchema,
    "408": ErrorBodyReplySchema,
    "409": ErrorBodyReplySchema,
    "413": ErrorBodyReplySchema,
    "414": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};

export const patchConversationsChatParticipantCommunication: OperationSchema<"patchConversationsChatParticipantCommunication"> = {
  params: {
    type: "object",
    required: ["conversationId", "participantId", "communicationId"],
    properties: {
      conversationId: { type: "string", minLength: 1 },
      participantId: { type: "string", minLength: 1 },
      communicationId: { type: "string", minLength: 1 },
    },
  },
  body: { type: "object", properties: { state: { const: "disconnected" } }, required: ["state"] },
  response: {
    "202": { type: "object", additionalProperties: true },
    "400": ErrorBodyReplySchema,
    "401": ErrorBodyReplySchema,
    "403": ErrorBodyReplySchema,
    "404": ErrorBodyReplySchema,
    "408": ErrorBodyReplySchema,
    "409": ErrorBodyReplySchema,
    "413": ErrorBodyReplySchema,
    "414": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};

export const patchConversationsChatParticipantAttributes: OperationSchema<"patchConversationsChatParticipantAttributes"> = {
  params: {
    type: "object",
    required: ["conversationId", "participantId"],
    properties: {
      conversationId: { type: "string", minLength: 1 },
      participantId: { type: "string", minLength: 1 },
    },
  },
  body: AttributesWishSchema,
  response: {
    "200": {
      type: "object",
      properties: { attributes: { type: "object", additionalProperties: { type: "string" } } },
      required: ["attributes"],
      additionalProperties: true,
    },
    "400": ErrorBodyReplySchema,
    "401": ErrorBodyReplySchema,
    "403": ErrorBodyReplySchema,
    "404": ErrorBodyReplySchema,
    "408": ErrorBodyReplySchema,
    "409": ErrorBodyReplySchema,
    "413": ErrorBodyReplySchema,
    "414": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};

export const postConversationsChatParticipantReplace: OperationSchema<"postConversationsChatParticipantReplace"> = {
  params: {
    type: "object",
    required: ["conversationId", "participantId"],
    properties: {
      conversationId: { type: "string", minLength: 1 },
      participantId: { type: "string", minLength: 1 },
    },
  },
  body: TransferWishSchema,
  response: {
    "202": { type: "null" },
    "400": ErrorBodyReplySchema,
    "401": ErrorBodyReplySchema,
    "403": ErrorBodyReplySchema,
    "404": ErrorBodyReplySchema,
    "408": ErrorBodyReplySchema,
    "409": ErrorBodyReplySchema,
    "413": ErrorBodyReplySchema,
    "414": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};

export const getConversationsChatParticipantWrapup: OperationSchema<"getConversationsChatParticipantWrapup"> = {
  params: {
    type: "object",
    required: ["conversationId", "participantId"],
    properties: {
      conversationId: { type: "string", minLength: 1 },
      participantId: { type: "string", minLength: 1 },
    },
  },
  querystring: { type: "object", properties: { provisional: { enum: ["", "true", "false"] } } },
  response: {
    "200": WrapupReplySchema,
    "400": ErrorBodyReplySchema,
    "401": ErrorBodyReplySchema,
    "403": ErrorBodyReplySchema,
    "404": ErrorBodyReplySchema,
    "408": ErrorBodyReplySchema,
    "409": ErrorBodyReplySchema,
    "413": ErrorBodyReplySchema,
    "414": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};

export const getConversationsChatParticipantCommunicationWrapup: OperationSchema<"getConversationsChatParticipantCommunicationWrapup"> = {
  params: {
    type: "object",
    required: ["conversationId", "participantId", "communicationId"],
    properties: {
      conversationId: { type: "string", minLength: 1 },
      participantId: { type: "string", minLength: 1 },
      communicationId: { type: "string", minLength: 1 },
    },
  },
  querystring: { type: "object", properties: { provisional: { enum: ["", "true", "false"] } } },
  response: {
    "200": WrapupReplySchema,
    "400": ErrorBodyReplySchema,
    "401": ErrorBodyReplySchema,
    "403": ErrorBodyReplySchema,
    "404": ErrorBodyReplySchema,
    "408": ErrorBodyReplySchema,
    "409": ErrorBodyReplySchema,
    "413": ErrorBodyReplySchema,
    "414": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};

export const postConversationsChatParticipantCommunicationWrapup: OperationSchema<"postConversationsChatParticipantCommunicationWrapup"> = {
  params: {
    type: "object",
    required: ["conversationId", "participantId", "communicationId"],
    properties: {
      conversationId: { type: "string", minLength: 1 },
      participantId: { type: "string", minLength: 1 },
      communicationId: { type: "string", minLength: 1 },
    },
  },
  body: WrapupWishSchema,
  response: {
    "200": WrapupReplySchema,
    "400": ErrorBodyReplySchema,
    "401": ErrorBodyReplySchema,
    "403": ErrorBodyReplySchema,
    "404": ErrorBodyReplySchema,
    "408": ErrorBodyReplySchema,
    "409": ErrorBodyReplySchema,
    "413": ErrorBodyReplySchema,
    "414": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};

export const getConversationsChatParticipantWrapupcodes: OperationSchema<"getConversationsChatParticipantWrapupcodes"> = {
  params: {
    type: "object",
    required: ["conversationId", "participantId"],
    properties: {
      conversationId: { type: "string", minLength: 1 },
      participantId: { type: "string", minLength: 1 },
    },
  },
  response: {
    "200": WrapupCodesReplySchema,
    "400": ErrorBodyReplySchema,
    "401": ErrorBodyReplySchema,
    "403": ErrorBodyReplySchema,
    "404": ErrorBodyReplySchema,
    "408": ErrorBodyReplySchema,
    "409": ErrorBodyReplySchema,
    "413": ErrorBodyReplySchema,
    "414": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};

export const postConversationsChatCommunicationMessages: OperationSchema<"postConversationsChatCommunicationMessages"> = {
  params: {
    type: "object",
    required: ["conversationId", "communicationId"],
    properties: {
      conversationId: { type: "string", minLength: 1 },
      communicationId: { type: "string", minLength: 1 },
    },
  },
  body: {
    type: "object",
    properties: {
      body: { type: "string", maxLength: 4000 },
      language: { type: "string", maxLength: 35, pattern: "^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$" },
      bodyType: { enum: ["standard", "notice"] },
      attachmentIds: {
        type: "array",
        items: { type: "string", minLength: 1 },
        uniqueItems: true,
        maxItems: 100,
      },
      content: { type: "array", items: RichContentSchema, maxItems: 4 },
    },
    required: ["body"],
  },
  response: {
    "200": AgentMessageReplySchema,
    "400": ErrorBodyReplySchema,
    "401": ErrorBodyReplySchema,
    "403": ErrorBodyReplySchema,
    "404": ErrorBodyReplySchema,
    "408": ErrorBodyReplySchema,
    "409": ErrorBodyReplySchema,
    "413": ErrorBodyReplySchema,
    "414": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};

export const postConversationsChatCommunicationTyping: OperationSchema<"postConversationsChatCommunicationTyping"> = {
  params: {
    type: "object",
    required: ["conversationId", "communicationId"],
    properties: {
      conversationId: { type: "string", minLength: 1 },
      communicationId: { type: "string", minLength: 1 },
    },
  },
  response: {
    "200": TypingReplySchema,
    "400": ErrorBodyReplySchema,
    "401": ErrorBodyReplySchema,
    "403": ErrorBodyReplySchema,
    "404": ErrorBodyReplySchema,
    "408": ErrorBodyReplySchema,
    "409": ErrorBodyReplySchema,
    "413": ErrorBodyReplySchema,
    "414": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};

export const getConversationsChatMessages: OperationSchema<"getConversationsChatMessages"> = {
  params: {
    type: "object",
    required: ["conversationId"],
    properties: { conversationId: { type: "string", minLength: 1 } },
  },
  querystring: {
    type: "object",
    properties: {
      after: { type: "string" },
      before: { type: "string" },
      sortOrder: {
        type: "string",
        pattern: "^(|[aA][sS][cC][eE][nN][dD][iI][nN][gG]|[dD][eE][sS][cC][eE][nN][dD][iI][nN][gG])$",
      },
      maxResults: { type: "string", pattern: "^(-?[0-9]{1,9})?$" },
    },
  },
  response: {
    "200": AgentMessagesReplySchema,
    "400": ErrorBodyReplySchema,
    "401": ErrorBodyReplySchema,
    "403": ErrorBodyReplySchema,
    "404": ErrorBodyReplySchema,
    "408": ErrorBodyReplySchema,
    "409": ErrorBodyReplySchema,
    "413": ErrorBodyReplySchema,
    "414": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};

export const getConversationsChatMessage: OperationSchema<"getConversationsChatMessage"> = {
  params: {
    type: "object",
    required: ["conversationId", "messageId"],
    properties: {
      conversationId: { type: "string", minLength: 1 },
      messageId: { type: "string", minLength: 1 },
    },
  },
  response: {
    "200": AgentMessageReplySchema,
    "400": ErrorBodyReplySchema,
    "401": ErrorBodyReplySchema,
    "403": ErrorBodyReplySchema,
    "404": ErrorBodyReplySchema,
    "408": ErrorBodyReplySchema,
    "409": ErrorBodyReplySchema,
    "413": ErrorBodyReplySchema,
    "414": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};

export const getConversationsMessages: OperationSchema<"getConversationsMessages"> = {
  querystring: {
    type: "object",
    properties: {
      pageSize: { type: "string", pattern: "^(-?[0-9]{1,9})?$" },
      pageNumber: { type: "string", pattern: "^(-?[0-9]{1,9})?$" },
    },
  },
  response: {
    "200": MessageConversationsReplySchema,
    "400": ErrorBodyReplySchema,
    "401": ErrorBodyReplySchema,
    "403": ErrorBodyReplySchema,
    "404": ErrorBodyReplySchema,
    "408": ErrorBodyReplySchema,
    "409": ErrorBodyReplySchema,
    "413": ErrorBodyReplySchema,
    "414": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};

export const getConversationsMessage: OperationSchema<"getConversationsMessage"> = {
  params: {
    type: "object",
    required: ["conversationId"],
    properties: { conversationId: { type: "string", minLength: 1 } },
  },
  response: {
    "200": MessageConversationReplySchema,
    "400": ErrorBodyReplySchema,
    "401": ErrorBodyReplySchema,
    "403": ErrorBodyReplySchema,
    "404": ErrorBodyReplySchema,
    "408": ErrorBodyReplySchema,
    "409": ErrorBodyReplySchema,
    "413": ErrorBodyReplySchema,
    "414": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};

export const patchConversationsMessage: OperationSchema<"patchConversationsMessage"> = {
  params: {
    type: "object",
    required: ["conversationId"],
    properties: { conversationId: { type: "string", minLength: 1 } },
  },
  body: { type: "object", properties: { state: { const: "disconnected" } }, required: ["state"] },
  response: {
    "200": GenericConversationReplySchema,
    "400": ErrorBodyReplySchema,
    "401": ErrorBodyReplySchema,
    "403": ErrorBodyReplySchema,
    "404": ErrorBodyReplySchema,
    "408": ErrorBodyReplySchema,
    "409": ErrorBodyReplySchema,
    "413": ErrorBodyReplySchema,
    "414": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};

export const patchConversationsMessageParticipant: OperationSchema<"patchConversationsMessageParticipant"> = {
  params: {
    type: "object",
    required: ["conversationId", "participantId"],
    properties: {
      conversationId: { type: "string", minLength: 1 },
      participantId: { type: "string", minLength: 1 },
    },
  },
  body: ParticipantWishSchema,
  response: {
    "202": { type: "null" },
    "400": ErrorBodyReplySchema,
    "401": ErrorBodyReplySchema,
    "403": ErrorBodyReplySchema,
    "404": ErrorBodyReplySchema,
    "408": ErrorBodyReplySchema,
    "409": ErrorBodyReplySchema,
    "413": ErrorBodyReplySchema,
    "414": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};

export const patchConversationsMessageParticipantAttributes: OperationSchema<"patchConversationsMessageParticipantAttributes"> = {
  params: {
    type: "object",
    required: ["conversationId", "participantId"],
    properties: {
      conversationId: { type: "string", minLength: 1 },
      participantId: { type: "string", minLength: 1 },
    },
  },
  body: AttributesWishSchema,
  response: {
    "200": {
      type: "object",
      properties: { attributes: { type: "object", additionalProperties: { type: "string" } } },
      required: ["attributes"],
      additionalProperties: true,
    },
    "400": ErrorBodyReplySchema,
    "401": ErrorBodyReplySchema,
    "403": ErrorBodyReplySchema,
    "404": ErrorBodyReplySchema,
    "408": ErrorBodyReplySchema,
    "409": ErrorBodyReplySchema,
    "413": ErrorBodyReplySchema,
    "414": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};

export const postConversationsMessageParticipantReplace: OperationSchema<"postConversationsMessageParticipantReplace"> = {
  params: {
    type: "object",
    required: ["conversationId", "participantId"],
    properties: {
      conversationId: { type: "string", minLength: 1 },
      participantId: { type: "string", minLength: 1 },
    },
  },
  body: TransferWishSchema,
  response: {
    "202": { type: "null" },
    "400": ErrorBodyReplySchema,
    "401": ErrorBodyReplySchema,
    "403": ErrorBodyReplySchema,
    "404": ErrorBodyReplySchema,
    "408": ErrorBodyReplySchema,
    "409": ErrorBodyReplySchema,
    "413": ErrorBodyReplySchema,
    "414": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};

export const getConversationsMessageParticipantWrapup: OperationSchema<"getConversationsMessageParticipantWrapup"> = {
  params: {
    type: "object",
    required: ["conversationId", "participantId"],
    properties: {
      conversationId: { type: "string", minLength: 1 },
      participantId: { type: "string", minLength: 1 },
    },
  },
  querystring: { type: "object", properties: { provisional: { enum: ["", "true", "false"] } } },
  response: {
    "200": WrapupReplySchema,
    "400": ErrorBodyReplySchema,
    "401": ErrorBodyReplySchema,
    "403": ErrorBodyReplySchema,
    "404": ErrorBodyReplySchema,
    "408": ErrorBodyReplySchema,
    "409": ErrorBodyReplySchema,
    "413": ErrorBodyReplySchema,
    "414": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};

export const getConversationsMessageParticipantWrapupcodes: OperationSchema<"getConversationsMessageParticipantWrapupcodes"> = {
  params: {
    type: "object",
    required: ["conversationId", "participantId"],
    properties: {
      conversationId: { type: "string", minLength: 1 },
      participantId: { type: "string", minLength: 1 },
    },
  },
  response: {
    "200": WrapupCodesReplySchema,
    "400": ErrorBodyReplySchema,
    "401": ErrorBodyReplySchema,
    "403": ErrorBodyReplySchema,
    "404": ErrorBodyReplySchema,
    "408": ErrorBodyReplySchema,
    "409": ErrorBodyReplySchema,
    "413": ErrorBodyReplySchema,
    "414": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};

export const patchConversationsMessageParticipantCommunication: OperationSchema<"patchConversationsMessageParticipantCommunication"> = {
  params: {
    type: "object",
    required: ["conversationId", "participantId", "communicationId"],
    properties: {
      conversationId: { type: "string", minLength: 1 },
      participantId: { type: "string", minLength: 1 },
      communicationId: { type: "string", minLength: 1 },
    },
  },
  body: { type: "object", properties: { state: { const: "disconnected" } }, required: ["state"] },
  response: {
    "202": { type: "object", additionalProperties: true },
    "400": ErrorBodyReplySchema,
    "401": ErrorBodyReplySchema,
    "403": ErrorBodyReplySchema,
    "404": ErrorBodyReplySchema,
    "408": ErrorBodyReplySchema,
    "409": ErrorBodyReplySchema,
    "413": ErrorBodyReplySchema,
    "414": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};

export const getConversationsMessageParticipantCommunicationWrapup: OperationSchema<"getConversationsMessageParticipantCommunicationWrapup"> = {
  params: {
    type: "object",
    required: ["conversationId", "participantId", "communicationId"],
    properties: {
      conversationId: { type: "string", minLength: 1 },
      participantId: { type: "string", minLength: 1 },
      communicationId: { type: "string", minLength: 1 },
    },
  },
  querystring: { type: "object", properties: { provisional: { enum: ["", "true", "false"] } } },
  response: {
    "200": WrapupReplySchema,
    "400": ErrorBodyReplySchema,
    "401": ErrorBodyReplySchema,
    "403": ErrorBodyReplySchema,
    "404": ErrorBodyReplySchema,
    "408": ErrorBodyReplySchema,
    "409": ErrorBodyReplySchema,
    "413": ErrorBodyReplySchema,
    "414": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};

export const postConversationsMessageParticipantCommunicationWrapup: OperationSchema<"postConversationsMessageParticipantCommunicationWrapup"> = {
  params: {
    type: "object",
    required: ["conversationId", "participantId", "communicationId"],
    properties: {
      conversationId: { type: "string", minLength: 1 },
      participantId: { type: "string", minLength: 1 },
      communicationId: { type: "string", minLength: 1 },
    },
  },
  body: WrapupWishSchema,
  response: {
    "200": WrapupReplySchema,
    "400": ErrorBodyReplySchema,
    "401": ErrorBodyReplySchema,
    "403": ErrorBodyReplySchema,
    "404": ErrorBodyReplySchema,
    "408": ErrorBodyReplySchema,
    "409": ErrorBodyReplySchema,
    "413": ErrorBodyReplySchema,
    "414": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};

export const postConversationsMessageParticipantMonitor: OperationSchema<"postConversationsMessageParticipantMonitor"> = {
  params: {
    type: "object",
    required: ["conversationId", "participantId"],
    properties: {
      conversationId: { type: "string", minLength: 1 },
      participantId: { type: "string", minLength: 1 },
    },
  },
  response: {
    "202": { type: "null" },
    "400": ErrorBodyReplySchema,
    "401": ErrorBodyReplySchema,
    "403": ErrorBodyReplySchema,
    "404": ErrorBodyReplySchema,
    "408": ErrorBodyReplySchema,
    "409": ErrorBodyReplySchema,
    "413": ErrorBodyReplySchema,
    "414": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};

export const postConversationsMessageCommunicationMessages: OperationSchema<"postConversationsMessageCommunicationMessages"> = {
  params: {
    type: "object",
    required: ["conversationId", "communicationId"],
    properties: {
      conversationId: { type: "string", minLength: 1 },
      communicationId: { type: "string", minLength: 1 },
    },
  },
  querystring: { type: "object", properties: { useNormalizedMessage: { enum: ["", "true", "false"] } } },
  body: {
    type: "object",
    properties: {
      textBody: { type: ["string", "null"], maxLength: 4000 },
      mediaIds: {
        type: ["array", "null"],
        items: { type: "string", minLength: 1 },
        uniqueItems: true,
        maxItems: 100,
      },
      messagingTemplate: { type: "null" },
    },
  },
  response: {
    "200": MessageDataReplySchema,
    "400": ErrorBodyReplySchema,
    "401": ErrorBodyReplySchema,
    "403": ErrorBodyReplySchema,
    "404": ErrorBodyReplySchema,
    "408": ErrorBodyReplySchema,
    "409": ErrorBodyReplySchema,
    "413": ErrorBodyReplySchema,
    "414": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};

export const postConversationsMessageCommunicationMessagesMediaUploads: OperationSchema<"postConversationsMessageCommunicationMessagesMediaUploads"> = {
  params: {
    type: "object",
    required: ["conversationId", "communicationId"],
    properties: {
      conversationId: { type: "string", minLength: 1 },
      communicationId: { type: "string", minLength: 1 },
    },
  },
  body: MediaUploadWishSchema,
  response: {
    "200": MediaUploadReplySchema,
    "400": ErrorBodyReplySchema,
    "401": ErrorBodyReplySchema,
    "403": ErrorBodyReplySchema,
    "404": ErrorBodyReplySchema,
    "408": ErrorBodyReplySchema,
    "409": ErrorBodyReplySchema,
    "413": ErrorBodyReplySchema,
    "414": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};

export const getConversationsMessageCommunicationMessagesMedia: OperationSchema<"getConversationsMessageCommunicationMessagesMedia"> = {
  params: {
    type: "object",
    required: ["conversationId", "communicationId"],
    properties: {
      conversationId: { type: "string", minLength: 1 },
      communicationId: { type: "string", minLength: 1 },
    },
  },
  querystring: {
    type: "object",
    properties: {
      status: {
        type: "string",
        pattern: "^(|[uU][pP][lL][oO][aA][dD][iI][nN][gG]|[vV][aA][lL][iI][dD]|[iI][nN][vV][aA][lL][iI][dD])$",
      },
      pageSize: { type: "string", pattern: "^(-?[0-9]{1,9})?$" },
      pageNumber: { type: "string", pattern: "^(-?[0-9]{1,9})?$" },
    },
  },
  response: {
    "200": MessageMediaListReplySchema,
    "400": ErrorBodyReplySchema,
    "401": ErrorBodyReplySchema,
    "403": ErrorBodyReplySchema,
    "404": ErrorBodyReplySchema,
    "408": ErrorBodyReplySchema,
    "409": ErrorBodyReplySchema,
    "413": ErrorBodyReplySchema,
    "414": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};

export const getConversationsMessageCommunicationMessagesMediaMediaId: OperationSchema<"getConversationsMessageCommunicationMessagesMediaMediaId"> = {
  params: {
    type: "object",
    required: ["conversationId", "communicationId", "mediaId"],
    properties: {
      conversationId: { type: "string", minLength: 1 },
      communicationId: { type: "string", minLength: 1 },
      mediaId: { type: "string", minLength: 1 },
    },
  },
  response: {
    "200": MessageMediaReplySchema,
    "400": ErrorBodyReplySchema,
    "401": ErrorBodyReplySchema,
    "403": ErrorBodyReplySchema,
    "404": ErrorBodyReplySchema,
    "408": ErrorBodyReplySchema,
    "409": ErrorBodyReplySchema,
    "413": ErrorBodyReplySchema,
    "414": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};

export const postConversationsMessageCommunicationTyping: OperationSchema<"postConversationsMessageCommunicationTyping"> = {
  params: {
    type: "object",
    required: ["conversationId", "communicationId"],
    properties: {
      conversationId: { type: "string", minLength: 1 },
      communicationId: { type: "string", minLength: 1 },
    },
  },
  body: {
    type: "object",
    properties: {
      typing: {
        type: "object",
        properties: { type: { enum: ["On", "Off"] }, duration: { type: ["integer", "null"] } },
        required: ["type"],
      },
      dateSent: {},
    },
    required: ["typing"],
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
    "414": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};

export const getConversationsMessageMessage: OperationSchema<"getConversationsMessageMessage"> = {
  params: {
    type: "object",
    required: ["conversationId", "messageId"],
    properties: {
      conversationId: { type: "string", minLength: 1 },
      messageId: { type: "string", minLength: 1 },
    },
  },
  querystring: { type: "object", properties: { useNormalizedMessage: { enum: ["", "true", "false"] } } },
  response: {
    "200": MessageDataReplySchema,
    "400": ErrorBodyReplySchema,
    "401": ErrorBodyReplySchema,
    "403": ErrorBodyReplySchema,
    "404": ErrorBodyReplySchema,
    "408": ErrorBodyReplySchema,
    "409": ErrorBodyReplySchema,
    "413": ErrorBodyReplySchema,
    "414": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};

export const postConversationsMessageMessagesBulk: OperationSchema<"postConversationsMessageMessagesBulk"> = {
  params: {
    type: "object",
    required: ["conversationId"],
    properties: { conversationId: { type: "string", minLength: 1 } },
  },
  querystring: { type: "object", properties: { useNormalizedMessage: { enum: ["", "true", "false"] } } },
  body: { type: "array", items: { type: "string" } },
  response: {
    "200": MessageDataListReplySchema,
    "400": ErrorBodyReplySchema,
    "401": ErrorBodyReplySchema,
    "403": ErrorBodyReplySchema,
    "404": ErrorBodyReplySchema,
    "408": ErrorBodyReplySchema,
    "409": ErrorBodyReplySchema,
    "413": ErrorBodyReplySchema,
    "414": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};

export const getConversationsMessageDetails: OperationSchema<"getConversationsMessageDetails"> = {
  params: {
    type: "object",
    required: ["messageId"],
    properties: { messageId: { type: "string", minLength: 1 } },
  },
  querystring: { type: "object", properties: { useNormalizedMessage: { enum: ["", "true", "false"] } } },
  response: {
    "200": MessageDataReplySchema,
    "400": ErrorBodyReplySchema,
    "401": ErrorBodyReplySchema,
    "403": ErrorBodyReplySchema,
    "404": ErrorBodyReplySchema,
    "408": ErrorBodyReplySchema,
    "409": ErrorBodyReplySchema,
    "413": ErrorBodyReplySchema,
    "414": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};

export const getConversations: OperationSchema<"getConversations"> = {
  querystring: {
    type: "object",
    properties: {
      communicationType: { type: "string" },
      pageSize: { type: "string", pattern: "^(-?[0-9]{1,9})?$" },
      pageNumber: { type: "string", pattern: "^(-?[0-9]{1,9})?$" },
    },
  },
  response: {
    "200": GenericConversationsReplySchema,
    "400": ErrorBodyReplySchema,
    "401": ErrorBodyReplySchema,
    "403": ErrorBodyReplySchema,
    "404": ErrorBodyReplySchema,
    "408": ErrorBodyReplySchema,
    "409": ErrorBodyReplySchema,
    "413": ErrorBodyReplySchema,
    "414": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};

export const patchConversationParticipant: OperationSchema<"patchConversationParticipant"> = {
  params: {
    type: "object",
    required: ["conversationId", "participantId"],
    properties: {
      conversationId: { type: "string", minLength: 1 },
      participantId: { type: "string", minLength: 1 },
    },
  },
  body: ParticipantWishSchema,
  response: {
    "202": { type: "null" },
    "400": ErrorBodyReplySchema,
    "401": ErrorBodyReplySchema,
    "403": ErrorBodyReplySchema,
    "404": ErrorBodyReplySchema,
    "408": ErrorBodyReplySchema,
    "409": ErrorBodyReplySchema,
    "413": ErrorBodyReplySchema,
    "414": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};

export const patchConversationParticipantAttributes: OperationSchema<"patchConversationParticipantAttributes"> = {
  params: {
    type: "object",
    required: ["conversationId", "participantId"],
    properties: {
      conversationId: { type: "string", minLength: 1 },
      participantId: { type: "string", minLength: 1 },
    },
  },
  body: AttributesWishSchema,
  response: {
    "200": {
      type: "object",
      properties: { attributes: { type: "object", additionalProperties: { type: "string" } } },
      required: ["attributes"],
      additionalProperties: true,
    },
    "400": ErrorBodyReplySchema,
    "401": ErrorBodyReplySchema,
    "403": ErrorBodyReplySchema,
    "404": ErrorBodyReplySchema,
    "408": ErrorBodyReplySchema,
    "409": ErrorBodyReplySchema,
    "413": ErrorBodyReplySchema,
    "414": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};

export const postConversationParticipantReplace: OperationSchema<"postConversationParticipantReplace"> = {
  params: {
    type: "object",
    required: ["conversationId", "participantId"],
    properties: {
      conversationId: { type: "string", minLength: 1 },
      participantId: { type: "string", minLength: 1 },
    },
  },
  body: TransferWishSchema,
  response: {
    "202": { type: "null" },
    "400": ErrorBodyReplySchema,
    "401": ErrorBodyReplySchema,
    "403": ErrorBodyReplySchema,
    "404": ErrorBodyReplySchema,
    "408": ErrorBodyReplySchema,
    "409": ErrorBodyReplySchema,
    "413": ErrorBodyReplySchema,
    "414": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};

export const getConversationParticipantWrapup: OperationSchema<"getConversationParticipantWrapup"> = {
  params: {
    type: "object",
    required: ["conversationId", "participantId"],
    properties: {
      conversationId: { type: "string", minLength: 1 },
      participantId: { type: "string", minLength: 1 },
    },
  },
  querystring: { type: "object", properties: { provisional: { enum: ["", "true", "false"] } } },
  response: {
    "200": WrapupReplySchema,
    "400": ErrorBodyReplySchema,
    "401": ErrorBodyReplySchema,
    "403": ErrorBodyReplySchema,
    "404": ErrorBodyReplySchema,
    "408": ErrorBodyReplySchema,
    "409": ErrorBodyReplySchema,
    "413": ErrorBodyReplySchema,
    "414": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};

export const getConversationParticipantWrapupcodes: OperationSchema<"getConversationParticipantWrapupcodes"> = {
  params: {
    type: "object",
    required: ["conversationId", "participantId"],
    properties: {
      conversationId: { type: "string", minLength: 1 },
      participantId: { type: "string", minLength: 1 },
    },
  },
  response: {
    "200": WrapupCodesReplySchema,
    "400": ErrorBodyReplySchema,
    "401": ErrorBodyReplySchema,
    "403": ErrorBodyReplySchema,
    "404": ErrorBodyReplySchema,
    "408": ErrorBodyReplySchema,
    "409": ErrorBodyReplySchema,
    "413": ErrorBodyReplySchema,
    "414": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};

export const postConversationParticipantReplaceAgent: OperationSchema<"postConversationParticipantReplaceAgent"> = {
  params: {
    type: "object",
    required: ["conversationId", "participantId"],
    properties: {
      conversationId: { type: "string", minLength: 1 },
      participantId: { type: "string", minLength: 1 },
    },
  },
  body: {
    type: "object",
    properties: {
      userId: { type: ["string", "null"], maxLength: 200 },
      userName: { type: ["string", "null"], maxLength: 200 },
      userDisplayName: { type: ["string", "null"], maxLength: 200 },
      transferType: { enum: ["Attended", "Unattended", null] },
    },
  },
  response: {
    "202": { type: "null" },
    "400": ErrorBodyReplySchema,
    "401": ErrorBodyReplySchema,
    "403": ErrorBodyReplySchema,
    "404": ErrorBodyReplySchema,
    "408": ErrorBodyReplySchema,
    "409": ErrorBodyReplySchema,
    "413": ErrorBodyReplySchema,
    "414": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};

export const postConversationParticipantReplaceQueue: OperationSchema<"postConversationParticipantReplaceQueue"> = {
  params: {
    type: "object",
    required: ["conversationId", "participantId"],
    properties: {
      conversationId: { type: "string", minLength: 1 },
      participantId: { type: "string", minLength: 1 },
    },
  },
  body: {
    type: "object",
    properties: {
      queueId: { type: ["string", "null"], maxLength: 200 },
      queueName: { type: ["string", "null"], maxLength: 200 },
      transferType: { enum: ["Attended", "Unattended", null] },
    },
  },
  response: {
    "202": { type: "null" },
    "400": ErrorBodyReplySchema,
    "401": ErrorBodyReplySchema,
    "403": ErrorBodyReplySchema,
    "404": ErrorBodyReplySchema,
    "408": ErrorBodyReplySchema,
    "409": ErrorBodyReplySchema,
    "413": ErrorBodyReplySchema,
    "414": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};

export const postNotificationsChannels: OperationSchema<"postNotificationsChannels"> = {
  response: {
    "200": ChannelReplySchema,
    "400": ErrorBodyReplySchema,
    "401": ErrorBodyReplySchema,
    "403": ErrorBodyReplySchema,
    "404": ErrorBodyReplySchema,
    "408": ErrorBodyReplySchema,
    "409": ErrorBodyReplySchema,
    "413": ErrorBodyReplySchema,
    "414": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};

export const getNotificationsChannels: OperationSchema<"getNotificationsChannels"> = {
  response: {
    "200": ChannelsReplySchema,
    "400": ErrorBodyReplySchema,
    "401": ErrorBodyReplySchema,
    "403": ErrorBodyReplySchema,
    "404": ErrorBodyReplySchema,
    "408": ErrorBodyReplySchema,
    "409": ErrorBodyReplySchema,
    "413": ErrorBodyReplySchema,
    "414": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};

export const getNotificationsChannelSubscriptions: OperationSchema<"getNotificationsChannelSubscriptions"> = {
  params: {
    type: "object",
    required: ["channelId"],
    properties: { channelId: { type: "string", minLength: 1 } },
  },
  response: {
    "200": TopicsReplySchema,
    "400": ErrorBodyReplySchema,
    "401": ErrorBodyReplySchema,
    "403": ErrorBodyReplySchema,
    "404": ErrorBodyReplySchema,
    "408": ErrorBodyReplySchema,
    "409": ErrorBodyReplySchema,
    "413": ErrorBodyReplySchema,
    "414": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};

export const postNotificationsChannelSubscriptions: OperationSchema<"postNotificationsChannelSubscriptions"> = {
  params: {
    type: "object",
    required: ["channelId"],
    properties: { channelId: { type: "string", minLength: 1 } },
  },
  body: {
    type: "array",
    items: { type: "object", properties: { id: { type: "string" } }, required: ["id"] },
  },
  response: {
    "200": TopicsReplySchema,
    "400": ErrorBodyReplySchema,
    "401": ErrorBodyReplySchema,
    "403": ErrorBodyReplySchema,
    "404": ErrorBodyReplySchema,
    "408": ErrorBodyReplySchema,
    "409": ErrorBodyReplySchema,
    "413": ErrorBodyReplySchema,
    "414": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};

export const putNotificationsChannelSubscriptions: OperationSchema<"putNotificationsChannelSubscriptions"> = {
  params: {
    type: "object",
    required: ["channelId"],
    properties: { channelId: { type: "string", minLength: 1 } },
  },
  body: {
    type: "array",
    items: { type: "object", properties: { id: { type: "string" } }, required: ["id"] },
  },
  response: {
    "200": TopicsReplySchema,
    "400": ErrorBodyReplySchema,
    "401": ErrorBodyReplySchema,
    "403": ErrorBodyReplySchema,
    "404": ErrorBodyReplySchema,
    "408": ErrorBodyReplySchema,
    "409": ErrorBodyReplySchema,
    "413": ErrorBodyReplySchema,
    "414": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};

export const deleteNotificationsChannelSubscriptions: OperationSchema<"deleteNotificationsChannelSubscriptions"> = {
  params: {
    type: "object",
    required: ["channelId"],
    properties: { channelId: { type: "string", minLength: 1 } },
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
    "414": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};

export const getParlorChatsWaiting: OperationSchema<"getParlorChatsWaiting"> = {
  response: {
    "200": WaitingChatsReplySchema,
    "400": ErrorBodyReplySchema,
    "401": ErrorBodyReplySchema,
    "403": ErrorBodyReplySchema,
    "404": ErrorBodyReplySchema,
    "408": ErrorBodyReplySchema,
    "409": ErrorBodyReplySchema,
    "413": ErrorBodyReplySchema,
    "414": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};

export const postParlorChatsWaitingNextTake: OperationSchema<"postParlorChatsWaitingNextTake"> = {
  response: {
    "200": MediaConversationReplySchema,
    "400": ErrorBodyReplySchema,
    "401": ErrorBodyReplySchema,
    "403": ErrorBodyReplySchema,
    "404": ErrorBodyReplySchema,
    "408": ErrorBodyReplySchema,
    "409": ErrorBodyReplySchema,
    "413": ErrorBodyReplySchema,
    "414": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};

export const postParlorChatsWaitingTake: OperationSchema<"postParlorChatsWaitingTake"> = {
  params: {
    type: "object",
    required: ["conversationId"],
    properties: { conversationId: { type: "string", minLength: 1 } },
  },
  response: {
    "200": MediaConversationReplySchema,
    "400": ErrorBodyReplySchema,
    "401": ErrorBodyReplySchema,
    "403": ErrorBodyReplySchema,
    "404": ErrorBodyReplySchema,
    "408": ErrorBodyReplySchema,
    "409": ErrorBodyReplySchema,
    "413": ErrorBodyReplySchema,
    "414": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};

export const postParlorChatsMissedTake: OperationSchema<"postParlorChatsMissedTake"> = {
  params: {
    type: "object",
    required: ["conversationId"],
    properties: { conversationId: { type: "string", minLength: 1 } },
  },
  body: { type: "object", properties: { from: { type: ["string", "null"], minLength: 1 } } },
  response: {
    "204": { type: "null" },
    "400": ErrorBodyReplySchema,
    "401": ErrorBodyReplySchema,
    "403": ErrorBodyReplySchema,
    "404": ErrorBodyReplySchema,
    "408": ErrorBodyReplySchema,
    "409": ErrorBodyReplySchema,
    "413": ErrorBodyReplySchema,
    "414": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};

export const postParlorChatsMissedWrapup: OperationSchema<"postParlorChatsMissedWrapup"> = {
  params: {
    type: "object",
    required: ["conversationId"],
    properties: { conversationId: { type: "string", minLength: 1 } },
  },
  body: {
    type: "object",
    properties: {
      code: { type: ["string", "null"], minLength: 1 },
      notes: { type: ["string", "null"], maxLength: 4000 },
      readUntil: { type: ["string", "null"], minLength: 1 },
    },
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
    "414": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};

export const getParlorChats: OperationSchema<"getParlorChats"> = {
  querystring: {
    type: "object",
    properties: {
      state: { type: "string" },
      day: {},
      guest: { type: "string" },
      queue: { type: "string" },
    },
  },
  response: {
    "200": { anyOf: [EndedChatsReplySchema, MissedChatsReplySchema] },
    "400": ErrorBodyReplySchema,
    "401": ErrorBodyReplySchema,
    "403": ErrorBodyReplySchema,
    "404": ErrorBodyReplySchema,
    "408": ErrorBodyReplySchema,
    "409": ErrorBodyReplySchema,
    "413": ErrorBodyReplySchema,
    "414": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};

export const getParlorChat: OperationSchema<"getParlorChat"> = {
  params: {
    type: "object",
    required: ["conversationId"],
    properties: { conversationId: { type: "string", minLength: 1 } },
  },
  response: {
    "200": DeskChatReplySchema,
    "400": ErrorBodyReplySchema,
    "401": ErrorBodyReplySchema,
    "403": ErrorBodyReplySchema,
    "404": ErrorBodyReplySchema,
    "408": ErrorBodyReplySchema,
    "409": ErrorBodyReplySchema,
    "413": ErrorBodyReplySchema,
    "414": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};

export const postParlorChatMediarequests: OperationSchema<"postParlorChatMediarequests"> = {
  params: {
    type: "object",
    required: ["conversationId"],
    properties: { conversationId: { type: "string", minLength: 1 } },
  },
  body: MediaRequestWishSchema,
  response: {
    "200": MediaRequestReplySchema,
    "400": ErrorBodyReplySchema,
    "401": ErrorBodyReplySchema,
    "403": ErrorBodyReplySchema,
    "404": ErrorBodyReplySchema,
    "408": ErrorBodyReplySchema,
    "409": ErrorBodyReplySchema,
    "413": ErrorBodyReplySchema,
    "414": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};

export const deleteParlorChatMediarequest: OperationSchema<"deleteParlorChatMediarequest"> = {
  params: {
    type: "object",
    required: ["conversationId", "requestId"],
    properties: {
      conversationId: { type: "string", minLength: 1 },
      requestId: { type: "string", minLength: 1 },
    },
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
    "414": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};

export const getParlorReplies: OperationSchema<"getParlorReplies"> = {
  response: {
    "200": RepliesReplySchema,
    "400": ErrorBodyReplySchema,
    "401": ErrorBodyReplySchema,
    "403": ErrorBodyReplySchema,
    "404": ErrorBodyReplySchema,
    "408": ErrorBodyReplySchema,
    "409": ErrorBodyReplySchema,
    "413": ErrorBodyReplySchema,
    "414": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};

export const postParlorGuestAttachments: OperationSchema<"postParlorGuestAttachments"> = {
  params: {
    type: "object",
    required: ["conversationId"],
    properties: { conversationId: { type: "string", minLength: 1 } },
  },
  body: AttachmentAnnouncementSchema,
  response: {
    "200": AttachmentUploadReplySchema,
    "400": ErrorBodyReplySchema,
    "401": ErrorBodyReplySchema,
    "403": ErrorBodyReplySchema,
    "404": ErrorBodyReplySchema,
    "408": ErrorBodyReplySchema,
    "409": ErrorBodyReplySchema,
    "413": ErrorBodyReplySchema,
    "414": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "422": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};

export const getParlorGuestAttachment: OperationSchema<"getParlorGuestAttachment"> = {
  params: {
    type: "object",
    required: ["conversationId", "attachmentId"],
    properties: {
      conversationId: { type: "string", minLength: 1 },
      attachmentId: { type: "string", minLength: 1 },
    },
  },
  response: {
    "200": AttachmentStateReplySchema,
    "400": ErrorBodyReplySchema,
    "401": ErrorBodyReplySchema,
    "403": ErrorBodyReplySchema,
    "404": ErrorBodyReplySchema,
    "408": ErrorBodyReplySchema,
    "409": ErrorBodyReplySchema,
    "413": ErrorBodyReplySchema,
    "414": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};

export const deleteParlorGuestAttachment: OperationSchema<"deleteParlorGuestAttachment"> = {
  params: {
    type: "object",
    required: ["conversationId", "attachmentId"],
    properties: {
      conversationId: { type: "string", minLength: 1 },
      attachmentId: { type: "string", minLength: 1 },
    },
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
    "414": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};

export const postParlorChatAttachments: OperationSchema<"postParlorChatAttachments"> = {
  params: {
    type: "object",
    required: ["conversationId"],
    properties: { conversationId: { type: "string", minLength: 1 } },
  },
  body: AttachmentAnnouncementSchema,
  response: {
    "200": AttachmentUploadReplySchema,
    "400": ErrorBodyReplySchema,
    "401": ErrorBodyReplySchema,
    "403": ErrorBodyReplySchema,
    "404": ErrorBodyReplySchema,
    "408": ErrorBodyReplySchema,
    "409": ErrorBodyReplySchema,
    "413": ErrorBodyReplySchema,
    "414": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "422": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};

export const getParlorChatAttachment: OperationSchema<"getParlorChatAttachment"> = {
  params: {
    type: "object",
    required: ["conversationId", "attachmentId"],
    properties: {
      conversationId: { type: "string", minLength: 1 },
      attachmentId: { type: "string", minLength: 1 },
    },
  },
  response: {
    "200": AttachmentStateReplySchema,
    "400": ErrorBodyReplySchema,
    "401": ErrorBodyReplySchema,
    "403": ErrorBodyReplySchema,
    "404": ErrorBodyReplySchema,
    "408": ErrorBodyReplySchema,
    "409": ErrorBodyReplySchema,
    "413": ErrorBodyReplySchema,
    "414": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};

export const deleteParlorChatAttachment: OperationSchema<"deleteParlorChatAttachment"> = {
  params: {
    type: "object",
    required: ["conversationId", "attachmentId"],
    properties: {
      conversationId: { type: "string", minLength: 1 },
      attachmentId: { type: "string", minLength: 1 },
    },
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
    "414": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};

export const putParlorFile: OperationSchema<"putParlorFile"> = {
  params: {
    type: "object",
    required: ["attachmentId"],
    properties: { attachmentId: { type: "string", minLength: 1 } },
  },
  querystring: { type: "object", properties: { e: { type: "string" }, s: { type: "string" } } },
  body: {},
  response: {
    "200": AttachmentReceivedReplySchema,
    "400": ErrorBodyReplySchema,
    "401": ErrorBodyReplySchema,
    "403": ErrorBodyReplySchema,
    "404": ErrorBodyReplySchema,
    "408": ErrorBodyReplySchema,
    "409": ErrorBodyReplySchema,
    "411": ErrorBodyReplySchema,
    "413": ErrorBodyReplySchema,
    "414": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "422": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};

export const getParlorFile: OperationSchema<"getParlorFile"> = {
  params: {
    type: "object",
    required: ["attachmentId", "name"],
    properties: { attachmentId: { type: "string", minLength: 1 }, name: { type: "string" } },
  },
  querystring: {
    type: "object",
    properties: { v: { type: "string" }, e: { type: "string" }, s: { type: "string" } },
  },
  response: {
    "200": { type: "null" },
    "206": { type: "null" },
    "304": { type: "null" },
    "400": ErrorBodyReplySchema,
    "401": ErrorBodyReplySchema,
    "403": ErrorBodyReplySchema,
    "404": ErrorBodyReplySchema,
    "408": ErrorBodyReplySchema,
    "409": ErrorBodyReplySchema,
    "413": ErrorBodyReplySchema,
    "414": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "416": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};

export const getParlorPicture: OperationSchema<"getParlorPicture"> = {
  params: {
    type: "object",
    required: ["signature", "address"],
    properties: {
      signature: { type: "string", minLength: 1 },
      address: { type: "string", minLength: 1, maxLength: 4096 },
    },
  },
  response: {
    "200": { type: "null" },
    "400": ErrorBodyReplySchema,
    "403": ErrorBodyReplySchema,
    "404": ErrorBodyReplySchema,
    "408": ErrorBodyReplySchema,
    "414": ErrorBodyReplySchema,
    "415": ErrorBodyReplySchema,
    "429": ErrorBodyReplySchema,
    "431": ErrorBodyReplySchema,
    "500": ErrorBodyReplySchema,
    "503": ErrorBodyReplySchema,
  },
};
