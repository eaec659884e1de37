import type { WireMember, WireMessage } from "../backend/guest-chat/decode.ts";
import type {
  ConversationState,
  EndReason,
  MediaRequest,
  Phase,
  QueuePlace,
  StreamStatus,
} from "./state.ts";
import type { Delivery, MemberId, MessageKey } from "./message.ts";

/** Everything that can happen to a conversation. */
export type ConversationEvent =
  | { readonly type: "phase"; readonly phase: Phase }
  | {
      readonly type: "session";
      readonly conversationId: string;
      readonly ownId: MemberId;
      readonly isResumed: boolean;
    }
  | { readonly type: "stream"; readonly status: StreamStatus }
  | {
      readonly type: "composed";
      readonly key: MessageKey;
      readonly body: string;
      readonly at: number;
    }
  | {
      readonly type: "delivery";
      readonly key: MessageKey;
      readonly delivery: Delivery;
      /** Set when the host's hook has changed the text. */
      readonly body?: string;
    }
  | { readonly type: "accepted"; readonly key: MessageKey; readonly message: WireMessage }
  | { readonly type: "discarded"; readonly key: MessageKey }
  | {
      readonly type: "received";
      readonly messages: readonly WireMessage[];
      /** Set with a page that was read backwards: whether there are older messages before it. */
      readonly hasOlder?: boolean;
    }
  | { readonly type: "members"; readonly members: readonly WireMember[]; readonly at: number }
  | {
      readonly type: "member-state";
      readonly id: MemberId;
      readonly state: string;
      readonly isTransfer: boolean;
      readonly endReason: EndReason | null;
      readonly at: number;
    }
  | { readonly type: "typing"; readonly id: MemberId; readonly isTyping: boolean }
  | { readonly type: "media"; readonly requests: readonly MediaRequest[] }
  | { readonly type: "queue"; readonly place: QueuePlace | null }
  | { readonly type: "cleared" }
  /** The leading tab's whole state, which replaces that of a following tab. */
  | { readonly type: "snapshot"; readonly state: ConversationState };
