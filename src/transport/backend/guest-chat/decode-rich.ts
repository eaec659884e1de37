import type {
  AnswerContent,
  Card,
  CardAction,
  Choice,
  ListSection,
  RichContent,
  TimeChoice,
} from "../../conversation/rich-content.ts";
import type {
  IncomingMessage,
  MessageContent,
  MessageId,
  SentContent,
} from "../../conversation/message.ts";
import type { SentParts } from "./sent-parts.ts";
import type { WireMessage } from "./wire-message.ts";
import { list, object, text, wordIn, type Json } from "./read-json.ts";

/*
 * Decodes the extension `rich` and spells its answers; loaded with the first message that has
 * any of it. Content beyond the limits is cut, so that no server can fill the page; parts without
 * a choice are left out.
 */

const MAX_CHOICES = 13;
const MAX_CARDS = 10;
const MAX_ACTIONS = 4;
const MAX_TIMES = 50;
const MAX_SECTIONS = 5;
const MAX_ITEMS = 20;
const MAX_TEXT = 80;
const MAX_LONG_TEXT = 300;
const MAX_PAYLOAD = 1_000;
const MAX_URL = 2_048;

const short = (value: unknown, most = MAX_TEXT): string => text(value).slice(0, most);

/** An `https:` address; null for every other. */
function address(value: unknown): string | null {
  const given = text(value);
  return given.length <= MAX_URL && /^https:\/\/[^\s\\/]/i.test(given) ? given : null;
}

/** A picture comes from an `https:` address, or through the server's own `/pictures/`. */
const picture = (value: unknown, api: string): string | null =>
  /^\/pictures\/[\w-]+\/[\w-]+$/.test(text(value)) ? api + text(value) : address(value);

const choiceIn =
  (api: string) =>
  (value: unknown): Choice | null => {
    const json = object(value);
    const label = short(json["text"]);
    const payload = text(json["payload"]) || label;
    return label.trim() === "" || payload.length > MAX_PAYLOAD
      ? null
      : {
          text: label,
          payload,
          imageUrl: picture(json["imageUrl"], api),
          detail: short(json["detail"], MAX_LONG_TEXT),
        };
  };

const actionIn =
  (api: string) =>
  (value: unknown): CardAction | null => {
    const json = object(value);
    if (json["kind"] === "link") {
      const url = address(json["url"]);
      const label = short(json["text"]);
      return url === null || label.trim() === "" ? null : { kind: "link", text: label, url };
    }
    const choice = choiceIn(api)(value);
    return choice && { kind: "answer", ...choice };
  };

const cardIn =
  (api: string) =>
  (value: unknown): Card | null => {
    const json = object(value);
    const title = short(json["title"]);
    return title.trim() === ""
      ? null
      : {
          title,
          text: short(json["text"], MAX_LONG_TEXT),
          imageUrl: picture(json["imageUrl"], api),
          link: address(json["link"]),
          actions: list(json["actions"], actionIn(api)).slice(0, MAX_ACTIONS),
        };
  };

function timeIn(value: unknown): TimeChoice | null {
  const { at, minutes, payload } = object(value);
  const start = Date.parse(text(at));
  return Number.isNaN(start) || text(payload).length > MAX_PAYLOAD
    ? null
    : {
        at: start,
        minutes: typeof minutes === "number" && minutes > 0 ? minutes : 0,
        payload: text(payload) || text(at),
      };
}

const sectionIn =
  (api: string) =>
  (value: unknown): ListSection | null => {
    const json = object(value);
    const items = list(json["items"], choiceIn(api)).slice(0, MAX_ITEMS);
    return items.length === 0
      ? null
      : { title: short(json["title"]), isMultiple: json["isMultiple"] === true, items };
  };

/** Here as well: this module is fetched later, and imports no other chunk but the first ones. */
const kinds: Readonly<Record<string, RichContent["kind"]>> = {
  choices: "choices",
  cards: "cards",
  times: "times",
  list: "list",
};

/** A part of a known kind; null when it has nothing to choose. */
function partIn(kind: RichContent["kind"], json: Json, api: string): RichContent | null {
  switch (kind) {
    case "choices": {
      const choices = list(json["choices"], choiceIn(api)).slice(0, MAX_CHOICES);
      return choices.length === 0 ? null : { kind, choices };
    }
    case "cards": {
      const cards = list(json["cards"], cardIn(api)).slice(0, MAX_CARDS);
      return cards.length === 0 ? null : { kind, cards };
    }
    case "times": {
      const times = list(json["times"], timeIn).slice(0, MAX_TIMES);
      const title = short(json["title"]);
      const subtitle = short(json["subtitle"], MAX_LONG_TEXT);
      const imageUrl = picture(json["imageUrl"], api);
      return times.length === 0 ? null : { kind, title, subtitle, imageUrl, times };
    }
    case "list": {
      const sections = list(json["sections"], sectionIn(api)).slice(0, MAX_SECTIONS);
      return sections.length === 0 ? null : { kind, title: short(json["title"]), sections };
    }
  }
}

const richPartIn =
  (api: string) =>
  (value: unknown): MessageContent | null => {
    const json = object(value);
    const kind = wordIn(kinds, text(json["kind"]));
    return kind === undefined
      ? { kind: "unsupported", type: short(json["kind"]) }
      : partIn(kind, json, api);
  };

/** The guest's answer in a message; null without one. */
function answerIn(value: unknown): AnswerContent | null {
  const { messageId, kind, payload, payloads } = object(value);
  const of = wordIn(kinds, text(kind));
  if (text(messageId) === "" || of === undefined) return null;
  const chosen = Array.isArray(payloads) ? payloads.map(text) : [text(payload)];
  return { kind: "answer", to: text(messageId) as MessageId, of, payloads: chosen };
}

/**
 * Reads what is left of a message: its content, its own words, and the guest's answer.
 * @param api - the address of the server, without a slash at its end
 */
export function decodeRich({ rich, ...message }: WireMessage, api: string): IncomingMessage {
  const json = object(rich);
  const parts = list(json["content"], richPartIn(api));
  const isWhole = parts.length > 0 && parts.every(({ kind }) => kind !== "unsupported");
  const answer = answerIn(json["answer"]);
  return {
    ...message,
    // Without a part, the words that stand for it have to be shown.
    body: isWhole && typeof json["text"] === "string" ? json["text"] : message.body,
    content: [...message.content, ...parts, ...(answer === null ? [] : [answer])],
  };
}

/** The answer of a message as the server reads it: one payload, or those of several items. */
export function partsOf(content: readonly SentContent[], words: string): SentParts {
  const answer = content.find((one) => one.kind === "answer");
  if (answer === undefined) return { body: {} };
  const { to, of, payloads } = answer;
  const chosen = payloads.length === 1 ? { payload: payloads[0] } : { payloads };
  return { body: { answer: { messageId: to, kind: of, text: words, ...chosen } } };
}
