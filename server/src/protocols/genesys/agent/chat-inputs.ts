import { ApiError } from "../../../plugins/errors.ts";
import type { Organization } from "../../../domain/tenant.ts";
import { asObject, invalid, objectField, textField } from "./inputs.ts";

/* Validates the bodies that agents send about a conversation. */

const MAX_NAME = 200;
/** An attribute's value and its key. A conversation has at most 200 of them. */
const MAX_ATTRIBUTE = 1_000;
const MAX_ATTRIBUTE_KEY = 200;

/** @throws ApiError 400 `invalid.value` naming each attribute that is no text, or too long */
export function readAttributes(body: unknown): Readonly<Record<string, string>> {
  const given = Object.entries(objectField(asObject(body), "attributes"));
  const isGood = (key: string, value: unknown): boolean =>
    typeof value === "string" && value.length <= MAX_ATTRIBUTE && key.length <= MAX_ATTRIBUTE_KEY;
  const wrong = given
    .filter(([key, value]) => !isGood(key, value))
    .map(([key]) => `attributes.${key.slice(0, MAX_ATTRIBUTE_KEY)}`);
  if (wrong.length > 0) throw invalid(...wrong);
  return Object.fromEntries(given.map(([key, value]) => [key, String(value)]));
}

/**
 * @throws ApiError 400 `invalid.value`; 404 `not.found` for a target that does not exist in this
 * organization
 */
export function readTarget(
  body: unknown,
  organization: Organization,
): { readonly userId: string } | { readonly queueId: string } {
  const fields = asObject(body);
  const userId = textField(fields, "userId", MAX_NAME);
  const userName = textField(fields, "userName", MAX_NAME);
  const queueId = textField(fields, "queueId", MAX_NAME);
  const address = textField(fields, "address", MAX_NAME);
  if (userId !== null || userName !== null) {
    const user = organization.users.find(({ id, name }) =>
      userId === null ? name === userName : id === userId,
    );
    if (user !== undefined) return { userId: user.id };
  } else if (queueId !== null || address !== null) {
    const queue = organization.queues.find(({ id, name }) =>
      queueId === null ? name === address : id === queueId,
    );
    if (queue !== undefined) return { queueId: queue.id };
  }
  throw new ApiError("not.found", "Transfer target not found");
}
