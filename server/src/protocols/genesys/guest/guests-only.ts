import type { FastifyRequest } from "fastify";
import fp from "fastify-plugin";
import { findDeployment } from "../../../domain/tenant.ts";
import { bearerToken, setCaller, type Guest } from "../../../plugins/auth.ts";
import { limitCalls } from "../../../plugins/call-limits.ts";
import { ApiError } from "../../../plugins/errors.ts";
import type { VerifiedGuest } from "../../../plugins/guest-token.ts";
import { fillAbsentBody } from "../../../plugins/json-body.ts";
import { checkOrigin } from "../../../plugins/origin.ts";
import { noteIds } from "../../../plugins/request-log.ts";
import { isObject } from "../../../plugins/signed-data.ts";
import { checkText } from "../../../plugins/text.ts";
import type { GuestApiDeps } from "./guest-api-deps.ts";

/** Operations that declare `credentials.expired`; the others say `bad.credentials`. */
const declaresExpired = new Set([
  "postWebchatGuestConversationMemberTyping",
  "postWebchatGuestConversationMemberMessages",
  "getWebchatGuestConversationMember",
  "deleteWebchatGuestConversationMember",
]);

/**
 * Lets only guests call the routes of a scope: each with its own conversation, from an allowed
 * page, and within its limits. All of that is decided before the body is read.
 */
export const guestsOnly = fp<GuestApiDeps>(
  async (app, deps) => {
    app.addHook("onRequest", async (request) => {
      const guest = await authenticate(request, deps);
      checkOrigin(guest.deployment, request.raw, deps.publicBase);
      const { organizationId, conversationId, memberId } = guest;
      const { params } = request;
      if (!isObject(params) || params["conversationId"] !== conversationId)
        throw new ApiError("not.authorized");
      noteIds(request, { organizationId, conversationId, memberId });
      setCaller(request, "guest", guest);
    });
    limitCalls(app, (request) =>
      deps.limits.guest(request, request.guest.memberId, request.guest.deployment.rules),
    );
    app.addHook("preValidation", fillAbsentBody);
    app.addHook("preValidation", checkText);
  },
  { name: "guests-only", dependencies: ["auth"] },
);

async function authenticate(
  request: FastifyRequest,
  deps: Pick<GuestApiDeps, "tokens" | "clock" | "tenants">,
): Promise<Guest> {
  const claims = await verify(request, deps);
  const home = findDeployment(deps.tenants, claims.organizationId, claims.deploymentId);
  if (home === null) throw new ApiError("bad.credentials");
  return { ...claims, deployment: home.deployment };
}

async function verify(
  request: FastifyRequest,
  { tokens, clock }: Pick<GuestApiDeps, "tokens" | "clock">,
): Promise<VerifiedGuest> {
  try {
    return await tokens.verify(bearerToken(request), clock.now());
  } catch (error) {
    const isUndeclared =
      error instanceof ApiError &&
      error.code === "credentials.expired" &&
      !declaresExpired.has(request.routeOptions.config.operationId ?? "");
    throw isUndeclared ? new ApiError("bad.credentials", undefined, { cause: error }) : error;
  }
}
