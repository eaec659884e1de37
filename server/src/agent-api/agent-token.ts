import { timingSafeEqual } from "node:crypto";
import { jwtVerify, SignJWT } from "jose";
import { ApiError } from "../http/errors.ts";
import { findUser, type OAuthClient, type Organization, type User } from "../tenant.ts";

const ISSUER = "urn:parlor:agent";
/** A desk's shift and a little more. */
export const AGENT_TOKEN_SECONDS = 12 * 60 * 60;

/** The agent who calls. */
export interface AgentIdentity {
  readonly user: User;
  readonly organization: Organization;
}

function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** The client with this id and secret; null when there is none. */
export function findClient(
  tenants: readonly Organization[],
  id: string,
  secret: string,
): OAuthClient | null {
  for (const { clients } of tenants) {
    const client = clients.find((one) => one.id === id);
    if (client !== undefined && isSame(client.secret, secret)) return client;
  }
  return null;
}

export function issueAgentToken(
  client: OAuthClient,
  signingKey: Uint8Array,
  nowMs: number,
): Promise<string> {
  const now = Math.floor(nowMs / 1000);
  return new SignJWT({ client: client.id })
    .setProtectedHeader({ alg: "HS256", typ: "JWT" })
    .setIssuer(ISSUER)
    .setSubject(client.userId)
    .setIssuedAt(now)
    .setExpirationTime(now + AGENT_TOKEN_SECONDS)
    .sign(signingKey);
}

/** @throws ApiError 401 `authentication.required`, `bad.credentials` */
export async function identifyAgent(
  authorization: string | undefined,
  deps: { readonly tenants: readonly Organization[]; readonly signingKey: Uint8Array },
  nowMs: number,
): Promise<AgentIdentity> {
  const [scheme, token] = (authorization ?? "").split(" ");
  if (scheme?.toLowerCase() !== "bearer" || !token) {
    throw new ApiError(
      401,
      "authentication.required",
      "No authentication bearer token specified in authorization header.",
    );
  }
  const bad = (cause?: unknown): ApiError =>
    new ApiError(401, "bad.credentials", "Invalid login credentials.", { cause });
  const { payload } = await jwtVerify(token, deps.signingKey, {
    issuer: ISSUER,
    algorithms: ["HS256"],
    currentDate: new Date(nowMs),
  }).catch((error: unknown) => {
    throw bad(error);
  });
  const home = findUser(deps.tenants, payload.sub ?? "");
  if (home === null) throw bad();
  return home;
}
