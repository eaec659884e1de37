import type { ChangeResult } from "../domain/conversation-change.ts";
import { isListed } from "../domain/missed.ts";
import type { Bus } from "./bus.ts";

/** Publishes the events of a change that is committed, and the changes of the desks' lists. */
export function publishChanges(bus: Bus, changes: ChangeResult): void {
  const { before } = changes;
  for (const event of changes.events) bus.publish(event);
  const { conversation } = changes.record;
  const { missed, organizationId } = conversation;
  if (conversation.state === "ended" && changes.changedMembers.length > 0)
    bus.publish({ kind: "ended-list", organizationId, conversationId: conversation.id });
  if (missed === before.missed) return;
  const hasEntered = isListed(conversation) && !isListed(before);
  for (const queueId of new Set([before.missed?.queueId, missed?.queueId])) {
    if (queueId === undefined) continue;
    const isNew = hasEntered && queueId === missed?.queueId;
    bus.publish({
      kind: "missed-list",
      organizationId,
      queueId,
      conversationId: conversation.id,
      isNew,
    });
  }
}
