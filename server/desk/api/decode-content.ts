import type {
  CardAction,
  ContentAnswer,
  ContentCard,
  ContentChoice,
  ContentPart,
  ContentSection,
  ContentTime,
} from "./content.ts";
import { entries, fields, text, type Fields } from "./read-json.ts";
import { serverPath } from "./rest-call.ts";

/* Reads content and answers. Parts that cannot be read, or are of an unknown kind, are left out. */

const MAX_URL = 2_048;

/** An `https:` address without a name or a password in it; null for every other. */
function address(value: unknown): string | null {
  const given = text(value);
  if (given.length > MAX_URL || !/^https:\/\/[^\s\\/]\S*$/i.test(given)) return null;
  try {
    const { username, password, href } = new URL(given);
    return username === "" && password === "" ? href : null;
  } catch {
    return null;
  }
}

/** A picture is shown from this server and from no other place. */
const picture = (value: unknown): string | null =>
  /^\/pictures\/[\w-]+\/[\w-]+$/.test(text(value)) ? serverPath() + text(value) : null;

function choice(value: unknown): ContentChoice | null {
  const { text: label, payload, imageUrl, detail } = fields(value);
  return text(label).trim() === ""
    ? null
    : {
        text: text(label),
        payload: text(payload) || text(label),
        imageUrl: picture(imageUrl),
        detail: text(detail),
      };
}

function action(value: unknown): CardAction | null {
  const { kind, text: words, payload, url } = fields(value);
  const label = text(words);
  if (label.trim() === "") return null;
  if (kind !== "link") return { kind: "answer", text: label, payload: text(payload) || label };
  const link = address(url);
  return link === null ? null : { kind: "link", text: label, url: link };
}

function card(value: unknown): ContentCard | null {
  const { title, text: words, imageUrl, link, actions } = fields(value);
  return text(title).trim() === ""
    ? null
    : {
        title: text(title),
        text: text(words),
        imageUrl: picture(imageUrl),
        link: address(link),
        actions: entries(actions, action),
      };
}

function time(value: unknown): ContentTime | null {
  const { at, payload } = fields(value);
  const start = Date.parse(text(at));
  return Number.isNaN(start) ? null : { at: start, payload: text(payload) || text(at) };
}

function section(value: unknown): ContentSection | null {
  const { title, items } = fields(value);
  const found = entries(items, choice);
  return found.length === 0 ? null : { title: text(title), items: found };
}

const kinds: Readonly<Record<ContentPart["kind"], (json: Fields) => ContentPart | null>> = {
  choices(json) {
    const choices = entries(json["choices"], choice);
    return choices.length === 0 ? null : { kind: "choices", choices };
  },
  cards(json) {
    const cards = entries(json["cards"], card);
    return cards.length === 0 ? null : { kind: "cards", cards };
  },
  times(json) {
    const times = entries(json["times"], time);
    if (times.length === 0) return null;
    const [title, subtitle] = [text(json["title"]), text(json["subtitle"])];
    return { kind: "times", title, subtitle, imageUrl: picture(json["imageUrl"]), times };
  },
  list(json) {
    const sections = entries(json["sections"], section);
    return sections.length === 0 ? null : { kind: "list", title: text(json["title"]), sections };
  },
};
const isKind = (value: string): value is ContentPart["kind"] => Object.hasOwn(kinds, value);

function part(value: unknown): ContentPart | null {
  const json = fields(value);
  const kind = text(json["kind"]);
  return isKind(kind) ? kinds[kind](json) : null;
}

/** The readable parts of a content. Never throws. */
export const contentOf = (value: unknown): readonly ContentPart[] => entries(value, part);

/** The answer in a message; null without one. Never throws. */
export function answerOf(value: unknown): ContentAnswer | null {
  const { messageId, kind, payload, payloads } = fields(value);
  const word = text(kind);
  if (text(messageId) === "" || !isKind(word)) return null;
  const chosen = Array.isArray(payloads) ? payloads.map(text) : [text(payload)];
  return { messageId: text(messageId), kind: word, payloads: chosen };
}

/** The parts of a message besides its files, and its own words. */
interface RichFields {
  readonly body: string;
  readonly content?: readonly ContentPart[];
  readonly answer?: ContentAnswer;
}

/**
 * Reads the extension `rich` in a message. Beside content that can be read, the body is the
 * message's own words; without it, the words that stand for it are shown.
 */
export function richFieldsOf(message: unknown): RichFields {
  const { body, text: words, ...more } = fields(message);
  const content = contentOf(more["content"]);
  const answer = answerOf(more["answer"]);
  return {
    body: content.length > 0 && typeof words === "string" ? words : text(body),
    ...(content.length > 0 && { content }),
    ...(answer !== null && { answer }),
  };
}
