import type { JSX } from "preact";
import { usePanel, useTranslator } from "../model/widget-context.ts";
import { Item } from "./MenuItem.tsx";
import { Languages, MainPage, Transcripts } from "./MenuPages.tsx";
import { useMenuKeys } from "./use-menu-keys.ts";

/** Chat options. Arrow keys move, letters jump, Escape goes back or closes and returns focus. */
export function Menu({ close }: { close: (returnsFocus: boolean) => void }): JSX.Element {
  const { t } = useTranslator();
  const page = usePanel().menu;
  const { menu, onKeyDown } = useMenuKeys(page, close);
  return (
    <div
      class="pl-pop pl-menu"
      ref={menu}
      role="menu"
      aria-label={t("header.options")}
      onKeyDown={onKeyDown}
    >
      {page.value === "menu" ? (
        <MainPage close={close} />
      ) : (
        <>
          <Item icon="back" isBack onPick={() => (page.value = "menu")}>
            {t("menu.back")}
          </Item>
          <div class="pl-sep" role="separator" />
          {page.value === "languages" ? <Languages close={close} /> : <Transcripts close={close} />}
        </>
      )}
    </div>
  );
}
