import type { GuestProfile, JourneyContext, Routing } from "../transport/index.ts";

/** `auto` follows the visitor's system. @public */
export type ThemeName = "light" | "dark" | "auto";

/** What a site owner says. Resolved once, at the edge, into {@link ResolvedOptions}. @public */
export interface WidgetOptions {
  /** Base address of the server. Default: the origin that `parlor.js` came from. */
  readonly api?: string;
  readonly organizationId: string;
  readonly deploymentId: string;
  readonly routing: Routing;
  readonly profile?: GuestProfile;
  readonly journeyContext?: JourneyContext;
  readonly storage?: "local" | "session" | "memory";
  /** The company's name, as the window's heading says it. Default: the page's host name. */
  readonly company?: string;
  /** Default `auto`. */
  readonly theme?: ThemeName;
  /** Any opaque CSS colour. Default: the design's green. */
  readonly accent?: string;
  /** Level of the window's heading, 1 to 6. Default 2. */
  readonly headingLevel?: 1 | 2 | 3 | 4 | 5 | 6;
  /** Shown on error screens as `Email us instead`. Default: none, and the action is left out. */
  readonly email?: string;
}

/** Every option with its value: nothing is optional after `resolveOptions()`. */
export interface ResolvedOptions {
  readonly api: string;
  readonly organizationId: string;
  readonly deploymentId: string;
  readonly routing: Routing;
  readonly profile: GuestProfile;
  readonly journeyContext: JourneyContext | null;
  readonly storage: "local" | "session" | "memory";
  readonly company: string;
  readonly theme: ThemeName;
  readonly accent: string | null;
  readonly headingLevel: 1 | 2 | 3 | 4 | 5 | 6;
  readonly email: string | null;
}
