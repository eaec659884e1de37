import { ParlorError } from "../../transport/index.ts";
import type { ParlorHandle } from "../widget.ts";

/** `Parlor(verb, …)`: the same words as the handle's methods, and always a promise. @public */
export type ParlorFunction = (...args: unknown[]) => Promise<unknown>;

const verbs = [
  "open",
  "close",
  "toggle",
  "focus",
  "start",
  "end",
  "send",
  "retry",
  "setMediaHandler",
  "get",
  "on",
  "once",
  "off",
  "forget",
  "destroy",
] as const;

type Method = (...args: unknown[]) => unknown;

/** Does what a call says. Nothing is a silent no-op: an unknown verb rejects, and names those that there are. */
export async function readCall(handle: ParlorHandle, [verb, ...args]: unknown[]): Promise<unknown> {
  const known = verbs.find((one) => one === verb);
  if (known === undefined)
    throw new ParlorError(
      "invalid-options",
      `Unknown verb "${String(verb)}". There are: ${verbs.join(", ")}`,
    );
  return (handle[known] as Method)(...args);
}
