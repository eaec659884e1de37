import type { ConversationState } from "./state.ts";
import type { Message, MessageKey } from "./message.ts";

/** With more rows than this, the overlay is merged into the base table. */
const MAX_ON_TOP = 64;

/**
 * All rows of one state, by key. Immutable: the next state's rows share the base table and put new
 * and changed rows in an overlay, so that a message costs the same however many rows there are.
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

  /** These rows plus the given ones, which replace rows with the same key. */
  with(rows: readonly Message[]): Rows {
    const isHigh = this.#top.size > MAX_ON_TOP;
    const top = new Map(isHigh ? [] : this.#top);
    for (const row of rows) top.set(row.key, row);
    return new Rows(isHigh ? this.#all() : this.#below, top);
  }

  /**
   * Keys whose rows may differ from an earlier or later state's: the keys of both overlays when the
   * base table is shared, else all keys.
   */
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

  /** Both tables merged, on the first access to more than one row. */
  #all(): ReadonlyMap<MessageKey, Message> {
    return (this.#whole ??= new Map([...this.#below, ...this.#top]));
  }
}

/** Converts a map to `Rows`: the state from another tab has a plain map. */
const asRows = (messages: ReadonlyMap<MessageKey, Message>): Rows =>
  messages instanceof Rows ? messages : new Rows(messages);

/**
 * Returns which messages are new, changed or gone, for a listener of `subscribe`. The cost depends
 * on the number of changes, not on the number of messages.
 * @param state - the state now
 * @param before - the state before
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

/** Unsent rows come last, in the order of writing; sent rows by the server's time, then by id. */
function isBefore(a: Message, b: Message): boolean {
  const [isSentA, isSentB] = [a.delivery.kind === "sent", b.delivery.kind === "sent"];
  if (isSentA !== isSentB) return isSentA;
  if (a.at !== b.at) return a.at < b.at;
  if (a.delivery.kind === "sent" && b.delivery.kind === "sent")
    return a.delivery.id < b.delivery.id;
  return false;
}

/** Inserts new and changed rows at their place in the order. */
export function withRows(state: ConversationState, rows: readonly Message[]): ConversationState {
  const messages = asRows(state.messages).with(rows);
  const moved = new Set<MessageKey>();
  let isNew = true;
  for (const row of rows) {
    const before = state.messages.get(row.key);
    const stays =
      before !== undefined &&
      before.at === row.at &&
      (before.delivery.kind === "sent") === (row.delivery.kind === "sent");
    if (!stays) moved.add(row.key);
    isNew &&= before === undefined;
  }
  if (moved.size === 0) return { ...state, messages };
  const order = isNew ? [...state.order] : state.order.filter((key) => !moved.has(key));
  for (const key of moved) {
    const row = messages.get(key);
    if (row === undefined) continue;
    const last = order.findLastIndex((other) => {
      const before = messages.get(other);
      return before === undefined || !isBefore(row, before);
    });
    order.splice(last + 1, 0, key);
  }
  return { ...state, messages, order };
}
