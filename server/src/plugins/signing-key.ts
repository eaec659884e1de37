import { webcrypto } from "node:crypto";

/** The key that signs the server's tokens. */
export type SigningKey = webcrypto.CryptoKey;

/** Imports a key's bytes. Importing takes longer than a signature, so it is done once. */
export function importSigningKey(bytes: Uint8Array): Promise<SigningKey> {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  return webcrypto.subtle.importKey("raw", bytes, algorithm, false, ["sign", "verify"]);
}
