import { errors, jwtVerify, SignJWT } from "jose";
import type { SigningKey } from "./signing-key.ts";

const ISSUER = "urn:parlor:signeddata";
/** Tokens of guests and agents have other issuers and carry no purpose. */
const PURPOSE = "member-auth";

/** Any JSON object: the data that an organization's back end states about a guest. */
export type Data = Readonly<Record<string, unknown>>;

/**
 * Data that an organization vouches for: signed for its back end, read when one of its guests
 * starts a conversation.
 */
export interface SignedData {
  /** The data is put in a claim of its own, so that it cannot pass for any other claim. */
  sign(data: Data, organizationId: string, nowMs: number): Promise<string>;
  /**
   * Null when the token was not issued by this server, has expired, belongs to another
   * organization, or has another purpose.
   */
  verify(token: string, organizationId: string, nowMs: number): Promise<Data | null>;
}

/**
 * @param lifetimeSeconds - the longest time between the token's signing and the start of the
 * conversation
 */
export function createSignedData(
  signingKey: SigningKey | Uint8Array,
  lifetimeSeconds: number,
): SignedData {
  return {
    sign(data, organizationId, nowMs) {
      const now = Math.floor(nowMs / 1000);
      return new SignJWT({ purpose: PURPOSE, data })
        .setProtectedHeader({ alg: "HS256", typ: "JWT" })
        .setIssuer(ISSUER)
        .setAudience(organizationId)
        .setIssuedAt(now)
        .setExpirationTime(now + lifetimeSeconds)
        .sign(signingKey);
    },
    async verify(token, organizationId, nowMs) {
      try {
        const { payload } = await jwtVerify(token, signingKey, {
          issuer: ISSUER,
          audience: organizationId,
          algorithms: ["HS256"],
          requiredClaims: ["iat", "exp"],
          currentDate: new Date(nowMs),
        });
        const { purpose, data } = payload;
        return purpose === PURPOSE && isObject(data) ? data : null;
      } catch (error) {
        if (error instanceof errors.JOSEError) return null;
        throw error;
      }
    },
  };
}

/** Whether this is a JSON object: no list, no bare value. */
export function isObject(value: unknown): value is Data {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
