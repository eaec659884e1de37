import type { ScannerAddress } from "../domain/scanner-address.ts";
import type { Organization } from "../domain/tenant.ts";
import type { TrustedProxies } from "../plugins/client-address.ts";
import type { Limits, Timeouts } from "../plugins/limits.ts";
import type { MetricsAccess } from "../plugins/serve-metrics.ts";
import { readConfigurationFile } from "./configuration-file.ts";
import type { PlacedOrganization } from "./tenant-ids.ts";
import { readEnvironment, type Environment } from "./environment.ts";
import type { ProcessEnvironment } from "./variable-kinds.ts";

/** The settings of one server process. */
export interface Config {
  readonly port: number;
  readonly host: string;
  readonly folder: string;
  /** The address that guests and agents reach, behind a proxy; null takes the Host header. */
  readonly publicUrl: string | null;
  readonly isDemo: boolean;
  /** From the configuration file; empty with the demo alone. */
  readonly organizations: readonly Organization[];
  readonly logLevel: "silent" | "error" | "warn" | "info" | "debug";
  readonly metrics: MetricsAccess;
  /** The token of the test control; null in production. */
  readonly testControlToken: string | null;
  /** How long a `memberAuthToken` may be used after it was signed. */
  readonly signedDataSeconds: number;
  /** Days after which an ended conversation is deleted; 0 keeps it for ever. */
  readonly retentionDays: number;
  /** Days for which the chunks of previous builds are served; 0 keeps none. */
  readonly keepBuildsDays: number;
  /** How long requests under way may take to end once the server is told to stop. */
  readonly drainSeconds: number;
  /** The proxies whose `X-Forwarded-For`, `-Proto` and `-Host` headers are trusted. */
  readonly trustedProxies: TrustedProxies;
  readonly files: FileSettings;
  readonly limits: Limits;
  readonly timeouts: Timeouts;
}

/** How the files of conversations are kept. */
export interface FileSettings {
  /** Null: in the data folder. */
  readonly s3: S3Settings | null;
  /** With less free space than this no file is taken. */
  readonly minFreeBytes: number;
  /** How long a sent file is kept, in days; null: as long as its conversation. */
  readonly retentionDays: number | null;
  readonly scanner: ScannerAddress;
}

export interface S3Settings {
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  readonly key: string;
  readonly secret: string;
  /** The start of every object's name; empty without one. */
  readonly prefix: string;
  /** Whether the bucket is in the path of an address, and not in its host. */
  readonly isPathStyle: boolean;
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

/**
 * Reads the configuration from the environment (`environment.ts` has every variable) and from the
 * file that `PARLOR_CONFIG` names.
 * @param demo - the demo tenant, with which the organizations of the file may share no id. Default:
 *   none
 * @throws ConfigError with every problem at once
 */
export function readConfig(env: ProcessEnvironment, demo?: PlacedOrganization): Config {
  const { values, problems } = readEnvironment(env);
  const path = env["PARLOR_CONFIG"];
  const others = demo === undefined || (env["PARLOR_DEMO"] || "0") === "0" ? [] : [demo];
  const file = path
    ? readConfigurationFile(path, others, env)
    : { organizations: [], problems: [] };
  const all = [...problems, ...file.problems];
  if (values === null || all.length > 0) throw new ConfigError(all);
  return configOf(values, file.organizations);
}

function configOf(values: Environment, organizations: readonly Organization[]): Config {
  return {
    port: values.PORT,
    host: values.HOST,
    folder: values.PARLOR_DATA,
    publicUrl: values.PARLOR_PUBLIC_URL,
    isDemo: values.PARLOR_DEMO !== "0",
    organizations,
    logLevel: values.PARLOR_LOG,
    metrics: { listener: values.PARLOR_METRICS_PORT, token: values.PARLOR_METRICS_TOKEN || null },
    testControlToken: values.PARLOR_TEST_SWITCHBOARD || null,
    signedDataSeconds: values.PARLOR_SIGNED_DATA_SECONDS,
    retentionDays: values.PARLOR_RETENTION_DAYS,
    keepBuildsDays: values.PARLOR_KEEP_BUILDS_DAYS,
    drainSeconds: values.PARLOR_DRAIN_SECONDS,
    trustedProxies: values.PARLOR_TRUST_PROXY,
    files: {
      s3: values.PARLOR_FILES === "s3" ? s3SettingsOf(values) : null,
      minFreeBytes: values.PARLOR_FILES_MIN_FREE_MB * 1024 * 1024,
      retentionDays: values.PARLOR_FILES_RETENTION_DAYS || null,
      scanner: values.PARLOR_SCAN,
    },
    limits: {
      maxConnections: values.PARLOR_MAX_CONNECTIONS,
      maxConnectionsPerAddress: values.PARLOR_MAX_CONNECTIONS_PER_ADDRESS,
      maxSocketsPerGuest: values.PARLOR_MAX_SOCKETS_PER_GUEST,
      maxSocketsPerChannel: values.PARLOR_MAX_SOCKETS_PER_CHANNEL,
      maxChannelsPerAgent: values.PARLOR_MAX_CHANNELS_PER_AGENT,
    },
    timeouts: {
      requestSeconds: values.PARLOR_REQUEST_TIMEOUT_SECONDS,
      connectionSeconds: values.PARLOR_CONNECTION_TIMEOUT_SECONDS,
      keepAliveSeconds: values.PARLOR_KEEP_ALIVE_SECONDS,
    },
  };
}

function s3SettingsOf(values: Environment): S3Settings {
  return {
    endpoint: values.PARLOR_S3_ENDPOINT.replace(/\/$/, ""),
    bucket: values.PARLOR_S3_BUCKET,
    region: values.PARLOR_S3_REGION,
    key: values.PARLOR_S3_KEY,
    secret: values.PARLOR_S3_SECRET,
    prefix: values.PARLOR_S3_PREFIX,
    isPathStyle: values.PARLOR_S3_PATH_STYLE === "1",
  };
}
