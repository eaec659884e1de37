import { isStaffed } from "../../../../domain/agent.ts";
import { fillIn, mapText, type LocalizedText } from "../../../../domain/localized-text.ts";
import { talkToAPerson } from "../../../../domain/person-words.ts";
import { hasPerson } from "../../../../domain/rich.ts";
import {
  findDeployment,
  findQueueByName,
  keyOf,
  type FlowChoice,
  type FlowLine,
  type Organization,
  type Queue,
} from "../../../../domain/tenant.ts";
import { addressKey } from "../../../../plugins/client-address.ts";
import { ApiError } from "../../../../plugins/errors.ts";
import { checkOrigin } from "../../../../plugins/origin.ts";
import { checkText } from "../../../../plugins/text.ts";
import { operation, type ContractPlugin } from "../../operation.ts";
import type { GuestApiDeps } from "../guest-api-deps.ts";

/**
 * Says before a conversation whether somebody is there, and what the flow greets with. It takes no
 * token; the origin is checked and calls are limited as for a new conversation.
 */
export const statusRoute: ContractPlugin<GuestApiDeps> = async (app, deps) => {
  app.get(
    "/api/v2/parlor/guest/deployments/:deploymentId/status",
    { ...operation("getParlorGuestStatus"), preValidation: checkText },
    async (request) => {
      const { organizationId = "", queue: name = "" } = request.query;
      const home = findDeployment(deps.tenants, organizationId, request.params.deploymentId);
      if (home === null || home.deployment.isDisabled)
        throw new ApiError("not.found", "The deployment was not found.");
      const { deployment, organization } = home;
      checkOrigin(deployment, request.raw, deps.publicBase);
      deps.createLimiter.take(
        `status ${keyOf(organization.id, deployment.id)} ${addressKey(request.ip)}`,
        deployment.rules.statusPerMinutePerAddress,
      );
      const queue = findQueueByName(organization, name);
      if (queue === null) throw new ApiError("not.found", "The queue was not found.");
      const { flow } = deployment;
      return {
        isStaffed: isStaffed(queue, deps.agents.all(organization.id)),
        // No opening hours are configured at the server.
        isOpen: true,
        waiting: await deps.chats.countWaiting(organization.id, queue.id),
        formatting: deployment.rules.formatting,
        greeting: (flow?.greeting ?? []).map((line) => filledIn(line, organization, queue)),
        author: flow === null ? null : { name: flow.name },
      };
    },
  );
};

/** A choice as a page is told of it: without a payload its label is sent. */
type ToldChoice = Omit<FlowChoice, "payload"> & Partial<Pick<FlowChoice, "payload">>;

/** The choices, with a way to a person as the last one: the conversation will offer the same. */
function toldChoices(choices: readonly FlowChoice[]): readonly ToldChoice[] {
  const isEnough = choices.length === 0 || hasPerson(choices);
  return isEnough ? choices : [...choices, { text: talkToAPerson }];
}

/** Nobody is known yet, so the guest's name is left for the client to fill in. */
function filledIn(
  { text, choices }: FlowLine,
  organization: Organization,
  queue: Queue,
): { readonly text: LocalizedText; readonly choices?: readonly ToldChoice[] } {
  const words = { "queue.name": queue.name, "organization.name": organization.name };
  return {
    text: mapText(text, (one) => fillIn(one, words)),
    ...(choices !== undefined && { choices: toldChoices(choices) }),
  };
}
