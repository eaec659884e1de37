import type { FastifyReply, FastifyRequest } from "fastify";
import { AGENT_TOKEN_SECONDS, findClient } from "../../../../plugins/agent-token.ts";
import { noteIds } from "../../../../plugins/request-log.ts";
import { unkeepableFields } from "../../../../plugins/text.ts";
import { wrongFields } from "../../../../plugins/validation.ts";
import type { Organization } from "../../../../domain/tenant.ts";
import { oauthErrors } from "../../error-codes.ts";
import { operation, type ContractPlugin } from "../../operation.ts";
import type { AgentApiDeps } from "../agent-call.ts";

/**
 * OAuth 2 client credentials (RFC 6749 §4.4): id and secret in the Basic header or in the form. The
 * route has a scope of its own, because no other operation accepts forms.
 */
export const oauthRoute: ContractPlugin<AgentApiDeps> = async (app, deps) => {
  const { signIns, tenants } = deps;
  app.addContentTypeParser(
    "application/x-www-form-urlencoded",
    { parseAs: "string" },
    (_, body, done) => done(null, Object.fromEntries(new URLSearchParams(body.toString()))),
  );

  app.post(
    "/oauth/token",
    { ...operation("postOauthToken"), attachValidation: true },
    async (request, reply) => {
      const { body, validationError } = request;
      if (validationError !== undefined) {
        const wrong = wrongFields(validationError.validation ?? []).map(
          ({ path }) => path[0] ?? "",
        );
        const isField = wrong.every((name) => name === "client_id" || name === "client_secret");
        if (!isField) return refuse(reply, "unsupported_grant_type");
        return refuse(reply, "invalid_request", `Invalid: ${wrong.join(", ")}`);
      }
      const { id, secret } = credentialsOf(request.headers, body);
      const attempt = { address: request.ip, clientId: id };
      signIns.check(attempt);
      const client = findClient(tenants, id, secret);
      if (client === null) {
        const line = { remoteAddress: request.ip, client: loggableId(tenants, id) };
        request.log.warn(line, "A sign-in was refused");
        signIns.refused(attempt);
        return refuse(reply.header("www-authenticate", "Basic"), "invalid_client");
      }
      const wrong = unkeepableFields(body);
      if (wrong.length > 0) return refuse(reply, "invalid_request", `Invalid: ${wrong.join(", ")}`);
      signIns.succeeded(attempt);
      noteIds(request, { organizationId: client.organization.id, clientId: client.client.id });
      return {
        access_token: await deps.agentTokens.issue(client, deps.clock.now()),
        token_type: "bearer" as const,
        expires_in: AGENT_TOKEN_SECONDS,
      };
    },
  );
};

/** The client's id and secret, from the header if it has them; else from the form. */
function credentialsOf(
  { authorization = "" }: FastifyRequest["headers"],
  form: { readonly client_id?: string | null; readonly client_secret?: string | null },
): { readonly id: string; readonly secret: string } {
  const basic = /^basic\s+(.+)$/i.exec(authorization)?.[1];
  if (basic === undefined) return { id: form.client_id ?? "", secret: form.client_secret ?? "" };
  const decoded = Buffer.from(basic, "base64").toString();
  const colon = decoded.indexOf(":");
  return { id: decoded.slice(0, Math.max(0, colon)), secret: decoded.slice(colon + 1) };
}

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
