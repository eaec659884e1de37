import { signal, type Signal } from "@preact/signals";
import { ApiProblem } from "../api/api-problem.ts";

/** The sentences that the desk shows or speaks, and why an action has failed. */
export class Notices {
  /** The failure of the agent's last action. */
  readonly problem: Signal<string> = signal("");
  /** Read out when there is time. */
  readonly spoken: Signal<string> = signal("");
  /** Read out at once. */
  readonly urgent: Signal<string> = signal("");
  readonly #expired: () => void;

  /** @param expired - called when the server does not accept the agent's token any more */
  constructor(expired: () => void) {
    this.#expired = expired;
  }

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
