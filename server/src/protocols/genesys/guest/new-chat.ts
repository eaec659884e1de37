import type { BodyOf } from "parlor-contract/operation-schema";
import type { NewConversation } from "../../../service/new-conversation.ts";
import { ApiError } from "../../../plugins/errors.ts";
import type { SignedData } from "../../../plugins/signed-data.ts";
import { refuseFields } from "../../../plugins/text.ts";
import {
  findDeployment,
  findQueueByName,
  type Deployment,
  type Organization,
  type Queue,
} from "../../../domain/tenant.ts";
import { readPageInfo } from "./page-info.ts";
import { readSignedProfile, type SignedProfile } from "./signed-profile.ts";

type NewChatBody = BodyOf<"postWebchatGuestConversations">;

/** A browser may ask for 0 to this; more comes only from signed data. */
const MAX_UNSIGNED_PRIORITY = 100;

export interface NewChatRequest {
  readonly deployment: Deployment;
  readonly input: NewConversation;
}

export interface NewChatDeps {
  readonly tenants: readonly Organization[];
  readonly signedData: SignedData;
  readonly nowMs: number;
  /** The header of the request; absent without one. */
  readonly acceptLanguage: string | undefined;
  /** The fields of the body whose text cannot be stored unchanged. */
  readonly unkeepable: readonly string[];
  /** Called as soon as the deployment is known, to check the origin, the limits and the text. */
  readonly admit: (deployment: Deployment, organization: Organization) => Promise<void>;
}

/**
 * Turns a valid body into a new conversation.
 * @throws ApiError 400 for what the deployment, the organization or the signed data do not allow
 */
export async function readNewChat(input: NewChatBody, deps: NewChatDeps): Promise<NewChatRequest> {
  const home = findDeployment(deps.tenants, input.organizationId, input.deploymentId);
  if (home === null) {
    refuseFields(deps.unkeepable);
    throw new ApiError("chat.deployment.disabled");
  }
  const { deployment, organization } = home;
  await deps.admit(deployment, home.organization);
  if (deployment.isDisabled) {
    throw new ApiError("chat.deployment.disabled", "The web chat deployment is disabled.");
  }
  const signed = await identity(input.memberAuthToken, home, deps);
  const queue = queueFor(input.routingTarget, organization);
  const { memberInfo } = input;
  const customFields = { ...memberInfo.customFields, ...signed?.customFields };
  checkCustomFields(customFields, signed, deployment);
  const given = (value: string | null | undefined): string | null => value || null;
  const fields = Object.entries(customFields).map(([key, value]) => [`context.${key}`, value]);
  return {
    deployment,
    input: {
      organizationId: organization.id,
      deploymentId: deployment.id,
      queueId: queue.id,
      skills: input.routingTarget.skills ?? [],
      language: given(input.routingTarget.language),
      priority: signed?.priority ?? clampPriority(input.routingTarget.priority ?? 0),
      guest: {
        displayName: memberInfo.displayName,
        firstName: given(memberInfo.firstName),
        lastName: given(memberInfo.lastName),
        email: given(memberInfo.email),
        phoneNumber: given(memberInfo.phoneNumber),
        avatarImageUrl: httpsOnly(memberInfo.avatarImageUrl),
        ...signed?.person,
        customFields,
        externalId: signed?.externalId ?? null,
        verifiedFields: signed?.fields ?? null,
      },
      attributes: {
        ...Object.fromEntries(fields),
        "context.genesys.legacyRoutingTargetQueueAddress": queue.name,
        ...journeyAttribute(input.journeyContext),
      },
      pageInfo: readPageInfo(input.parlor, deps.acceptLanguage, deps.nowMs),
    },
  };
}

/** The fields of the contract and no others, as JSON. */
function journeyAttribute(journey: NewChatBody["journeyContext"]): Record<string, string> {
  if (!journey) return {};
  const { customer, customerSession: session, triggeringAction: action } = journey;
  const known = {
    customer: { id: customer.id, idType: customer.idType },
    ...(session && { customerSession: { id: session.id, type: session.type } }),
    ...(action && {
      triggeringAction: {
        id: action.id,
        actionMap: { id: action.actionMap.id, version: action.actionMap.version },
      },
    }),
  };
  return { "context.journey": JSON.stringify(known) };
}

/**
 * Limits a priority that anybody can set in a browser: it orders guests a little, but puts nobody
 * before the guests whom the site ranks in signed data.
 */
function clampPriority(wished: number): number {
  return Math.min(MAX_UNSIGNED_PRIORITY, Math.max(0, wished));
}

function httpsOnly(address: string | null | undefined): string | null {
  if (!address) return null;
  if (URL.canParse(address) && new URL(address).protocol === "https:") return address;
  throw new ApiError("constraint.validation", "Invalid: memberInfo.avatarImageUrl", {
    details: [{ errorCode: "constraint.validation", fieldName: "memberInfo.avatarImageUrl" }],
  });
}

function queueFor(target: NewChatBody["routingTarget"], organization: Organization): Queue {
  if (target.targetType?.toUpperCase() !== "QUEUE" || !target.targetAddress) {
    throw new ApiError(
      "chat.error.createconversationrequest.routingtarget",
      "The routing target must be a queue.",
      {
        details: [
          {
            errorCode: "chat.error.createconversationrequest.routingtarget",
            fieldName: "routingTarget",
          },
        ],
      },
    );
  }
  const queue = findQueueByName(organization, target.targetAddress);
  if (queue !== null) return queue;
  throw new ApiError("chat.error.invalid.queue", "The queue does not exist.", {
    details: [{ errorCode: "chat.error.invalid.queue", fieldName: "routingTarget.targetAddress" }],
  });
}

function checkCustomFields(
  fields: Readonly<Record<string, string>>,
  signed: SignedProfile | null,
  deployment: Deployment,
): void {
  const { maxCustomFields, maxCustomFieldLength } = deployment.rules;
  const names = Object.keys(fields);
  const tooLong = names.filter((name) => (fields[name] ?? "").length > maxCustomFieldLength);
  if (names.length <= maxCustomFields && tooLong.length === 0) return;
  const isSigned = (name: string): boolean => Object.hasOwn(signed?.customFields ?? {}, name);
  const wrong =
    tooLong.length > 0
      ? tooLong.map((name) =>
          isSigned(name) ? `memberAuthToken.${name}` : `memberInfo.customFields.${name}`,
        )
      : ["memberInfo.customFields"];
  throw new ApiError("constraint.validation", `Invalid: ${wrong.join(", ")}`, {
    details: wrong.map((fieldName) => ({ errorCode: "constraint.validation", fieldName })),
  });
}

/**
 * The guest's identity, from a token that this server signed for the deployment's organization;
 * null for an anonymous guest.
 */
async function identity(
  token: string | null | undefined,
  home: { readonly organization: Organization; readonly deployment: Deployment },
  deps: NewChatDeps,
): Promise<SignedProfile | null> {
  if (!token) {
    if (!home.deployment.authenticationRequired) return null;
    throw new ApiError("chat.deployment.require.auth");
  }
  const data = await deps.signedData.verify(token, home.organization.id, deps.nowMs);
  if (data !== null) return readSignedProfile(data);
  // Every invalid token gets the same answer: the guest is not the person whom the token names.
  throw new ApiError("chat.deployment.bad.auth");
}
