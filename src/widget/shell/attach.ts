import { signal } from "@preact/signals";
import { resolveOptions } from "../options/options.ts";
import { ConversationSlot, DirectSlot, SecondarySlot } from "../model/chunk-slots.tsx";
import type { Intent, Widget } from "../model/widget.ts";
import { fetchApi } from "./load-chunks.ts";
import { createWidget } from "./widget.ts";
import type { Launcher } from "../model/launcher.ts";
import type { ParlorFunction } from "../api/dispatch-call.ts";
import { withRouting } from "../options/with-routing.ts";

const page: Window & { Parlor?: ParlorFunction } = window;

type Call = readonly [
  args: unknown[],
  resolve: (value: unknown) => void,
  reject: (reason: unknown) => void,
];

/** The part of this module that the loader uses. */
export interface EmbedModule {
  readonly take: typeof take;
}

DirectSlot.source = () => import("../direct/chunk.ts");

/** The intent handler of each launcher that has been taken over. */
const answers = new WeakMap<Launcher, (intent: Intent) => void>();
let newest: Widget | null = null;

/**
 * Executes queued calls with the code that is fetched for the first of them.
 * @param release - called when none of the calls that were queued at first waits any more, or when
 * their code could not be fetched
 * @returns a function that executes the calls that are queued now
 */
function queueOf(widget: Widget, calls: Call[], release: () => void): () => void {
  let read: ParlorFunction | null = null;
  let isFetching = false;
  const execute = (): void => {
    if (read !== null)
      for (const [args, resolve, reject] of calls.splice(0)) read(...args).then(resolve, reject);
    else if (calls.length > 0 && !isFetching) void fetch();
  };
  const fetch = async (): Promise<void> => {
    isFetching = true;
    try {
      const { createHandle, readCall } = (await fetchApi()).chunk;
      const handle = createHandle(widget);
      read = (...args) => readCall(handle, args);
      execute();
    } catch {
      // There is no network.
      isFetching = false;
      addEventListener("online", execute, { once: true });
    }
    release();
  };
  return execute;
}

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
    // `api` defaults to the folder of the loader; this file is in a folder of its version there.
    const api = import.meta.url.replace(/\/parlor\/[^/]+\/[^/]+$/, "");
    const options = withRouting({ api, ...said });
    const isHeld = signal(calls.length > 0);
    const widget = createWidget(launcher, resolveOptions(options), false, { isHeld });
    newest = widget;
    const execute = queueOf(widget, calls, () => (isHeld.value = false));
    answer = (wanted) => {
      // A page that kept a reference to the loader's function still queues calls through it.
      execute();
      widget.answer(wanted);
    };
    answers.set(launcher, answer);
    page.Parlor = (...args) => {
      // A visitor who logs out without a network must be forgotten, too.
      const chunk = ConversationSlot.chunk.peek();
      const forgets = args[0] === "reset" || args[0] === "forget";
      if (forgets && chunk !== null && !widget.isGone()) return chunk.reset(widget);
      const answered = new Promise((resolve, reject) => calls.push([args, resolve, reject]));
      execute();
      return answered;
    };
    // The rules arrive with the visitor's first action.
    const stop = SecondarySlot.chunk.subscribe((chunk) => chunk?.reportOptions(widget, options));
    widget.emitter.listen(({ type }) => type === "destroyed" && stop());
  }
  answer(intent);
}
