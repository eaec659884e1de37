import type { ReplyOf } from "parlor-contract/operation-schema";
import { mayAttach } from "../../../../domain/attachment-rules.ts";
import { keyOf, type Deployment, type Organization } from "../../../../domain/tenant.ts";
import { addressKey } from "../../../../plugins/client-address.ts";
import { fillAbsentBody } from "../../../../plugins/json-body.ts";
import { checkOrigin } from "../../../../plugins/origin.ts";
import { noteIds } from "../../../../plugins/request-log.ts";
import { checkText, unkeepableFields } from "../../../../plugins/text.ts";
import { refuseWhenBusy } from "../../busy-queue.ts";
import { limitsView } from "../../file-views.ts";
import { operation, type ContractPlugin } from "../../operation.ts";
import type { GuestApiDeps } from "../guest-api-deps.ts";
import { refuseCreation } from "../creation-errors.ts";
import { readNewChat } from "../new-chat.ts";
import { fillDisplayName } from "../page-info.ts";
import { guestBase } from "../views.ts";

/** The server's extensions of the contract; a client uses only the extensions that are listed. */
const extensions = [
  "idempotency",
  "poll",
  "queue",
  "rating",
  "rich",
  "end-reason",
  "transfer",
  "missed",
  "page",
  "media-extend",
] as const;

/**
 * Starts a conversation, without a token. The deployment is named in the body, so its origins and
 * its limits are checked once the body is valid.
 */
export const createConversationRoute: ContractPlugin<GuestApiDeps> = async (app, deps) => {
  const { chats, clock, tenants, tokens } = deps;

  app.post(
    guestBase,
    {
      ...operation("postWebchatGuestConversations"),
      schemaErrorFormatter: refuseCreation,
      attachValidation: true,
      preValidation: [fillAbsentBody, async ({ body }) => fillDisplayName(body)],
    },
    async (request) => {
      const unkeepable = unkeepableFields(request.body);
      if (request.validationError !== undefined)
        throw refuseCreation(request.validationError.validation ?? [], "body", unkeepable);
      const now = clock.now();
      const { deployment, input } = await readNewChat(request.body, {
        tenants,
        signedData: deps.signedData,
        nowMs: now,
        acceptLanguage: request.headers["accept-language"],
        unkeepable,
        async admit(home, organization) {
          checkOrigin(home, request.raw, deps.publicBase);
          limitCreation(deps, request.ip, home, organization);
          await checkText(request);
        },
      });
      await refuseWhenBusy(chats, input, deployment.rules);
      const { conversation } = await chats.create(input);
      const { id: conversationId, guestMemberId: memberId, organizationId } = conversation;
      noteIds(request, { organizationId, conversationId });
      const claims = { conversationId, memberId, deploymentId: deployment.id, organizationId };
      const jwt = await tokens.issue(claims, now, deployment.rules.jwtLifetimeSeconds);
      return {
        id: conversationId,
        jwt,
        eventStreamUri: `${deps.publicBase.streamOf(request.raw)}/chat/jwt/${jwt}`,
        member: { id: memberId },
        ...extensionsOf(deployment),
      };
    },
  );
};

/** The extensions that this deployment's rules allow, and the limits of a guest's files. */
function extensionsOf({
  rules,
}: Deployment): Pick<ReplyOf<"postWebchatGuestConversations">, "extensions" | "attachments"> {
  const { attachments, formatting } = rules;
  const all = formatting ? [...extensions, "formatting"] : extensions;
  if (!mayAttach(attachments, "guest")) return { extensions: all };
  return { extensions: [...all, "attachments"], attachments: limitsView(attachments) };
}

/** @throws ApiError 429 `too.many.requests.retry.after` */
function limitCreation(
  { createLimiter }: GuestApiDeps,
  address: string,
  { id, rules }: Deployment,
  organization: Organization,
): void {
  const key = keyOf(organization.id, id);
  createLimiter.take(`address ${key} ${addressKey(address)}`, rules.createsPerMinutePerAddress);
  createLimiter.take(`deployment ${key}`, rules.createsPerMinute);
}
