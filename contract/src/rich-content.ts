import type {
  RichAction,
  RichAnswer,
  RichCard,
  RichChoice,
  RichContent,
} from "./parlor.generated.ts";

/*
 * The content of a message (extension `rich`), as far as its schema cannot say what is right. The
 * schema has checked the shape, the amounts and the lengths before.
 */

/** The most bytes of the JSON of all parts of a message. */
export const MAX_CONTENT_BYTES = 16_384;
/** The longest address, in UTF-16 units. */
const MAX_URL = 2_048;

export type RichKind = RichContent["kind"];

/** An https address without a name or password in it. */
function isAddress(value: string): boolean {
  if (value.length > MAX_URL || !/^https:\/\/[^\s\\]+$/i.test(value)) return false;
  try {
    const { protocol, username, password, hostname } = new URL(value);
    return protocol === "https:" && username === "" && password === "" && hostname !== "";
  } catch {
    return false;
  }
}

/** The names of the fields that a part of each kind needs. */
const needed: Readonly<Record<RichKind, readonly (keyof RichContent)[]>> = {
  choices: ["choices"],
  cards: ["cards"],
  times: ["title", "times"],
  list: ["title", "sections"],
};

type Wrong = readonly string[];
const wrongAddress = (path: string, value: string | undefined): Wrong =>
  value === undefined || isAddress(value) ? [] : [path];
const each = <Item>(items: readonly Item[] | undefined, wrong: (item: Item) => Wrong): Wrong =>
  (items ?? []).flatMap(wrong);
const wrongText = (path: string, value: string | undefined): Wrong =>
  value === undefined || value.trim() !== "" ? [] : [path];

const wrongChoice =
  (path: string) =>
  ({ text, imageUrl }: RichChoice): Wrong => [
    ...wrongText(`${path}.text`, text),
    ...wrongAddress(`${path}.imageUrl`, imageUrl),
  ];

function wrongAction({ kind, text, url }: RichAction): Wrong {
  const path = "content.cards.actions";
  return [
    ...wrongText(`${path}.text`, text),
    ...(kind === "link" ? wrongAddress(`${path}.url`, url ?? "") : []),
  ];
}

function wrongCard({ title, imageUrl, link, actions }: RichCard): Wrong {
  return [
    ...wrongText("content.cards.title", title),
    ...wrongAddress("content.cards.imageUrl", imageUrl),
    ...wrongAddress("content.cards.link", link),
    ...each(actions, wrongAction),
  ];
}

function wrongPart(part: RichContent): Wrong {
  const missing = needed[part.kind].filter((name) => part[name] === undefined);
  return [
    ...missing.map((name) => `content.${name}`),
    ...wrongText("content.title", part.title),
    ...wrongAddress("content.imageUrl", part.imageUrl),
    ...each(part.choices, wrongChoice("content.choices")),
    ...each(part.cards, wrongCard),
    ...each(part.times, ({ at }) => (Number.isNaN(Date.parse(at)) ? ["content.times.at"] : [])),
    ...each(part.sections, ({ items }) => each(items, wrongChoice("content.sections.items"))),
  ];
}

/** The names of the wrong fields, each once; `content` alone when it is too big. */
export function wrongContent(content: readonly RichContent[]): readonly string[] {
  const bytes = new TextEncoder().encode(JSON.stringify(content)).length;
  if (bytes > MAX_CONTENT_BYTES) return ["content"];
  return [...new Set(content.flatMap(wrongPart))];
}

/** Changes the address of each picture. */
type MapAddress = (url: string) => string;

const choiceOf = (
  { text, payload, imageUrl, detail }: RichChoice,
  picture: MapAddress,
): RichChoice => ({
  text,
  payload: payload || text,
  ...(imageUrl !== undefined && { imageUrl: picture(imageUrl) }),
  ...(detail !== undefined && detail !== "" && { detail }),
});

function actionOf({ kind, text, payload, url }: RichAction): RichAction {
  return kind === "link" && url !== undefined
    ? { kind, text, url }
    : { kind: "answer", text, payload: payload || text };
}

const cardOf = (
  { title, text, imageUrl, link, actions }: RichCard,
  picture: MapAddress,
): RichCard => ({
  title,
  ...(text !== undefined && text !== "" && { text }),
  ...(imageUrl !== undefined && { imageUrl: picture(imageUrl) }),
  ...(link !== undefined && { link }),
  actions: (actions ?? []).map(actionOf),
});

/**
 * Returns content with nothing but the known fields, and with every payload filled in.
 * @param picture - gives the address that a picture is shown from. Default: its own
 */
export function cleanContent(
  content: readonly RichContent[],
  picture: MapAddress = (url) => url,
): readonly RichContent[] {
  return content.map(({ kind, ...part }): RichContent => {
    const { title = "", subtitle, imageUrl } = part;
    switch (kind) {
      case "choices":
        return { kind, choices: (part.choices ?? []).map((one) => choiceOf(one, picture)) };
      case "cards":
        return { kind, cards: (part.cards ?? []).map((one) => cardOf(one, picture)) };
      case "times":
        return {
          kind,
          title,
          ...(subtitle !== undefined && subtitle !== "" && { subtitle }),
          ...(imageUrl !== undefined && { imageUrl: picture(imageUrl) }),
          times: (part.times ?? []).map(({ at, minutes, payload }) => ({
            at: new Date(at).toISOString(),
            minutes,
            payload: payload || at,
          })),
        };
      case "list":
        return {
          kind,
          title,
          sections: (part.sections ?? []).map((section) => ({
            title: section.title ?? "",
            isMultiple: section.isMultiple === true,
            items: section.items.map((one) => choiceOf(one, picture)),
          })),
        };
    }
  });
}

/** The payloads of an answer: one, or several of a list. */
export const payloadsOf = ({ payload, payloads }: RichAnswer): readonly string[] =>
  payloads ?? (payload === undefined ? [] : [payload]);

const isOne = (offered: readonly (string | undefined)[], chosen: readonly string[]): boolean =>
  chosen.length === 1 && offered.includes(chosen[0]);

function isOfferedIn(part: RichContent, chosen: readonly string[]): boolean {
  switch (part.kind) {
    case "choices":
      return isOne(
        (part.choices ?? []).map(({ payload }) => payload),
        chosen,
      );
    case "cards": {
      const actions = (part.cards ?? []).flatMap((card) => card.actions ?? []);
      return isOne(
        actions.flatMap(({ kind, payload }) => (kind === "answer" ? [payload] : [])),
        chosen,
      );
    }
    case "times":
      return isOne(
        (part.times ?? []).map(({ payload }) => payload),
        chosen,
      );
    case "list": {
      const sections = part.sections ?? [];
      const known = new Set(sections.flatMap(({ items }) => items.map(({ payload }) => payload)));
      return (
        chosen.length > 0 &&
        new Set(chosen).size === chosen.length &&
        chosen.every((one) => known.has(one)) &&
        sections.every(
          ({ isMultiple, items }) =>
            isMultiple === true ||
            items.filter(({ payload }) => chosen.includes(payload ?? "")).length < 2,
        )
      );
    }
  }
}

/** Whether clean content offers what this answer chooses. */
export function isOffered(content: readonly RichContent[], answer: RichAnswer): boolean {
  const chosen = payloadsOf(answer);
  return content.some((part) => part.kind === answer.kind && isOfferedIn(part, chosen));
}

/** An answer with nothing but the known fields. */
export function cleanAnswer({ messageId, kind, text, payload, payloads }: RichAnswer): RichAnswer {
  return {
    messageId,
    kind,
    text,
    ...(payload !== undefined && { payload }),
    ...(payload === undefined && payloads !== undefined && { payloads }),
  };
}
