import { cleanText } from "../../clean-text.ts";
import type {
  Card,
  CardAction,
  Choice,
  ListSection,
  RichContent,
  TimeChoice,
} from "../../conversation/rich-content.ts";
import { firstText, isOn, list, object, pictureAddress, positive, text, time } from "./read.ts";

/*
 * Choices, cards, times and lists of the service. Content beyond the limits is cut, so that no
 * service can fill the page; parts without anything to choose or to see are left out.
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
const SECONDS_OF_MINUTE = 60;

const short = (value: unknown, most = MAX_TEXT): string =>
  cleanText(text(value).slice(0, most)).trim();

/** The readable ones of a list, at most so many. */
const some = <Value>(
  values: unknown,
  read: (value: unknown) => Value | null,
  most: number,
): readonly Value[] =>
  list(values)
    .flatMap((one) => read(one) ?? [])
    .slice(0, most);

/** A picture's address; null for one that is no `https:` address, or is too long. */
function picture(value: unknown): string | null {
  const address = pictureAddress(value);
  return address === null || address.length > MAX_URL ? null : address;
}

/** The address of a link; null for one that is no web address, or is too long. */
function link(value: unknown, scheme: RegExp): string | null {
  const address = text(value);
  return address.length <= MAX_URL && scheme.test(address) ? address : null;
}
const WEB = /^https?:\/\/[^\s\\/]/i;
const SECURE_WEB = /^https:\/\/[^\s\\/]/i;

/** Something to choose; null without a text, or with a name that is too long to be sent back. */
function choiceOf(words: unknown, name: unknown, image: unknown, detail: unknown): Choice | null {
  const label = short(words);
  const payload = text(name) || text(words);
  return label === "" || payload.length > MAX_PAYLOAD
    ? null
    : {
        text: label,
        payload,
        imageUrl: picture(image),
        detail: short(detail, MAX_LONG_TEXT),
      };
}

function quickReply(value: unknown): Choice | null {
  const { text: words, payload, image } = object(value);
  return choiceOf(words, payload, image, "");
}

function actionOf(value: unknown): CardAction | null {
  const { type, text: words, url, payload } = object(value);
  if (type !== "Link") {
    const choice = choiceOf(words, payload, "", "");
    return choice && { kind: "answer", ...choice };
  }
  const address = link(url, WEB);
  return address === null
    ? null
    : { kind: "link", text: short(words) || short(address), url: address };
}

function cardOf(value: unknown): Card | null {
  const { title, description, image, defaultAction, actions } = object(value);
  const { type, url } = object(defaultAction);
  const [name, words] = [short(title), short(description, MAX_LONG_TEXT)];
  return name === "" && words === ""
    ? null
    : {
        title: name || short(words),
        text: name === "" ? "" : words,
        imageUrl: picture(image),
        link: type === "Link" ? link(url, SECURE_WEB) : null,
        actions: some(actions, actionOf, MAX_ACTIONS),
      };
}

function timeOf(value: unknown): TimeChoice | null {
  const { dateTime, duration } = object(value);
  // Not every browser reads a zone without its colon.
  const at = time(text(dateTime).replace(/([+-]\d\d)(\d\d)$/, "$1:$2"));
  return Number.isNaN(at) || text(dateTime).length > MAX_PAYLOAD
    ? null
    : { at, minutes: (positive(duration) ?? 0) / SECONDS_OF_MINUTE, payload: text(dateTime) };
}

function itemOf(value: unknown): Choice | null {
  const { id, title, subtitle, imageUrl } = object(value);
  return choiceOf(title, id, imageUrl, subtitle);
}

function sectionOf(value: unknown): ListSection | null {
  const { title, multipleSelection, items } = object(value);
  const readable = some(items, itemOf, MAX_ITEMS);
  return readable.length === 0
    ? null
    : { title: short(title), isMultiple: isOn(multipleSelection), items: readable };
}

/** The content of a message that its reader may answer, with words of its own. */
export interface Rich {
  readonly words: string;
  readonly content: readonly RichContent[];
}

const cardsIn = (values: readonly unknown[]): Rich => {
  const cards = some(values, cardOf, MAX_CARDS);
  return { words: "", content: cards.length === 0 ? [] : [{ kind: "cards", cards }] };
};

function timesIn(value: unknown): Rich {
  const { title, subtitle, imageUrl, availableTimes } = object(value);
  const times = some(availableTimes, timeOf, MAX_TIMES);
  const [name, more] = [short(title), short(subtitle, MAX_LONG_TEXT)];
  if (times.length === 0) return { words: firstText(name, more), content: [] };
  const whole = {
    kind: "times",
    title: name || short(more),
    subtitle: name === "" ? "" : more,
    imageUrl: picture(imageUrl),
    times,
  } as const;
  return { words: "", content: [whole] };
}

function listIn(value: unknown): Rich {
  const { title, sections, receivedMessage } = object(value);
  const name = short(firstText(title, object(receivedMessage)["title"]));
  const readable = some(sections, sectionOf, MAX_SECTIONS);
  return readable.length === 0
    ? { words: name, content: [] }
    : { words: "", content: [{ kind: "list", title: name, sections: readable }] };
}

/** Reads one part of a message, but for quick replies, each of which is a part. */
function richPart(value: unknown): Rich {
  const part = object(value);
  switch (part["contentType"]) {
    case "QuickReplyV2": {
      const { title, actions } = object(part["quickReplyV2"] ?? part["quickReply"]);
      const choices = some(actions, quickReply, MAX_CHOICES);
      const content = choices.length === 0 ? [] : [{ kind: "choices", choices } as const];
      return { words: short(title, MAX_LONG_TEXT), content };
    }
    case "Card":
      return cardsIn([part["card"]]);
    case "Carousel":
      return cardsIn(list(object(part["carousel"])["cards"]));
    case "DatePicker":
      return timesIn(part["datePicker"]);
    case "ListPicker":
      return listIn(part["listPicker"]);
    default:
      return { words: "", content: [] };
  }
}

/** Reads the parts of a message that its reader may answer; all others are left out. */
export function decodeRich(parts: readonly unknown[]): Rich {
  const replies = parts.filter((one) => object(one)["contentType"] === "QuickReply");
  const choices = some(replies, (one) => quickReply(object(one)["quickReply"]), MAX_CHOICES);
  const others = parts.map(richPart);
  return {
    words: others
      .map(({ words }) => words)
      .filter((words) => words !== "")
      .join("\n"),
    content: [
      ...others.flatMap(({ content }) => content),
      ...(choices.length === 0 ? [] : [{ kind: "choices", choices } as const]),
    ],
  };
}
