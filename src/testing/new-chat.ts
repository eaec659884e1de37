import type { NewChat, Person } from "./model.ts";
import { Refusal } from "./refusal.ts";
import { unkeepableFields } from "./text.ts";

/** The restrictions on new conversations; null accepts everything. */
export interface Admission {
  readonly deploymentId: string | null;
  readonly queues: readonly string[] | null;
  readonly authenticate: ((token: string) => boolean) | null;
}

type Json = Readonly<Record<string, unknown>>;
type Kind = "id" | "text" | "texts" | "whole" | "map" | "object";

/**
 * The fields of a CreateWebChatConversationRequest: path, kind and maximum length. `!` marks a
 * required field.
 */
const fields: readonly (readonly [path: string, kind: Kind, most?: number])[] = [
  ["organizationId!", "id", 200],
  ["deploymentId!", "id", 200],
  ["routingTarget!", "object"],
  ["routingTarget.targetType", "text"],
  ["routingTarget.targetAddress", "text", 200],
  ["routingTarget.skills", "texts", 50],
  ["routingTarget.language", "text", 200],
  ["routingTarget.priority", "whole"],
  ["memberInfo!", "object"],
  ["memberInfo.displayName!", "id", 200],
  ["memberInfo.firstName", "text", 200],
  ["memberInfo.lastName", "text", 200],
  ["memberInfo.email", "text", 320],
  ["memberInfo.phoneNumber", "text", 100],
  ["memberInfo.avatarImageUrl", "text", 2_000],
  ["memberInfo.customFields", "map"],
  ["memberAuthToken", "text", 10_000],
  ["journeyContext", "object"],
  ["journeyContext.customer!", "object"],
  ["journeyContext.customer.id!", "id", 200],
  ["journeyContext.customer.idType!", "id", 200],
  ["journeyContext.customerSession", "object"],
  ["journeyContext.customerSession.id!", "id", 200],
  ["journeyContext.customerSession.type!", "id", 200],
  ["journeyContext.triggeringAction", "object"],
  ["journeyContext.triggeringAction.id!", "id", 200],
  ["journeyContext.triggeringAction.actionMap!", "object"],
  ["journeyContext.triggeringAction.actionMap.id!", "id", 200],
  ["journeyContext.triggeringAction.actionMap.version!", "whole"],
];

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === "string";

function isOfKind(value: unknown, kind: Kind, most: number): boolean {
  switch (kind) {
    case "id":
    case "text":
      return isText(value) && value.length <= most;
    case "texts":
      return Array.isArray(value) && value.length <= most && value.every(isText);
    case "whole":
      return Number.isSafeInteger(value);
    case "map":
      return isObject(value) && Object.values(value).every(isText);
    case "object":
      return isObject(value);
  }
}

const at = (body: unknown, path: readonly string[]): unknown =>
  path.reduce((value: unknown, key) => (isObject(value) ? value[key] : undefined), body);

const MISSING = "chat.error.notnull.createconversationrequest.";

/** The contract's own code for a missing field; every other fault is `constraint.validation`. */
function codeOf(path: string, isMissing: boolean): string {
  if (path === "deploymentId") return "chat.error.pattern.createconversationrequest.deploymentid";
  if (!isMissing) return "constraint.validation";
  if (path.startsWith("memberInfo")) return `${MISSING}memberinfo.displayname`;
  if (path === "routingTarget" || path.startsWith("journeyContext."))
    return MISSING + path.toLowerCase();
  return "chat.error.bad.request";
}

/** Checks the body of a create request. @throws Refusal with every invalid field in its details */
export function readNewChat(body: unknown, admission: Admission): NewChat {
  const wrong: { path: string; code: string }[] = [];
  for (const [name, kind, most = Number.POSITIVE_INFINITY] of fields) {
    const path = name.replace("!", "");
    const keys = path.split(".");
    // A missing parent has been reported already; its fields are not reported again.
    if (!isObject(at(body, keys.slice(0, -1)))) continue;
    const value = at(body, keys);
    const isMissing = value === undefined || value === null || (kind === "id" && value === "");
    if (isMissing ? name.endsWith("!") : !isOfKind(value, kind, most))
      wrong.push({ path, code: codeOf(path, isMissing) });
  }
  if (!isObject(body)) wrong.push({ path: "", code: "chat.error.bad.request" });
  for (const path of unkeepableFields(body))
    if (!wrong.some((one) => one.path === path)) wrong.push({ path, code: "invalid.value" });
  const [first] = wrong;
  if (first !== undefined) {
    const paths = wrong.map(({ path }) => path);
    throw new Refusal(400, first.code, `Invalid: ${paths.join(", ")}`, { fields: paths });
  }
  return admit(body as Json, admission);
}

function admit(body: Json, { deploymentId, queues, authenticate }: Admission): NewChat {
  const { targetType, targetAddress, skills, language, priority } = body["routingTarget"] as Json;
  const { customFields, ...info } = body["memberInfo"] as Json;
  const refuse = (code: string, message: string, ...paths: string[]): never => {
    throw new Refusal(400, code, message, { fields: paths });
  };
  if (deploymentId !== null && body["deploymentId"] !== deploymentId)
    refuse("chat.deployment.disabled", "The web chat deployment is disabled or does not exist.");
  const token = body["memberAuthToken"];
  if (authenticate !== null && !token)
    refuse("chat.deployment.require.auth", "The web chat deployment requires authentication.");
  if (authenticate !== null && !authenticate(String(token)))
    refuse("chat.deployment.bad.auth", "The authentication of the guest failed.");
  if (!isText(targetType) || targetType.toUpperCase() !== "QUEUE" || !isText(targetAddress))
    return refuse(
      "chat.error.createconversationrequest.routingtarget",
      "The routing target must be a queue.",
      "routingTarget",
    );
  const queue = (queues ?? [targetAddress]).find(
    (name) => name.toLowerCase() === targetAddress.toLowerCase(),
  );
  if (queue === undefined)
    return refuse(
      "chat.error.invalid.queue",
      "The queue does not exist.",
      "routingTarget.targetAddress",
    );
  const avatar = info["avatarImageUrl"];
  if (isText(avatar) && avatar !== "" && !avatar.startsWith("https://"))
    refuse("constraint.validation", "The avatar must be https.", "memberInfo.avatarImageUrl");
  return {
    organizationId: String(body["organizationId"]),
    deploymentId: String(body["deploymentId"]),
    queue,
    skills: (skills as readonly string[] | null | undefined) ?? [],
    language: isText(language) && language !== "" ? language : null,
    priority: typeof priority === "number" ? priority : 0,
    person: personOf(info),
    customFields: (customFields as Record<string, string> | null | undefined) ?? {},
    isAuthenticated: authenticate !== null,
  };
}

/** An empty text counts as absent. */
function personOf(info: Json): Person {
  const names = ["firstName", "lastName", "email", "phoneNumber", "avatarImageUrl"] as const;
  const given = names.filter((name) => isText(info[name]) && info[name] !== "");
  return {
    displayName: String(info["displayName"]),
    ...Object.fromEntries(given.map((name) => [name, info[name]])),
  };
}
