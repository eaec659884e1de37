import { signal, type Signal } from "@preact/signals";
import type { Clock } from "../../../src/transport/ports/clock.ts";

/** A guest who has not typed for so long has stopped. */
const INCOMING_MS = 4_000;
/** The server is told at most this often that the agent types. */
const OUTGOING_MS = 3_000;

/** Who is typing: the guests, and towards them the agent. */
export class Typing {
  /** The conversations whose guest is typing. */
  readonly ids: Signal<ReadonlySet<string>> = signal(new Set());
  readonly #clock: Clock;
  readonly #expiries = new Map<string, () => void>();
  readonly #toldAt = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  hear(id: string): void {
    this.#expiries.get(id)?.();
    this.#expiries.set(
      id,
      this.#clock.after(INCOMING_MS, () => this.stop(id)),
    );
    this.ids.value = new Set([...this.ids.peek(), id]);
  }

  stop(id: string): void {
    this.#expiries.get(id)?.();
    this.#expiries.delete(id);
    if (this.ids.peek().has(id))
      this.ids.value = new Set([...this.ids.peek()].filter((one) => one !== id));
  }

  /** Whether the server is to be told now that the agent types in this conversation. */
  isDue(id: string): boolean {
    const now = this.#clock.now();
    if (now - (this.#toldAt.get(id) ?? 0) < OUTGOING_MS) return false;
    this.#toldAt.set(id, now);
    return true;
  }

  close(): void {
    for (const id of this.#expiries.keys()) this.stop(id);
  }
}
