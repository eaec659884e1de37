import { readFileSync } from "node:fs";
import { z } from "zod";
import { parseTrustedProxies, type TrustedProxies } from "../plugins/client-address.ts";
import { defaultLimits, defaultTimeouts, type Limits, type Timeouts } from "../plugins/limits.ts";
import { isLoopback } from "../plugins/loopback.ts";
import { unkeepableFields } from "../plugins/text.ts";
import { idProblems } from "./tenant-ids.ts";
import { defaultRules, type DeploymentRules, type Organization } from "../domain/tenant.ts";

/** The settings of one server process. */
export interface Config {
  readonly port: number;
  readonly host: string;
  readonly folder: string;
  /** The origin that guests and agents reach us by (behind a proxy); null takes the Host header. */
  readonly publicUrl: string | null;
  readonly isDemo: boolean;
  /** From the configuration file; empty with the demo alone. */
  readonly organizations: readonly Organization[];
  readonly logLevel: "silent" | "error" | "warn" | "info" | "debug";
  /** The token of the test switchboard; null in every real run. */
  readonly switchboardToken: string | null;
  /** How long a `memberAuthToken` may be used after it was signed. */
  readonly signedDataSeconds: number;
  /** Days after which an ended conversation is deleted; 0 keeps it for ever. */
  readonly retentionDays: number;
  /** How long requests under way may take to end once the server is told to stop. */
  readonly drainSeconds: number;
  /** The proxies whose `X-Forwarded-For`, `-Proto` and `-Host` headers are trusted. */
  readonly trustedProxies: TrustedProxies;
  readonly limits: Limits;
  readonly timeouts: Timeouts;
}

/** Everything that is wrong with the environment or the configuration file, at once. */
export class ConfigError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join("\n"));
    this.name = "ConfigError";
    this.problems = problems;
  }
}

const name = z.string().min(1).max(200);
const rules = z
  .strictObject({
    heartbeatMs: z.int().min(100).max(13_000),
    jwtLifetimeSeconds: z.int().min(1),
    maxBodyLength: z.int().min(1).max(4_000),
    lostStreamGraceSeconds: z.int().min(1),
    idleSeconds: z.int().min(1),
    typingResetsIdle: z.boolean(),
    alertingSeconds: z.int().min(1),
    endCloseCode: z.int().refine(isCloseCode, {
      error: "must be a close code that a server may send: 1000–1003, 1007–1014 or 3000–4999",
    }),
    newestSocketWins: z.boolean(),
    acdLeavesFirst: z.boolean(),
    createsPerMinutePerAddress: z.int().min(1),
    createsPerMinute: z.int().min(1),
    maxWaiting: z.int().min(0),
    maxCustomFields: z.int().min(0),
    maxCustomFieldLength: z.int().min(1),
    messagesPerMinute: z.int().min(1),
    typingPerMinute: z.int().min(1),
    readsPerMinute: z.int().min(1),
    bytesPerMinute: z.int().min(1),
  })
  .partial();

/** RFC 6455 §7.4: 1004 to 1006 never go over the wire, and 1015 to 2999 are not for us to send. */
function isCloseCode(code: number): boolean {
  if (code >= 3000) return code <= 4999;
  return code >= 1000 && code <= 1014 && (code < 1004 || code > 1006);
}

const organization = z.strictObject({
  id: name,
  name,
  deployments: z
    .array(
      z.strictObject({
        id: name,
        isDisabled: z.boolean().default(false),
        authenticationRequired: z.boolean().default(false),
        allowedDomains: z.array(name).default([]),
        flow: z
          .strictObject({ name, greeting: z.array(z.string().min(1)) })
          .nullable()
          .default(null),
        rules: rules.default({}),
      }),
    )
    .min(1),
  queues: z
    .array(z.strictObject({ id: name, name, memberUserIds: z.array(name).default([]) }))
    .min(1),
  users: z
    .array(
      z.strictObject({
        id: name,
        name,
        email: z.email().nullable().default(null),
        avatarImageUrl: z
          .url({ protocol: /^https$/ })
          .nullable()
          .default(null),
        skills: z.array(name).default([]),
        languages: z.array(name).default([]),
        capacity: z.int().min(1).max(100).default(4),
      }),
    )
    .default([]),
  clients: z
    .array(z.strictObject({ id: name, secret: z.string().min(12), userId: name.nullable(), name }))
    .default([]),
  replies: z
    .array(z.strictObject({ id: name, shortcut: name, text: z.string().min(1) }))
    .default([]),
  wrapupCodes: z.array(z.strictObject({ id: name, name })).default([]),
});

const file = z.strictObject({ organizations: z.array(organization).min(1) });

/**
 * Reads the configuration from the environment: `PORT`, `HOST`, `PARLOR_DATA`, `PARLOR_DEMO`,
 * `PARLOR_CONFIG`, `PARLOR_PUBLIC_URL`, `PARLOR_LOG`, `PARLOR_TRUST_PROXY`,
 * `PARLOR_SIGNED_DATA_SECONDS`, `PARLOR_RETENTION_DAYS`, `PARLOR_DRAIN_SECONDS`,
 * `PARLOR_TEST_SWITCHBOARD`, the limits `PARLOR_MAX_…` and the time-outs `PARLOR_…_TIMEOUT_SECONDS`
 * (see docs/server.md).
 * @throws ConfigError with every problem at once
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const problems: string[] = [];
  const port = Number(env["PORT"] ?? 8080);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    problems.push(`PORT must be a whole number from 0 to 65535, not "${env["PORT"]}".`);
  }
  const host = env["HOST"] || "127.0.0.1";
  const demo = env["PARLOR_DEMO"] || "0";
  if (!["0", "1", "anywhere"].includes(demo)) {
    problems.push(`PARLOR_DEMO must be 0, 1 or anywhere, not "${demo}".`);
  }
  if (demo === "1" && !isLoopback(host)) {
    problems.push(
      `The demo gives its agents' secrets to everyone who asks, so it listens on loopback only, not on "${host}". ` +
        "Set PARLOR_DEMO=anywhere if that is what you want, or PARLOR_DEMO=0.",
    );
  }
  const logLevel = env["PARLOR_LOG"] || "warn";
  if (!["silent", "error", "warn", "info", "debug"].includes(logLevel)) {
    problems.push(`PARLOR_LOG must be silent, error, warn, info or debug, not "${logLevel}".`);
  }
  const publicUrl = originOf(env["PARLOR_PUBLIC_URL"] || null);
  if (publicUrl === undefined) {
    const given = env["PARLOR_PUBLIC_URL"];
    problems.push(`PARLOR_PUBLIC_URL must be like https://chat.example.com, not "${given}".`);
  }
  const proxies = env["PARLOR_TRUST_PROXY"] || "0";
  const trustedProxies = parseTrustedProxies(proxies);
  if (trustedProxies === null) {
    problems.push(
      "PARLOR_TRUST_PROXY must be the number of proxies in a row, or their addresses or CIDRs with commas between them, " +
        `not "${proxies}".`,
    );
  }
  const signedDataSeconds = wholeNumber(env, "PARLOR_SIGNED_DATA_SECONDS", problems, {
    unset: 600,
    least: 1,
    most: 86_400,
  });
  const retentionDays = wholeNumber(env, "PARLOR_RETENTION_DAYS", problems, {
    unset: 0,
    least: 0,
    most: 36_500,
  });
  const drainSeconds = wholeNumber(env, "PARLOR_DRAIN_SECONDS", problems, {
    unset: 10,
    least: 0,
    most: 300,
  });
  const limits = readLimits(env, problems);
  const timeouts = readTimeouts(env, problems);
  const switchboardToken = env["PARLOR_TEST_SWITCHBOARD"] || null;
  if (switchboardToken !== null && !isLoopback(host)) {
    problems.push("PARLOR_TEST_SWITCHBOARD is for tests on loopback only.");
  }
  const organizations: Organization[] = [];
  const path = env["PARLOR_CONFIG"];
  if (path) readOrganizations(path, organizations, problems);
  else if (demo === "0") {
    problems.push(
      "There is nobody to serve: set PARLOR_CONFIG to a configuration file, or PARLOR_DEMO=1.",
    );
  }
  if (problems.length > 0) throw new ConfigError(problems);
  return {
    port,
    host,
    folder: env["PARLOR_DATA"] || "./.parlor",
    publicUrl: publicUrl ?? null,
    isDemo: demo !== "0",
    organizations,
    logLevel: logLevel as Config["logLevel"],
    switchboardToken,
    signedDataSeconds,
    retentionDays,
    drainSeconds,
    trustedProxies: trustedProxies ?? 0,
    limits,
    timeouts,
  };
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The address as an origin; undefined when it is more than that, or none. */
function originOf(address: string | null): string | null | undefined {
  if (address === null) return null;
  if (!/^https?:\/\/[^/?#@\\]+\/?$/.test(address) || !URL.canParse(address)) return undefined;
  return new URL(address).origin;
}

function readLimits(env: Environment, problems: string[]): Limits {
  const read = (variable: string, unset: number): number =>
    wholeNumber(env, variable, problems, { unset, least: 1, most: 1_000_000 });
  return {
    maxConnections: read("PARLOR_MAX_CONNECTIONS", defaultLimits.maxConnections),
    maxConnectionsPerAddress: read(
      "PARLOR_MAX_CONNECTIONS_PER_ADDRESS",
      defaultLimits.maxConnectionsPerAddress,
    ),
    maxSocketsPerGuest: read("PARLOR_MAX_SOCKETS_PER_GUEST", defaultLimits.maxSocketsPerGuest),
    maxSocketsPerChannel: read(
      "PARLOR_MAX_SOCKETS_PER_CHANNEL",
      defaultLimits.maxSocketsPerChannel,
    ),
    maxChannelsPerAgent: read("PARLOR_MAX_CHANNELS_PER_AGENT", defaultLimits.maxChannelsPerAgent),
  };
}

function readTimeouts(env: Environment, problems: string[]): Timeouts {
  const read = (variable: string, unset: number): number =>
    wholeNumber(env, variable, problems, { unset, least: 1, most: 3_600 });
  return {
    requestSeconds: read("PARLOR_REQUEST_TIMEOUT_SECONDS", defaultTimeouts.requestSeconds),
    connectionSeconds: read("PARLOR_CONNECTION_TIMEOUT_SECONDS", defaultTimeouts.connectionSeconds),
    keepAliveSeconds: read("PARLOR_KEEP_ALIVE_SECONDS", defaultTimeouts.keepAliveSeconds),
  };
}

function wholeNumber(
  env: Readonly<Record<string, string | undefined>>,
  variable: string,
  problems: string[],
  range: { readonly unset: number; readonly least: number; readonly most: number },
): number {
  const given = env[variable] || String(range.unset);
  const number = Number(given);
  if (!/^\d+$/.test(given) || number < range.least || number > range.most) {
    problems.push(
      `${variable} must be a whole number from ${range.least} to ${range.most}, not "${given}".`,
    );
  }
  return number;
}

function readOrganizations(path: string, into: Organization[], problems: string[]): void {
  let document: unknown;
  try {
    document = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    problems.push(`PARLOR_CONFIG: ${path} cannot be read: ${(error as Error).message}`);
    return;
  }
  problems.push(...idsOf(document).map((problem) => `${path}: ${problem}`));
  for (const field of unkeepableFields(document))
    problems.push(`${path}: ${field}: U+0000 and halves of surrogate pairs cannot be kept`);
  const parsed = file.safeParse(document);
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      problems.push(`${path}: ${issue.path.join(".") || "the document"}: ${issue.message}`);
    }
    return;
  }
  for (const one of parsed.data.organizations) {
    into.push({
      ...one,
      deployments: one.deployments.map((deployment) => ({
        ...deployment,
        rules: withDefaults(deployment.rules),
      })),
    });
  }
}

function withDefaults(given: z.infer<typeof rules>): DeploymentRules {
  const known = Object.entries(given).filter(([, value]) => value !== undefined);
  return { ...defaultRules, ...Object.fromEntries(known) };
}

/** Told beside what the schema finds, as far as the document goes. */
function idsOf(document: unknown): string[] {
  const list: unknown = (document as { organizations?: unknown } | null)?.organizations;
  if (!Array.isArray(list)) return [];
  return idProblems(
    list.map((organization: unknown, at) => ({ path: `organizations.${at}`, organization })),
  );
}
