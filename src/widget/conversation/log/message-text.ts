/** A parsed piece of a message. Never HTML: every part becomes a node with text in it. */
export type Part =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "link"; readonly text: string; readonly href: string }
  | { readonly kind: "code"; readonly text: string };

export type Block =
  | { readonly kind: "lines"; readonly parts: readonly Part[] }
  | { readonly kind: "pre"; readonly text: string };

const FENCE = /```[^\n`]*\n?([\s\S]*?)```/g;
const INLINE = /`([^`\n]+)`|(https?:\/\/[^\s<>"]+|mailto:[^\s<>"]+|tel:\+?[\d\-().]+)/gi;
/** Trailing characters that end a sentence rather than an address. */
const TRAILING = /[.,;:!?'"’”…)\]}]+$/;
/**
 * Bidirectional control characters could disguise an address; an address with any stays plain text.
 */
const DISGUISE = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

/**
 * The visible form of an address: the host as the browser parses it (punycode, so that look-alike
 * alphabets cannot pass for another host), and the rest as written.
 */
function shown(text: string, { protocol, host }: URL): string {
  if (!protocol.startsWith("http")) return text.replace(/^\w+:/, "");
  const rest = text.replace(/^https?:\/\//i, "").replace(/^[^/?#]*/, "");
  return host + rest.replace(/^\/$/, "");
}

function address(raw: string): { whole: string; text: string; href: string } | null {
  let text = raw.replace(TRAILING, "");
  // A closing bracket belongs to the address if the address contains its opening bracket.
  while (raw.charAt(text.length) === ")" && text.split("(").length > text.split(")").length)
    text += ")";
  if (DISGUISE.test(text)) return null;
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return null;
  }
  if (!["http:", "https:", "mailto:", "tel:"].includes(url.protocol)) return null;
  if (/^https?:$/.test(url.protocol) && (url.hostname === "" || url.username !== "")) return null;
  return { whole: text, text: shown(text, url), href: url.href };
}

/** The text, inline code and links of a block. */
function readLines(text: string): Part[] {
  const parts: Part[] = [];
  let done = 0;
  const say = (until: number): void => {
    if (until > done) parts.push({ kind: "text", text: text.slice(done, until) });
  };
  for (const match of text.matchAll(INLINE)) {
    const [whole, code, raw] = match;
    const link = raw === undefined ? null : address(raw);
    if (code === undefined && link === null) continue;
    say(match.index);
    if (code !== undefined) {
      parts.push({ kind: "code", text: code });
      done = match.index + whole.length;
    } else if (link !== null) {
      parts.push({ kind: "link", text: link.text, href: link.href });
      done = match.index + link.whole.length;
    }
  }
  say(text.length);
  return parts;
}

/**
 * Parses a message: fenced blocks, inline code, and addresses with a scheme that is safe to follow.
 */
export function readMessage(body: string): readonly Block[] {
  const blocks: Block[] = [];
  let done = 0;
  const say = (until: number): void => {
    const text = body.slice(done, until).replace(/^\n+|\n+$/g, "");
    if (text !== "") blocks.push({ kind: "lines", parts: readLines(text) });
  };
  for (const match of body.matchAll(FENCE)) {
    say(match.index);
    blocks.push({ kind: "pre", text: (match[1] ?? "").replace(/\n$/, "") });
    done = match.index + match[0].length;
  }
  say(body.length);
  return blocks;
}

/** Whether a text is one to three emoji and nothing else; it is then shown large. */
export function isEmojiOnly(body: string): boolean {
  const text = body.trim();
  return (
    text.length <= 40 &&
    /^(?:\p{Extended_Pictographic}(?:\uFE0F|[\u{1F3FB}-\u{1F3FF}]|\u200D\p{Extended_Pictographic}\uFE0F?)*\s*){1,3}$/u.test(
      text,
    )
  );
}
