import { typingView as viewOf } from "parlor-contract/views";
import type { WebChatTyping } from "parlor-contract/guest-chat.generated";

export { guestBase } from "parlor-contract/addresses";
export { compact, iso, mediaRequestView, memberView, messageView } from "parlor-contract/views";

export const typingView = (
  conversationId: string,
  senderId: string,
  typing: { readonly id: string; readonly at: number },
): WebChatTyping => viewOf({ conversationId, senderId, ...typing });
