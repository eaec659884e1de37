import { ParlorError } from "../../transport/index.ts";
import { resolveOptions } from "../options.ts";
import { mountInto, type Intent, type Mounted } from "../widget.ts";
import type { Launcher } from "./launcher.ts";
import { readCall, type ParlorFunction } from "./verbs.ts";

type Call = readonly [
  args: unknown[],
  resolve: (value: unknown) => void,
  reject: (reason: unknown) => void,
];

/** What the loader knows of this module. */
export interface EmbedModule {
  readonly take: typeof take;
}

/** The tag has one attribute for each part of the routing, and all of them are text. */
function withRouting(input: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { queue, skills, language, priority, ...rest } = input as Record<string, string>;
  const routing = {
    ...(input["routing"] as object | undefined),
    ...(queue !== undefined && { queue }),
    ...(skills !== undefined && { skills: skills.split(/\s*,\s*/) }),
    ...(language !== undefined && { language }),
    ...(priority !== undefined && { priority: Number(priority) }),
  };
  return { ...rest, routing };
}

let mounted: Mounted | null = null;

/**
 * Takes the launcher over from the loader with the first intent, answers the calls that waited, and does what is wanted.
 * @param said - the options as they stand on the page
 * @param calls - made so far; the loader's own last one tells it that its work is done
 */
export function take(
  launcher: Launcher,
  said: Readonly<Record<string, unknown>>,
  calls: Call[],
  intent: Intent,
): void {
  if (mounted === null) {
    const options = withRouting(said);
    // What is wrong is told as soon as the rules are here; a chat that can run, runs meanwhile.
    const { handle, fail } = (mounted = mountInto(launcher, resolveOptions(options)));
    import("../check-options.ts")
      .then(({ checkOptions }) => checkOptions(options))
      // Without a network the rules do not come, and then nobody is told off.
      .catch((error: unknown) => error instanceof ParlorError && fail(error));
    const api: ParlorFunction = (...args) => readCall(handle, args);
    (window as unknown as { Parlor: ParlorFunction }).Parlor = api;
    for (const [args, resolve, reject] of calls.splice(0)) {
      if (args[0] === "__loaded") resolve(undefined);
      else api(...args).then(resolve, reject);
    }
  }
  mounted.answer(intent);
}
