import { cleanContent, payloadsOf, wrongContent } from "parlor-contract/rich-content";
import { richText } from "parlor-contract/rich-text";
import type { RichAnswer, RichContent } from "parlor-contract/records";
import { DomainError } from "./errors.ts";
import { textIn, type LocalizedText } from "./localized-text.ts";
import type { Message } from "./model.ts";
import type { Rich } from "./rich-parts.ts";
import { talkToAPerson } from "./person-words.ts";
import { foldCase } from "./fold-case.ts";
import type { FlowChoice, FlowLine, ReplyChoice } from "./tenant.ts";

/** The body of a message for clients that show no content. */
export const bodyOf = (text: string, rich: Rich | undefined): string =>
  rich === undefined ? text : richText(text, rich.content);

const personWords: readonly string[] = Object.values(talkToAPerson).map(foldCase);

/** Whether one of the choices is the way to a person already, in any of the languages. */
export function hasPerson(choices: readonly FlowChoice[]): boolean {
  return choices.some(({ text, payload }) => {
    const texts = typeof text === "string" ? [text] : Object.values(text);
    return payload === talkToAPerson.en || texts.some((one) => personWords.includes(foldCase(one)));
  });
}

/** Whether these choices, sent as content, are more than a message may hold. */
export function areTooMuch(choices: readonly ReplyChoice[]): boolean {
  const content: RichContent = { kind: "choices", choices: [...choices] };
  return wrongContent(cleanContent([content])).includes("content");
}

/**
 * The choices of a line of the flow greeting, with a way to a person as the last one; undefined for
 * a line without choices.
 * @param text - the line, with its parameters filled in
 */
export function choicesOf(line: FlowLine, text: string, language: string | null): Rich | undefined {
  if (line.choices === undefined || line.choices.length === 0) return undefined;
  const said = (one: LocalizedText): string => textIn(one, language);
  const choices = line.choices.map((one) => ({ text: said(one.text), payload: one.payload }));
  const person = { text: said(talkToAPerson), payload: talkToAPerson.en };
  const routes = line.choices.flatMap((one): [string, string][] =>
    one.queue === undefined ? [] : [[one.payload, one.queue]],
  );
  return {
    text,
    content: [
      {
        kind: "choices",
        choices: hasPerson(line.choices) ? choices : [...choices, person],
      },
    ],
    ...(routes.length > 0 && { routes: Object.fromEntries(routes) }),
  };
}

/**
 * The answer that a guest gives by writing: the number, the text or the payload of one of the
 * choices. Null for every other text.
 */
export function answerIn(offer: Message, body: string): RichAnswer | null {
  const choices = offer.rich?.content.find(({ kind }) => kind === "choices")?.choices ?? [];
  const written = foldCase(body.trim());
  const found = choices.find(
    ({ text, payload }, index) =>
      written === String(index + 1) ||
      written === foldCase(text) ||
      written === foldCase(payload ?? ""),
  );
  return found === undefined
    ? null
    : { messageId: offer.id, kind: "choices", text: body, payload: found.payload ?? found.text };
}

/** The name of the queue that an answer leads to; undefined when it leads to none. */
export const routeOf = (offer: Message, answer: RichAnswer): string | undefined => {
  const routes = offer.rich?.routes ?? {};
  const payload = payloadsOf(answer).find((one) => Object.hasOwn(routes, one));
  return payload === undefined ? undefined : routes[payload];
};

/** @param field - the field of the request that names what was not offered */
export const notOffered = (field: "answer.messageId" | "answer.payload"): DomainError =>
  new DomainError("answer-not-offered", "The message does not offer this answer.", { field });

export const alreadyAnswered = (): DomainError =>
  new DomainError("answer-already-given", "The choices of this message have been answered.");
