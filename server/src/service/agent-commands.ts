import * as decide from "../domain/decide.ts";
import { askMedia } from "../domain/decide-media.ts";
import { conversationNotActive, DomainError, mediaRequestNotFound } from "../domain/errors.ts";
import type { ConversationService } from "./conversations.ts";
import { memberOf, recordOf, type ServiceContext } from "./service-context.ts";
import { takeConversation } from "./take-conversation.ts";
import { transferConversation } from "./transfer-conversation.ts";

/**
 * The maximum number of attributes after a change. A creation may set more, as far as the
 * deployment's rules allow.
 */
const MAX_ATTRIBUTES = 200;

export type AgentCommands = Pick<
  ConversationService,
  | "accept"
  | "take"
  | "leave"
  | "endForAll"
  | "transfer"
  | "hold"
  | "setAttributes"
  | "wrapUp"
  | "createMediaRequest"
  | "cancelMediaRequest"
>;

export function createAgentCommands(context: ServiceContext): AgentCommands {
  const { conversations } = context;
  return {
    async accept(conversationId, participantId) {
      const { record } = await conversations.load(conversationId);
      const leg = memberOf(record, (member) => member.participantId === participantId);
      const active = await conversations.find(conversationId);
      if (active === null)
        throw new DomainError("conversation-ended", "The conversation has ended");
      return conversations.change(active, (change) =>
        decide.accept(
          change,
          memberOf(change, ({ id }) => id === leg.id),
          active.deployment.rules,
        ),
      );
    },
    take: (conversationId, userId, permit) =>
      takeConversation(context, conversationId, userId, permit),
    async leave(conversationId, memberId) {
      const active = await conversations.get(conversationId);
      await conversations.change(active, (change) =>
        decide.leave(
          change,
          memberOf(change, ({ id }) => id === memberId),
        ),
      );
    },
    async endForAll(conversationId, reason, permit) {
      const active = await conversations.get(conversationId);
      await conversations.change(active, (change) => {
        if (change.conversation.state === "ended") throw conversationNotActive();
        permit?.(recordOf(change));
        if (reason === "system") decide.endBySystem(change);
        else change.end(reason);
      });
    },
    transfer: (conversationId, participantId, target, note, isAttended = false) =>
      transferConversation(context, { conversationId, participantId, target, note, isAttended }),
    async hold(conversationId, memberId, isHeld) {
      const active = await conversations.get(conversationId);
      await conversations.change(active, (change) =>
        decide.hold(
          change,
          memberOf(change, ({ id }) => id === memberId),
          isHeld,
        ),
      );
    },
    ...createRecordCommands(context),
  };
}

/** The commands that change more than who takes part: attributes, wrap-ups and invitations. */
function createRecordCommands({
  conversations,
}: ServiceContext): Pick<
  AgentCommands,
  "setAttributes" | "wrapUp" | "createMediaRequest" | "cancelMediaRequest"
> {
  return {
    setAttributes(conversationId, attributes, permit) {
      return conversations.changeAnyTime(conversationId, (change) => {
        permit?.(recordOf(change));
        const before = change.conversation.attributes;
        const kept = Object.entries({ ...before, ...attributes }).filter(
          ([, value]) => value !== "",
        );
        if (kept.length > Math.max(MAX_ATTRIBUTES, Object.keys(before).length))
          throw tooManyAttributes();
        change.set({ attributes: Object.fromEntries(kept) });
        change.publishChange(null);
        return recordOf(change);
      });
    },
    wrapUp: (conversationId, memberId, wrapup) =>
      conversations.changeAnyTime(conversationId, (change) =>
        decide.wrapUp(
          change,
          memberOf(change, ({ id }) => id === memberId),
          wrapup,
        ),
      ),
    async createMediaRequest(conversationId, askedById, types, expiresInSeconds) {
      const active = await conversations.get(conversationId);
      const input = { types, expiresInSeconds, newId: () => crypto.randomUUID() };
      return conversations.change(active, (change) => askMedia(change, askedById, input));
    },
    async cancelMediaRequest(conversationId, requestId, permit) {
      const active = await conversations.get(conversationId);
      return conversations.change(active, (change) => {
        permit?.(recordOf(change));
        const request = active.loaded.requests.find(({ id }) => id === requestId);
        if (request === undefined) throw mediaRequestNotFound();
        const isOpen = request.state === "PENDING" || request.state === "ACCEPTED";
        return isOpen ? change.request({ ...request, state: "CANCELLED" }) : request;
      });
    },
  };
}

function tooManyAttributes(): DomainError {
  return new DomainError(
    "too-many-attributes",
    `A conversation has at most ${MAX_ATTRIBUTES} attributes.`,
    { field: "attributes" },
  );
}
