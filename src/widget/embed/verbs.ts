import { ParlorError } from "../../transport/index.ts";
import type { ParlorHandle } from "../handle.ts";

/** `Parlor(verb, …)`: the same words as the handle's methods, and always a promise. @public */
export type ParlorFunction = (...args: unknown[]) => Promise<unknown>;

/** Does what a call says. Nothing is a silent no-op: an unknown verb rejects, and names those that there are. */
export async function readCall(handle: ParlorHandle, [verb, ...args]: unknown[]): Promise<unknown> {
  const verbs = Object.entries<(...args: never[]) => unknown>({ ...handle });
  const call = verbs.find(([name]) => name === verb)?.[1];
  if (call === undefined)
    throw new ParlorError(
      "invalid-options",
      `Unknown verb "${String(verb)}". There are: ${verbs.map(([name]) => name).join(", ")}`,
    );
  return call(...(args as never[]));
}
