import type { ConversationChange } from "../domain/conversation-change.ts";
import type { SeatLimit } from "./routing-state.ts";
import type { FirstReply, IdempotencyKey } from "./store.ts";

export type Decision<Result> = (change: ConversationChange) => Result;

/** The terms of a change besides its decision. */
export interface ChangeTerms<Result> {
  readonly once?: Once<Result>;
  /** The most conversations that the agent may have whom this change gives another one. */
  readonly seat?: SeatLimit;
}

/**
 * A request with an idempotency key. The first reply is looked up in the transaction that would
 * write another, so that two requests with one key cannot both count as the first.
 */
export interface Once<Result> extends Omit<IdempotencyKey, "messageId"> {
  /** The result of a repetition. */
  readonly again: (first: FirstReply) => Result;
}
