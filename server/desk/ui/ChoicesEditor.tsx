import "./ChoicesEditor.css";
import type { JSX, TargetedKeyboardEvent } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { Icon } from "../../../src/widget/parts/Icon.tsx";
import {
  choicesToSend,
  MAX_CHOICE,
  MAX_CHOICES,
  mistakesIn,
  withBlank,
  without,
  withText,
  type ChoiceMistake,
  type ChoicesProblem,
  type DraftChoice,
} from "../model/draft-choices.ts";
import { tellTyping } from "../model/writing.ts";
import type { WantedChoice } from "./choices-state.ts";
import { mistakeWords, problemWords } from "./choices-words.ts";
import { DeskIcon } from "./DeskIcon.tsx";
import { useDesk } from "./desk-context.ts";
import { focusField } from "./focus.ts";

const EDITOR_ID = "dk-choices";
const PROBLEM_ID = "dk-choices-problem";
const mistakeId = (index: number): string => `dk-choice-${index}-mistake`;

/** Opens the choices below the text, or leads to them. Choices that are all blank are closed. */
export function ChoicesButton(props: { chatId: string; wanted: WantedChoice }): JSX.Element {
  const { chatId, wanted } = props;
  const { work } = useDesk();
  const { choices } = work.value.of(chatId);
  const isOpen = choices.length > 0;
  return (
    <button
      type="button"
      class="pl-ib"
      aria-label="Send choices"
      title="Send choices"
      aria-expanded={isOpen}
      {...(isOpen && { "aria-controls": EDITOR_ID })}
      onClick={() => {
        const { outbox } = work.peek();
        if (!isOpen) outbox.set(chatId, { choices: withBlank([]) });
        if (!isOpen || choicesToSend(choices).length > 0) wanted.value = 0;
        else {
          outbox.set(chatId, { choices: [] });
          focusField();
        }
      }}
    >
      <DeskIcon name="choices" />
    </button>
  );
}

/** The choices that go out below the text; nothing while the agent offers none. */
export function ChoicesEditor(props: {
  chatId: string;
  wanted: WantedChoice;
  /** Why they cannot be sent, once the agent has tried; else null. */
  problem: ChoicesProblem | null;
}): JSX.Element | null {
  const { chatId, wanted, problem } = props;
  const desk = useDesk();
  const list = useRef<HTMLOListElement>(null);
  const { choices } = desk.work.value.of(chatId);
  useLayoutEffect(() => {
    if (wanted.value === null) return;
    const inputs = list.current?.querySelectorAll("input");
    const input = inputs?.[Math.min(wanted.value, inputs.length - 1)];
    if (input === undefined) return;
    wanted.value = null;
    input.focus();
  }, [wanted.value, choices.length]);
  if (choices.length === 0) return null;
  const change = (next: readonly DraftChoice[], focusAt?: number): void => {
    desk.work.peek().outbox.set(chatId, { choices: next });
    if (next.length === 0) focusField();
    else if (focusAt !== undefined) wanted.value = Math.max(0, focusAt);
  };
  const mistakes = mistakesIn(choices);
  return (
    <fieldset class="dk-choices" id={EDITOR_ID} aria-describedby={PROBLEM_ID}>
      <legend>Choices</legend>
      <ol ref={list} role="list" onKeyDown={(event) => moveIn(event, choices, change, wanted)}>
        {choices.map((choice, index) => (
          <ChoiceField
            key={index}
            index={index}
            choice={choice}
            mistake={mistakes[index] ?? null}
            write={(text) => {
              change(withText(choices, index, text));
              tellTyping(desk, chatId);
            }}
            remove={() => change(without(choices, index), index)}
          />
        ))}
      </ol>
      <Foot {...{ choices, problem, change }} />
    </fieldset>
  );
}

function Foot({
  choices,
  problem,
  change,
}: {
  choices: readonly DraftChoice[];
  problem: ChoicesProblem | null;
  change: (next: readonly DraftChoice[], focusAt?: number) => void;
}): JSX.Element {
  const isFull = choices.length >= MAX_CHOICES;
  return (
    <>
      <p id={PROBLEM_ID} class="pl-error dk-choices__problem">
        {problem !== null && (
          <>
            <Icon name="alert" size={16} />
            <span>{problemWords(problem, choices)}</span>
          </>
        )}
      </p>
      <div class="dk-choices__foot">
        <button
          type="button"
          class="pl-link"
          aria-disabled={isFull}
          onClick={() => !isFull && change(withBlank(choices), choices.length)}
        >
          Add a choice
        </button>
        <button type="button" class="pl-link" onClick={() => change([])}>
          Remove the choices
        </button>
        <span class="dk-choices__count">
          {choices.length} of {MAX_CHOICES}, up to {MAX_CHOICE} characters each
        </span>
      </div>
    </>
  );
}

function ChoiceField(props: {
  index: number;
  choice: DraftChoice;
  mistake: ChoiceMistake | null;
  write: (text: string) => void;
  remove: () => void;
}): JSX.Element {
  const { index, choice, mistake, write, remove } = props;
  const { text } = choice;
  return (
    <li class="dk-choice">
      <input
        type="text"
        class="pl-input"
        autocomplete="off"
        aria-label={`Choice ${index + 1}`}
        placeholder={`Choice ${index + 1}`}
        dir={text === "" ? "ltr" : "auto"}
        value={text}
        aria-invalid={mistake !== null}
        {...(mistake !== null && { "aria-describedby": mistakeId(index) })}
        onInput={({ currentTarget: { value } }) => write(value)}
      />
      <button
        type="button"
        class="pl-ib"
        aria-label={`Remove choice ${index + 1}`}
        title={`Remove choice ${index + 1}`}
        onClick={remove}
      >
        <DeskIcon name="close" size={16} />
      </button>
      {mistake !== null && (
        <p class="pl-error" id={mistakeId(index)}>
          <Icon name="alert" size={16} />
          <span>{mistakeWords(mistake, text)}</span>
        </p>
      )}
    </li>
  );
}

/**
 * Enter leads to the next choice, and from a blank last one to the text; arrows move; Backspace
 * removes a blank choice.
 */
function moveIn(
  event: TargetedKeyboardEvent<HTMLOListElement>,
  choices: readonly DraftChoice[],
  change: (next: readonly DraftChoice[], focusAt?: number) => void,
  wanted: WantedChoice,
): void {
  // Enter of an input method ends a word.
  if (event.isComposing || event.keyCode === 229) return;
  const { currentTarget, target, key } = event;
  const inputs = [...currentTarget.querySelectorAll("input")];
  const at = inputs.findIndex((one) => one === target);
  if (at === -1) return;
  const isBlank = choices[at]?.text.trim() === "";
  const isLast = at === choices.length - 1;
  if (key === "Enter") {
    event.preventDefault();
    if (isLast && (isBlank || choices.length >= MAX_CHOICES)) focusField();
    else if (isLast) change(withBlank(choices), at + 1);
    else wanted.value = at + 1;
  } else if (key === "ArrowDown" || key === "ArrowUp") {
    event.preventDefault();
    inputs[at + (key === "ArrowDown" ? 1 : -1)]?.focus();
  } else if (key === "Backspace" && choices[at]?.text === "" && choices.length > 1) {
    event.preventDefault();
    change(without(choices, at), at - 1);
  }
}
