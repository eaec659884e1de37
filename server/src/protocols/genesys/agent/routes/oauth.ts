import type { FastifyInstance, FastifyReply } from "fastify";
import { oauthErrors } from "../../error-codes.ts";
import { noteIds } from "../../../../plugins/request-log.ts";
import { unkeepableFields } from "../../../../plugins/text.ts";
import type { Organization } from "../../../../domain/tenant.ts";
import type { AgentApiDeps } from "../agent-call.ts";
import { AGENT_TOKEN_SECONDS, findClient, issueAgentToken } from "../agent-token.ts";

/**
 * A client id in a form that is safe to log: short, of harmless characters, and not a secret that
 * was entered in the wrong field.
 */
function loggableId(tenants: readonly Organization[], id: string): string {
  const isSecret = tenants.some(({ clients }) => clients.some(({ secret }) => secret === id));
  return !isSecret && /^[\w.@:-]{1,64}$/.test(id) ? id : "(not loggable)";
}

function refuse(
  reply: FastifyReply,
  error: keyof typeof oauthErrors,
  description: string = oauthErrors[error].message,
): FastifyReply {
  return reply.code(oauthErrors[error].status).send({ error, error_description: description });
}

/**
 * OAuth 2 client credentials (RFC 6749 §4.4): id and secret in the Basic header or in the form. The
 * route has a scope of its own, because no other operation accepts forms.
 */
export function addOAuthRoute(app: FastifyInstance, deps: AgentApiDeps): void {
  app.register(async (scope) => addTokenRoute(scope, deps));
}

function addTokenRoute(app: FastifyInstance, deps: AgentApiDeps): void {
  app.addContentTypeParser(
    "application/x-www-form-urlencoded",
    { parseAs: "string" },
    (_, body, done) => done(null, Object.fromEntries(new URLSearchParams(body.toString()))),
  );
  app.post(
    "/oauth/token",
    { config: { operationId: "postOauthToken" } },
    async (request, reply) => {
      const form = (request.body ?? {}) as Readonly<Record<string, unknown>>;
      const text = (value: unknown): string => (typeof value === "string" ? value : "");
      if (form["grant_type"] !== "client_credentials") {
        return refuse(reply, "unsupported_grant_type");
      }
      const basic = /^basic\s+(.+)$/i.exec(request.headers.authorization ?? "")?.[1];
      const decoded = basic === undefined ? "" : Buffer.from(basic, "base64").toString();
      const colon = decoded.indexOf(":");
      const id =
        basic === undefined ? text(form["client_id"]) : decoded.slice(0, Math.max(0, colon));
      const secret = basic === undefined ? text(form["client_secret"]) : decoded.slice(colon + 1);
      const attempt = { address: request.ip, clientId: id };
      deps.signIns.check(attempt);
      const client = findClient(deps.tenants, id, secret);
      if (client === null) {
        const line = { remoteAddress: request.ip, client: loggableId(deps.tenants, id) };
        request.log.warn(line, "A sign-in was refused");
        deps.signIns.refused(attempt);
        return refuse(reply.header("www-authenticate", "Basic"), "invalid_client");
      }
      const wrong = unkeepableFields(form);
      if (wrong.length > 0) {
        return refuse(reply, "invalid_request", `Invalid: ${wrong.join(", ")}`);
      }
      deps.signIns.succeeded(attempt);
      noteIds(request, { organizationId: client.organization.id, clientId: client.client.id });
      return {
        access_token: await issueAgentToken(client, deps.signingKey, deps.clock.now()),
        token_type: "bearer",
        expires_in: AGENT_TOKEN_SECONDS,
      };
    },
  );
}
