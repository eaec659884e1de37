import type { FormattedBlock, ListItem } from "../model/message-blocks.ts";
import { readInline, type Count } from "./read-inline.ts";

/* Blocks of formatted text. The grammar is docs/formatted-text.md. */

/** Quotes and lists within each other. Deeper ones stay text. */
const MAX_DEPTH = 4;

const QUOTE = /^> (?=.*\S)/;
/** A line of a quote that has begun. */
const QUOTED = /^>(?: |$)/;
/** The mark of an item, and the space behind it; the item has text. */
const ITEM = /^([-*\u2022]|(\d{1,3})[.)]) +(?=\S)/;
/** A line under an item that belongs to it. */
const INDENTED = /^ {2,}(?=\S)/;
/** A line of signs is no item: it is drawn as a rule, where text may have one. */
const RULE = /^[-*_ ]+$/;

const FENCE = "```";

const isItem = (line: string): RegExpExecArray | null => (RULE.test(line) ? null : ITEM.exec(line));

/** The lines of a piece of a message. */
class Blocks {
  readonly #lines: readonly string[];
  readonly #depth: number;
  readonly #count: Count;
  readonly #blocks: FormattedBlock[] = [];
  #at = 0;

  constructor(lines: readonly string[], depth: number, count: Count) {
    this.#lines = lines;
    this.#depth = depth;
    this.#count = count;
  }

  read(): readonly FormattedBlock[] {
    while (this.#at < this.#lines.length) this.#blocks.push(this.#next());
    return withoutGaps(this.#blocks);
  }

  get #line(): string {
    return this.#lines[this.#at] ?? "";
  }

  #next(): FormattedBlock {
    const line = this.#line;
    this.#count(1);
    if (this.#depth < MAX_DEPTH) {
      if (QUOTE.test(line)) return this.#readQuote();
      const item = isItem(line);
      if (item !== null) return this.#readList(item[2] !== undefined);
    }
    this.#at++;
    return { kind: "line", parts: readInline(line, this.#count) };
  }

  #inner(lines: readonly string[]): readonly FormattedBlock[] {
    return new Blocks(lines, this.#depth + 1, this.#count).read();
  }

  #readQuote(): FormattedBlock {
    const lines: string[] = [];
    while (this.#at < this.#lines.length && QUOTED.test(this.#line)) {
      lines.push(this.#line.replace(QUOTED, ""));
      this.#at++;
    }
    return { kind: "quote", blocks: this.#inner(lines) };
  }

  #readList(isOrdered: boolean): FormattedBlock {
    const items: ListItem[] = [];
    for (;;) {
      const gap = this.#line === "" && items.length > 0 ? 1 : 0;
      const line = this.#lines[this.#at + gap] ?? "";
      const item = isItem(line);
      if (item === null || (item[2] !== undefined) !== isOrdered) break;
      this.#at += gap + 1;
      const lines = [line.slice(item[0].length)];
      while (INDENTED.test(this.#line)) {
        lines.push(this.#line.replace(indentOf(item[0].length), ""));
        this.#at++;
      }
      this.#count(lines.length);
      items.push({ number: isOrdered ? Number(item[2]) : null, blocks: this.#inner(lines) });
    }
    return { kind: "list", isOrdered, items };
  }
}

/** Matches the indentation of a line under an item, as far as the item's own mark is wide. */
const indentOf = (width: number): RegExp => new RegExp(`^ {2,${Math.max(2, width)}}`);

/** Leaves out the empty lines beside a list or a quote, which has a margin of its own. */
const withoutGaps = (blocks: readonly FormattedBlock[]): readonly FormattedBlock[] =>
  blocks.filter((block, index) => {
    if (block.kind !== "line" || block.parts.length > 0) return true;
    const beside = [blocks[index - 1], blocks[index + 1]];
    return beside.every((one) => one === undefined || one.kind === "line");
  });

/**
 * Parses formatted text. It never throws, and takes time that is proportional to the length.
 * @param count - is called with the number of tokens that were looked at
 */
export function readFormatted(
  body: string,
  count: Count = () => undefined,
): readonly FormattedBlock[] {
  const blocks: FormattedBlock[] = [];
  const say = (text: string): void => {
    const lines = text.split(/\r\n?|\n/);
    const [first, last] = [lines.findIndex(Boolean), lines.findLastIndex(Boolean)];
    if (first === -1) return;
    const read = new Blocks(lines.slice(first, last + 1), 0, count).read();
    // One by one: a call takes no hundred thousand arguments.
    for (const block of read) blocks.push(block);
  };
  let done = 0;
  for (;;) {
    count(1);
    const open = body.indexOf(FENCE, done);
    const close = open === -1 ? -1 : body.indexOf(FENCE, open + FENCE.length);
    if (close === -1) break;
    say(body.slice(done, open));
    const code = body.slice(open + FENCE.length, close);
    // The rest of the first line names a language, if the code begins with the next one.
    blocks.push({ kind: "pre", text: code.replace(/^[^\n`]*\n/, "").replace(/\n$/, "") });
    done = close + FENCE.length;
  }
  say(body.slice(done));
  return blocks;
}
