import type { JSX, TargetedKeyboardEvent } from "preact";
import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { useHost, useTranslator } from "../model/widget-context.ts";
import { emojiPicks } from "./emoji-picks.ts";
import { Heading } from "../conversation/screens/Heading.tsx";

const emoji =
  "😀 😄 😊 🙂 😉 😍 🤗 🤔 😅 😂 🥲 😢 😮 😴 😬 🙄 👍 👎 👏 🙏 👋 💪 🤝 ✌️ ❤️ 💚 🎉 ✨ ⭐ 🔥 ☕ 🚆".split(
    " ",
  );
const COLUMNS = 8;

interface EmojiPickerProps {
  readonly onPick: (one: string) => void;
  readonly close: (returnsFocus: boolean) => void;
}

/** The cell that a key leads to from another. The rows of a group are full but for the last. */
function cellFrom(
  groups: readonly (readonly HTMLElement[])[],
  here: HTMLElement,
  key: string,
  isMirrored: boolean,
): HTMLElement | undefined {
  const rows = groups.flatMap((cells) =>
    Array.from({ length: Math.ceil(cells.length / COLUMNS) }, (_, row) =>
      cells.slice(row * COLUMNS, (row + 1) * COLUMNS),
    ),
  );
  const all = rows.flat();
  const row = rows.findIndex((cells) => cells.includes(here));
  const column = rows[row]?.indexOf(here) ?? 0;
  const below = (step: number): HTMLElement | undefined => {
    const cells = rows[row + step];
    return cells?.[column] ?? cells?.at(-1);
  };
  const beside = (step: number): HTMLElement | undefined => all[all.indexOf(here) + step];
  switch (key) {
    case "ArrowRight":
      return beside(isMirrored ? -1 : 1);
    case "ArrowLeft":
      return beside(isMirrored ? 1 : -1);
    case "ArrowDown":
      return below(1);
    case "ArrowUp":
      return below(-1);
    case "Home":
      return all[0];
    default:
      return all.at(-1);
  }
}

const MOVES = /^(Arrow|Home$|End$)/;

/**
 * The visitor's own often used emoji, and the others. Arrow keys move, Enter selects, Escape
 * closes.
 */
export function EmojiPicker({ onPick, close }: EmojiPickerProps): JSX.Element {
  const { t } = useTranslator();
  const { deploymentId } = useHost().options;
  const picks = useMemo(() => emojiPicks(deploymentId, emoji), [deploymentId]);
  const dialog = useRef<HTMLDivElement>(null);
  const groups = (): HTMLElement[][] =>
    [...(dialog.current?.querySelectorAll(".pl-emoji__g") ?? [])].map((group) => [
      ...group.querySelectorAll("button"),
    ]);
  useLayoutEffect(() => {
    groups()[0]?.[0]?.focus();
    const root = dialog.current?.getRootNode();
    const outside = (event: Event): void => {
      const isInside = event
        .composedPath()
        .some((node) => node instanceof Element && node.matches(".pl-emoji, .pl-smile"));
      if (!isInside) close(false);
    };
    root?.addEventListener("pointerdown", outside);
    return () => root?.removeEventListener("pointerdown", outside);
  }, []);
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLDivElement>): void => {
    if (MOVES.test(event.key)) {
      const isMirrored = getComputedStyle(event.currentTarget).direction === "rtl";
      event.preventDefault();
      cellFrom(groups(), event.target as HTMLElement, event.key, isMirrored)?.focus();
    } else if (event.key === "Escape" || event.key === "Tab") {
      if (event.key === "Escape") event.preventDefault();
      event.stopPropagation();
      close(event.key === "Escape");
    }
  };
  const pick = (one: string): void => {
    picks.add(one);
    onPick(one);
  };
  const { often } = picks;
  return (
    <div
      class="pl-pop pl-emoji"
      ref={dialog}
      role="dialog"
      aria-label={t("emoji.name")}
      onKeyDown={onKeyDown}
    >
      {often.length > 0 && (
        <>
          <Heading isBelow>{t("emoji.often")}</Heading>
          <Grid cells={often} pick={pick} isFirst />
        </>
      )}
      <Heading isBelow>{t("emoji.name")}</Heading>
      <Grid cells={emoji} pick={pick} isFirst={often.length === 0} />
    </div>
  );
}

/** @param props.isFirst - its first cell is the picker's only tab stop */
function Grid(props: {
  cells: readonly string[];
  pick: (one: string) => void;
  isFirst: boolean;
}): JSX.Element {
  return (
    <div class="pl-emoji__g">
      {props.cells.map((one, index) => (
        <button
          key={one}
          type="button"
          tabIndex={props.isFirst && index === 0 ? 0 : -1}
          onClick={() => props.pick(one)}
        >
          {one}
        </button>
      ))}
    </div>
  );
}
