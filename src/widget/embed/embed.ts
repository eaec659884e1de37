import { readCall, type ParlorFunction } from "./verbs.ts";
import { resolveOptions } from "../options.ts";
import { mountInto } from "../widget.ts";
import type { Launcher } from "./launcher.ts";

type Call = readonly [
  args: unknown[],
  resolve: (value: unknown) => void,
  reject: (reason: unknown) => void,
];

/** What the loader hands over with the first intent. */
export interface Handover {
  readonly launcher: Launcher;
  readonly options: Readonly<Record<string, unknown>>;
  /** Calls made so far; the loader's own last one tells it that its work is done. */
  readonly calls: Call[];
  readonly isOpening: boolean;
  readonly setApi: (api: ParlorFunction) => void;
}

export interface EmbedModule {
  take(handover: Handover): void;
}

let open: (() => void) | null = null;

/** Takes the launcher over from the loader, answers the calls that waited, and opens if that was asked for. */
export function take({ launcher, options, calls, isOpening, setApi }: Handover): void {
  if (open !== null) {
    if (isOpening) open();
    return;
  }
  const handle = mountInto(launcher, resolveOptions(options));
  const api: ParlorFunction = (...args) => readCall(handle, args);
  open = () => void handle.open({ focus: true });
  setApi(api);
  for (const [args, resolve, reject] of calls.splice(0)) {
    if (args[0] === "__loaded") resolve(undefined);
    else api(...args).then(resolve, reject);
  }
  if (isOpening) open();
}
