import type { GetAuthCode, Routing } from "../../transport/index.ts";
import type { LocalizedText } from "../i18n/localized-text.ts";

/** The target of the conversation, and its name for visitors. @public */
export interface WidgetRouting extends Routing {
  /**
   * The team's own name, as in `Waiting for {label}`: `the bookings team`. Never sent. Default: the
   * queue's name.
   */
  readonly label?: LocalizedText;
}

/**
 * A service that the browser talks to itself, made by `webMessaging()` of `parlor/web-messaging`.
 * @public
 */
export interface DirectBackend {
  readonly backend: "web-messaging";
  readonly region?: string;
  readonly endpoint?: string;
  readonly application?: string;
}

/** The options of a conversation with such a service. @public */
export interface DirectOptions {
  /** The service, from a module of its own: a page without it does not bundle its code. */
  readonly backend: DirectBackend;
  /**
   * Gives a code of the site's identity provider for the visitor who is signed in there. A
   * conversation that begins is that person's then. Default: visitors are guests.
   */
  readonly getAuthCode?: GetAuthCode;
  readonly region?: never;
  readonly endpoint?: never;
  readonly application?: never;
  /** The deployment's own flow routes: neither is wanted. */
  readonly organizationId?: never;
  readonly routing?: never;
}

/** The target of the conversation on a server of the guest chat protocol. @public */
export interface ServerOptions {
  /** Default `guest-chat`. */
  readonly backend?: "guest-chat";
  readonly region?: never;
  readonly endpoint?: never;
  readonly application?: never;
  readonly getAuthCode?: never;
  readonly organizationId: string;
  readonly routing: WidgetRouting;
}

/** The options that only one of the backends has. */
export interface BackendOptions extends Pick<ServerOptions, "organizationId" | "routing"> {
  readonly backend: "guest-chat" | "web-messaging";
  readonly region: string;
  readonly endpoint: string;
  readonly application: string;
  readonly getAuthCode: GetAuthCode;
}
