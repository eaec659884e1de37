import { send } from "../domain/decide.ts";
import type { Message } from "../domain/model.ts";
import type { ConversationService } from "./conversations.ts";
import { firstReply, hashOf, type KeyedMessage } from "./first-reply.ts";
import type { ServiceContext } from "./service-context.ts";

/** Creates the command that sends a message of a guest or an agent. */
export function createSend(context: ServiceContext): ConversationService["send"] {
  const { conversations } = context;
  return async (conversationId, memberId, body, bodyType, idempotencyKey) => {
    const decision = (change: Parameters<typeof send>[0]): Message =>
      send(change, memberId, body, bodyType);
    if (idempotencyKey === null)
      return conversations.change(await conversations.get(conversationId), decision);
    const asked: KeyedMessage = { memberId, key: idempotencyKey, body, bodyType };
    const first = (): Promise<Message | null> =>
      firstReply(context.store, conversationId, asked, context.clock.now());
    if (!conversations.all.has(conversationId)) {
      // The conversation may have ended between the first try and its repetition.
      const earlier = await first();
      if (earlier !== null) return earlier;
    }
    return conversations.change(await conversations.get(conversationId), decision, {
      memberId,
      key: idempotencyKey,
      hash: hashOf(asked),
      first,
    });
  };
}
