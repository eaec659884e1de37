import type { IncomingMessage, MemberId } from "../../conversation/message.ts";
import { retryableCodes } from "../../errors.ts";
import type { Sink } from "../backend.ts";
import { isSameContent } from "./same-content.ts";

/* Own messages of the service that look like an unsent row. */

/** How much older than a row a message may be that is the same, with and without a known clock. */
const SLACK_MS = 5_000;
const UNKNOWN_SLACK_MS = 300_000;

type Sent = Pick<IncomingMessage, "body" | "content">;

export interface Lookalikes {
  /** Whether a message can be the one that this row of the guest's waits for, by its time. */
  isRecent(at: number, rowAt: number): boolean;
  /** Notes how the send of a message went: `isInDoubt` without an answer. */
  noteSend(message: Sent, isInDoubt: boolean): void;
  /**
   * Whether an unsent row looks the same: one on its way, although this message is older than it;
   * or one whose send was in doubt, which may be this message. A retry finds it in the history.
   */
  isLookalike(message: IncomingMessage): boolean;
}

export function createLookalikes({
  sink,
  ownId,
}: {
  readonly sink: Sink;
  readonly ownId: MemberId;
}): Lookalikes {
  /** Messages that were sent without an answer, and may have arrived. */
  let doubted: readonly Sent[] = [];
  function isRecent(at: number, rowAt: number): boolean {
    const { clockOffsetMs } = sink.state();
    const slack = clockOffsetMs === null ? UNKNOWN_SLACK_MS : SLACK_MS;
    return at >= rowAt + (clockOffsetMs ?? 0) - slack;
  }
  return {
    isRecent,
    noteSend(message, isInDoubt) {
      doubted = doubted.filter((one) => !isSameContent(one, message));
      if (isInDoubt) doubted = [...doubted, message];
    },
    isLookalike: (message) =>
      message.senderId === ownId &&
      [...sink.state().messages.values()].some(({ delivery, ...row }) => {
        if (!row.isOwn || !isSameContent(row, message)) return false;
        if (delivery.kind === "sending" || delivery.kind === "unconfirmed")
          return !isRecent(message.at, row.at);
        const isDoubted =
          delivery.kind === "failed"
            ? retryableCodes.includes(delivery.code)
            : delivery.kind === "queued" && doubted.some((one) => isSameContent(one, row));
        return isDoubted && isRecent(message.at, row.at);
      }),
  };
}
