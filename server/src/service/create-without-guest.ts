import type { ConversationRecord } from "../domain/model.ts";
import { activate } from "../domain/decide.ts";
import { NO_DEPLOYMENT } from "../domain/home-of.ts";
import type { Creation } from "./creation.ts";
import { queueOf } from "./active-conversation.ts";
import { createConversation } from "./guest-commands.ts";
import type { NewConversation } from "./new-conversation.ts";
import { recordOf, type ServiceContext } from "./service-context.ts";

export const createCreation = (context: ServiceContext): Creation => ({
  createWithoutGuest: (id, input) => createWithoutGuest(context, id, input),
});

/**
 * Creates a conversation and puts its guest in line at once, as no stream will come. One that
 * could not be put in line counts as lost after the time of the deployment's rules.
 */
async function createWithoutGuest(
  context: ServiceContext,
  id: string,
  input: Omit<NewConversation, "deploymentId">,
): Promise<ConversationRecord> {
  const { conversations } = context;
  await createConversation(context, { ...input, deploymentId: NO_DEPLOYMENT }, id);
  const active = await conversations.get(id);
  const { presence } = active;
  active.presence = { ...presence, detachedAt: null };
  try {
    return await conversations.change(active, (change) => {
      const { organization } = active;
      activate(change, {
        queue: queueOf(active),
        flow: null,
        organizationName: organization.name,
      });
      return recordOf(change);
    });
  } catch (error) {
    active.presence = presence;
    throw error;
  }
}
