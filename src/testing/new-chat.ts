import { creationErrorCode } from "parlor-contract/creation-errors";
import type { CreateWebChatConversationRequest } from "parlor-contract/guest-chat.generated";
import { postWebchatGuestConversations } from "parlor-contract/guest-chat.schemas.generated";
import type { ErrorDetail } from "parlor-contract/error-body";
import { unkeepableFields } from "parlor-contract/text";
import { wrongFields } from "parlor-contract/wrong-fields";
import type { NewChat, Person } from "./model.ts";
import { Refusal, refusal } from "./refusal.ts";

/** The restrictions on new conversations; null accepts everything. */
export interface Admission {
  readonly deploymentId: string | null;
  readonly queues: readonly string[] | null;
  readonly authenticate: ((token: string) => boolean) | null;
}

/** Checks the body of a create request. @throws Refusal with every invalid field in its details */
export function readNewChat(body: unknown, admission: Admission): NewChat {
  assertValid(body);
  admit(body, admission);
  const { routingTarget, memberInfo } = body;
  const { skills, language, priority } = routingTarget;
  return {
    organizationId: body.organizationId,
    deploymentId: body.deploymentId,
    queue: queueOf(routingTarget, admission.queues),
    skills: skills ?? [],
    language: language || null,
    priority: priority ?? 0,
    person: personOf(memberInfo),
    customFields: memberInfo.customFields ?? {},
    isAuthenticated: admission.authenticate !== null,
  };
}

function assertValid(body: unknown): asserts body is CreateWebChatConversationRequest {
  const details: ErrorDetail[] = wrongFields(body, postWebchatGuestConversations.body).map(
    (field) => ({ errorCode: creationErrorCode(field), fieldName: field.path.join(".") }),
  );
  const named = new Set(details.map(({ fieldName }) => fieldName));
  for (const fieldName of unkeepableFields(body))
    if (!named.has(fieldName)) details.push({ errorCode: "invalid.value", fieldName });
  const [first] = details;
  if (first === undefined) return;
  const fields = details.map(({ fieldName }) => fieldName || "the body").join(", ");
  throw new Refusal(400, first.errorCode ?? "chat.error.bad.request", `Invalid: ${fields}`, {
    details,
  });
}

function admit(
  { deploymentId, memberAuthToken: token }: CreateWebChatConversationRequest,
  admission: Admission,
): void {
  if (admission.deploymentId !== null && deploymentId !== admission.deploymentId)
    throw refusal("chat.deployment.disabled");
  if (admission.authenticate === null) return;
  if (!token) throw refusal("chat.deployment.require.auth");
  if (!admission.authenticate(token)) throw refusal("chat.deployment.bad.auth");
}

/** A queue's name in any case, and in any Unicode form, as the server compares it. */
export const folded = (name: string): string => name.normalize("NFC").toLowerCase();

/** The contract's schema leaves the routing target to the server, which has a code for it. */
function queueOf(
  target: Partial<CreateWebChatConversationRequest["routingTarget"]>,
  queues: readonly string[] | null,
): string {
  const { targetType, targetAddress: name } = target;
  if (targetType?.toUpperCase() !== "QUEUE" || !name)
    throw refusal("chat.error.createconversationrequest.routingtarget", ["routingTarget"]);
  const found = (queues ?? [name]).find((one) => folded(one) === folded(name));
  if (found === undefined)
    throw refusal("chat.error.invalid.queue", ["routingTarget.targetAddress"]);
  return found;
}

/** An empty text counts as absent. @throws Refusal 400 for an avatar without https */
function personOf(info: CreateWebChatConversationRequest["memberInfo"]): Person {
  const { displayName, firstName, lastName, email, phoneNumber, avatarImageUrl } = info;
  if (avatarImageUrl && !avatarImageUrl.startsWith("https://"))
    throw refusal("constraint.validation", ["memberInfo.avatarImageUrl"]);
  return {
    displayName,
    ...(firstName && { firstName }),
    ...(lastName && { lastName }),
    ...(email && { email }),
    ...(phoneNumber && { phoneNumber }),
    ...(avatarImageUrl && { avatarImageUrl }),
  };
}
