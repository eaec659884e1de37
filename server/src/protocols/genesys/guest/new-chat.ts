import { z } from "zod";
import { isErrorCode, type ErrorCode } from "../error-codes.ts";
import type { NewConversation } from "../../../service/conversations.ts";
import { ApiError, type ErrorDetail } from "../../../plugins/errors.ts";
import type { SignedData } from "../../../plugins/signed-data.ts";
import { invalidDetails, refuseFields } from "../../../plugins/text.ts";
import {
  findDeployment,
  type Deployment,
  type Organization,
  type Queue,
} from "../../../domain/tenant.ts";
import {
  MAX_FIELD_NAME,
  profileLimits,
  readSignedProfile,
  type SignedProfile,
} from "./signed-profile.ts";

const text = (most: number): z.ZodString => z.string().max(most);
const id = text(200).min(1);

/**
 * CreateWebChatConversationRequest. Unknown fields are ignored, and an empty optional string counts
 * as absent.
 */
const schema = z.object({
  organizationId: id,
  deploymentId: id,
  routingTarget: z.object({
    targetType: z.string().optional(),
    targetAddress: text(200).optional(),
    skills: z.array(text(200)).max(50).nullish(),
    language: text(200).nullish(),
    priority: z.int().nullish(),
  }),
  memberInfo: z.object({
    displayName: text(profileLimits.displayName).min(1),
    firstName: text(profileLimits.firstName).nullish(),
    lastName: text(profileLimits.lastName).nullish(),
    email: text(profileLimits.email).nullish(),
    phoneNumber: text(profileLimits.phoneNumber).nullish(),
    avatarImageUrl: text(profileLimits.avatarImageUrl).nullish(),
    customFields: z.record(z.string().max(MAX_FIELD_NAME), z.string()).nullish(),
  }),
  memberAuthToken: text(10_000).nullish(),
  journeyContext: z
    .object({
      customer: z.object({ id, idType: id }),
      customerSession: z.object({ id, type: id }).nullish(),
      triggeringAction: z
        .object({
          id,
          actionMap: z.object({ id, version: z.int().min(-2_147_483_648).max(2_147_483_647) }),
        })
        .nullish(),
    })
    .nullish(),
});

/** A browser may ask for 0 to this; more comes only from signed data. */
const MAX_UNSIGNED_PRIORITY = 100;

const PREFIX = "chat.error.notnull.createconversationrequest.";

/**
 * The contract's own code for a missing field; for any other fault it is `constraint.validation`.
 */
function codeOf(issue: z.core.$ZodIssue, input: unknown): ErrorCode {
  const path = issue.path.join(".").toLowerCase();
  let value: unknown = input;
  for (const key of issue.path)
    value = (value as Record<PropertyKey, unknown> | null | undefined)?.[key];
  const isMissing = value === undefined || value === null || value === "";
  if (path === "deploymentid") return "chat.error.pattern.createconversationrequest.deploymentid";
  if (!isMissing) return "constraint.validation";
  if (path === "memberinfo") return `${PREFIX}memberinfo.displayname`;
  const own = `${PREFIX}${path}`;
  return isErrorCode(own) ? own : "chat.error.bad.request";
}

export interface NewChatRequest {
  readonly deployment: Deployment;
  readonly input: NewConversation;
}

export interface NewChatDeps {
  readonly tenants: readonly Organization[];
  readonly signedData: SignedData;
  readonly nowMs: number;
  /** The fields of the body whose text cannot be stored unchanged. */
  readonly unkeepable: readonly string[];
  /** Called as soon as the deployment is known, to check the origin, the limits and the text. */
  readonly admit: (deployment: Deployment, organization: Organization) => void;
}

/** Checks a create body. @throws ApiError with every wrong field in `details` */
export async function readNewChat(body: unknown, deps: NewChatDeps): Promise<NewChatRequest> {
  const parsed = schema.safeParse(body);
  if (!parsed.success) {
    const details: ErrorDetail[] = parsed.error.issues.map((issue) => ({
      errorCode: codeOf(issue, body),
      fieldName: issue.path.join("."),
    }));
    const named = new Set(details.map((detail) => detail.fieldName));
    details.push(...invalidDetails(deps.unkeepable.filter((field) => !named.has(field))));
    const fields = details.map((detail) => detail.fieldName || "the body").join(", ");
    throw new ApiError(details[0]?.errorCode ?? "chat.error.bad.request", `Invalid: ${fields}`, {
      details,
    });
  }
  const input = parsed.data;
  const home = findDeployment(deps.tenants, input.organizationId, input.deploymentId);
  if (home === null) {
    refuseFields(deps.unkeepable);
    throw new ApiError("chat.deployment.disabled");
  }
  const { deployment, organization } = home;
  deps.admit(deployment, home.organization);
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
  const journey = input.journeyContext;
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
        ...(journey != null && { "context.journey": JSON.stringify(journey) }),
      },
    },
  };
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

function queueFor(
  target: z.infer<typeof schema>["routingTarget"],
  organization: Organization,
): Queue {
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
  const queue = organization.queues.find(
    (one) => one.name.toLowerCase() === target.targetAddress?.toLowerCase(),
  );
  if (queue !== undefined) return queue;
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
