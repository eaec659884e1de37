import { computed, signal, type ReadonlySignal, type Signal } from "@preact/signals";
import { ApiProblem } from "../api/api-problem.ts";

/** A sentence that is read out once, also when it is the same as the one before. */
export interface SpokenLine {
  readonly key: number;
  readonly text: string;
  /** Read out at once, and not when there is time. */
  readonly isUrgent: boolean;
}

/** So many lines stay on the page: what comes at the same moment is read one after the other. */
const MAX_LINES = 6;

/** The sentences that the desk shows or speaks, and why an action has failed. */
export class Notices {
  /** The failure of the agent's last action. */
  readonly problem: Signal<string> = signal("");
  readonly lines: Signal<readonly SpokenLine[]> = signal([]);
  /** The last line that is not urgent. */
  readonly spoken: ReadonlySignal<string> = computed(
    () => this.lines.value.findLast(({ isUrgent }) => !isUrgent)?.text ?? "",
  );
  readonly #expired: () => void;
  #count = 0;

  /** @param expired - called when the server does not accept the agent's token any more */
  constructor(expired: () => void) {
    this.#expired = expired;
  }

  /** Reads a sentence out. */
  readonly say = (text: string, isUrgent = false): void => {
    const line = { key: this.#count++, text, isUrgent };
    this.lines.value = [...this.lines.peek().slice(1 - MAX_LINES), line];
  };

  /**
   * Explains a failure. An expired token signs the agent out; the result is then empty.
   * @param failed - a sentence that says which action failed
   */
  explain(error: unknown, failed: string): string {
    if (!(error instanceof ApiProblem))
      return `${failed} The server can’t be reached. Try again in a moment.`;
    if (error.status === 401) {
      if (!error.isOfOldToken) this.#expired();
      return "";
    }
    if (error.status === 429 || error.status === 503)
      return `${failed} The server is busy. Try again in a moment.`;
    if (error.code === "missed.text.unread")
      return `${failed} The guest has written again: read it first.`;
    return error.status >= 500
      ? `${failed} The server has a problem. Try again in a moment.`
      : `${failed} The server refused it.`;
  }

  /** Runs an agent's action. @returns whether it is done; else `problem` says why not */
  async attempt(work: () => Promise<unknown>, failed: string): Promise<boolean> {
    this.problem.value = "";
    try {
      await work();
      return true;
    } catch (error) {
      this.problem.value = this.explain(error, failed);
      return false;
    }
  }
}
