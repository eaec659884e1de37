import type { Capabilities } from "../../conversation/state.ts";
import type { FileLimits } from "../../conversation/upload.ts";
import { ParlorError } from "../../errors.ts";
import type { Session } from "../backend.ts";
import type { Config } from "./config.ts";
import type { SessionFacts } from "./frames.ts";
import { memberId, text } from "./read.ts";

/* The stored session: one token, which the browser has chosen, is all that the service knows. */

export const NAME = "web-messaging";
/** Stored data of the first backend have the versions before. */
const VERSION = 2;
const OWN_ID = memberId("guest");

/** The data of a session. The token is a secret, and its only one. */
export interface SessionData {
  readonly token: string;
  readonly conversationId: string;
}

/** Whether a conversation can be ended for both sides, or only left and forgotten here. */
export type EndKind = "everyone" | "here";

export const capabilitiesOf = (
  config: Config,
  end: EndKind,
  expiresAt: number | null,
): Capabilities => ({
  queue: false,
  rating: false,
  mediaRequests: false,
  formatting: config.isFormatted,
  end,
  expiresAt,
});

export const limitsOf = (config: Config, facts: SessionFacts): FileLimits | null =>
  facts.limits ?? config.limits;

export function sessionOf(
  data: SessionData,
  endpointKey: string,
  config: Config,
  facts: SessionFacts,
): Session {
  const { conversationId, token } = data;
  const { expiresAt } = facts;
  return {
    backend: NAME,
    conversationId,
    ownId: OWN_ID,
    expiresAt,
    capabilities: capabilitiesOf(config, config.canClear ? "everyone" : "here", expiresAt),
    fileLimits: limitsOf(config, facts),
    data: {
      version: VERSION,
      backend: NAME,
      conversationId,
      ownId: OWN_ID,
      expiresAt,
      token,
      endpointKey,
    },
  };
}

/**
 * Reads the data of a session.
 * @throws ParlorError `session-expired` for data that cannot be used, or of another service
 */
export function dataOf({ data, conversationId }: Session, endpointKey: string): SessionData {
  const token = text(data["token"]);
  if (token === "" || token.length > 2_048 || data["endpointKey"] !== endpointKey)
    throw new ParlorError("session-expired", "The stored session belongs to another service");
  return { token, conversationId };
}
