import { useSignal } from "@preact/signals";
import type { ComponentChildren, JSX } from "preact";
import { Icon } from "../../../src/widget/parts/Icon.tsx";
import { Picture } from "../../../src/widget/rich/Picture.tsx";
import type { ContentAnswer, ContentChoice } from "../api/content.ts";
import { english } from "./english.ts";
import { Name } from "./Name.tsx";

export interface ShownContent {
  /** The guest's answer; null while there is none. */
  readonly answer: ContentAnswer | null;
  /** The short form of the guest's name. */
  readonly who: string;
}

/** A set that the guest chooses from, or has chosen from. */
export function Chips(props: { isAnswered?: boolean; children: ComponentChildren }): JSX.Element {
  const { isAnswered = false } = props;
  return (
    <ul
      class="pl-chips"
      role="list"
      aria-label={isAnswered ? english.t("rich.answered") : "Choices, not answered"}
    >
      {props.children}
    </ul>
  );
}

/** Something that the guest may choose, or has chosen. */
export function Chip(props: {
  isChosen: boolean;
  who: string;
  children: ComponentChildren;
}): JSX.Element {
  return (
    <li class={props.isChosen ? "pl-chip is-chosen" : "pl-chip is-spent"} dir="auto">
      {props.isChosen && (
        <>
          <Icon name="check" size={14} />
          <span class="pl-vh">
            <Name of={props.who} /> chose:{" "}
          </span>
        </>
      )}
      {props.children}
    </li>
  );
}

/** The words of a choice, with its picture and its second line. */
export const ChoiceWords = ({ text, imageUrl, detail }: ContentChoice): JSX.Element => (
  <>
    <Picture url={imageUrl} class="pl-chip__pic" />
    {text}
    {detail !== "" && <small>{detail}</small>}
  </>
);

/** The first of many and those that were chosen, and a button for the rest. */
export function Few<Item>(props: {
  of: readonly Item[];
  /** More than these are shown on demand. */
  most: number;
  isChosen: (item: Item) => boolean;
  words: string;
  children: (few: readonly Item[]) => ComponentChildren;
}): JSX.Element {
  const { of: all, most, isChosen, words, children } = props;
  const isWhole = useSignal(false);
  const few = isWhole.value ? all : all.filter((one, index) => index < most || isChosen(one));
  return (
    <>
      {children(few)}
      {few.length < all.length && (
        <button
          type="button"
          class="pl-link"
          onClick={({ currentTarget }) => {
            // The button goes.
            currentTarget.closest<HTMLElement>("[role=article]")?.focus();
            isWhole.value = true;
          }}
        >
          Show all {all.length} {words}
        </button>
      )}
    </>
  );
}
