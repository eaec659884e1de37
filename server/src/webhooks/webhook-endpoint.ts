import { lookup } from "node:dns/promises";
import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";
import { sendTo } from "../adapters/http-send.ts";
import { isLoopbackHost } from "../domain/webhook-address.ts";
import type { Webhook } from "../domain/webhook.ts";
import type { Clock } from "../service/clock.ts";
import type { ClaimedDelivery } from "../service/delivery-store.ts";
import { ATTEMPT_MS, type AttemptResult, type Endpoint } from "../service/endpoint.ts";
import { addressKind } from "./private-address.ts";
import { webhookName } from "./webhook-name.ts";
import { webhookSignature } from "./webhook-signature.ts";

/** More of an answer is not read. */
const MAX_ANSWER_BYTES = 16 * 1024;
/** A receiver can put us off for this long at once. */
const MAX_AFTER_MS = 60 * 60 * 1000;
const GONE = 410;

/** The addresses of a host. */
export type Resolve = (host: string) => Promise<readonly string[]>;

export interface WebhookPorts {
  readonly clock: Clock;
  /** Default: the resolver of the system */
  readonly resolve?: Resolve;
  /** Certificates of authorities. Default: those that Node trusts */
  readonly ca?: string;
}

const systemResolve: Resolve = async (host) =>
  (await lookup(host, { all: true, order: "verbatim" })).map(({ address }) => address);

/** Sends deliveries to a webhook: signed, without redirects, to an address that is allowed. */
export function createWebhookEndpoint(
  organizationId: string,
  webhook: Webhook,
  { clock, resolve = systemResolve, ca }: WebhookPorts,
): Endpoint {
  const url = new URL(webhook.url);
  return {
    name: webhookName(organizationId, webhook.url),
    async send(delivery, signal) {
      const timeout = new AbortController();
      const forget = clock.at(clock.now() + ATTEMPT_MS, () =>
        timeout.abort(new Error(`no answer within ${ATTEMPT_MS / 1000} s`)),
      );
      const either = AbortSignal.any([signal, timeout.signal]);
      try {
        const found = await abortable(resolve(hostOf(url)), either);
        const address = allowedAddress(found, webhook, url, delivery.attempt);
        if (address === null)
          return { kind: "failed", because: "the host has no address that is allowed" };
        const { secrets } = webhook;
        return await post({ url, address, secrets, ca }, delivery, clock, either);
      } catch (error) {
        return { kind: "failed", because: either.aborted ? textOf(either.reason) : codeOf(error) };
      } finally {
        forget();
      }
    },
  };
}

/** The host as the resolver and TLS know it: an IPv6 address without brackets. */
const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, "");

/** The next of the allowed addresses at each attempt, or null when there is none. */
function allowedAddress(
  addresses: readonly string[],
  { allowPrivateAddresses }: Webhook,
  url: URL,
  attempt: number,
): string | null {
  const isLocal = isLoopbackHost(url.hostname);
  const allowed = addresses.filter((address) => {
    const kind = addressKind(address);
    // A name of this machine is the only one that may lead here without being allowed to.
    if (isLocal) return kind === "loopback";
    // Without TLS nobody but this machine itself may be called.
    if (url.protocol !== "https:") return false;
    return kind === "public" || (allowPrivateAddresses && kind !== "special");
  });
  return allowed[(attempt - 1) % allowed.length] ?? null;
}

interface Target {
  readonly url: URL;
  readonly address: string;
  readonly secrets: readonly string[];
  readonly ca: string | undefined;
}

async function post(
  { url, address, secrets, ca }: Target,
  delivery: ClaimedDelivery,
  clock: Clock,
  signal: AbortSignal,
): Promise<AttemptResult> {
  const event: object = JSON.parse(delivery.body);
  const body = JSON.stringify({ ...event, attempt: delivery.attempt });
  const host = hostOf(url);
  const response = await sendTo(
    {
      method: "POST",
      url,
      headers: {
        "content-type": "application/json",
        "user-agent": "Parlor-Webhooks",
        "parlor-signature": webhookSignature(body, secrets, clock.now()),
      },
      body,
      silenceMs: ATTEMPT_MS,
      signal,
    },
    {
      // The host is not resolved again: the name may have another address a moment later.
      hostname: address,
      agent: false,
      ...(isIP(host) === 0 && { servername: host }),
      ...(ca !== undefined && { ca }),
    },
  );
  await skipBody(response);
  return resultOf(response, clock.now());
}

function resultOf({ statusCode = 0, headers }: IncomingMessage, now: number): AttemptResult {
  if (statusCode >= 200 && statusCode < 300) return { kind: "delivered" };
  const because = `status ${statusCode}`;
  if (statusCode === GONE) return { kind: "refused", because };
  const afterMs = retryAfterMs(headers["retry-after"], now);
  return { kind: "failed", because, ...(afterMs !== null && { afterMs }) };
}

function retryAfterMs(header: string | undefined, now: number): number | null {
  if (header === undefined) return null;
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isFinite(ms) ? Math.min(Math.max(0, ms), MAX_AFTER_MS) : null;
}

/** Reads an answer to its end or its limit. The status has come, so that no failure counts. */
async function skipBody(response: IncomingMessage): Promise<void> {
  let length = 0;
  try {
    for await (const chunk of response) {
      const bytes: unknown = chunk;
      length += Buffer.isBuffer(bytes) ? bytes.length : 0;
      if (length > MAX_ANSWER_BYTES) break;
    }
  } catch {
    // The receiver has answered.
  } finally {
    response.destroy();
  }
}

function abortable<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(new Error(textOf(signal.reason)));
    signal.addEventListener("abort", abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}

const textOf = (reason: unknown): string =>
  reason instanceof Error ? reason.message : String(reason);

/** The code of a failed connection. Its message may hold the address. */
function codeOf(error: unknown): string {
  const code: unknown = error instanceof Error ? Reflect.get(error, "code") : undefined;
  return typeof code === "string" ? code : "the connection failed";
}
