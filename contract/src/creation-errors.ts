import { isErrorCode, type ErrorCode } from "./error-codes.ts";
import type { WrongField } from "./wrong-fields.ts";

const MISSING = "chat.error.notnull.createconversationrequest.";

/**
 * The code of a wrong field in a request for a new conversation: some fields have a code of their
 * own for when they are missing; any other fault is `constraint.validation`.
 */
export function creationErrorCode({ path, isMissing }: WrongField): ErrorCode {
  const name = path.join(".").toLowerCase();
  if (name === "deploymentid") return "chat.error.pattern.createconversationrequest.deploymentid";
  if (!isMissing) return "constraint.validation";
  const own = MISSING + (name === "memberinfo" ? "memberinfo.displayname" : name);
  return isErrorCode(own) ? own : "chat.error.bad.request";
}
