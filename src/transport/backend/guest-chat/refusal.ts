import { ParlorError, type ParlorErrorCode } from "../../errors.ts";
import type { HttpAnswer } from "../../ports/http.ts";
import { decodeError } from "./decode.ts";
import { wordIn } from "./read-json.ts";

const codes: Readonly<Record<string, ParlorErrorCode>> = {
  "origin.not.allowed": "origin-not-allowed",
  "chat.deployment.disabled": "deployment-disabled",
  "chat.deployment.require.auth": "authentication-required",
  "chat.deployment.bad.auth": "authentication-failed",
  "chat.error.invalid.queue": "invalid-queue",
  "chat.error.conversation.state": "conversation-ended",
  "chat.error.member.state": "conversation-ended",
};

/** @param waits - whether the server has said when to retry */
function codeOfStatus(status: number, code: string, waits: boolean): ParlorErrorCode {
  const known = wordIn(codes, code);
  if (known !== undefined) return known;
  switch (status) {
    case 401:
      return "session-expired";
    case 404:
      return "not-found";
    case 408:
    case 504:
      return "timeout";
    case 429:
      return "rate-limited";
    case 503:
      return waits ? "busy" : "server-error";
    default:
      return status >= 500 ? "server-error" : "refused";
  }
}

/** Upper limit of a wait that the server asks for, in seconds. */
const MAX_RETRY_SECONDS = 3_600;

/**
 * The error for a refused request. It holds neither the address nor the credentials.
 * @param more - codes that only this kind of request can be answered with
 */
export function refusal(
  answer: HttpAnswer,
  isRead: boolean,
  more: Readonly<Record<string, ParlorErrorCode>> = {},
): ParlorError {
  const { code, contextId, retryAfterSeconds } = decodeError(answer.body);
  const header = Number(answer.header("retry-after"));
  // Less than a second is no wait: a request that is repeated at once is refused again.
  const seconds = header >= 1 && header < Number.POSITIVE_INFINITY ? header : retryAfterSeconds;
  return new ParlorError(
    // A read that is forbidden stays forbidden: the token is useless. A write may be refused by a
    // proxy because of its text, so the token may still be valid.
    wordIn(more, code) ??
      codeOfStatus(isRead && answer.status === 403 ? 401 : answer.status, code, seconds !== null),
    `${answer.status} ${code}`,
    {
      contextId: contextId ?? answer.header("inin-correlation-id"),
      retryAfterMs: seconds === null ? null : Math.min(MAX_RETRY_SECONDS, seconds) * 1000,
    },
  );
}
