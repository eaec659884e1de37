import type { GuestProfile, JourneyContext, Logger, Routing } from "../transport/index.ts";
import type { Catalogue } from "./i18n/en.ts";

/** `auto` follows the visitor's system. @public */
export type ThemeName = "light" | "dark" | "auto";

/**
 * One field of the form before the chat. `displayName`, `firstName`, `lastName`, `email` and `phoneNumber` become the guest's own
 * fields of the contract, every other name a custom field.
 * @public
 */
export interface PreChatField {
  readonly name: string;
  readonly type: "text" | "email" | "phone" | "select" | "textarea" | "checkbox" | "hidden";
  /** Default: the words of the catalogue for `displayName` and `email`, else the name. */
  readonly label?: string;
  /** Default true. Optional fields say so. */
  readonly required?: boolean;
  /** For `select`. */
  readonly options?: readonly string[];
  /** What it holds at first; for `hidden`, what it sends. */
  readonly value?: string;
  /** Said when it is left empty or is not what its type wants. */
  readonly message?: string;
}

/** The form before the chat. @public */
export interface PreChatOptions {
  readonly fields: readonly PreChatField[];
  /** Asks for consent, with a link to this notice. Default: not asked. */
  readonly privacyUrl?: string;
  /** `We usually reply in about {n} minutes.` Default: left out. */
  readonly replyMinutes?: number;
}

/** The greeting that comes by itself, once per visit; dismissed, it stays away for 7 days. It never opens the window. @public */
export interface TeaserOptions {
  /** One or two sentences. */
  readonly text: string;
  /** Who is there: their names stand above the text. Default: nobody is named. */
  readonly names?: readonly string[];
  /** Until when they are there, as it is to be read: `20:00`. Default: left out. */
  readonly until?: string;
  /** Seconds on the page before it comes. Default 20. */
  readonly afterSeconds?: number;
  /** Or when so much of the page has been scrolled past, 0 to 1. Default: scrolling does not count. */
  readonly afterScroll?: number;
  /** Only where the page's path matches this regular expression. Default: everywhere. */
  readonly path?: string;
}

/** A day of the week. @public */
export type Weekday = "mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun";

/** When somebody is there. Outside these hours the window says so instead of starting a chat. @public */
export interface HoursOptions {
  /** IANA name of the zone in which the times are meant: `Europe/Stockholm`. */
  readonly timeZone: string;
  /** `08:00-20:00`, or several with commas; a day that is left out is closed. */
  readonly week: Readonly<Partial<Record<Weekday, string>>>;
  /** Closed days, `2026-12-24`; or days with hours of their own, `2026-12-31 08:00-12:00`. */
  readonly holidays?: readonly string[];
}

/** Other ways to reach a person, in the same place on every screen. @public */
export interface HelpOptions {
  /** A person or a team: `Ask for Elin at the desk`. */
  readonly person?: string;
  readonly phone?: string;
  readonly email?: string;
}

/** What the page hears of the chat. @public */
export interface EventOptions {
  /** Texts and names go along in the events' `data`: `text` of messages, `name` of agents. Default false. */
  readonly includeContent?: boolean;
  /** Pushes each event to `window.dataLayer`, or to the array of this name, as `{ event: "parlor:open", parlor: { … } }`. Default false. */
  readonly dataLayer?: boolean | string;
}

/** Asks a visitor before something private is sent. @public */
export interface GuardOptions {
  /** Numbers of payment cards, by their check digit. Default true. */
  readonly cards?: boolean;
  /** Regular expressions, case left out of account: `\\b\\d{6}-\\d{4}\\b`. Default: none. */
  readonly patterns?: readonly string[];
}

/** How much the hidden announcer says of messages. @public */
export type Announcements = "full" | "sender" | "off";

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
  /** Asks these things before the chat starts. Default: nothing is asked. */
  readonly preChat?: PreChatOptions;
  /** Default: no greeting comes. */
  readonly teaser?: TeaserOptions;
  /** Default: always open. */
  readonly hours?: HoursOptions;
  /** Default: no line. */
  readonly help?: HelpOptions;
  /** Default `auto`. */
  readonly theme?: ThemeName;
  /** Any opaque CSS colour. Default: the design's green. */
  readonly accent?: string;
  /** `door`, `hidden`, or a CSS selector of the page's own buttons, which then open and close the window. Default `door`. */
  readonly launcher?: string;
  /** Address of a picture that stands in place of the door. Default: the door. */
  readonly icon?: string;
  /** The corner, in the direction of the page's writing. Default `end`. */
  readonly position?: "start" | "end";
  /** BCP 47 tag. Default: what the visitor chose, else the page's `lang`, else the browser's language. */
  readonly locale?: string;
  /** The page's own words, by the keys of the catalogue: `{ "launcher.open": "Ask us" }`. Default: none. */
  readonly messages?: Catalogue;
  /** Level of the window's heading, 1 to 6. Default 2. */
  readonly headingLevel?: 1 | 2 | 3 | 4 | 5 | 6;
  /** The server ends a chat after so many minutes without a word of the guest; a minute before, the guest is asked. 0: never. Default 15, the contract's. */
  readonly idleMinutes?: number;
  /** A soft sound for what nobody sees. The visitor can switch it. Default true. */
  readonly sound?: boolean;
  /** Offers the browser's own notifications for a hidden page. Default false. */
  readonly notifications?: boolean;
  /** Default `full`. */
  readonly announcements?: Announcements;
  /** False: Enter is a new line, and only the button sends. Default true; with a coarse pointer it is a new line always. */
  readonly enterSends?: boolean;
  /** A key pressed in the transcript writes in the field. Default true. */
  readonly typeAnywhere?: boolean;
  /** Asks before a card number (`cards`), or what matches the site's own patterns, is sent; the visitor decides. Default: sends without asking. */
  readonly guard?: "cards" | GuardOptions;
  /** Default: no content, no data layer. */
  readonly events?: EventOptions;
  /** Asked for right before every create call; its answer is sent as `memberAuthToken`. Default: none, the guest is anonymous. */
  readonly getMemberAuthToken?: (signal: AbortSignal) => Promise<string>;
  /** Hears notes for developers; never a secret, never what somebody wrote. Default: nobody. */
  readonly log?: Logger;
  /** Shown on error screens as `Email us instead`. Default: the one of `help`, else the action is left out. */
  readonly email?: string;
}

/** Every option with its value: nothing is optional after `resolveOptions()`. */
export type ResolvedOptions = {
  readonly [Name in keyof WidgetOptions]-?: undefined extends WidgetOptions[Name]
    ? Name extends keyof typeof defaults
      ? Exclude<WidgetOptions[Name], undefined> | (typeof defaults)[Name]
      : Exclude<WidgetOptions[Name], undefined>
    : WidgetOptions[Name];
};

const defaults = {
  profile: {},
  journeyContext: null,
  getMemberAuthToken: null,
  storage: "local",
  preChat: null,
  teaser: null,
  hours: null,
  help: null,
  theme: "auto",
  accent: null,
  launcher: "door",
  icon: null,
  position: "end",
  locale: null,
  messages: {},
  headingLevel: 2,
  idleMinutes: 15,
  sound: true,
  notifications: false,
  announcements: "full",
  enterSends: true,
  typeAnywhere: true,
  guard: null,
  events: null,
  email: null,
  log: null,
} as const;

/** Attributes are text; an option whose default is a number or a switch is read as one. */
function read(value: unknown, fallback: unknown): unknown {
  if (typeof value !== "string") return value;
  if (typeof fallback === "number") return Number(value);
  return typeof fallback === "boolean" ? value !== "false" : value;
}

/** Fills in the defaults. What is wrong is told by `checkOptions()`. */
export function resolveOptions(input: Readonly<Record<string, unknown>>): ResolvedOptions {
  const options: Record<string, unknown> = { ...defaults, company: location.hostname };
  for (const [name, value] of Object.entries(input))
    if (value !== undefined) options[name] = read(value, options[name]);
  options["email"] ??= (options["help"] as HelpOptions | null)?.email ?? null;
  return options as unknown as ResolvedOptions;
}
