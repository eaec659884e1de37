import type { Member } from "../../conversation/model.ts";
import { ApiError } from "../../http/errors.ts";
import {
  asObject,
  chatsBase,
  invalid,
  ownChat,
  ownLeg,
  participantOf,
  type AgentApiDeps,
  type AgentRoute,
} from "../agent-call.ts";
import type { AgentIdentity } from "../agent-token.ts";
import { wrapupView } from "../media-view.ts";

const MAX_NOTES = 4_000;

/** Saves what an agent says about a leg that is over. @throws ApiError 400 `invalid.value` */
export async function applyWrapup(
  deps: AgentApiDeps,
  agent: AgentIdentity,
  conversationId: string,
  member: Member,
  input: unknown,
): Promise<Member> {
  if (input === "skipped") return deps.chats.wrapUp(conversationId, member.id, "skipped");
  const { code, name, notes, tags, durationSeconds, provisional } = asObject(input);
  const known = agent.organization.wrapupCodes.find((one) => one.id === code);
  const isDraft = provisional === true && code === undefined;
  const wrong = [
    ...(known === undefined && !isDraft ? ["code"] : []),
    ...(notes === undefined || (typeof notes === "string" && notes.length <= MAX_NOTES)
      ? []
      : ["notes"]),
    ...(tags === undefined || (Array.isArray(tags) && tags.every((tag) => typeof tag === "string"))
      ? []
      : ["tags"]),
    ...(durationSeconds === undefined || typeof durationSeconds === "number"
      ? []
      : ["durationSeconds"]),
  ];
  if (wrong.length > 0) throw invalid(...wrong);
  return deps.chats.wrapUp(conversationId, member.id, {
    code: known?.id ?? "",
    name: known?.name ?? (typeof name === "string" ? name : null),
    notes: typeof notes === "string" ? notes : null,
    tags: Array.isArray(tags) ? (tags as string[]) : [],
    durationSeconds: typeof durationSeconds === "number" ? durationSeconds : null,
    endAt: deps.clock.now(),
    isProvisional: provisional === true,
  });
}

/** Wrap-up: per participant, and per communication. */
export function addWrapupRoutes(route: AgentRoute, deps: AgentApiDeps): void {
  const participant = `${chatsBase}/:conversationId/participants/:participantId`;
  const idOf = (params: Readonly<Record<string, string>>): string => params["conversationId"] ?? "";

  const read = (suffix: string, operationId: string): void =>
    route("GET", `${participant}${suffix}/wrapup`, operationId, async ({ agent, params }) => {
      const chat = await ownChat(deps, agent, idOf(params));
      const member = participantOf(chat, params["participantId"] ?? "");
      if (member.wrapup === null) throw new ApiError(404, "not.found", "There is no wrap-up yet.");
      return wrapupView(member);
    });
  read("", "getConversationsChatParticipantWrapup");
  read("/communications/:communicationId", "getConversationsChatParticipantCommunicationWrapup");

  route(
    "GET",
    `${participant}/wrapupcodes`,
    "getConversationsChatParticipantWrapupcodes",
    async ({ agent, params }) => {
      await ownChat(deps, agent, idOf(params));
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
      const chat = await ownChat(deps, agent, idOf(params));
      const member = ownLeg(chat, agent, (leg) => leg.id === params["communicationId"]);
      return wrapupView(await applyWrapup(deps, agent, chat.conversation.id, member, body));
    },
  );
}
