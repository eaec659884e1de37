import type { FastifyRequest } from "fastify";
import type { FileLinks } from "../file-views.ts";
import type { GuestApiDeps } from "./guest-api-deps.ts";

/** Addresses of files for the guest who asks. */
export function guestLinks(
  { fileAddresses: addresses, publicBase }: Pick<GuestApiDeps, "fileAddresses" | "publicBase">,
  { guest, raw }: Pick<FastifyRequest, "guest" | "raw">,
): FileLinks {
  const { urlSeconds } = guest.deployment.rules.attachments;
  return { addresses, terms: { base: publicBase.of(raw), urlSeconds } };
}
