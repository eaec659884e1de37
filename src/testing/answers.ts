import type { RichAnswer } from "parlor-contract/records";
import { cleanContent, isOffered } from "parlor-contract/rich-content";
import type { Greeting } from "./model.ts";
import type { Message } from "./records.ts";
import { refusal } from "./refusal.ts";
import type { Transcript } from "./transcript.ts";

/** Checks an answer of the visitor. @throws Refusal when it was not offered, or is not the first */
export function checkAnswer(messages: readonly Message[], answer: RichAnswer): void {
  const { messageId } = answer;
  const offer = messages.find(({ id }) => id === messageId)?.rich;
  if (offer === undefined) throw refusal("invalid.value", ["answer.messageId"]);
  if (!isOffered(offer.content, answer)) throw refusal("invalid.value", ["answer.payload"]);
  if (messages.some((one) => one.answer?.messageId === messageId))
    throw refusal("answer.already.given");
}

/** The choice that the server adds to those of a greeting. */
const PERSON = "Talk to a person";

/** The greeting as it is said: the last of its choices leads to a person, as with the server. */
export function withPerson(greeting: Greeting): Greeting {
  const { choices = [] } = greeting;
  const isPerson = (one?: string): boolean => one?.trim().toLowerCase() === PERSON.toLowerCase();
  const isEnough =
    choices.length === 0 ||
    choices.some(({ text, payload }) => isPerson(text) || isPerson(payload));
  return isEnough ? greeting : { ...greeting, choices: [...choices, { text: PERSON }] };
}

/** The bot says its lines; the last one has the choices. */
export function sayGreeting(
  transcript: Transcript,
  botId: string,
  { lines, choices = [] }: Greeting,
  hasRich: boolean,
): void {
  for (const [index, line] of lines.entries()) {
    const isAsked = index === lines.length - 1 && choices.length > 0 && hasRich;
    const content = cleanContent([{ kind: "choices", choices }]);
    transcript.say(botId, line, "standard", isAsked ? { content } : {});
  }
}
