import { z } from "zod";

export type ProcessEnvironment = Readonly<Record<string, string | undefined>>;

/** A token that is shorter can be guessed. */
const MIN_TOKEN_LENGTH = 24;
const LOOPBACK_NAMES = ["localhost", "127.0.0.1", "[::1]"];

/** Settings that are missing or wrong, each as a sentence for the operator. */
export class SettingsError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join(" "));
    this.name = "SettingsError";
    this.problems = problems;
  }
}

/** How Parlor is reached, and as which client of its configuration. */
export interface ParlorSettings {
  /** Without a slash at its end. */
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

export interface HttpSettings {
  readonly host: string;
  /** The bearer token that every request has to bring. */
  readonly token: string;
  /** Host names, without ports, by which clients may address it. */
  readonly allowedHosts: readonly string[];
}

/** A secret must not travel in the clear, but within the machine it may. */
function isSafeAddress(given: string): boolean {
  if (!/^https?:\/\/[^?#@\\]+$/.test(given) || !URL.canParse(given)) return false;
  const { protocol, hostname } = new URL(given);
  return protocol === "https:" || LOOPBACK_NAMES.includes(hostname);
}

const required = z.string().min(1, "is not set");
const parlorVariables = z.object({
  PARLOR_URL: required
    .refine(isSafeAddress, {
      error: "must be an https address; http is for this machine only",
    })
    .transform((given) => given.replace(/\/+$/, "")),
  PARLOR_CLIENT_ID: required,
  PARLOR_CLIENT_SECRET: required,
});

const httpVariables = z
  .object({
    PARLOR_MCP_TOKEN: required.refine((given) => given.length >= MIN_TOKEN_LENGTH, {
      error: `must have at least ${MIN_TOKEN_LENGTH} characters`,
    }),
    PARLOR_MCP_HOST: z.string().transform((given) => given || "127.0.0.1"),
    PARLOR_MCP_ALLOWED_HOSTS: z.string().transform((given) =>
      given
        .split(",")
        .map((name) => name.trim().toLowerCase())
        .filter((name) => name !== ""),
    ),
  })
  .refine(
    ({ PARLOR_MCP_HOST: host, PARLOR_MCP_ALLOWED_HOSTS: names }) =>
      names.length > 0 || LOOPBACK_NAMES.includes(host === "::1" ? "[::1]" : host),
    {
      path: ["PARLOR_MCP_ALLOWED_HOSTS"],
      error: "must name the hosts of its addresses when PARLOR_MCP_HOST is not this machine",
    },
  );

/** Every variable that is read. */
export const variables: readonly string[] = [
  ...Object.keys(parlorVariables.shape),
  ...Object.keys(httpVariables.shape),
];

/** @throws SettingsError that names every variable that is wrong, and the value of none */
function read<Output>(schema: z.ZodType<Output>, env: ProcessEnvironment): Output {
  const given = Object.fromEntries(variables.map((name) => [name, env[name] ?? ""]));
  const { success, data, error } = schema.safeParse(given);
  if (success) return data;
  // The first problem of a variable is enough.
  const problems = new Map(
    error.issues.toReversed().map(({ path, message }) => [path.join("."), message]),
  );
  throw new SettingsError([...problems].map(([name, message]) => `${name} ${message}.`).toSorted());
}

export function parlorSettings(env: ProcessEnvironment): ParlorSettings {
  const {
    PARLOR_URL: url,
    PARLOR_CLIENT_ID: clientId,
    PARLOR_CLIENT_SECRET: clientSecret,
  } = read(parlorVariables, env);
  return { url, clientId, clientSecret };
}

export function httpSettings(env: ProcessEnvironment): HttpSettings {
  const {
    PARLOR_MCP_TOKEN: token,
    PARLOR_MCP_HOST: host,
    PARLOR_MCP_ALLOWED_HOSTS: names,
  } = read(httpVariables, env);
  return { token, host, allowedHosts: [...LOOPBACK_NAMES, ...names] };
}
