import type { Block, Link, Part } from "../../model/message-blocks.ts";

/** The rest of the first line names a language, if the code begins with the next one. */
const FENCE = /```(?:[^\n`]*\n)?([\s\S]*?)```/g;

/**
 * A letter of another script belongs to an address only at the beginning of one of its parts:
 * `/wiki/東京` is an address, and in `/pay然后付款` the address ends before the Chinese text.
 */
const LATIN = "[\\w\\p{sc=Latn}]";
const OTHER = `(?:(?!${LATIN})[\\p{L}\\p{M}\\p{N}\\u200c\\u200d])*`;
const LETTER = `${LATIN}\\p{M}*`;
/** Two addresses with a comma between them are not a single one. */
const UNIT = `${LETTER}|[/?#=&@:+~-]${OTHER}|[.!$'*%]|[,;|](?!https?:|mailto:|tel:)`;
/** A bracket belongs to an address that has its counterpart, too. */
const PAIR = `\\((?:${UNIT}|\\((?:${UNIT})*\\))*\\)|\\[(?:${UNIT})*\\]`;
const HOST = `${OTHER}(?:\\.${OTHER}|${LETTER}|-)*`;
/**
 * Code, and addresses of the four schemes that are safe to follow.
 * No alternative of a loop begins like another, so that a text of brackets takes no long time. All
 * other signs end an address: quotes of all languages, full stops of other scripts, and invisible
 * marks.
 */
const INLINE = new RegExp(
  `\`([^\`\\n]+)\`|(_?)((?:https?://${HOST}|mailto:)(?:${UNIT}|${PAIR})*|\\btel:\\+?(?:[\\d.-]|\\([\\d.-]*\\))+)`,
  "giu",
);
/** Trailing characters that end a sentence, or mark words as bold, rather than an address. */
const TRAILING = /[.,;:!?'*~|\u200c\u200d]+$/;
/**
 * These turn the direction of what follows and could disguise the rest of an address; an address
 * that goes on with one stays plain text.
 */
const TURNING = /^[\u202a\u202b\u202d\u202e\u2066-\u2068]/;

/** @returns null if the text is no address that is safe to follow */
function address(raw: string, rest: string): Omit<Link, "kind"> | null {
  const text = raw.replace(TRAILING, "");
  if (text === raw && TURNING.test(rest)) return null;
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return null;
  }
  const { hostname, href } = url;
  const [, host] = /^https?:\/\/([^/?#]*)/i.exec(text) ?? [];
  if (host === undefined) return { text, href };
  // A name before the host looks like one.
  if (hostname === "" || host.includes("@")) return null;
  return host.toLowerCase().startsWith(hostname) ? { text, href } : { text, href, host: hostname };
}

/** The text, inline code and links of a line. */
export function readLine(text: string): Part[] {
  const parts: Part[] = [];
  let done = 0;
  const say = (until: number): void => {
    if (until > done) parts.push({ kind: "text", text: text.slice(done, until) });
  };
  for (const match of text.matchAll(INLINE)) {
    const [whole, code, underscore = "", raw = ""] = match;
    const end = match.index + whole.length;
    if (code !== undefined) {
      say(match.index);
      parts.push({ kind: "code", text: code });
      done = end;
      continue;
    }
    // An underscore may end an address, but not one between underscores.
    const bare = underscore === "" ? raw : raw.replace(/_+$/, "");
    const link = address(bare, text.slice(end));
    if (link === null) continue;
    const start = match.index + underscore.length;
    say(start);
    parts.push({ kind: "link", ...link });
    done = start + link.text.length;
  }
  say(text.length);
  return parts;
}

/**
 * Parses a message: lines, fenced blocks, inline code, and addresses with a scheme that is safe to
 * follow. Each line is a block, because each has its own direction.
 */
export function readMessage(body: string): readonly Block[] {
  const blocks: Block[] = [];
  let done = 0;
  const say = (until: number): void => {
    const text = body.slice(done, until).replace(/^\n+|\n+$/g, "");
    if (text === "") return;
    for (const line of text.split(/\r\n?|\n/)) blocks.push({ kind: "line", parts: readLine(line) });
  };
  for (const match of body.matchAll(FENCE)) {
    say(match.index);
    blocks.push({ kind: "pre", text: (match[1] ?? "").replace(/\n$/, "") });
    done = match.index + match[0].length;
  }
  say(body.length);
  return blocks;
}

/** The text without the marks of code, as a screen reader should say it. */
export const spokenText = (body: string): string => body.replace(/```[^\n`]*\n|`/g, "");

/**
 * Emoji as Unicode recommends them for interchange: flags, keycaps, flags of tags, sequences with
 * joiners, and characters with a skin tone, with a selector, or drawn as an emoji by themselves.
 * `\p{RGI_Emoji}` is missing in Chrome 111, Firefox 115 and Safari 16.
 */
const ONLY_EMOJI =
  /^(?:(?:\p{RI}{2}|[\d#*]\uFE0F\u20E3|\u{1F3F4}[\u{E0020}-\u{E007E}]+\u{E007F}|\p{ExtPict}(?:\uFE0F|\p{EMod})?(?:\u200D\p{ExtPict}(?:\uFE0F|\p{EMod})?)+|\p{EBase}\p{EMod}|\p{ExtPict}\uFE0F|(?!\p{RI})\p{EPres})\s*){1,3}$/u;

/** Whether a text is one to three emoji and nothing else; it is then shown large. */
export const isEmojiOnly = (body: string): boolean =>
  body.length <= 100 && ONLY_EMOJI.test(body.trim());
