import { readLine } from "../conversation/log/message-text.ts";
import type { Emphasis, Inline, Link, Part } from "../model/message-blocks.ts";
import { findContacts } from "./find-contacts.ts";

/* The marks within a line. The grammar is docs/formatted-text.md. */

/** Counts the tokens that are looked at; tests hold their number linear. */
export type Count = (tokens: number) => void;

/** Marks and labels within each other. Deeper ones stay text, so that rendering stays shallow. */
const MAX_DEPTH = 8;

/** A mark that may be closed later, and its place in the list of nodes. */
interface Opener {
  readonly mark: string;
  /** The index of the text node that stands for the mark until it is closed. */
  readonly index: number;
  /** The place in the line behind the mark. */
  readonly end: number;
  /** How many links came before it. */
  readonly links: number;
}

const kinds: Readonly<Record<string, Emphasis["kind"]>> = {
  "*": "italic",
  _: "italic",
  "**": "bold",
  __: "bold",
  "~~": "strike",
};

const TOKEN = /\*+|_+|~+|!?\[|\]\(|[^*_~![\]]+|[!\]]/g;

/**
 * A neighbour of a mark: `word` is a letter or digit of a script that has spaces between all words,
 * `letter` any other one.
 */
type Side = "space" | "word" | "letter" | "opening" | "closing" | "sign";

const sides: readonly (readonly [Side, RegExp])[] = [
  ["space", /^\s?$/],
  // A combining mark belongs to the letter before it.
  ["word", /[\p{sc=Latn}\p{sc=Grek}\p{sc=Cyrl}\d\u0300-\u036f]/u],
  ["letter", /[\p{L}\p{M}\p{N}]/u],
  ["opening", /[([{]/],
  ["closing", /[)\]},.;:!?]/],
];

function sideOf(character: string, sign: string): Side {
  const side = sides.find(([, pattern]) => pattern.test(character))?.[0] ?? "sign";
  // No script has an underscore within words.
  return side === "letter" && sign === "_" ? "word" : side;
}

/** The character that ends before an index, or begins at it. */
const before = (text: string, at: number): string =>
  /.$/su.exec(text.slice(Math.max(0, at - 2), at))?.[0] ?? "";
const after = (text: string, at: number): string => /^./su.exec(text.slice(at, at + 2))?.[0] ?? "";

/**
 * Scripts without spaces between words have marks between letters. Within words of other scripts
 * marks are text, as in `snake_case` and `2*3*4`, and so is an asterisk that stands for itself.
 */
const opens = (left: Side, right: Side): boolean =>
  right !== "space" && right !== "closing" && (left !== "word" || right === "letter");
const closes = (left: Side, right: Side): boolean =>
  left !== "space" && left !== "opening" && (right !== "word" || left === "letter");

/** Reads one line. */
class Line {
  readonly #text: string;
  readonly #count: Count;
  readonly #nodes: Inline[] = [];
  readonly #openers: Opener[] = [];
  #links = 0;
  /** A bracket that the next text begins with belongs to a link. */
  #isLabelled = false;

  constructor(text: string, count: Count) {
    this.#text = text;
    this.#count = count;
  }

  read(): readonly Inline[] {
    let at = 0;
    for (const part of readLine(this.#text)) {
      if (part.kind === "text") this.#readText(part.text, at);
      else if (part.kind === "link") this.#addLink(part, at);
      else this.#add(part);
      at += part.text.length + (part.kind === "code" ? 2 : 0);
    }
    return joined(this.#nodes);
  }

  #add(node: Inline): void {
    this.#count(1);
    this.#nodes.push(node);
  }

  #readText(given: string, start: number): void {
    const skipped = this.#isLabelled ? 1 : 0;
    this.#isLabelled = false;
    let at = start + skipped;
    for (const part of findContacts(given.slice(skipped))) {
      if (part.kind === "text") this.#readMarks(part.text, at);
      else this.#addContact(part);
      at += part.text.length;
    }
  }

  #addContact(part: Part): void {
    this.#links++;
    this.#add(part);
  }

  #readMarks(text: string, start: number): void {
    for (const { 0: token, index } of text.matchAll(TOKEN)) {
      const at = start + index;
      if (token === "[") this.#open(token, at);
      else if (/^[*_~]/.test(token)) this.#readRun(token, at);
      else this.#add({ kind: "text", text: token });
    }
  }

  /** Adds a mark as text, which a later one may close. */
  #open(mark: string, at: number): void {
    const index = this.#nodes.length;
    if (this.#openers.length < MAX_DEPTH)
      this.#openers.push({ mark, index, end: at + mark.length, links: this.#links });
    this.#add({ kind: "text", text: mark });
  }

  #readRun(run: string, at: number): void {
    const sign = run.charAt(0);
    const left = sideOf(before(this.#text, at), sign);
    const right = sideOf(after(this.#text, at + run.length), sign);
    const isMark = sign === "~" ? run.length === 2 : run.length <= 3;
    let rest = isMark ? run.length : 0;
    if (closes(left, right)) rest = this.#close(sign, rest);
    if (rest === 0) {
      if (!isMark) this.#add({ kind: "text", text: run });
      return;
    }
    if (!opens(left, right)) return this.#add({ kind: "text", text: sign.repeat(rest) });
    if (rest > 1) this.#open(sign.repeat(2), at);
    if (rest !== 2) this.#open(sign, at);
  }

  /** Closes open marks with a run of this length. @returns how much of it is left */
  #close(sign: string, length: number): number {
    let rest = length;
    while (rest > 0) {
      // Three signs close two marks, the inner one first.
      const opener =
        rest === 3
          ? this.#find(sign, sign.repeat(2))
          : (this.#find(sign.repeat(rest)) ?? (rest > 1 ? this.#find(sign) : undefined));
      const kind = kinds[opener?.mark ?? ""];
      if (opener === undefined || kind === undefined) break;
      const parts = this.#take(opener);
      this.#add({ kind, parts });
      rest -= opener.mark.length;
    }
    return rest;
  }

  /** The last open mark of these. */
  #find(...marks: readonly string[]): Opener | undefined {
    this.#count(1 + this.#openers.length);
    return this.#openers.findLast(({ mark }) => marks.includes(mark));
  }

  /** Removes the nodes since a mark, and the mark. Later marks that are open stay text. */
  #take(opener: Opener): readonly Inline[] {
    const parts = this.#nodes.splice(opener.index + 1);
    this.#nodes.pop();
    this.#count(parts.length);
    this.#openers.length = this.#openers.indexOf(opener);
    return joined(parts);
  }

  #addLink(link: Link, at: number): void {
    const opener = this.#find("[");
    const end = at + link.text.length;
    const isLabel =
      opener !== undefined &&
      opener.links === this.#links &&
      this.#text.slice(at - 2, at) === "](" &&
      this.#text.charAt(end) === ")" &&
      this.#text.slice(opener.end, at - 2).trim() !== "";
    this.#links++;
    if (!isLabel) return this.#add(link);
    this.#nodes.pop();
    const parts = this.#take(opener);
    this.#add({ kind: "label", href: link.href, to: destinationOf(link.href), parts });
    this.#isLabelled = true;
  }
}

/** The part of an address by which a reader recognises where it leads. */
function destinationOf(href: string): string {
  const { protocol, hostname, pathname } = new URL(href);
  return protocol.startsWith("http") ? hostname : pathname;
}

/** Joins neighbouring texts: a mark that stayed text is part of the text around it. */
function joined(nodes: readonly Inline[]): readonly Inline[] {
  const all: Inline[] = [];
  let texts: string[] = [];
  const flush = (): void => {
    if (texts.length > 0) all.push({ kind: "text", text: texts.join("") });
    texts = [];
  };
  for (const node of nodes) {
    if (node.kind === "text") {
      texts.push(node.text);
      continue;
    }
    flush();
    all.push(node);
  }
  flush();
  return all;
}

/** The marks, links and text of a line. */
export const readInline = (text: string, count: Count): readonly Inline[] =>
  new Line(text, count).read();
