import type { BodyOf } from "parlor-contract/operation-schema";
import type { Member, Wrapup } from "../../../domain/model.ts";
import type { AgentIdentity } from "../../../plugins/agent-token.ts";
import { invalidFields } from "../../../plugins/text.ts";
import type { AgentApiDeps } from "./agent-call.ts";

type WrapupInput = BodyOf<"postConversationsChatParticipantCommunicationWrapup">;

/** Saves an agent's wrap-up of a leg that has ended. @throws ApiError 400 `invalid.value` */
export async function applyWrapup(
  { chats, clock }: AgentApiDeps,
  agent: AgentIdentity,
  conversationId: string,
  member: Member,
  input: WrapupInput | "skipped",
): Promise<Member> {
  const wrapup = input === "skipped" ? input : readWrapup(input, agent, clock.now());
  return chats.wrapUp(conversationId, member.id, wrapup);
}

/**
 * A code is necessary unless it is a draft, or the organization has no codes.
 * @throws ApiError 400 `invalid.value` for a code that the organization does not have
 */
export function readWrapup(
  input: WrapupInput,
  { organization }: AgentIdentity,
  now: number,
): Wrapup {
  const { code, name, notes, tags, durationSeconds, provisional } = input;
  const known = organization.wrapupCodes.find(({ id }) => id === code);
  const isOptional = provisional === true || organization.wrapupCodes.length === 0;
  const isLeftOut = code === undefined || code === null;
  if (known === undefined && !(isOptional && isLeftOut)) throw invalidFields(["code"]);
  return {
    code: known?.id ?? "",
    name: known?.name ?? name ?? null,
    notes: notes ?? null,
    tags: tags ?? [],
    durationSeconds: durationSeconds ?? null,
    endAt: now,
    isProvisional: provisional === true,
  };
}
