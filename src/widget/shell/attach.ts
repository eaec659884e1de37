import { ParlorError } from "../../transport/index.ts";
import { resolveOptions } from "../options/options.ts";
import type { ConversationChunk } from "../model/chunk-slots.tsx";
import type { Intent, Widget } from "../model/widget.ts";
import { createWidget } from "./widget.ts";
import type { Launcher } from "../loader/launcher.ts";
import type { ParlorFunction } from "../api/dispatch-call.ts";
import { withRouting } from "../options/with-routing.ts";

const page = window as unknown as { Parlor: ParlorFunction };

type Call = readonly [
  args: unknown[],
  resolve: (value: unknown) => void,
  reject: (reason: unknown) => void,
];

/** The part of this module that the loader uses. */
export interface EmbedModule {
  readonly take: typeof take;
}

/** The intent handler of each launcher that has been taken over. */
const answers = new WeakMap<Launcher, (intent: Intent) => void>();
let newest: Widget | null = null;

/**
 * Takes the launcher over from the loader with the first intent, executes the queued calls, and
 * handles the intent.
 * @param said - the options as they stand on the page
 * @param calls - the calls queued so far
 */
export function take(
  launcher: Launcher,
  said: Readonly<Record<string, unknown>>,
  calls: Call[],
  intent: Intent,
): void {
  let answer = answers.get(launcher);
  if (answer === undefined) {
    // The page replaced its content or its root element, so the old widget stays detached.
    if (newest?.launcher.host.isConnected === false) newest.destroy();
    // `api` defaults to the origin of this file, which is also the loader's.
    const options = withRouting({ api: new URL(import.meta.url).origin, ...said });
    let read: ParlorFunction | null = null;
    const drain = (): void => {
      if (read === null) return;
      for (const [args, resolve, reject] of calls.splice(0)) read(...args).then(resolve, reject);
    };
    let made: Widget | null = null;
    let parts: ConversationChunk | null = null;
    const listen = (): void => {
      if (made === null || parts === null) return;
      const { createHandle, readCall } = parts;
      const handle = createHandle(made);
      read = (...args) => readCall(handle, args);
      drain();
    };
    const window = createWidget(launcher, resolveOptions(options), false, {
      // Called at once when another widget has already fetched the chunk.
      onConversation(chunk) {
        parts = chunk;
        listen();
      },
    });
    made = newest = window;
    listen();
    answer = (wanted) => {
      // A page that kept a reference to the loader's function still queues calls through it.
      drain();
      window.answer(wanted);
    };
    answers.set(launcher, answer);
    // Calls are queued until the code that executes them has arrived; they miss no event.
    page.Parlor = (...args) =>
      read?.(...args) ?? new Promise((resolve, reject) => calls.push([args, resolve, reject]));
    // Invalid options are reported once the rules have arrived; a chat that can run meanwhile does.
    import("../options/check-options.ts")
      .then(({ checkOptions }) => checkOptions(options))
      // Without a network the rules cannot be fetched, and nothing is reported.
      .catch((error: unknown) => {
        if (!(error instanceof ParlorError)) return;
        // oxlint-disable-next-line no-console -- the one place where a site owner looks
        console.error(error);
        window.emitter.emit("error", { code: error.code, message: error.message });
      });
  }
  answer(intent);
}
