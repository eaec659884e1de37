import type { MediaRequestRecord, MemberRecord, MessageRecord } from "parlor-contract/records";

/* The fake server's own data of a conversation. */

export type Member = MemberRecord;
/** `at` is strictly increasing within a conversation. */
export type Message = MessageRecord;

export interface MediaRequest extends MediaRequestRecord {
  /** The message that notified the guest; delivered again when the state changes. */
  readonly announcement: Message;
}
