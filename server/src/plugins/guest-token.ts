import { errors, jwtVerify, SignJWT, type JWTPayload } from "jose";
import { ApiError } from "./errors.ts";
import { isObject } from "./signed-data.ts";

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

export function createGuestTokens(signingKey: Uint8Array): GuestTokens {
  const revoked = new Set<string>();
  const listeners = new Set<(conversationId: string) => void>();
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
      try {
        const { payload } = await jwtVerify(jwt, signingKey, {
          issuer: ISSUER,
          algorithms: ["HS256"],
          requiredClaims: ["exp"],
          currentDate: new Date(nowMs),
        });
        const claims = claimsOf(payload);
        if (claims === null) throw new Error("Claims are missing");
        if (revoked.has(claims.conversationId)) throw new Error("Revoked");
        return { ...claims, expiresAt: (payload.exp ?? 0) * 1000 };
      } catch (error) {
        if (error instanceof errors.JWTExpired) {
          throw new ApiError("credentials.expired");
        }
        throw new ApiError("bad.credentials", "Invalid login credentials.", { cause: error });
      }
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
