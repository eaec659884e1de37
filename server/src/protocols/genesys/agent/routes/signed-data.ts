import type { FastifyInstance } from "fastify";
import { readSignedProfile } from "../../guest/signed-profile.ts";
import { ApiError } from "../../../../plugins/errors.ts";
import { noteIds } from "../../../../plugins/request-log.ts";
import { isObject } from "../../../../plugins/signed-data.ts";
import { refuseFields, unkeepableFields } from "../../../../plugins/text.ts";
import type { AgentApiDeps } from "../agent-call.ts";
import { identifyClient } from "../agent-token.ts";

/** The signed data travels in a create call, whose token may have 10,000 UTF-16 units. */
const MAX_SIGNED_BYTES = 4_096;

/**
 * Signs an organization's data about a guest for its back end, to be used as `memberAuthToken`.
 * This is not an agent's operation: calling it does not make an agent available for conversations.
 */
export function addSignedDataRoute(app: FastifyInstance, deps: AgentApiDeps): void {
  app.post("/api/v2/signeddata", { config: { operationId: "postSigneddata" } }, async (request) => {
    const { headers, body } = request;
    const now = deps.clock.now();
    const { client, organization } = await identifyClient(headers.authorization, deps, now);
    noteIds(request, { organizationId: organization.id, clientId: client.id });
    deps.limits.backEnd(client.id, organization);
    if (!isObject(body)) throw new ApiError("bad.request", "The body must be an object.");
    if (Buffer.byteLength(JSON.stringify(body)) > MAX_SIGNED_BYTES) {
      throw new ApiError(
        "request.entity.too.large",
        `The request is over the size limit. Maximum bytes: ${MAX_SIGNED_BYTES}`,
      );
    }
    // Invalid guest fields are reported to the back end, which can correct them, not to the
    // visitor.
    readSignedProfile(body);
    refuseFields(unkeepableFields(request.query));
    return { jwt: await deps.signedData.sign(body, organization.id, now) };
  });
}
