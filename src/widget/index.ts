/**
 * The chat widget for pages that import it.
 * @packageDocumentation
 */
export { mount } from "./integrations/mount.ts";
export type {
  Announcements,
  EventOptions,
  HelpOptions,
  HoursOptions,
  GreetingOptions,
  // Alias from 0.1.0, kept until 1.0.
  GreetingOptions as TeaserOptions,
  SensitiveDataOptions,
  ThemeName,
  Weekday,
  WidgetOptions,
  CommonOptions,
  DirectWidgetOptions,
} from "./options/options.ts";
export type {
  DirectBackend,
  DirectOptions,
  ServerOptions,
  WidgetRouting,
} from "./options/backend-options.ts";
export type { PreChatField, PreChatOptions } from "./options/pre-chat-options.ts";
export type { Catalogue } from "./i18n/en.ts";
export type { LocalizedText } from "./i18n/localized-text.ts";
export type {
  Identity,
  // Alias from 0.1.0, kept until 1.0.
  LazyMethods as MoreVerbs,
  OptionsChange,
  TranscriptFormat,
} from "./model/lazy-methods.ts";
export type {
  Hook,
  HookAnswer,
  HookName,
  HookValues,
  // Aliases from 0.1.0, kept until 1.0.
  Hook as Intercept,
  HookAnswer as InterceptAnswer,
  HookName as InterceptName,
  HookValues as InterceptValues,
} from "./model/hooks.ts";
export type {
  OpenOptions,
  ParlorSnapshot,
  // Alias from 0.1.0, kept until 1.0.
  ParlorSnapshot as ParlorFacts,
  ParlorHandle,
  WindowPage,
} from "./api/handle.ts";
export type { MenuPage } from "./model/panel.ts";
export type {
  ConnectionName,
  ParlorEvent,
  ParlorEventData,
  ParlorEventType,
  ParlorListener,
  PhaseName,
  RowEventData,
  ViewName,
  WindowRect,
} from "./model/events.ts";
export { ParlorError } from "../transport/index.ts";
export type {
  AcceptedMediaRequest,
  AuthCode,
  GetAuthCode,
  GuestProfile,
  JourneyContext,
  Logger,
  MemberRole,
  MediaHandler,
  MediaSession,
  MediaType,
  ParlorErrorCode,
  Routing,
  StartOptions,
} from "../transport/index.ts";
