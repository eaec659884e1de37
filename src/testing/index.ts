/**
 * Tools for the tests of pages that embed Parlor: a server in memory, and a page object.
 * @packageDocumentation
 */
export type { EndReason, GuestProfile, MediaType, Routing } from "../transport/index.ts";
export type { Clock } from "../transport/ports/clock.ts";
export { createFakeServer } from "./create-fake-server.ts";
export type { FakeServer, FakeServerOptions, Presence } from "./fake-server.ts";
export type { FakeConversation, VisitorMessage } from "./fake-conversation.ts";
export type { AgentSide, SayOptions, ShareOffer } from "./agent-side.ts";
export type { FakeFile, VisitorFile } from "./file-types.ts";
export type { GuestOperation } from "./guest-routes.ts";
export type {
  Greeting,
  GreetingChoice,
  MediaRequestState,
  OfferedCard,
  OfferedChoice,
  OfferedContent,
  Rating,
} from "./model.ts";
export type { Failure } from "./network.ts";
export { parlorPage } from "./page-object.ts";
export type { ParlorPage, ShownChat, ShownMessage } from "./page-object.ts";
export type {
  PlaywrightLocator,
  PlaywrightPage,
  PlaywrightRoute,
  PlaywrightSocket,
} from "./playwright.ts";
