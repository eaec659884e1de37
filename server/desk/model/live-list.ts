import { signal, type Signal } from "@preact/signals";

interface Row {
  readonly id: string;
}

interface Change<Entry> {
  readonly id: string;
  /** Null for one that is in the list no more. */
  readonly row: Entry | null;
}

/**
 * A list that is read once as a whole, and kept by frames that carry the rows that change. Changes
 * that come while it is read are applied to the answer as well: it may be older than they are.
 */
export class LiveList<Entry extends Row> {
  readonly rows: Signal<readonly Entry[]> = signal([]);
  readonly #order: (a: Entry, b: Entry) => number;
  #duringReading: Change<Entry>[] | null = null;

  constructor(order: (a: Entry, b: Entry) => number) {
    this.#order = order;
  }

  apply(id: string, row: Entry | null): void {
    const change = { id, row };
    this.#duringReading?.push(change);
    this.rows.value = this.#changed(this.rows.peek(), change);
  }

  /** Replaces the list by what is read; one reading at a time. */
  async read(load: () => Promise<readonly Entry[]>): Promise<void> {
    const changes: Change<Entry>[] = [];
    this.#duringReading = changes;
    try {
      const found = (await load()).toSorted(this.#order);
      this.rows.value = changes.reduce(
        (rows: readonly Entry[], change) => this.#changed(rows, change),
        found,
      );
    } finally {
      this.#duringReading = null;
    }
  }

  #changed(rows: readonly Entry[], { id, row }: Change<Entry>): readonly Entry[] {
    const others = rows.filter((one) => one.id !== id);
    if (row !== null) return [...others, row].toSorted(this.#order);
    return others.length === rows.length ? rows : others;
  }
}
