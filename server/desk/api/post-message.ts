import { ApiProblem, call, chatPath, type DeskMessage } from "./agent-client.ts";
import { createCommunications, type Communications } from "../model/communications.ts";
import type { NotSent, Posted } from "../model/outbox.ts";
import { MAX_MESSAGE } from "../model/sendable-text.ts";

/** After this an attempt counts as lost, in ms. */
const GIVE_UP_MS = 30_000;

const left = new Set(["chat.error.member.state", "not.found", "not.authorized"]);

/** The communications of the agent's own legs, of this page. */
export const communications: Communications = createCommunications(
  () => new ApiProblem(404, "not.found", "The leg is not there."),
);

/** Why the server did not take a message. Null when it may have taken it all the same. */
export function reasonOf(error: unknown, body: string): NotSent | null {
  if (!(error instanceof ApiProblem) || error.status >= 500) return null;
  const { status, code } = error;
  if (status === 401) return "signed-out";
  if (status === 429) return "busy";
  if (code === "chat.error.conversation.state") return "ended";
  if (left.has(code) || status === 403 || status === 404) return "left";
  return body.length > MAX_MESSAGE ? "too-long" : "refused";
}

/**
 * Posts one message with that leg and no other. Never rejects.
 * @param sent - called with the message that the server returned
 */
export async function postMessage(
  conversationId: string,
  legId: string,
  key: string,
  body: string,
  sent: (message: DeskMessage) => void,
): Promise<Posted> {
  const signal = AbortSignal.timeout(GIVE_UP_MS);
  let communicationId: string;
  try {
    communicationId = await communications.find(conversationId, legId, signal);
  } catch (error) {
    // Nothing of the message has left yet.
    return { kind: "refused", reason: reasonOf(error, body) ?? "connection" };
  }
  try {
    const path = `${chatPath(conversationId)}/communications/${communicationId}/messages`;
    const headers = { "idempotency-key": key };
    const message = (await call("POST", path, { body }, headers, signal)) as DeskMessage;
    sent(message);
    return { kind: "sent", id: message.id };
  } catch (error) {
    const reason = reasonOf(error, body);
    if (reason !== null) return { kind: "refused", reason };
    return { kind: "lost", reason: error instanceof ApiProblem ? "server" : "connection" };
  }
}
