import type { Member, Wrapup } from "../../../../domain/model.ts";
import { ApiError } from "../../../../plugins/errors.ts";
import {
  asObject,
  chatsBase,
  invalid,
  participantOf,
  readChat,
  type AgentApiDeps,
  type AgentRoute,
} from "../agent-call.ts";
import type { AgentIdentity } from "../agent-token.ts";
import { wrapupView } from "../media-view.ts";
import { checkTookPart, checkWrapUp } from "../rights.ts";

const MAX_NOTES = 4_000;
const MAX_NAME = 200;
const MAX_TAGS = 50;
const MAX_TAG = 100;
/** A year: a longer duration cannot be real. */
const MAX_DURATION_SECONDS = 31_536_000;

/** Saves an agent's wrap-up of a leg that has ended. @throws ApiError 400 `invalid.value` */
export async function applyWrapup(
  deps: AgentApiDeps,
  agent: AgentIdentity,
  conversationId: string,
  member: Member,
  input: unknown,
): Promise<Member> {
  const wrapup = input === "skipped" ? input : readWrapup(deps, agent, input);
  return deps.chats.wrapUp(conversationId, member.id, wrapup);
}

/** An optional field is absent when it is null. */
const isAbsent = (value: unknown): boolean => value === undefined || value === null;
const isText = (value: unknown, maxLength: number): value is string =>
  typeof value === "string" && value.length <= maxLength;
const areTags = (value: unknown): value is string[] =>
  Array.isArray(value) && value.length <= MAX_TAGS && value.every((tag) => isText(tag, MAX_TAG));
const isDuration = (value: unknown): value is number =>
  typeof value === "number" && value >= 0 && value <= MAX_DURATION_SECONDS;

function readWrapup({ clock }: AgentApiDeps, agent: AgentIdentity, input: unknown): Wrapup {
  const { code, name, notes, tags, durationSeconds, provisional } = asObject(input);
  const known = agent.organization.wrapupCodes.find((one) => one.id === code);
  const isDraft = provisional === true && isAbsent(code);
  const checks = {
    code: known !== undefined || isDraft,
    name: isAbsent(name) || isText(name, MAX_NAME),
    notes: isAbsent(notes) || isText(notes, MAX_NOTES),
    tags: isAbsent(tags) || areTags(tags),
    durationSeconds: isAbsent(durationSeconds) || isDuration(durationSeconds),
    provisional: isAbsent(provisional) || typeof provisional === "boolean",
  };
  const wrong = Object.entries(checks).flatMap(([field, isGood]) => (isGood ? [] : field));
  if (wrong.length > 0) throw invalid(...wrong);
  return {
    code: known?.id ?? "",
    name: known?.name ?? (isText(name, MAX_NAME) ? name : null),
    notes: isText(notes, MAX_NOTES) ? notes : null,
    tags: areTags(tags) ? tags : [],
    durationSeconds: isDuration(durationSeconds) ? durationSeconds : null,
    endAt: clock.now(),
    isProvisional: provisional === true,
  };
}

/** Wrap-up: per participant, and per communication. */
export function addWrapupRoutes(route: AgentRoute, deps: AgentApiDeps): void {
  const participant = `${chatsBase}/:conversationId/participants/:participantId`;
  const idOf = (params: Readonly<Record<string, string>>): string => params["conversationId"] ?? "";

  const read = (suffix: string, operationId: string): void =>
    route("GET", `${participant}${suffix}/wrapup`, operationId, async ({ agent, params }) => {
      const { chat } = await readChat(deps, agent, idOf(params));
      const member = participantOf(chat, params["participantId"] ?? "");
      const { communicationId = member.id } = params;
      if (communicationId !== member.id) throw new ApiError("not.found", "Communication not found");
      if (member.wrapup === null) throw new ApiError("not.found", "There is no wrap-up yet.");
      return wrapupView(member);
    });
  read("", "getConversationsChatParticipantWrapup");
  read("/communications/:communicationId", "getConversationsChatParticipantCommunicationWrapup");

  route(
    "GET",
    `${participant}/wrapupcodes`,
    "getConversationsChatParticipantWrapupcodes",
    async ({ agent, params }) => {
      checkTookPart(await deps.chats.get(idOf(params)), agent);
      return agent.organization.wrapupCodes.map(({ id, name }) => ({
        id,
        name,
        selfUri: `/api/v2/routing/wrapupcodes/${id}`,
      }));
    },
  );

  route(
    "POST",
    `${participant}/communications/:communicationId/wrapup`,
    "postConversationsChatParticipantCommunicationWrapup",
    async ({ agent, params, body }) => {
      const chat = await deps.chats.get(idOf(params));
      const { participantId, communicationId } = params;
      const member = checkWrapUp(
        chat,
        agent,
        (leg) => leg.id === communicationId && leg.participantId === participantId,
      );
      return wrapupView(await applyWrapup(deps, agent, chat.conversation.id, member, body));
    },
  );
}
