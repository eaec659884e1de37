import { createHmac, KeyObject, timingSafeEqual } from "node:crypto";
import { jwtVerify, SignJWT, type JWTPayload } from "jose";
import { ApiError } from "./errors.ts";
import type { SigningKey } from "./signing-key.ts";
import { VerifiedTokens } from "./verified-tokens.ts";
import {
  findUser,
  type ClientScope,
  type OAuthClient,
  type Organization,
  type User,
  type UserKey,
} from "../domain/tenant.ts";

const ISSUER = "urn:parlor:agent";
/** Covers a working shift at the desk with some margin. */
export const AGENT_TOKEN_SECONDS = 12 * 60 * 60;

/** The agent who calls. */
export interface AgentIdentity {
  readonly user: User;
  readonly organization: Organization;
  /** Those of a machine, which acts as no user; absent for an agent. */
  readonly scopes?: readonly ClientScope[];
  /** When the token that the agent shows ends, in milliseconds since 1970. */
  readonly tokenEndsAt: number;
}

export function userKeyOf({
  user,
  organization,
}: Pick<AgentIdentity, "user" | "organization">): UserKey {
  return { organizationId: organization.id, userId: user.id };
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

/** The tokens of an organization's clients, of agents and of back ends. */
export interface AgentTokens {
  issue(home: ClientIdentity, nowMs: number): Promise<string>;
  /**
   * The agent that a token's client acts as, or the machine that it is.
   * @throws ApiError 401 `bad.credentials`; 403 `not.authorized` for a client that neither acts as
   *   an agent nor has scopes
   */
  agent(token: string, nowMs: number): Promise<AgentIdentity>;
  /**
   * Any client of an organization, whether or not it acts as an agent.
   * @throws ApiError 401 `bad.credentials`
   */
  client(token: string, nowMs: number): Promise<ClientIdentity>;
}

export interface AgentTokensDeps {
  readonly tenants: readonly Organization[];
  readonly signingKey: SigningKey;
}

export function createAgentTokens({ tenants, signingKey }: AgentTokensDeps): AgentTokens {
  const known = new VerifiedTokens<JWTPayload>();
  const markKey = KeyObject.from(signingKey);

  async function payloadOf(token: string, nowMs: number): Promise<JWTPayload> {
    const earlier = known.get(token, nowMs);
    if (earlier !== null) return earlier;
    const options = { issuer: ISSUER, algorithms: ["HS256"], currentDate: new Date(nowMs) };
    const { payload } = await jwtVerify(token, signingKey, options).catch((error: unknown) => {
      throw badCredentials(error);
    });
    if (payload.exp !== undefined) known.add(token, payload, payload.exp * 1000);
    return payload;
  }

  /**
   * The client that a token was issued to. Refused when its organization, its user or its secret
   * has changed since, however often the token was accepted before.
   * @throws ApiError 401 `bad.credentials`
   */
  function clientOf({ org, client: clientId, mark, sub }: JWTPayload): ClientIdentity {
    const organization = tenants.find((one) => one.id === org);
    const client = organization?.clients.find((one) => one.id === clientId);
    if (organization === undefined || client === undefined) throw badCredentials();
    const isSameUser = (sub ?? null) === client.userId;
    const wanted = markOf({ client, organization }, markKey);
    if (!isSameUser || typeof mark !== "string" || !isSame(mark, wanted)) throw badCredentials();
    return { client, organization };
  }

  return {
    issue(home, nowMs) {
      const { client, organization } = home;
      const now = Math.floor(nowMs / 1000);
      const claims = { client: client.id, org: organization.id, mark: markOf(home, markKey) };
      const token = new SignJWT(claims)
        .setProtectedHeader({ alg: "HS256", typ: "JWT" })
        .setIssuer(ISSUER)
        .setIssuedAt(now)
        .setExpirationTime(now + AGENT_TOKEN_SECONDS);
      if (client.userId !== null) token.setSubject(client.userId);
      return token.sign(signingKey);
    },
    async agent(token, nowMs) {
      const payload = await payloadOf(token, nowMs);
      const { client, organization } = clientOf(payload);
      if (payload.exp === undefined) throw badCredentials();
      const tokenEndsAt = payload.exp * 1000;
      const { scopes = [] } = client;
      if (client.userId === null) {
        if (scopes.length === 0)
          throw new ApiError("not.authorized", "This client does not act as an agent.");
        return { user: machineUser(client), organization, scopes, tokenEndsAt };
      }
      const user = findUser(organization, client.userId);
      if (user === null) throw badCredentials();
      return { user, organization, tokenEndsAt };
    },
    client: async (token, nowMs) => clientOf(await payloadOf(token, nowMs)),
  };
}

/** Stands for a machine where an agent has a user. */
function machineUser({ id, name }: OAuthClient): User {
  const nothing = { email: null, avatarImageUrl: null, skills: [], languages: [] };
  return { id: `client:${id}`, name, capacity: 0, ...nothing };
}

/**
 * Binds a token to the secret it was issued for: another secret gives another mark. The mark is
 * keyed with the server's signing key, which prevents a reader of the token from testing guessed
 * secrets against it.
 */
function markOf({ client, organization }: ClientIdentity, key: KeyObject): string {
  return createHmac("sha256", key)
    .update(JSON.stringify([ISSUER, organization.id, client.id, client.secret]))
    .digest("base64url");
}

function badCredentials(cause?: unknown): ApiError {
  return new ApiError("bad.credentials", "Invalid login credentials.", { cause });
}
