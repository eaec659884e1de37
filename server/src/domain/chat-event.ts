import type { Attachment } from "./attachment.ts";
import type { EndReason, MediaRequest, Member, Message, Missed, QueuePlace } from "./model.ts";

/** An event of one conversation, published after its commit. */
export type ChatEvent =
  | { readonly kind: "message"; readonly conversationId: string; readonly message: Message }
  | {
      readonly kind: "typing";
      readonly conversationId: string;
      readonly id: string;
      readonly senderId: string;
      readonly at: number;
    }
  | {
      /**
       * A member's state, published when it changes and again on hold. Only the guest's own
       * disconnected event has an `endReason`.
       */
      readonly kind: "member";
      readonly conversationId: string;
      readonly member: Member;
      readonly at: number;
      readonly endReason?: EndReason;
    }
  | {
      readonly kind: "media-request";
      readonly conversationId: string;
      readonly request: MediaRequest;
      readonly at: number;
    }
  /** The state of a file that is not sent yet; it is for its uploader alone. */
  | { readonly kind: "attachment"; readonly conversationId: string; readonly file: Attachment }
  | { readonly kind: "queue"; readonly conversationId: string; readonly place: QueuePlace }
  /** The conversation has become a missed one, is taken or closed, or is back in line (null). */
  | { readonly kind: "missed"; readonly conversationId: string; readonly missed: Missed | null }
  /** Attributes or wrap-up changed: nothing for the guest, a new media view for agents. */
  | {
      readonly kind: "changed";
      readonly conversationId: string;
      /** The member whose wrap-up has changed; null for the attributes. */
      readonly memberId: string | null;
    }
  /** The last event of a conversation; event streams close 1001 after it. */
  | { readonly kind: "ended"; readonly conversationId: string; readonly reason: EndReason };
