import { setImmediate } from "node:timers";
import type { Transaction } from "kysely";
import type { ClaimedDelivery, DeliveryOutcome } from "../../service/delivery-store.ts";
import type { Database, DeliveryRow } from "./schema.ts";
import type { Writes } from "./writes.ts";

/** The deliveries of one conversation and endpoint. */
type Line = Pick<DeliveryRow, "conversation_id" | "endpoint">;

interface Settled {
  readonly delivery: ClaimedDelivery;
  readonly outcome: DeliveryOutcome;
  readonly now: number;
  readonly resolve: (isWritten: boolean) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Writes the outcomes that come while another transaction is open in one transaction, so that the
 * disk is waited for once.
 */
export class SettleQueue {
  readonly #write: Writes["run"];
  #waiting: Settled[] = [];

  constructor(write: Writes["run"]) {
    this.#write = write;
  }

  /** @returns false when the claim has run out: nothing is written then */
  add(delivery: ClaimedDelivery, outcome: DeliveryOutcome, now: number): Promise<boolean> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ delivery, outcome, now, resolve, reject });
      if (this.#waiting.length === 1) setImmediate(() => void this.#flush());
    });
  }

  async #flush(): Promise<void> {
    let batch: readonly Settled[] = [];
    const take = (): readonly Settled[] => {
      batch = this.#waiting;
      this.#waiting = [];
      return batch;
    };
    try {
      const written = await this.#write(async (trx) => {
        const all: boolean[] = [];
        for (const { delivery, outcome, now } of take())
          all.push(await settle(trx, delivery, outcome, now));
        return all;
      });
      for (const [index, { resolve }] of batch.entries()) resolve(written[index] ?? false);
    } catch (error) {
      // A write that was refused has taken none.
      for (const { reject } of batch.length > 0 ? batch : take()) reject(error);
    }
  }
}

async function settle(
  trx: Transaction<Database>,
  { id, claim, conversationId, endpoint }: ClaimedDelivery,
  outcome: DeliveryOutcome,
  now: number,
): Promise<boolean> {
  const isWritten =
    outcome.kind === "delivered"
      ? (
          await trx
            .deleteFrom("deliveries")
            .where("id", "=", id)
            .where("claim", "=", claim)
            .executeTakeFirstOrThrow()
        ).numDeletedRows > 0n
      : (
          await trx
            .updateTable("deliveries")
            .set({
              claim: null,
              failure: outcome.failure,
              ...(outcome.kind === "later"
                ? { next_at: outcome.at }
                : { state: "parked", next_at: null }),
            })
            .where("id", "=", id)
            .where("claim", "=", claim)
            .executeTakeFirstOrThrow()
        ).numUpdatedRows > 0n;
  if (isWritten) await moveUp(trx, { conversation_id: conversationId, endpoint }, now);
  return isWritten;
}

/** The first pending row of the line is the only one that is due, unless one is being sent. */
export async function moveUp(trx: Transaction<Database>, line: Line, now: number): Promise<void> {
  const pending = trx
    .selectFrom("deliveries")
    .select(["id", "next_at", "claim"])
    .where("conversation_id", "=", line.conversation_id)
    .where("endpoint", "=", line.endpoint)
    .where("state", "=", "pending");
  const due = await pending.where("next_at", "is not", null).execute();
  if (due.some(({ claim }) => claim !== null)) return;
  const first = await pending.orderBy("id").limit(1).executeTakeFirst();
  const setNext = (id: number, next: number | null): Promise<unknown> =>
    trx.updateTable("deliveries").set({ next_at: next }).where("id", "=", id).execute();
  if (first !== undefined && first.next_at === null) await setNext(first.id, now);
  // A row that was parked is before them again.
  for (const { id } of due) if (id !== first?.id) await setNext(id, null);
}
