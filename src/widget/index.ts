/**
 * The chat window for pages that import it.
 * @packageDocumentation
 */
export { mount } from "./mount.ts";
export type {
  Announcements,
  EventOptions,
  HelpOptions,
  HoursOptions,
  PreChatField,
  PreChatOptions,
  TeaserOptions,
  ThemeName,
  Weekday,
  WidgetOptions,
} from "./options.ts";
export type { Catalogue } from "./i18n/en.ts";
export type { Identity, MoreVerbs, OptionsChange, TranscriptFormat } from "./more-verbs.ts";
export type { Intercept, InterceptAnswer, InterceptName, InterceptValues } from "./intercepts.ts";
export type { OpenOptions, ParlorFacts, ParlorHandle, WindowPage } from "./handle.ts";
export type { MenuPage } from "./state/panel.ts";
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
} from "./events.ts";
export { ParlorError } from "../transport/index.ts";
export type {
  AcceptedMediaRequest,
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
