import type { AgentApi } from "../api/agent-client.ts";
import { ApiProblem } from "../api/api-problem.ts";
import type { DeskMessage } from "../api/views.ts";
import type { Communications } from "./communications.ts";
import { MAX_MESSAGE } from "./sendable-text.ts";
import type { NotSent, Posted, UnsentText } from "./unsent-message.ts";

const lostFile = new Set([
  "attachment.not.found",
  "attachment.not.ready",
  "attachment.already.sent",
]);
const left = new Set(["chat.error.member.state", "not.found", "not.authorized"]);

/** Why the server did not take a message. Null when it may have taken it all the same. */
export function reasonOf(error: unknown, body: string): NotSent | null {
  if (!(error instanceof ApiProblem) || error.status >= 500) return null;
  const { status, code } = error;
  if (status === 401) return "signed-out";
  if (status === 429) return "busy";
  if (lostFile.has(code)) return "files";
  if (code === "chat.error.conversation.state") return "ended";
  if (left.has(code) || status === 403 || status === 404) return "left";
  return body.length > MAX_MESSAGE ? "too-long" : "refused";
}

export interface PostDeps {
  readonly client: Pick<AgentApi, "post">;
  readonly communications: Communications;
  /** Called with the message that the server returned. */
  readonly sent: (conversationId: string, message: DeskMessage) => void;
}

/** Posts one message with that leg and no other. Never rejects. */
export async function postMessage(
  { client, communications, sent }: PostDeps,
  conversationId: string,
  legId: string,
  { key, body, files, choices }: UnsentText,
): Promise<Posted> {
  const parts = { attachmentIds: files.map(({ id }) => id), choices };
  let communicationId: string;
  try {
    communicationId = await communications.find(conversationId, legId);
  } catch (error) {
    // Nothing of the message has left yet.
    return { kind: "refused", reason: reasonOf(error, body) ?? "connection" };
  }
  try {
    const message = await client.post(conversationId, communicationId, key, body, parts);
    sent(conversationId, message);
    return { kind: "sent", id: message.id };
  } catch (error) {
    const reason = reasonOf(error, body);
    if (reason !== null) return { kind: "refused", reason };
    return { kind: "lost", reason: error instanceof ApiProblem ? "server" : "connection" };
  }
}
