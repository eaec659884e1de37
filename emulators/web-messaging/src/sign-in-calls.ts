import { z } from "zod";
import { bearerOf, readBody, restError, type Answer, type Call } from "./http-call.ts";
import { pushed } from "./frames.ts";

const exchangeBody = z.looseObject({
  deploymentId: z.string(),
  oauth: z.union([
    z.looseObject({ code: z.string(), redirectUri: z.string() }),
    z.looseObject({ idToken: z.string(), nonce: z.string() }),
  ]),
});
const refreshBody = z.looseObject({ refreshToken: z.string() });

/** Reads the body in the form of the schema, or answers with the reason why not. */
async function bodyOf<Body>(
  call: Call,
  schema: z.ZodType<Body>,
): Promise<{ readonly body: Body } | Answer> {
  const bytes = await readBody(call, call.service.limits.bodyBytes);
  if (bytes === null) return restError(413, "payload.too.large", "The body is too large");
  try {
    const parsed = schema.safeParse(JSON.parse(Buffer.from(bytes).toString("utf8")));
    if (parsed.success) return { body: parsed.data };
  } catch {
    // It is no JSON: the refusal below.
  }
  return restError(400, "bad.request", "The body is invalid");
}

const unauthorized = (text: string): Answer => restError(401, "authentication.required", text);

/** Answers the exchange of an identity provider's code for a JWT. */
export async function exchange(call: Call): Promise<Answer> {
  const read = await bodyOf(call, exchangeBody);
  if ("status" in read) return read;
  const { deploymentId, oauth } = read.body;
  const settings = call.service.deployments.get(deploymentId);
  if (settings === undefined) return restError(404, "not.found", "There is no such deployment");
  if (!settings.auth) return restError(403, "not.authorized", "Authentication is not enabled");
  const isImplicit = !("code" in oauth);
  const code = "code" in oauth ? oauth.code : oauth.idToken;
  const tokens = typeof code === "string" ? call.service.signIns.exchange(code) : null;
  if (tokens === null) return unauthorized("The code is unknown or was used");
  const { jwt, refreshToken } = tokens;
  return { status: 200, body: isImplicit ? { jwt } : { jwt, refreshToken } };
}

/** Answers the refresh of a JWT. */
export async function refresh(call: Call): Promise<Answer> {
  const read = await bodyOf(call, refreshBody);
  if ("status" in read) return read;
  const jwt = call.service.signIns.refresh(read.body.refreshToken);
  return jwt === null
    ? unauthorized("The refresh token is unknown or was revoked")
    : { status: 200, body: { jwt } };
}

/** Answers the log-out of a person: `LogoutEvent` on every socket of theirs. */
export function revoke(call: Call): Answer {
  const { service } = call;
  const identity = service.signIns.revoke(bearerOf(call));
  if (identity === null) return unauthorized("The JWT is missing or has expired");
  for (const session of service.sessions.values()) {
    if (session.person?.["id"] !== identity.id) continue;
    session.broadcast(pushed("LogoutEvent"));
    for (const connection of session.connections) connection.detach();
    service.end(session, "signedOut");
  }
  return { status: 204 };
}
