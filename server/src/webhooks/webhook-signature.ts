import { createHmac } from "node:crypto";

/**
 * The value of `Parlor-Signature`: the time in seconds, and the HMAC-SHA256 of the time, a dot and
 * the body for each secret.
 */
export function webhookSignature(body: string, secrets: readonly string[], at: number): string {
  const t = Math.floor(at / 1000);
  const signed = secrets.map((secret) => {
    const v1 = createHmac("sha256", secret).update(`${t}.${body}`).digest("hex");
    return `v1=${v1}`;
  });
  return [`t=${t}`, ...signed].join(",");
}
