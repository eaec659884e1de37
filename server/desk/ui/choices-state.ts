import { useSignal, type Signal } from "@preact/signals";
import { problemOf, type ChoicesProblem } from "../model/draft-choices.ts";
import { problemWords } from "./choices-words.ts";
import { useDesk } from "./desk-context.ts";

/** Which choice gets the focus once it is drawn; null while none does. */
export type WantedChoice = Signal<number | null>;

/** The choices below a text, and whether they can be sent. */
interface ChoicesState {
  readonly wanted: WantedChoice;
  readonly canSend: boolean;
  /** Why they cannot be sent, once the agent has tried; else null. */
  readonly problem: ChoicesProblem | null;
  /** Says why they cannot be sent, and leads to the mistake. Does nothing when they can. */
  readonly explain: () => void;
}

/** The choice that a problem is about; null when it is about the text. */
const placeOf = (problem: ChoicesProblem): number | null =>
  problem.kind === "question" ? null : problem.kind === "choice" ? problem.index : 0;

/** @param hasQuestion - whether the message has a text, or a file */
export function useChoices(chatId: string, hasQuestion: boolean): ChoicesState {
  const { notices, work } = useDesk();
  const { choices } = work.value.of(chatId);
  const problem = problemOf(choices, hasQuestion);
  const wanted = useSignal<number | null>(null);
  const hasTried = useSignal(false);
  if (problem === null) hasTried.value = false;
  return {
    wanted,
    canSend: problem === null,
    problem: hasTried.value ? problem : null,
    explain() {
      if (problem === null) return;
      hasTried.value = true;
      notices.say(problemWords(problem, choices), true);
      wanted.value = placeOf(problem);
    },
  };
}
