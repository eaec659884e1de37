import { readFileSync } from "node:fs";
import { z } from "zod";
import { unkeepableFields } from "./http/text.ts";
import { idProblems } from "./tenant-ids.ts";
import { defaultRules, type DeploymentRules, type Organization } from "./tenant.ts";

/** Where and how the server runs. */
export interface Config {
  readonly port: number;
  readonly host: string;
  readonly folder: string;
  /** The address that guests reach us by, when it is not the one they ask for (behind a proxy); null takes the Host header. */
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
  /** Whether `X-Forwarded-For` and `X-Forwarded-Proto` are believed. */
  readonly trustsProxy: boolean;
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
    endCloseCode: z.int().min(1000).max(4999),
    newestSocketWins: z.boolean(),
    acdLeavesFirst: z.boolean(),
    createsPerMinutePerAddress: z.int().min(1),
    createsPerMinute: z.int().min(1),
    maxWaiting: z.int().min(0),
    maxCustomFields: z.int().min(0),
    maxCustomFieldLength: z.int().min(1),
  })
  .partial();

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

const isLoopback = (host: string): boolean => ["127.0.0.1", "::1", "localhost"].includes(host);

/**
 * Reads the environment: `PORT`, `HOST`, `PARLOR_DATA`, `PARLOR_DEMO`, `PARLOR_CONFIG`, `PARLOR_PUBLIC_URL`, `PARLOR_LOG`,
 * `PARLOR_TRUST_PROXY`, `PARLOR_SIGNED_DATA_SECONDS`, `PARLOR_RETENTION_DAYS`, `PARLOR_DRAIN_SECONDS`,
 * `PARLOR_TEST_SWITCHBOARD` (see docs/server.md).
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
  const publicUrl = env["PARLOR_PUBLIC_URL"] || null;
  if (publicUrl !== null && !/^https?:\/\/[^/]+\/?$/.test(publicUrl)) {
    problems.push(`PARLOR_PUBLIC_URL must be like https://chat.example.com, not "${publicUrl}".`);
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
    publicUrl: publicUrl?.replace(/\/$/, "") ?? null,
    isDemo: demo !== "0",
    organizations,
    logLevel: logLevel as Config["logLevel"],
    switchboardToken,
    signedDataSeconds,
    retentionDays,
    drainSeconds,
    trustsProxy: env["PARLOR_TRUST_PROXY"] === "1",
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
