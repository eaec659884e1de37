/**
 * The headless guest-chat client: no DOM, no framework.
 * @packageDocumentation
 */
export { createGuestChat } from "./create-guest-chat.ts";
export { cleanText } from "./clean-text.ts";
export type { GuestChat } from "./guest-chat.ts";
export type {
  AcceptedMediaRequest,
  AuthCode,
  ChatHooks,
  FileFacts,
  GetAuthCode,
  GuestChatOptions,
  GuestProfile,
  JourneyContext,
  MediaHandler,
  MediaSession,
  PageInfo,
  Ports,
  Routing,
  StartOptions,
  TextOnly,
} from "./options.ts";
export type { Logger } from "./ports/log.ts";
export { errorNumbers } from "./error-numbers.ts";
export { ParlorError } from "./errors.ts";
export type { ParlorErrorCode } from "./errors.ts";
export type {
  Capabilities,
  ConversationState,
  EndReason,
  MediaRequest,
  MediaType,
  Member,
  MemberRole,
  Missed,
  Phase,
  QueuePlace,
  StreamStatus,
} from "./conversation/state.ts";
export type {
  FlowChoice,
  FlowGreeting,
  ServiceStatus,
} from "./conversation/service-status.ts";
export { changedMessages } from "./conversation/message-map.ts";
export type {
  Delivery,
  FileContent,
  MemberId,
  Message,
  MessageContent,
  MessageId,
  MessageKey,
  UnsupportedContent,
} from "./conversation/message.ts";
export type {
  AnswerContent,
  Card,
  CardAction,
  CardsContent,
  Choice,
  ChoicesContent,
  ListContent,
  ListSection,
  RichContent,
  TimeChoice,
  TimesContent,
} from "./conversation/rich-content.ts";
export type { FileLimits, Upload, UploadKey } from "./conversation/upload.ts";
export type { Uploader, UploadRequest } from "./ports/uploader.ts";
