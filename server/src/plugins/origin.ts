import type { IncomingMessage } from "node:http";
import type { Deployment } from "../domain/tenant.ts";
import { ApiError } from "./errors.ts";
import type { PublicBase } from "./public-base.ts";

/**
 * Whether a page of this origin may use the deployment. The server's own pages always may, and so
 * may callers that are no browser.
 */
export function isOriginAllowed(
  deployment: Deployment,
  request: IncomingMessage,
  base: PublicBase,
): boolean {
  const { origin } = request.headers;
  if (origin === undefined || deployment.allowedDomains.length === 0) return true;
  const page = URL.canParse(origin) ? new URL(origin) : null;
  // A sandboxed page sends `null`: it has no domain that a list could name.
  if (page === null) return false;
  if (base.isOwnPage(page, request)) return true;
  return deployment.allowedDomains.some((domain) =>
    domain.startsWith("*.")
      ? page.hostname.endsWith(domain.slice(1).toLowerCase())
      : page.hostname === domain.toLowerCase() || page.host === domain.toLowerCase(),
  );
}

/** @throws ApiError 403 `origin.not.allowed` */
export function checkOrigin(
  deployment: Deployment,
  request: IncomingMessage,
  base: PublicBase,
): void {
  if (isOriginAllowed(deployment, request, base)) return;
  throw new ApiError("origin.not.allowed");
}
