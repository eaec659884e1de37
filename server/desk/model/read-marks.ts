import { signal, type Signal } from "@preact/signals";
import type { Storage } from "../../../src/transport/ports/storage.ts";
import type { DeskMessage } from "../api/views.ts";
import { isSpoken } from "./summary.ts";
import type { Threads } from "./threads.ts";

export const READ_PREFIX = "parlor:desk:read:";

/**
 * Up to which message the agent has read each of its conversations. Stored with the tab, so that
 * what was unread is still unread after a reload.
 */
export class ReadMarks {
  readonly #marks: Signal<ReadonlyMap<string, string>> = signal(new Map());
  readonly #storage: Storage;
  readonly #prefix: string;

  /** Removes the marks of every other prefix: they belong to somebody else who used this tab. */
  constructor(storage: Storage, prefix: string) {
    this.#storage = storage;
    this.#prefix = prefix;
    const found = new Map<string, string>();
    for (const key of storage.keys(READ_PREFIX)) {
      const mark = key.startsWith(prefix) ? storage.get(key) : null;
      if (mark === null) storage.remove(key);
      else found.set(key.slice(prefix.length), mark);
    }
    this.#marks.value = found;
  }

  has(id: string): boolean {
    return this.#marks.peek().has(id);
  }

  /** The agent has the conversation before it, up to its newest message. */
  read(id: string, rows: readonly DeskMessage[]): void {
    this.#set(id, rows.at(-1)?.id ?? "");
  }

  /** Everything from this time on is unread. */
  readUntil(id: string, rows: readonly DeskMessage[], time: string): void {
    this.#set(id, rows.findLast((one) => one.timestamp <= time)?.id ?? "");
  }

  /** How many messages of others stand after the mark. Without a mark, nothing is unread. */
  countUnread(
    id: string,
    rows: readonly DeskMessage[],
    isOwn: (message: DeskMessage) => boolean,
  ): number {
    const mark = this.#marks.value.get(id);
    if (mark === undefined) return 0;
    const at = rows.findIndex((one) => one.id === mark);
    return rows.slice(at + 1).filter((one) => isSpoken(one) && !isOwn(one)).length;
  }

  /** Drops every conversation but these. */
  keep(ids: ReadonlySet<string>): void {
    const gone = [...this.#marks.peek().keys()].filter((id) => !ids.has(id));
    if (gone.length === 0) return;
    const marks = new Map(this.#marks.peek());
    for (const id of gone) {
      marks.delete(id);
      this.#storage.remove(this.#prefix + id);
    }
    this.#marks.value = marks;
  }

  erase(): void {
    this.keep(new Set());
  }

  #set(id: string, mark: string): void {
    if (this.#marks.peek().get(id) === mark) return;
    this.#marks.value = new Map(this.#marks.peek()).set(id, mark);
    this.#storage.set(this.#prefix + id, mark);
  }
}

/** How many messages the agent has not read, by conversation; only those with some. */
export function unreadOf(
  chats: readonly { readonly id: string }[],
  threads: Pick<Threads, "get">,
  marks: ReadMarks,
  isOwn: (message: DeskMessage) => boolean,
): ReadonlyMap<string, number> {
  return new Map(
    chats.flatMap(({ id }): [string, number][] => {
      const count = marks.countUnread(id, threads.get(id)?.rows.value ?? [], isOwn);
      return count === 0 ? [] : [[id, count]];
    }),
  );
}
