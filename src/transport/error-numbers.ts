import type { ParlorErrorCode } from "./errors.ts";

/** Each code has a number that is fixed for ever: the widget shows it as `PL-{number}`. @public */
export const errorNumbers: Readonly<Record<ParlorErrorCode, number>> = {
  "invalid-options": 100,
  aborted: 101,
  destroyed: 102,
  offline: 201,
  timeout: 202,
  "server-error": 203,
  "bad-response": 204,
  "rate-limited": 205,
  busy: 206,
  "origin-not-allowed": 301,
  "deployment-disabled": 302,
  "authentication-required": 303,
  "authentication-failed": 304,
  "invalid-queue": 305,
  refused: 306,
  "session-expired": 401,
  "no-conversation": 402,
  "conversation-active": 403,
  "conversation-ended": 404,
  "message-empty": 501,
  "message-too-long": 502,
  "message-refused": 503,
  "media-request-gone": 601,
  "not-found": 602,
};
