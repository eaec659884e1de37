import { iso } from "parlor-contract/views";
import type { ChatEvent } from "../../../service/bus.ts";

/** A notice of the guest's counts for so long, unless another one comes. */
const TYPING_MS = 5_000;

/** The body of `v2.users.{id}.conversations.inbound.typing.event`. */
export function inboundTyping({
  id,
  conversationId,
  senderId,
  at,
}: Extract<ChatEvent, { readonly kind: "typing" }>): object {
  return {
    id,
    conversationId,
    type: "Event",
    direction: "Inbound",
    channel: { platform: "Webmessaging", type: "Private", time: iso(at), from: { id: senderId } },
    events: [{ eventType: "Typing", typing: { type: "On", duration: TYPING_MS } }],
  };
}
