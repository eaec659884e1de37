import { errors, jwtVerify, SignJWT, type JWTPayload } from "jose";
import { ApiError } from "./errors.ts";
import { isObject } from "./signed-data.ts";
import type { SigningKey } from "./signing-key.ts";
import { VerifiedTokens } from "./verified-tokens.ts";

const ISSUER = "urn:purecloud:webchat";

/** The claims of a guest JWT: one conversation and one member, of one deployment. */
export interface GuestClaims {
  readonly conversationId: string;
  readonly memberId: string;
  readonly deploymentId: string;
  readonly organizationId: string;
}

/** A verified token with its expiry. */
export interface VerifiedGuest extends GuestClaims {
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

export interface GuestTokens {
  issue(claims: GuestClaims, nowMs: number, lifetimeSeconds: number): Promise<string>;
  /** @throws ApiError 401 `bad.credentials`, `credentials.expired` */
  verify(jwt: string, nowMs: number): Promise<VerifiedGuest>;
  /** Invalidates every token of this conversation from now on (test control). */
  revoke(conversationId: string): void;
  /**
   * Notifies of each revocation, so that streams opened with the token can end. Returns the undo.
   */
  onRevoked(listener: (conversationId: string) => void): () => void;
}

/** The claims that a token holds; null unless each of them is there. */
function claimsOf({ data, org }: JWTPayload): GuestClaims | null {
  if (!isObject(data)) return null;
  const { conv, sub, did } = data;
  return typeof conv === "string" &&
    typeof sub === "string" &&
    typeof did === "string" &&
    typeof org === "string"
    ? { conversationId: conv, memberId: sub, deploymentId: did, organizationId: org }
    : null;
}

export function createGuestTokens(signingKey: SigningKey): GuestTokens {
  const known = new VerifiedTokens<VerifiedGuest>();
  const revoked = new Set<string>();
  const listeners = new Set<(conversationId: string) => void>();

  async function verifiedAnew(jwt: string, nowMs: number): Promise<VerifiedGuest> {
    try {
      const { payload } = await jwtVerify(jwt, signingKey, {
        issuer: ISSUER,
        algorithms: ["HS256"],
        requiredClaims: ["exp"],
        currentDate: new Date(nowMs),
      });
      const claims = claimsOf(payload);
      if (claims === null) throw new Error("Claims are missing");
      const guest = { ...claims, expiresAt: (payload.exp ?? 0) * 1000 };
      known.add(jwt, guest, guest.expiresAt);
      return guest;
    } catch (error) {
      if (error instanceof errors.JWTExpired) throw new ApiError("credentials.expired");
      throw badCredentials(error);
    }
  }

  return {
    issue: (claims, nowMs, lifetimeSeconds) =>
      new SignJWT({
        data: { conv: claims.conversationId, did: claims.deploymentId, sub: claims.memberId },
        org: claims.organizationId,
      })
        .setProtectedHeader({ alg: "HS256", typ: "JWT" })
        .setIssuer(ISSUER)
        .setIssuedAt(Math.floor(nowMs / 1000))
        .setExpirationTime(Math.floor(nowMs / 1000) + lifetimeSeconds)
        .sign(signingKey),
    async verify(jwt, nowMs) {
      const guest = known.get(jwt, nowMs) ?? (await verifiedAnew(jwt, nowMs));
      if (revoked.has(guest.conversationId)) throw badCredentials(new Error("Revoked"));
      return guest;
    },
    revoke(conversationId) {
      revoked.add(conversationId);
      for (const listener of listeners) listener(conversationId);
    },
    onRevoked(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function badCredentials(cause: unknown): ApiError {
  return new ApiError("bad.credentials", "Invalid login credentials.", { cause });
}
