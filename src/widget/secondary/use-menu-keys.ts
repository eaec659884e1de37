import type { Signal } from "@preact/signals";
import type { TargetedKeyboardEvent } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { MenuPage, Ref } from "../model/panel.ts";

interface MenuKeys {
  readonly onFocusIn: (event: FocusEvent) => void;
  readonly menu: Ref<HTMLDivElement>;
  readonly onKeyDown: (event: TargetedKeyboardEvent<HTMLDivElement>) => void;
}

/**
 * Moves focus in the menu: into each page as it opens, with arrow keys and letters between its
 * items. Escape goes back or closes; a press outside closes.
 */
export function useMenuKeys(
  page: Signal<MenuPage | null>,
  close: (returnsFocus: boolean) => void,
): MenuKeys {
  const menu = useRef<HTMLDivElement>(null);
  const items = (): HTMLElement[] => [
    ...(menu.current?.querySelectorAll<HTMLElement>("[role^=menuitem]") ?? []),
  ];
  const before = useRef(page.value);
  useLayoutEffect(() => {
    // Back on the first page, focus returns to the item that led away from it.
    const opener = menu.current?.querySelector<HTMLElement>(`[data-page="${before.current}"]`);
    const chosen =
      page.value === "languages"
        ? menu.current?.querySelector<HTMLElement>("[aria-checked=true]")
        : null;
    (opener ?? chosen ?? items()[0])?.focus();
    before.current = page.value;
  }, [page.value]);
  useLayoutEffect(() => {
    const root = menu.current?.getRootNode();
    const outside = (event: Event): void => {
      const isInside = event
        .composedPath()
        .some((node) => node instanceof Element && node.matches(".pl-menu, [aria-haspopup=menu]"));
      if (!isInside) close(false);
    };
    root?.addEventListener("pointerdown", outside);
    return () => root?.removeEventListener("pointerdown", outside);
  }, []);

  const onKeyDown = (event: TargetedKeyboardEvent<HTMLDivElement>): void => {
    const all = items();
    const here = all.indexOf(event.target as HTMLElement);
    const go = (index: number): void => {
      event.preventDefault();
      all[(index + all.length) % all.length]?.focus();
    };
    const isRtl = menu.current?.matches(":dir(rtl)") === true;
    const [onwards, back] = isRtl ? ["ArrowLeft", "ArrowRight"] : ["ArrowRight", "ArrowLeft"];
    const opens = all[here]?.dataset["page"] as MenuPage | undefined;
    if (event.key === back && page.value !== "menu") {
      event.preventDefault();
      page.value = "menu";
      return;
    }
    if (event.key === onwards && opens !== undefined) {
      event.preventDefault();
      page.value = opens;
      return;
    }
    switch (event.key) {
      case "ArrowDown":
      case onwards:
        return go(here + 1);
      case "ArrowUp":
      case back:
        return go(here - 1);
      case "Home":
        return go(0);
      case "End":
        return go(all.length - 1);
      case "Escape":
        event.preventDefault();
        event.stopPropagation();
        if (page.value === "menu") close(true);
        else page.value = "menu";
        return;
      case "Tab":
        return close(false);
      default: {
        const letter = event.key.toLocaleLowerCase();
        const match = all.findIndex(
          (item, index) =>
            index > here && item.textContent?.trim().toLocaleLowerCase().startsWith(letter),
        );
        if (letter.length === 1 && match !== -1) go(match);
      }
    }
  };

  // One item can be reached by Tab: the one that has, or had, focus.
  const onFocusIn = ({ target }: FocusEvent): void => {
    for (const item of items()) item.tabIndex = item === target ? 0 : -1;
  };
  return { menu, onKeyDown, onFocusIn };
}
