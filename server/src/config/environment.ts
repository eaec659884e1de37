import { z } from "zod";
import { parseTrustedProxies } from "../plugins/client-address.ts";
import { defaultLimits, defaultTimeouts } from "../plugins/limits.ts";
import { isLoopback } from "../plugins/loopback.ts";
import { fileContradictions, fileVariables } from "./file-variables.ts";
import {
  choice,
  docs,
  text,
  wholeNumber,
  type ProcessEnvironment,
  type VariableDocs,
} from "./variable-kinds.ts";

const LOOPBACK = "127.0.0.1";
const DATA_FOLDER = "./.parlor";
const MAX_PORT = 65_535;
const MAX_OF_LIMITS = 1_000_000;
const MAX_TIMEOUT_SECONDS = 3_600;
/** As for the secrets of clients. */
const MIN_TOKEN_LENGTH = 12;

/** The address as an origin, with a path if it has one; null when it is more than that, or none. */
function baseOf(address: string): string | null {
  if (!/^https?:\/\/[^/?#@\\]+(\/[\w.~-]+)*\/?$/.test(address) || !URL.canParse(address))
    return null;
  const { origin, pathname } = new URL(address);
  return origin + pathname.replace(/\/$/, "");
}

/** A port of loopback, or host and port; null when it is neither. */
function listenerOf(given: string): { readonly host: string; readonly port: number } | null {
  const [, bracketed, name, digits = ""] =
    /^(?:\[([\da-f:]+)\]:|([\w.-]+):)?(\d{1,5})$/i.exec(given) ?? [];
  const port = Number(digits);
  return digits === "" || port > MAX_PORT ? null : { host: bracketed ?? name ?? LOOPBACK, port };
}

const limit = (unset: number) => wholeNumber(unset, { least: 1, most: MAX_OF_LIMITS });
const timeout = (unset: number) => wholeNumber(unset, { least: 1, most: MAX_TIMEOUT_SECONDS });

/** Every variable that the server reads. */
const environment = z.object({
  PORT: wholeNumber(8080, { least: 0, most: MAX_PORT }).register(docs, {
    default: "8080",
    doc: "where it listens; 0 takes a free port",
  }),
  HOST: text(LOOPBACK).register(docs, { default: "127.0.0.1", doc: "on which address" }),
  PARLOR_DATA: text(DATA_FOLDER).register(docs, {
    default: "`./.parlor`",
    doc: "the data folder: the store, the signing key in it, and `audit.log`; one process at a time, on a local disk (below)",
  }),
  PARLOR_CONFIG: text("").register(docs, {
    default: "none",
    doc: "the configuration file; required without the demo",
  }),
  PARLOR_DEMO: choice("0", ["0", "1", "anywhere"]).register(docs, {
    default: "0 (`npm start` sets 1)",
    doc: "the demo tenant; on addresses other than loopback only with `anywhere`",
  }),
  PARLOR_LOG: choice("warn", ["silent", "error", "warn", "info", "debug"]).register(docs, {
    default: "warn",
    doc: "silent, error, warn, info, debug (below)",
  }),
  PARLOR_PUBLIC_URL: text("")
    .refine((given) => given === "" || baseOf(given) !== null, {
      error: "like https://chat.example.com or https://example.com/support",
    })
    .transform(baseOf)
    .register(docs, {
      default: "the Host header",
      doc: "the address that guests and agents reach it by, behind a proxy: an origin, with a path if it has one (below)",
    }),
  PARLOR_TRUST_PROXY: text("0")
    .refine((given) => parseTrustedProxies(given) !== null, {
      error: "the number of proxies in a row, or their addresses or CIDRs with commas between them",
    })
    .transform((given) => parseTrustedProxies(given) ?? 0)
    .register(docs, {
      default: "0: none",
      doc: "whose `X-Forwarded-For`, `-Proto` and `-Host` are believed: how many proxies stand in a row, or their addresses and CIDRs (below)",
    }),
  PARLOR_SIGNED_DATA_SECONDS: wholeNumber(600, { least: 1, most: 86_400 }).register(docs, {
    default: "600",
    doc: "how long a `memberAuthToken` may be used after it was signed; up to 86400",
  }),
  PARLOR_RETENTION_DAYS: wholeNumber(0, { least: 0, most: 36_500 }).register(docs, {
    default: "0: keep for ever",
    doc: "days after which an ended chat is deleted (below); up to 36500",
  }),
  PARLOR_KEEP_BUILDS_DAYS: wholeNumber(7, { least: 0, most: 365 }).register(docs, {
    default: "7",
    doc: "days for which the chunks of previous builds are served after an upgrade (below); 0 keeps none; up to 365",
  }),
  PARLOR_DRAIN_SECONDS: wholeNumber(10, { least: 0, most: 300 }).register(docs, {
    default: "10",
    doc: "how long requests under way may take to end when the server is told to stop; 0 cuts them; up to 300",
  }),
  PARLOR_MAX_CONNECTIONS: limit(defaultLimits.maxConnections).register(docs, {
    default: "20000",
    doc: "open connections in all ([Limits](#limits))",
  }),
  PARLOR_MAX_CONNECTIONS_PER_ADDRESS: limit(defaultLimits.maxConnectionsPerAddress).register(docs, {
    default: "200",
    doc: "open connections of one visitor's address",
  }),
  PARLOR_MAX_SOCKETS_PER_GUEST: limit(defaultLimits.maxSocketsPerGuest).register(docs, {
    default: "10",
    doc: "event streams of one guest",
  }),
  PARLOR_MAX_SOCKETS_PER_CHANNEL: limit(defaultLimits.maxSocketsPerChannel).register(docs, {
    default: "3",
    doc: "websockets of one notification channel",
  }),
  PARLOR_MAX_CHANNELS_PER_AGENT: limit(defaultLimits.maxChannelsPerAgent).register(docs, {
    default: "5",
    doc: "notification channels of one agent",
  }),
  PARLOR_REQUEST_TIMEOUT_SECONDS: timeout(defaultTimeouts.requestSeconds).register(docs, {
    default: "30",
    doc: "time for a whole request to arrive; up to 3600",
  }),
  PARLOR_CONNECTION_TIMEOUT_SECONDS: timeout(defaultTimeouts.connectionSeconds).register(docs, {
    default: "90",
    doc: "time without a byte in either direction; up to 3600",
  }),
  PARLOR_KEEP_ALIVE_SECONDS: timeout(defaultTimeouts.keepAliveSeconds).register(docs, {
    default: "72",
    doc: "time between two requests of a connection; up to 3600",
  }),
  ...fileVariables,
  PARLOR_METRICS_PORT: text("")
    .refine((given) => given === "" || listenerOf(given) !== null, {
      error: "a port, or an address and a port like 10.0.0.5:9464 or [::1]:9464",
    })
    .transform(listenerOf)
    .register(docs, {
      default: "none",
      doc: "a port of its own for `/metrics`, on loopback or on the address before it (`10.0.0.5:9464`) ([Metrics](#metrics))",
    }),
  PARLOR_METRICS_TOKEN: text("")
    .refine((given) => given === "" || given.length >= MIN_TOKEN_LENGTH, {
      error: `of ${MIN_TOKEN_LENGTH} characters or more`,
    })
    .register(docs, {
      default: "none",
      doc: "the bearer token for `/metrics`; 12 characters or more",
    }),
  PARLOR_TEST_SWITCHBOARD: text("").register(docs, {
    default: "none",
    doc: "tests only, loopback only: a token for `POST /__test/…`",
  }),
});

/** The values of all variables, with the defaults of those that are not set. */
export type Environment = z.output<typeof environment>;

/** The row of docs/server.md for each variable, by its name. */
export const documentedVariables: ReadonlyMap<string, VariableDocs | undefined> = new Map(
  Object.entries(environment.shape).map(([name, schema]) => [name, docs.get(schema)]),
);

/** The data folder, for commands that need no other setting. */
export const dataFolderOf = (env: ProcessEnvironment): string => env["PARLOR_DATA"] || DATA_FOLDER;

/**
 * Reads every variable.
 * @returns the values, null when one of them is wrong; and each problem, which names its variable
 */
export function readEnvironment(env: ProcessEnvironment): {
  readonly values: Environment | null;
  readonly problems: readonly string[];
} {
  const parsed = environment.safeParse(env);
  const wrong = (parsed.error?.issues ?? []).map(({ path, message }) => {
    const name = path.join(".");
    return `${name} must be ${message}, not "${env[name] ?? ""}".`;
  });
  return { values: parsed.data ?? null, problems: [...wrong, ...contradictions(env)] };
}

/** Problems of variables that do not go together, each of which may be right by itself. */
function contradictions(env: ProcessEnvironment): readonly string[] {
  const host = env["HOST"] || LOOPBACK;
  const demo = env["PARLOR_DEMO"] || "0";
  const isOpen = !isLoopback(host);
  return [
    ...(demo === "1" && isOpen
      ? [
          `The demo gives its agents' secrets to everyone who asks, so it listens on loopback only, not on "${host}". ` +
            "Set PARLOR_DEMO=anywhere if that is what you want, or PARLOR_DEMO=0.",
        ]
      : []),
    ...(env["PARLOR_TEST_SWITCHBOARD"] && isOpen
      ? ["PARLOR_TEST_SWITCHBOARD is for tests on loopback only."]
      : []),
    ...(demo === "0" && !env["PARLOR_CONFIG"]
      ? ["There is nobody to serve: set PARLOR_CONFIG to a configuration file, or PARLOR_DEMO=1."]
      : []),
    ...fileContradictions(env),
  ];
}
