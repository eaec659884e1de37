import type { GuestProfile, JourneyContext, Logger } from "../../transport/index.ts";
import type { Catalogue } from "../i18n/en.ts";
import type { LocalizedText } from "../i18n/localized-text.ts";
import { withCurrentNames } from "../i18n/renamed.ts";
import type { BackendOptions, DirectOptions, ServerOptions } from "./backend-options.ts";
import { defaults } from "./defaults.ts";
import type { optionTable } from "./option-table.ts";
import type { PreChatOptions } from "./pre-chat-options.ts";

/**
 * `auto` follows the page: its `color-scheme` if that is `light` or `dark`, else the first opaque
 * background behind the widget, else `light`.
 * @public
 */
export type ThemeName = "light" | "dark" | "auto";

/**
 * The greeting, which appears by itself once per visit; dismissed, it stays away for 7 days. It
 * never opens the panel, and does not come outside the opening hours.
 * @public
 */
export interface GreetingOptions {
  /** One or two sentences. They should not say that somebody is there: nobody has looked. */
  readonly text: LocalizedText;
  /** Names of agents, shown above the text. Default: no names. */
  readonly names?: readonly string[];
  /** @deprecated Not shown since 0.2.0: it said that somebody is there. Accepted until 1.0. */
  readonly until?: string;
  /** Seconds on the page before the greeting appears. Default 20. */
  readonly afterSeconds?: number;
  /**
   * Shows it earlier once this fraction of the page, 0 to 1, has been scrolled past. Default:
   * scrolling does not count.
   */
  readonly afterScroll?: number;
  /** Only where the page's path matches this regular expression. Default: everywhere. */
  readonly path?: string;
}

/** A day of the week. @public */
export type Weekday = "mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun";

/**
 * The opening hours. Outside them the panel says that the chat is closed instead of starting one.
 * @public
 */
export interface HoursOptions {
  /** IANA name of the time zone of all times: `Europe/Stockholm`. */
  readonly timeZone: string;
  /** `08:00-20:00`, or several separated by commas; a day that is left out is closed. */
  readonly week: Readonly<Partial<Record<Weekday, string>>>;
  /** Closed days, `2026-12-24`; or days with hours of their own, `2026-12-31 08:00-12:00`. */
  readonly holidays?: readonly string[];
}

/** The way to leave a message while nobody can answer. @public */
export interface LeaveMessageOptions {
  /**
   * By when a message is answered, as the end of a sentence: `by tomorrow noon`; or one text for
   * each language by BCP 47 tag. Default: nothing is promised.
   */
  readonly promise?: LocalizedText;
  /** The same in hours, above 0 and up to 8760: the agents' list is sorted by it. */
  readonly withinHours?: number;
}

/** Other ways to reach a person, in the same place on every screen. @public */
export interface HelpOptions {
  /** A person or a team: `Ask for Elin at the desk`. */
  readonly person?: LocalizedText;
  readonly phone?: string;
  readonly email?: string;
}

/** The events that the host page receives. @public */
export interface EventOptions {
  /**
   * Includes the `text` of messages and the `name` of agents in the events' `data`. Default false.
   */
  readonly includeContent?: boolean;
  /**
   * Pushes each event to `window.dataLayer`, or to the array of this name, as
   * `{ event: "parlor:open", parlor: { … } }`. Default false.
   */
  readonly dataLayer?: boolean | string;
}

/** Asks the visitor before sensitive data is sent. @public */
export interface SensitiveDataOptions {
  /** Payment card numbers, recognised by their check digit. Default true. */
  readonly cards?: boolean;
  /** Case-insensitive regular expressions: `\\b\\d{6}-\\d{4}\\b`. Default: none. */
  readonly patterns?: readonly string[];
}

/** How much of a message is announced to a screen reader. @public */
export type Announcements = "full" | "sender" | "off";

/**
 * The options of a site owner. Resolved once, at the edge, into {@link ResolvedOptions}.
 * @public
 */
export interface WidgetOptions extends CommonOptions, ServerOptions {}

/** The same for a service that the browser talks to itself. @public */
export interface DirectWidgetOptions extends CommonOptions, DirectOptions {}

/** The options that every backend has. @public */
export interface CommonOptions {
  /** Base address of the server. Default: the folder that `parlor.js` came from. */
  readonly api?: string;
  readonly deploymentId: string;
  /**
   * When a conversation begins: with the first message, the chosen answer or the submitted form; or
   * when the panel is opened. Default `message`.
   */
  readonly startOn?: "message" | "open";
  /** Whether the panel takes a message while nobody can answer, where it can. Default true. */
  readonly leaveMessage?: boolean | LeaveMessageOptions;
  readonly profile?: GuestProfile;
  readonly journeyContext?: JourneyContext;
  readonly storage?: "local" | "session" | "memory";
  /**
   * Whether a conversation that has ended can be read and rated on the next page, until another one
   * begins or its token ends. Default true.
   */
  readonly keepEnded?: boolean;
  /** Whether the visitor can attach files, on a server that takes them. Default true. */
  readonly attachments?: boolean;
  /** The company's name, as shown in the panel's heading. Default: no name is shown. */
  readonly company?: string;
  /** The form to fill in before the chat starts. Default: no form. */
  readonly preChat?: PreChatOptions;
  /** Default: no greeting. */
  readonly greeting?: GreetingOptions;
  /** Default: always open. */
  readonly hours?: HoursOptions;
  /** Default: not shown. */
  readonly help?: HelpOptions;
  /** Default `auto`. */
  readonly theme?: ThemeName;
  /** Any opaque CSS colour. Default: the design's green. */
  readonly accent?: string;
  /**
   * `default`, `hidden`, or a CSS selector of the page's own buttons, which then open and close the
   * panel. Default `default`: the round button.
   */
  readonly launcher?: string;
  /** Address of an image that replaces the launcher's icon. Default: the built-in icon. */
  readonly icon?: string;
  /** Corner of the screen, in the page's writing direction. Default `end`. */
  readonly position?: "start" | "end";
  /**
   * Whether a panel that was open is open on the next page of the same tab, if its conversation
   * goes on. It takes no focus. Default `auto`: with a fine pointer.
   */
  readonly reopen?: "auto" | "always" | "never";
  /**
   * BCP 47 tag. Default: the visitor's choice, else the page's `lang`, else the browser's language.
   */
  readonly locale?: string;
  /** The page's own messages by catalogue key: `{ "launcher.open": "Ask us" }`. Default: none. */
  readonly messages?: Catalogue;
  /** Level of the panel's heading, 1 to 6. Default 2. */
  readonly headingLevel?: 1 | 2 | 3 | 4 | 5 | 6;
  /**
   * Minutes without activity of the guest after which the server ends the chat; a minute before,
   * the guest is asked. 0: never. Default 15, as in the contract.
   */
  readonly idleMinutes?: number;
  /** Plays a soft sound for unseen messages. The visitor can switch it. Default true. */
  readonly sound?: boolean;
  /** Offers browser notifications while the page is hidden. Default false. */
  readonly notifications?: boolean;
  /** Default `full`. */
  readonly announcements?: Announcements;
  /**
   * False: Enter inserts a new line, and only the button sends. Default true; with a coarse pointer
   * Enter always inserts a new line.
   */
  readonly enterSends?: boolean;
  /** A key pressed in the log is typed into the input field. Default true. */
  readonly typeAnywhere?: boolean;
  /**
   * Makes back close the panel on a phone whose browser does not tell of its back gesture, by an
   * entry in the page's history. The entry stays when the panel is closed by its button, and the
   * page's router hears of the step back from it. Default false: back leaves the page there.
   */
  readonly backCloses?: boolean;
  /**
   * Asks the visitor before a card number (`cards`), or a match of the site's own patterns, is
   * sent. Default: sends without asking.
   */
  readonly sensitiveData?: "cards" | SensitiveDataOptions;
  /** Default: no content, no data layer. */
  readonly events?: EventOptions;
  /**
   * Called right before every create call; its result is sent as `memberAuthToken`. Default: none,
   * the guest is anonymous.
   */
  readonly getMemberAuthToken?: (signal: AbortSignal) => Promise<string>;
  /**
   * Receives notes for developers; never a secret, never a text of a conversation. Default: no log.
   */
  readonly log?: Logger;
  /**
   * Shown on error screens as `Email us instead`. Default: that of `help`, else the action is left
   * out.
   */
  readonly email?: string;
  /** @deprecated Since 0.2.0 it is `greeting`; accepted until 1.0. */
  readonly teaser?: GreetingOptions;
  /** @deprecated Since 0.2.0 it is `sensitiveData`; accepted until 1.0. */
  readonly guard?: "cards" | SensitiveDataOptions;
}

/** All options with their values: nothing is optional after `resolveOptions()`. */
export type ResolvedOptions = {
  readonly [Name in keyof typeof optionTable]:
    | Exclude<(CommonOptions & BackendOptions)[Name], undefined>
    | (null extends (typeof optionTable)[Name]["default"] ? null : never);
};

/** Options as they come from a page, not yet checked. */
export interface GivenOptions {
  readonly getMemberAuthToken?: WidgetOptions["getMemberAuthToken"];
  readonly getAuthCode?: DirectWidgetOptions["getAuthCode"];
  readonly [name: string]: unknown;
}

/** Parses an attribute's text where the option's default is a number or a boolean. */
function read(value: unknown, fallback: unknown): unknown {
  if (typeof value !== "string") return value;
  if (typeof fallback === "number") return Number(value);
  return typeof fallback === "boolean" ? value !== "false" : value;
}

/** Fills in the defaults. Invalid values are reported by `checkOptions()`. */
export function resolveOptions(input: Readonly<Record<string, unknown>>): ResolvedOptions {
  const options: Record<string, unknown> = { ...defaults };
  for (const [name, value] of Object.entries(withCurrentNames(input)))
    if (value !== undefined) options[name] = read(value, options[name]);
  options["email"] ??= (options["help"] as HelpOptions | null)?.email ?? null;
  return options as unknown as ResolvedOptions;
}
