import { typingFrame as frameOf } from "parlor-contract/frames";
import type { TypingIndicatorEvent } from "parlor-contract/guest-chat.generated";

export { heartbeatFrame, memberFrame, messageFrame, queueFrame } from "parlor-contract/frames";

export const typingFrame = (
  conversationId: string,
  senderId: string,
  id: string,
  at: number,
): TypingIndicatorEvent => frameOf({ conversationId, senderId, id, at });
