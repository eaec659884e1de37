import { signal, type Signal } from "@preact/signals";
import type { ParlorErrorCode } from "../../transport/index.ts";
import type { Visit } from "./panel.ts";
import type { WidgetContext } from "./widget-context.ts";

/** A file that could not be attached. */
export interface RefusedFile {
  readonly name: string;
  readonly code: ParlorErrorCode;
}

/** The files of one visitor in this widget, beside those of the conversation's state. */
export interface FileState {
  readonly refused: Signal<readonly RefusedFile[]>;
  readonly isDropping: Signal<boolean>;
  /** The send that waits until all files are up. */
  readonly waiting: Signal<(() => void) | null>;
  /** The files that this page has, by the key of their upload and by their id. */
  readonly local: Map<string, File>;
}

// Nobody else finds the files of a visitor: a reset replaces the visit.
const states = new WeakMap<Visit, FileState>();

export function fileStateOf({ panel }: WidgetContext): FileState {
  const visit = panel.visit.value;
  let state = states.get(visit);
  if (state === undefined) {
    state = {
      refused: signal([]),
      isDropping: signal(false),
      waiting: signal(null),
      local: new Map(),
    };
    states.set(visit, state);
  }
  return state;
}
