import { readSignedProfile } from "../../guest/signed-profile.ts";
import { bearerToken, setCaller } from "../../../../plugins/auth.ts";
import { ApiError } from "../../../../plugins/errors.ts";
import { noteIds } from "../../../../plugins/request-log.ts";
import { refuseFields, unkeepableFields } from "../../../../plugins/text.ts";
import { operation, type ContractPlugin } from "../../operation.ts";
import type { AgentApiDeps } from "../agent-call.ts";

/** The signed data travels in a create call, whose token may have 10,000 UTF-16 units. */
const MAX_SIGNED_BYTES = 4_096;

/**
 * Signs an organization's data about a guest for its back end, to be used as `memberAuthToken`.
 * This is not an agent's operation: calling it does not make an agent available for conversations.
 */
export const signedDataRoute: ContractPlugin<AgentApiDeps> = async (app, deps) => {
  app.addHook("onRequest", async (request) => {
    const caller = await deps.agentTokens.client(bearerToken(request), deps.clock.now());
    const { client, organization } = caller;
    noteIds(request, { organizationId: organization.id, clientId: client.id });
    deps.limits.backEnd(client.id, organization);
    setCaller(request, "client", caller);
  });

  app.post("/api/v2/signeddata", operation("postSigneddata"), async (request) => {
    const { body, client: caller } = request;
    if (Buffer.byteLength(JSON.stringify(body)) > MAX_SIGNED_BYTES)
      throw new ApiError(
        "request.entity.too.large",
        `The request is over the size limit. Maximum bytes: ${MAX_SIGNED_BYTES}`,
      );
    // Invalid guest fields are reported to the back end, which can correct them, not to the
    // visitor.
    readSignedProfile(body);
    refuseFields(unkeepableFields(request.query));
    const { id } = caller.organization;
    return { jwt: await deps.signedData.sign(body, id, deps.clock.now()) };
  });
};
