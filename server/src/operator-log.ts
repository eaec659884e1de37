import type { FastifyBaseLogger } from "fastify";

type Entry = (log: FastifyBaseLogger) => void;

/**
 * Messages for the operator from parts that start before the app's logger. They are kept until
 * there is one.
 */
export class OperatorLog {
  readonly #early: Entry[] = [];
  #log: FastifyBaseLogger | null = null;

  readonly warn = (text: string): void => this.#write((log) => log.warn(text));

  /** Records a failure of work that nobody waits for. */
  readonly report = (error: unknown): void =>
    this.#write((log) => log.error({ err: error }, "Background work failed"));

  /** Writes to this logger from now on, what was kept first. */
  connect(log: FastifyBaseLogger): void {
    this.#log = log;
    for (const entry of this.#early.splice(0)) entry(log);
  }

  #write(entry: Entry): void {
    if (this.#log === null) this.#early.push(entry);
    else entry(this.#log);
  }
}
