import {
  ParlorError,
  type GuestProfile,
  type JourneyContext,
  type Logger,
  type Routing,
} from "../transport/index.ts";

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
  /** Default `auto`. */
  readonly theme?: ThemeName;
  /** Any opaque CSS colour. Default: the design's green. */
  readonly accent?: string;
  /** Level of the window's heading, 1 to 6. Default 2. */
  readonly headingLevel?: 1 | 2 | 3 | 4 | 5 | 6;
  /** Asked for right before every create call; its answer is sent as `memberAuthToken`. Default: none, the guest is anonymous. */
  readonly getMemberAuthToken?: (signal: AbortSignal) => Promise<string>;
  /** Hears notes for developers; never a secret, never what somebody wrote. Default: nobody. */
  readonly log?: Logger;
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
  readonly preChat: PreChatOptions | null;
  readonly theme: ThemeName;
  readonly accent: string | null;
  readonly headingLevel: 1 | 2 | 3 | 4 | 5 | 6;
  readonly email: string | null;
  readonly getMemberAuthToken: ((signal: AbortSignal) => Promise<string>) | null;
  readonly log: Logger | null;
}

type Rule = readonly [isRight: (value: unknown) => boolean, wants: string];

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";
const isObject = (value: unknown): boolean =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isFunction = (value: unknown): boolean => typeof value === "function";
const matches =
  (pattern: RegExp) =>
  (value: unknown): boolean =>
    isText(value) && pattern.test(value);
const text: Rule = [isText, "a text"];
const object: Rule = [isObject, "an object"];

const rules: Readonly<Record<keyof WidgetOptions, Rule>> = {
  api: [matches(/^https?:\/\/[^/]+/), "an http(s) address"],
  organizationId: text,
  deploymentId: text,
  routing: [
    (value) => isObject(value) && isText((value as { queue?: unknown }).queue),
    "{ queue: a queue's name }",
  ],
  profile: object,
  journeyContext: object,
  getMemberAuthToken: [isFunction, "a function"],
  storage: [matches(/^(local|session|memory)$/), "local, session or memory"],
  company: text,
  preChat: [
    (value) => isObject(value) && Array.isArray((value as { fields?: unknown }).fields),
    "{ fields: a list }",
  ],
  theme: [matches(/^(light|dark|auto)$/), "light, dark or auto"],
  accent: [(value) => isText(value) && CSS.supports("color", value), "an opaque CSS colour"],
  headingLevel: [
    (value) => Number.isInteger(value) && /^[1-6]$/.test(String(value)),
    "a whole number from 1 to 6",
  ],
  email: [matches(/^\S+@\S+$/), "an e-mail address"],
  log: [
    (value) => isObject(value) && isFunction((value as { warn?: unknown }).warn),
    "{ warn: a function }",
  ],
};
const known = Object.keys(rules) as (keyof WidgetOptions)[];

/** The known option that shares most letters with this word. */
function nearest(word: string): string | undefined {
  const score = (name: string): number =>
    word.split("").filter((letter) => name.includes(letter)).length -
    Math.abs(word.length - name.length);
  return [...known].sort((a, b) => score(b) - score(a))[0];
}

/**
 * Checks what a site owner said and fills in the defaults. Unknown keys warn, and name the nearest known one.
 * @throws ParlorError `invalid-options`, naming every bad field at once
 */
export function resolveOptions(input: Readonly<Record<string, unknown>>): ResolvedOptions {
  const problems: string[] = [];
  for (const key of known) {
    const [isRight, wants] = rules[key];
    const value = input[key];
    if (value === undefined) {
      if (["api", "organizationId", "deploymentId", "routing"].includes(key))
        problems.push(`${key} is missing: ${wants}`);
    } else if (!isRight(value)) problems.push(`${key} must be ${wants}`);
  }
  if (problems.length > 0) throw new ParlorError("invalid-options", problems.join("; "));
  for (const key of Object.keys(input)) {
    if (key in rules || key.startsWith("parlor")) continue;
    // oxlint-disable-next-line no-console -- a misspelt option is the site owner's to mend
    console.warn(`Parlor: unknown option "${key}". Did you mean "${nearest(key)}"?`);
  }
  const defaults = {
    profile: {},
    journeyContext: null,
    getMemberAuthToken: null,
    storage: "local",
    company: location.hostname,
    preChat: null,
    theme: "auto",
    accent: null,
    headingLevel: 2,
    email: null,
    log: null,
  };
  const said = Object.entries(input).filter(([, value]) => value !== undefined);
  return { ...defaults, ...Object.fromEntries(said) } as unknown as ResolvedOptions;
}
