import type { Signal } from "@preact/signals";
import type { TargetedKeyboardEvent } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { MenuPage, Ref } from "../model/panel.ts";

interface MenuKeys {
  readonly onFocusIn: (event: FocusEvent) => void;
  readonly menu: Ref<HTMLDivElement>;
  readonly onKeyDown: (event: TargetedKeyboardEvent<HTMLDivElement>) => void;
}

/** The way in which a key leads sideways: 1 onwards, -1 back, in the direction of the language. */
function turnOf({ key, currentTarget }: TargetedKeyboardEvent<HTMLElement>): -1 | 0 | 1 {
  if (key !== "ArrowLeft" && key !== "ArrowRight") return 0;
  return (key === "ArrowRight") === currentTarget.matches(":dir(ltr)") ? 1 : -1;
}

/** A press outside the menu closes it. Returns the undo. */
function closeOnOutside(
  menu: HTMLElement | null,
  close: (returnsFocus: boolean) => void,
): () => void {
  const root = menu?.getRootNode();
  const outside = (event: Event): void => {
    const isInside = event
      .composedPath()
      .some((node) => node instanceof Element && node.matches(".pl-menu, [aria-haspopup=menu]"));
    if (!isInside) close(false);
  };
  root?.addEventListener("pointerdown", outside);
  return () => root?.removeEventListener("pointerdown", outside);
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
  useLayoutEffect(() => closeOnOutside(menu.current, close), []);

  const onKeyDown = (event: TargetedKeyboardEvent<HTMLDivElement>): void => {
    const all = items();
    const here = all.indexOf(event.target as HTMLElement);
    const go = (index: number): void => {
      event.preventDefault();
      all[(index + all.length) % all.length]?.focus();
    };
    const sideways = turnOf(event);
    if (sideways === -1 && page.value !== "menu") {
      event.preventDefault();
      page.value = "menu";
      return;
    }
    if (sideways === 1 && all[here]?.dataset["page"] !== undefined) {
      event.preventDefault();
      return all[here].click();
    }
    if (sideways !== 0) return go(here + sideways);
    switch (event.key) {
      case "ArrowDown":
        return go(here + 1);
      case "ArrowUp":
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
