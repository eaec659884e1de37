import type { JSX, TargetedKeyboardEvent } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { useTranslator } from "../model/widget-context.ts";

const emoji =
  "😀 😄 😊 🙂 😉 😍 🤗 🤔 😅 😂 🥲 😢 😮 😴 😬 🙄 👍 👎 👏 🙏 👋 💪 🤝 ✌️ ❤️ 💚 🎉 ✨ ⭐ 🔥 ☕ 🚆".split(
    " ",
  );
const COLUMNS = 8;

interface EmojiPickerProps {
  readonly onPick: (one: string) => void;
  readonly close: (returnsFocus: boolean) => void;
}

/** Often used emoji. Arrow keys move, Enter selects, Escape closes. */
export function EmojiPicker({ onPick, close }: EmojiPickerProps): JSX.Element {
  const { t } = useTranslator();
  const grid = useRef<HTMLDivElement>(null);
  const cells = (): HTMLElement[] => [...(grid.current?.querySelectorAll("button") ?? [])];
  useLayoutEffect(() => {
    cells()[0]?.focus();
    const root = grid.current?.getRootNode();
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
    const all = cells();
    const here = all.indexOf(event.target as HTMLElement);
    const isMirrored = getComputedStyle(event.currentTarget).direction === "rtl";
    const step: Readonly<Record<string, number>> = {
      ArrowRight: isMirrored ? -1 : 1,
      ArrowLeft: isMirrored ? 1 : -1,
      ArrowDown: COLUMNS,
      ArrowUp: -COLUMNS,
      Home: -here,
      End: all.length - 1 - here,
    };
    const by = step[event.key];
    if (by !== undefined) {
      event.preventDefault();
      all[here + by]?.focus();
    } else if (event.key === "Escape" || event.key === "Tab") {
      if (event.key === "Escape") event.preventDefault();
      event.stopPropagation();
      close(event.key === "Escape");
    }
  };
  return (
    <div class="pl-pop pl-emoji" role="dialog" aria-label={t("emoji.name")} onKeyDown={onKeyDown}>
      <h3>{t("emoji.often")}</h3>
      <div class="pl-emoji__g" ref={grid}>
        {emoji.map((one, index) => (
          <button
            key={one}
            type="button"
            tabIndex={index === 0 ? 0 : -1}
            onClick={() => onPick(one)}
          >
            {one}
          </button>
        ))}
      </div>
    </div>
  );
}
