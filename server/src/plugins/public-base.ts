import type { IncomingMessage } from "node:http";
import type { Trust } from "./client-address.ts";

/** The address under which the senders of requests reach this server. */
export interface PublicBase {
  /** `https://chat.example.com`, or with a path; without a slash at the end. */
  of(request: IncomingMessage): string;
  /** The same for websockets: `wss://chat.example.com`. */
  streamOf(request: IncomingMessage): string;
  /** Whether a page of this origin was served by this server. */
  isOwnPage(origin: URL, request: IncomingMessage): boolean;
}

/**
 * Uses the public URL if there is one; the headers of a request then have no influence. Without one
 * the base is the Host header, or the last `X-Forwarded-Host` and `X-Forwarded-Proto` of a trusted
 * proxy.
 * @param publicUrl - an origin (`https://chat.example.com`), with a path if it has one; or null
 */
export function createPublicBase(publicUrl: string | null, trust: Trust): PublicBase {
  const ownOrigin = publicUrl === null ? null : new URL(publicUrl).origin;
  const of = (request: IncomingMessage): string => publicUrl ?? baseByHeaders(request, trust);
  return {
    of,
    streamOf: (request) => of(request).replace(/^http/, "ws"),
    isOwnPage(origin, request) {
      if (ownOrigin !== null) return origin.origin === ownOrigin;
      // Behind a proxy that ends TLS the scheme is not known; the host is.
      return origin.host === new URL(of(request)).host;
    },
  };
}

function baseByHeaders(request: IncomingMessage, trust: Trust): string {
  const { socket, headers } = request;
  const isProxied = trust(socket.remoteAddress ?? "", 0);
  const forwarded = (name: string): string | null => {
    const value = headers[name];
    if (!isProxied || typeof value !== "string") return null;
    return value.split(",").at(-1)?.trim() || null;
  };
  const own = "encrypted" in socket && socket.encrypted === true ? "https" : "http";
  const asked = forwarded("x-forwarded-proto");
  const protocol = asked === "https" || asked === "http" ? asked : own;
  const host = forwarded("x-forwarded-host") ?? headers.host ?? "";
  const address = `${protocol}://${host}`;
  // A Host header may be anything; the address that is made of it goes to a client.
  if (/^[\w.:[\]-]+$/.test(host) && URL.canParse(address)) return address;
  const { localAddress = "127.0.0.1", localPort = 0 } = socket;
  const bare = localAddress.includes(":") ? `[${localAddress}]` : localAddress;
  return `${protocol}://${bare}:${localPort}`;
}
