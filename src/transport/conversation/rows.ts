import type { ConversationState } from "./conversation.ts";
import type { Message, MessageKey } from "./message.ts";

/** With more than this, what lies on top is merged into one table again. */
const MAX_ON_TOP = 64;

/**
 * All rows of one state, by key. It never changes; the next state's rows are the same table with what is new laid on top, so that a
 * message costs the same however many are held.
 */
export class Rows implements ReadonlyMap<MessageKey, Message> {
  readonly #below: ReadonlyMap<MessageKey, Message>;
  readonly #top: ReadonlyMap<MessageKey, Message>;
  #whole: ReadonlyMap<MessageKey, Message> | undefined;

  constructor(
    below: ReadonlyMap<MessageKey, Message>,
    top: ReadonlyMap<MessageKey, Message> = new Map(),
  ) {
    this.#below = below;
    this.#top = top;
  }

  /** These rows, and those in place of what has their keys. */
  with(rows: readonly Message[]): Rows {
    const isHigh = this.#top.size > MAX_ON_TOP;
    const top = new Map(isHigh ? [] : this.#top);
    for (const row of rows) top.set(row.key, row);
    return new Rows(isHigh ? this.#all() : this.#below, top);
  }

  /** The keys that may be other than in these earlier or later rows: of what lies on the same table, those on top; else all. */
  suspects(other: Rows): ReadonlySet<MessageKey> {
    const isNear = this.#below === other.#below || this.#below === other.#whole;
    const [mine, theirs] = isNear ? [this.#top, other.#top] : [this, other];
    return new Set([...mine.keys(), ...theirs.keys()]);
  }

  get(key: MessageKey): Message | undefined {
    return this.#top.get(key) ?? this.#below.get(key);
  }
  has(key: MessageKey): boolean {
    return this.get(key) !== undefined;
  }
  get size(): number {
    return this.#all().size;
  }
  keys(): MapIterator<MessageKey> {
    return this.#all().keys();
  }
  values(): MapIterator<Message> {
    return this.#all().values();
  }
  entries(): MapIterator<[MessageKey, Message]> {
    return this.#all().entries();
  }
  [Symbol.iterator](): MapIterator<[MessageKey, Message]> {
    return this.entries();
  }
  forEach(
    each: (row: Message, key: MessageKey, rows: ReadonlyMap<MessageKey, Message>) => void,
  ): void {
    for (const [key, row] of this) each(row, key, this);
  }

  /** Put together when somebody asks for more than one row. */
  #all(): ReadonlyMap<MessageKey, Message> {
    return (this.#whole ??= new Map([...this.#below, ...this.#top]));
  }
}

/** These as rows: what came from another tab is a plain map. */
export const asRows = (messages: ReadonlyMap<MessageKey, Message>): Rows =>
  messages instanceof Rows ? messages : new Rows(messages);

/**
 * Which messages are new, changed or gone, for whoever is told of a change by `subscribe`. Costs what has changed, not what is held.
 * @param state - as it is now
 * @param before - as it was
 * @returns their keys; look them up in both states
 * @public
 */
export function changedMessages(
  { messages: now }: ConversationState,
  { messages: was }: ConversationState,
): readonly MessageKey[] {
  if (now === was) return [];
  const suspects = [...asRows(now).suspects(asRows(was))];
  return suspects.filter((key) => now.get(key) !== was.get(key));
}
