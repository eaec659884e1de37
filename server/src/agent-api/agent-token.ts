import { timingSafeEqual } from "node:crypto";
import { jwtVerify, SignJWT, type JWTPayload } from "jose";
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

/** The client that calls, whoever it acts as. */
export interface ClientIdentity {
  readonly client: OAuthClient;
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
): ClientIdentity | null {
  for (const organization of tenants) {
    const client = organization.clients.find((one) => one.id === id);
    if (client !== undefined && isSame(client.secret, secret)) return { client, organization };
  }
  return null;
}

export function issueAgentToken(
  { client, organization }: ClientIdentity,
  signingKey: Uint8Array,
  nowMs: number,
): Promise<string> {
  const now = Math.floor(nowMs / 1000);
  const token = new SignJWT({ client: client.id, org: organization.id })
    .setProtectedHeader({ alg: "HS256", typ: "JWT" })
    .setIssuer(ISSUER)
    .setIssuedAt(now)
    .setExpirationTime(now + AGENT_TOKEN_SECONDS);
  if (client.userId !== null) token.setSubject(client.userId);
  return token.sign(signingKey);
}

interface TokenDeps {
  readonly tenants: readonly Organization[];
  readonly signingKey: Uint8Array;
}

function badCredentials(cause?: unknown): ApiError {
  return new ApiError(401, "bad.credentials", "Invalid login credentials.", { cause });
}

async function payloadOf(
  authorization: string | undefined,
  deps: TokenDeps,
  nowMs: number,
): Promise<JWTPayload> {
  const [scheme, token] = (authorization ?? "").split(" ");
  if (scheme?.toLowerCase() !== "bearer" || !token) {
    throw new ApiError(
      401,
      "authentication.required",
      "No authentication bearer token specified in authorization header.",
    );
  }
  const { payload } = await jwtVerify(token, deps.signingKey, {
    issuer: ISSUER,
    algorithms: ["HS256"],
    currentDate: new Date(nowMs),
  }).catch((error: unknown) => {
    throw badCredentials(error);
  });
  return payload;
}

/** @throws ApiError 401 `authentication.required`, `bad.credentials`; 403 `not.authorized` for a client that is no agent */
export async function identifyAgent(
  authorization: string | undefined,
  deps: TokenDeps,
  nowMs: number,
): Promise<AgentIdentity> {
  const payload = await payloadOf(authorization, deps, nowMs);
  if (payload.sub === undefined)
    throw new ApiError(403, "not.authorized", "This client does not act as an agent.");
  const home = findUser(deps.tenants, payload.sub);
  if (home === null) throw badCredentials();
  return home;
}

/** Any client of an organization, agent or not. @throws ApiError 401 `authentication.required`, `bad.credentials` */
export async function identifyClient(
  authorization: string | undefined,
  deps: TokenDeps,
  nowMs: number,
): Promise<ClientIdentity> {
  const payload = await payloadOf(authorization, deps, nowMs);
  const organization = deps.tenants.find((one) => one.id === payload["org"]);
  const client = organization?.clients.find((one) => one.id === payload["client"]);
  if (organization === undefined || client === undefined) throw badCredentials();
  return { client, organization };
}
