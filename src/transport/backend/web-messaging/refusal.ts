import { ParlorError, type ParlorErrorCode } from "../../errors.ts";
import type { Refusal } from "./frames.ts";

/* The meaning of the service's codes. */

const codes: Readonly<Record<number, ParlorErrorCode>> = {
  400: "refused",
  401: "authentication-required",
  404: "not-found",
  408: "timeout",
  409: "conversation-ended",
  429: "rate-limited",
  4001: "file-type-refused",
  4002: "file-too-large",
  4003: "file-refused",
  4004: "file-type-refused",
  4005: "file-type-refused",
  4006: "session-expired",
  4007: "session-expired",
  4008: "file-gone",
  4009: "file-gone",
  4010: "upload-not-ready",
  4011: "message-too-long",
  4017: "session-expired",
  4020: "refused",
  4029: "rate-limited",
  4102: "file-empty",
};

/** The custom attributes were too large. */
export const ATTRIBUTES_TOO_LARGE = 4013;
/** A limit without a time to wait is over after this. */
const DEFAULT_RETRY_MS = 3_000;

/** Openings of texts by which the service asks for a signed-in visitor. */
const SIGN_IN = /^(Session authentication failed|Try to authenticate again)/;

export const wantsSignIn = ({ code, words }: Refusal): boolean =>
  code === 401 || (code === 403 && SIGN_IN.test(words));

/** Whether a refusal that answers no request by its id is about a message. */
export const isAboutMessage = ({ code, words }: Refusal): boolean =>
  [400, 409, 429, 4011, ATTRIBUTES_TOO_LARGE, 4020, 4029].includes(code) ||
  (code === 403 && /message/i.test(words));

/** The error that a refusal means. Its text is not passed on: it may repeat a message. */
export function errorOf(refusal: Refusal): ParlorError {
  const { code, retryAfterMs } = refusal;
  const known = wantsSignIn(refusal) ? "authentication-required" : codes[code];
  const isServer = code === 5000 || (code >= 500 && code < 600);
  const meaning = known ?? (isServer ? "server-error" : "refused");
  const wait = meaning === "rate-limited" ? (retryAfterMs ?? DEFAULT_RETRY_MS) : null;
  return new ParlorError(meaning, `The service answered ${code}`, { retryAfterMs: wait });
}
