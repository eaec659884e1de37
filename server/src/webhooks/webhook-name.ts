import { createHash } from "node:crypto";

/**
 * The name of a webhook in the store, in metrics and in logs: its host, and a hash of its address,
 * whose path and query may hold a secret.
 */
export function webhookName(organizationId: string, url: string): string {
  const hash = createHash("sha256")
    .update(JSON.stringify([organizationId, url]))
    .digest("hex");
  return `webhook:${new URL(url).host}#${hash.slice(0, 8)}`;
}
