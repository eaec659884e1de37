import { existsSync } from "node:fs";
import { join } from "node:path";
import { DATABASE_FILE } from "../adapters/sql/data-folder.ts";
import { dataFolderOf } from "../config/environment.ts";
import type { ProcessEnvironment } from "../config/variable-kinds.ts";
import { openStore } from "../adapters/sql/open-store.ts";
import { StoreError } from "../adapters/sql/store-error.ts";
import type { DeliveryAdmin } from "../service/deliveries.ts";
import type { DeliverySummary } from "../service/delivery-store.ts";
import { askServer, MAX_LISTED } from "./command-socket.ts";
import { CommandError } from "./explain.ts";

export interface ListOptions {
  readonly parked?: boolean;
  readonly json?: boolean;
}

/** The command `webhooks list`: a line for each delivery that is not made. */
export async function listDeliveries(
  env: ProcessEnvironment,
  { parked = false, json = false }: ListOptions,
  out: (line: string) => void,
): Promise<void> {
  const all = await withDeliveries(env, (deliveries) => deliveries.list(MAX_LISTED));
  const found = parked ? all.filter(({ state }) => state === "parked") : all;
  if (json) return out(JSON.stringify(found.map(forJson), null, 2));
  if (found.length === 0) return out(parked ? "Nothing is parked." : "Everything is delivered.");
  for (const delivery of found) out(lineOf(delivery));
}

/** The command `webhooks retry`. @throws CommandError when no delivery that is named is parked */
export async function retryDeliveries(
  env: ProcessEnvironment,
  eventIds: readonly string[],
  { endpoint = null }: { readonly endpoint?: string | null },
  out: (line: string) => void,
): Promise<void> {
  const query = { eventIds: eventIds.length === 0 ? null : eventIds, endpoint };
  const count = await withDeliveries(env, (deliveries) => deliveries.retry(query));
  if (count === 0 && (eventIds.length > 0 || endpoint !== null))
    throw new CommandError("No delivery that you name is parked.");
  out(count === 1 ? "1 delivery is sent again." : `${count} deliveries are sent again.`);
}

/**
 * Asks the running server, and opens the store itself only when it gets the lock of the folder.
 * @throws StoreError
 */
async function withDeliveries<Result>(
  env: ProcessEnvironment,
  work: (deliveries: DeliveryAdmin) => Promise<Result>,
): Promise<Result> {
  const folder = dataFolderOf(env);
  const running = await askServer(folder);
  if (running !== null) return work(running);
  // A mistyped folder is not made.
  if (!existsSync(join(folder, DATABASE_FILE)))
    throw new CommandError(`There is no store in ${folder}. Set PARLOR_DATA to the data folder.`);
  const store = await openStore({ folder }).catch((error: unknown) => {
    if (error instanceof StoreError && error.code === "store-locked")
      throw new CommandError(
        `A server uses the data folder ${folder}, and does not answer commands there.`,
      );
    throw error;
  });
  try {
    return await work({
      list: (most) => store.deliveries(most),
      retry: (query) => store.retryDeliveries(query, Date.now()),
    });
  } finally {
    await store.close();
  }
}

const time = (at: number): string => new Date(at).toISOString();

function forJson({ since, nextAt, ...delivery }: DeliverySummary): object {
  return { ...delivery, since: time(since), nextAt: nextAt === null ? null : time(nextAt) };
}

function lineOf(delivery: DeliverySummary): string {
  const { eventId, endpoint, type, state, attempts, since, failure } = delivery;
  const what = `${state}  ${eventId}  ${type}  ${endpoint}  since ${time(since)}`;
  return `${what}  attempts ${attempts}${failure === null ? "" : `  ${failure}`}`;
}
