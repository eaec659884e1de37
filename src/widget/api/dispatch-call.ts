import { ParlorError } from "../../transport/index.ts";
import type { ParlorHandle } from "./handle.ts";

/**
 * `Parlor(method, …)`: takes the names of the handle's methods, and always returns a promise.
 * @public
 */
export type ParlorFunction = (...args: unknown[]) => Promise<unknown>;

/**
 * Executes a queued call. An unknown method is never ignored: the promise rejects, naming the known
 * methods.
 * @throws ParlorError `invalid-options` for an unknown method
 */
export async function readCall(
  handle: ParlorHandle,
  [method, ...args]: unknown[],
): Promise<unknown> {
  const methods = Object.entries<(...args: never[]) => unknown>({ ...handle });
  const call = methods.find(([name]) => name === method)?.[1];
  if (call === undefined)
    throw new ParlorError(
      "invalid-options",
      `Unknown method "${String(method)}". There are: ${methods.map(([name]) => name).join(", ")}`,
    );
  return call(...(args as never[]));
}
