import {
  ParlorError,
  type GuestProfile,
  type JourneyContext,
  type Routing,
} from "../transport/index.ts";

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

const known = [
  "api",
  "organizationId",
  "deploymentId",
  "routing",
  "profile",
  "journeyContext",
  "storage",
  "company",
  "theme",
  "accent",
  "headingLevel",
  "email",
] as const satisfies readonly (keyof WidgetOptions)[];

/** How many letters lie between two words. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";
const isObject = (value: unknown): boolean =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const oneOf =
  (...values: readonly unknown[]) =>
  (value: unknown): boolean =>
    values.includes(value);

const rules: Readonly<
  Record<(typeof known)[number], readonly [isRight: (value: unknown) => boolean, wants: string]>
> = {
  api: [(value) => isText(value) && /^https?:\/\/[^/]+/.test(value), "an http(s) address"],
  organizationId: [isText, "a text"],
  deploymentId: [isText, "a text"],
  routing: [
    (value) => isObject(value) && isText((value as { queue?: unknown }).queue),
    "{ queue: a queue's name }",
  ],
  profile: [isObject, "an object"],
  journeyContext: [isObject, "an object"],
  storage: [oneOf("local", "session", "memory"), "local, session or memory"],
  company: [isText, "a text"],
  theme: [oneOf("light", "dark", "auto"), "light, dark or auto"],
  accent: [(value) => isText(value) && CSS.supports("color", value), "an opaque CSS colour"],
  headingLevel: [oneOf(1, 2, 3, 4, 5, 6), "a whole number from 1 to 6"],
  email: [(value) => isText(value) && /^\S+@\S+$/.test(value), "an e-mail address"],
};

const required: readonly string[] = ["api", "organizationId", "deploymentId", "routing"];

/**
 * Checks what a site owner said and fills in the defaults. Unknown keys warn, and name the nearest known one.
 * @throws ParlorError `invalid-options`, naming every bad field at once
 */
export function resolveOptions(input: Readonly<Record<string, unknown>>): ResolvedOptions {
  const problems: string[] = [];
  for (const key of known) {
    const value = input[key];
    const [isRight, wants] = rules[key];
    if (value === undefined) {
      if (required.includes(key)) problems.push(`${key} is missing: ${wants}`);
    } else if (!isRight(value)) problems.push(`${key} must be ${wants}`);
  }
  if (problems.length > 0) throw new ParlorError("invalid-options", problems.join("; "));
  for (const key of Object.keys(input)) {
    if ((known as readonly string[]).includes(key) || key.startsWith("parlor")) continue;
    const nearest = [...known].sort((a, b) => distance(key, a) - distance(key, b))[0];
    // oxlint-disable-next-line no-console -- a misspelt option is the site owner's to mend
    console.warn(`Parlor: unknown option "${key}". Did you mean "${nearest}"?`);
  }
  const options = input as Partial<WidgetOptions> &
    Pick<WidgetOptions, "organizationId" | "deploymentId" | "routing">;
  return {
    api: options.api ?? "",
    organizationId: options.organizationId,
    deploymentId: options.deploymentId,
    routing: options.routing,
    profile: options.profile ?? {},
    journeyContext: options.journeyContext ?? null,
    storage: options.storage ?? "local",
    company: options.company ?? location.hostname,
    theme: options.theme ?? "auto",
    accent: options.accent ?? null,
    headingLevel: options.headingLevel ?? 2,
    email: options.email ?? null,
  };
}
