import type { ChangeResult } from "../domain/conversation-change.ts";
import type { ConversationRecord, Rating } from "../domain/model.ts";
import type { NewDelivery } from "./delivery-store.ts";
import type { Store } from "./store.ts";

/** Says who is to be told of a change; no deliveries when nobody is. */
export interface DeliveryPlan {
  ofChange(changes: ChangeResult): readonly NewDelivery[];
  ofRating(chat: ConversationRecord, rating: Rating, at: number): readonly NewDelivery[];
}

/**
 * A store that writes with each change whom it is to be told to, in the same transaction.
 * @param wake - called when deliveries have been written
 */
export function recordDeliveries(store: Store, plan: DeliveryPlan, wake: () => void): Store {
  return {
    ...store,
    async commit(changes, options) {
      const deliveries = plan.ofChange(changes);
      if (deliveries.length === 0) return store.commit(changes, options);
      const result = await store.commit(changes, { ...options, deliveries });
      // The caller is told of a disk that fails.
      if (result.repeated === null) result.onDisk.then(wake, () => undefined);
      return result;
    },
    async addRating(conversationId, rating, at) {
      const loaded = await store.load(conversationId);
      const deliveries = loaded === null ? [] : plan.ofRating(loaded.record, rating, at);
      const isNew = await store.addRating(conversationId, rating, at, deliveries);
      if (isNew && deliveries.length > 0) wake();
      return isNew;
    },
  };
}
