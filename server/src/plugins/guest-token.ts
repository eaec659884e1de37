import { errors, jwtVerify, SignJWT } from "jose";
import { ApiError } from "./errors.ts";

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
        const data = payload["data"] as
          | { conv?: unknown; did?: unknown; sub?: unknown }
          | undefined;
        const parts = [data?.conv, data?.sub, data?.did, payload["org"]];
        if (!parts.every((part) => typeof part === "string")) throw new Error("Claims are missing");
        const [conversationId, memberId, deploymentId, organizationId] = parts as [
          string,
          string,
          string,
          string,
        ];
        if (revoked.has(conversationId)) throw new Error("Revoked");
        const expiresAt = (payload.exp ?? 0) * 1000;
        return { conversationId, memberId, deploymentId, organizationId, expiresAt };
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
