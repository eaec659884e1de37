import type { IncomingMessage } from "node:http";
import { defaultAttachmentRules, type AttachmentRules } from "../../../domain/attachment-rules.ts";
import type { ConversationRecord } from "../../../domain/model.ts";
import { homeOf } from "../../../domain/home-of.ts";
import type { FileLinks } from "../file-views.ts";
import type { AgentApiDeps } from "./agent-call.ts";

/** The rules for files of a conversation; the defaults when its deployment is gone. */
export function attachmentRulesOf(
  { tenants }: Pick<AgentApiDeps, "tenants">,
  { conversation }: ConversationRecord,
): AttachmentRules {
  return homeOf(tenants, conversation)?.deployment.rules.attachments ?? defaultAttachmentRules;
}

/** Addresses of files for the agent who asks. */
export function agentLinks(
  deps: Pick<AgentApiDeps, "tenants" | "fileAddresses" | "publicBase">,
  chat: ConversationRecord,
  request: IncomingMessage,
): FileLinks {
  const { urlSeconds } = attachmentRulesOf(deps, chat);
  const base = deps.publicBase.of(request);
  return { addresses: deps.fileAddresses, terms: { base, urlSeconds } };
}
