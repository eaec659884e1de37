import {
  choicesToSend,
  MAX_CHOICE,
  MAX_CHOICES,
  type ChoiceMistake,
  type ChoicesProblem,
  type DraftChoice,
} from "../model/draft-choices.ts";

/** A mistake in one choice, beside its field. */
export const mistakeWords = (mistake: ChoiceMistake, text: string): string =>
  mistake === "twice"
    ? "The same choice stands above."
    : `Too long: ${text.trim().length} of ${MAX_CHOICE} characters.`;

/** Why a message with choices cannot be sent, as a sentence. */
export function problemWords(problem: ChoicesProblem, choices: readonly DraftChoice[]): string {
  switch (problem.kind) {
    case "choice":
      return `Choice ${problem.index + 1}. ${mistakeWords(problem.mistake, choices[problem.index]?.text ?? "")}`;
    case "none":
      return "Write a choice, or remove the choices.";
    case "many":
      return `A message can have ${MAX_CHOICES} choices. Remove ${choicesToSend(choices).length - MAX_CHOICES}.`;
    case "size":
      return "The choices are too long together. Remove some.";
    case "question":
      return "Write the question to these choices as the message.";
  }
}
