import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";

/** A request that is refused before its body is read. */
export interface Refusal {
  readonly status: 401 | 403;
  readonly message: string;
}

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

/**
 * Judges a request by its headers. A page of another site may reach a local port, under a name of
 * its own that leads here (DNS rebinding): its Host or its Origin tells.
 */
export function refusalOf(
  { headers }: Pick<IncomingMessage, "headers">,
  { token, allowedHosts }: { readonly token: string; readonly allowedHosts: readonly string[] },
): Refusal | null {
  const { host = "", origin, authorization = "" } = headers;
  if (!allowedHosts.includes(nameOf(`http://${host}`)))
    return { status: 403, message: "This host name is not allowed." };
  if (origin !== undefined && new URL(`http://${host}`).origin !== origin)
    return { status: 403, message: "Requests of pages are not allowed." };
  const given = /^bearer +(\S+)$/i.exec(authorization)?.[1] ?? "";
  // Digests have one length, which the comparison needs.
  if (!timingSafeEqual(digest(given), digest(token)))
    return { status: 401, message: "The bearer token is missing or wrong." };
  return null;
}

/** The host name of an address; empty if it is none, or has more than a host and a port. */
function nameOf(address: string): string {
  if (!/^http:\/\/[^/?#@\\]+$/.test(address) || !URL.canParse(address)) return "";
  return new URL(address).hostname;
}
