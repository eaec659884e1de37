import { ParlorError } from "../../transport/index.ts";
import { resolveOptions } from "../options.ts";
import { createWidget, type Widget, type Intent } from "../widget.ts";
import type { TalkParts } from "../ui/lazy-parts.tsx";
import type { Launcher } from "./launcher.ts";
import type { ParlorFunction } from "./verbs.ts";
import { withRouting } from "./with-routing.ts";

const page = window as unknown as { Parlor: ParlorFunction };

type Call = readonly [
  args: unknown[],
  resolve: (value: unknown) => void,
  reject: (reason: unknown) => void,
];

/** What the loader knows of this module. */
export interface EmbedModule {
  readonly take: typeof take;
}

/** What each launcher is taken to. */
const answers = new WeakMap<Launcher, (intent: Intent) => void>();
let newest: Widget | null = null;

/**
 * Takes the launcher over from the loader with the first intent, answers the calls that waited, and does what is wanted.
 * @param said - the options as they stand on the page
 * @param calls - made so far
 */
export function take(
  launcher: Launcher,
  said: Readonly<Record<string, unknown>>,
  calls: Call[],
  intent: Intent,
): void {
  let answer = answers.get(launcher);
  if (answer === undefined) {
    // Its page was written anew, or put another root there: nobody sees that window again.
    if (newest?.launcher.host.isConnected === false) newest.destroy();
    // Where this file comes from, the loader came from too.
    const options = withRouting({ api: new URL(import.meta.url).origin, ...said });
    let read: ParlorFunction | null = null;
    const drain = (): void => {
      if (read === null) return;
      for (const [args, resolve, reject] of calls.splice(0)) read(...args).then(resolve, reject);
    };
    let made: Widget | null = null;
    let parts: TalkParts | null = null;
    const listen = (): void => {
      if (made === null || parts === null) return;
      const { createHandle, readCall } = parts;
      const handle = createHandle(made);
      read = (...args) => readCall(handle, args);
      drain();
    };
    const window = createWidget(launcher, resolveOptions(options), false, {
      // At once, where another window has fetched it.
      onTalk(talk) {
        parts = talk;
        listen();
      },
    });
    made = newest = window;
    listen();
    answer = (wanted) => {
      // Whoever keeps the loader's function calls it later, too.
      drain();
      window.answer(wanted);
    };
    answers.set(launcher, answer);
    // Until what reads them is here, calls wait, and miss nothing of what is told.
    page.Parlor = (...args) =>
      read?.(...args) ?? new Promise((resolve, reject) => calls.push([args, resolve, reject]));
    // What is wrong is told as soon as the rules are here; a chat that can run, runs meanwhile.
    import("../check-options.ts")
      .then(({ checkOptions }) => checkOptions(options))
      // Without a network the rules do not come, and then nobody is told off.
      .catch((error: unknown) => {
        if (!(error instanceof ParlorError)) return;
        // oxlint-disable-next-line no-console -- the one place where a site owner looks
        console.error(error);
        window.emitter.emit("error", { code: error.code, message: error.message });
      });
  }
  answer(intent);
}
