import type { FileLimits } from "../../conversation/upload.ts";
import { codeOf } from "../../errors.ts";
import type { Ports } from "../../options.ts";
import type { Endpoints } from "./endpoints.ts";
import { limitsIn } from "./frames.ts";
import { isOn, list, object, text } from "./read.ts";

/* The public configuration of a deployment. */

const LIMIT_MS = 5_000;

/** The switches of a deployment. Everything is off that it does not say. */
export interface Config {
  /** `missing`: nobody knows the deployment at this address. */
  readonly status: "active" | "inactive" | "missing" | "unknown";
  readonly autoStart: boolean;
  readonly canClear: boolean;
  readonly showsGuestTyping: boolean;
  readonly isFormatted: boolean;
  /** Whether visitors can sign in; null when nobody says. */
  readonly signIn: boolean | null;
  /** Whether a guest's session may become that of a person. */
  readonly canUpgrade: boolean;
  /** Limits on files of an older deployment, whose sessions do not tell them; else null. */
  readonly limits: FileLimits | null;
}

export const unknownConfig: Config = {
  status: "unknown",
  autoStart: false,
  canClear: false,
  showsGuestTyping: false,
  isFormatted: false,
  signIn: null,
  canUpgrade: false,
  limits: null,
};

const isEnabled = (value: unknown): boolean => isOn(object(value)["enabled"]);

/** Reads a deployment's configuration. */
export function readConfig(body: unknown): Config {
  const json = object(body);
  const messenger = object(json["messenger"]);
  const conversations = object(object(messenger["apps"])["conversations"]);
  const { enableAttachments, modes } = object(messenger["fileUpload"]);
  return {
    status: text(json["status"]) === "Inactive" ? "inactive" : "active",
    autoStart: isEnabled(conversations["autoStart"]),
    canClear: isEnabled(conversations["conversationClear"]),
    showsGuestTyping: isOn(conversations["showUserTypingIndicator"]),
    isFormatted: isEnabled(conversations["markdown"]),
    signIn: isEnabled(json["auth"]),
    canUpgrade: isEnabled(json["auth"]) && isOn(object(json["auth"])["allowSessionUpgrade"]),
    limits: enableAttachments === undefined ? limitsIn(object(list(modes)[0]), []) : null,
  };
}

interface Reading {
  readonly endpoints: Endpoints;
  readonly deploymentId: string;
  readonly ports: Pick<Ports, "clock" | "http" | "log">;
}

async function read({ endpoints, deploymentId, ports }: Reading, file: string) {
  const limit = new AbortController();
  const stop = ports.clock.after(LIMIT_MS, () => limit.abort());
  const path = `/webdeployments/v1/deployments/${encodeURIComponent(deploymentId)}/${file}`;
  try {
    return await ports.http({
      method: "GET",
      url: endpoints.config + path,
      headers: {},
      signal: limit.signal,
    });
  } catch (error) {
    ports.log.warn(`Reading the configuration failed: ${codeOf(error)}`);
    return null;
  } finally {
    stop();
  }
}

/** Fetches a deployment's configuration. Without an answer everything is off. */
export async function fetchConfig(reading: Reading): Promise<Config> {
  const answer = await read(reading, "config.json");
  if (answer?.status === 200) return readConfig(answer.body);
  const isMissing = answer !== null && [403, 404].includes(answer.status);
  return isMissing ? { ...unknownConfig, status: "missing" } : unknownConfig;
}

/** Whether a host is in the list of a deployment, as the service itself compares them. */
export function isAllowed(body: unknown, host: string): boolean {
  const { allowAllDomains, allowedDomains } = object(body);
  const name = host.toLowerCase();
  return (
    isOn(allowAllDomains) ||
    list(allowedDomains)
      .map((one) => text(one).trim().toLowerCase())
      .some((domain) => domain !== "" && (name === domain || name.endsWith(`.${domain}`)))
  );
}

/** Whether a deployment allows this page; null when that cannot be asked. */
export async function fetchIsAllowed(reading: Reading): Promise<boolean | null> {
  const answer = await read(reading, "domains.json");
  const host = globalThis.location?.hostname;
  return answer?.status === 200 && host ? isAllowed(answer.body, host) : null;
}
