import type { JSX, TargetedKeyboardEvent } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { t } from "../i18n/translate.ts";
import { useView } from "../state/view.ts";
import { Icon } from "./parts/Icon.tsx";
import { Talk } from "./lazy-parts.tsx";

const sizes = [1, 1.15, 1.3] as const;

/** Chat options: arrows move, letters jump, Escape closes and gives focus back. */
export function Menu({ close }: { close: (returnsFocus: boolean) => void }): JSX.Element {
  const { signals, textSize, asking, options } = useView();
  const menu = useRef<HTMLDivElement>(null);
  const talk = Talk.module.value;
  const phase = signals.phase.value.kind;
  const items = (): HTMLElement[] => [
    ...(menu.current?.querySelectorAll<HTMLElement>("[role^=menuitem]") ?? []),
  ];
  useEffect(() => {
    items()[0]?.focus();
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
    switch (event.key) {
      case "ArrowDown":
      case "ArrowRight":
        return go(here + 1);
      case "ArrowUp":
      case "ArrowLeft":
        return go(here - 1);
      case "Home":
        return go(0);
      case "End":
        return go(all.length - 1);
      case "Escape":
        event.stopPropagation();
        return close(true);
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

  return (
    <div
      class="pl-pop pl-menu"
      ref={menu}
      role="menu"
      aria-label={t("menu.name")}
      onKeyDown={onKeyDown}
    >
      {talk !== null && (
        <button
          type="button"
          class="pl-mi"
          role="menuitemcheckbox"
          tabIndex={-1}
          aria-checked={talk.isSoundOn.value}
          onClick={() => talk.setSound(options.deploymentId, !talk.isSoundOn.peek())}
        >
          <Icon name="bell" />
          <span class="pl-mi__t">{t("menu.sound")}</span>
          <span class="pl-mi__v" aria-hidden="true">
            {t(talk.isSoundOn.value ? "menu.on" : "menu.off")}
          </span>
        </button>
      )}
      <div class="pl-mi pl-mi--seg" role="group" aria-label={t("menu.size")}>
        <Icon name="text" />
        <span class="pl-mi__t" aria-hidden="true">
          {t("menu.size")}
        </span>
        <span class="pl-seg">
          {sizes.map((size, index) => (
            <button
              key={size}
              type="button"
              role="menuitemradio"
              tabIndex={-1}
              aria-checked={textSize.value === size}
              aria-label={t(`menu.size.${(index + 1) as 1 | 2 | 3}`)}
              onClick={() => (textSize.value = size)}
            >
              A
            </button>
          ))}
        </span>
      </div>
      {signals.order.value.length > 0 && (
        <button
          type="button"
          class="pl-mi"
          role="menuitem"
          tabIndex={-1}
          onClick={() => {
            close(true);
            Talk.module.peek()?.downloadTranscript(signals.state.peek(), options.company);
          }}
        >
          <Icon name="download" />
          <span class="pl-mi__t">{t("transcript.download")}</span>
        </button>
      )}
      {(phase === "talking" || phase === "waiting") && (
        <>
          <div class="pl-sep" role="separator" />
          <button
            type="button"
            class="pl-mi pl-mi--danger"
            role="menuitem"
            tabIndex={-1}
            onClick={() => {
              close(true);
              asking.value = phase === "waiting" ? "leave" : "end";
            }}
          >
            <Icon name="exit" />
            <span class="pl-mi__t">{t(phase === "waiting" ? "menu.leave" : "menu.end")}</span>
          </button>
        </>
      )}
    </div>
  );
}
