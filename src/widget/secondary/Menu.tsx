import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import type { WordKey } from "../i18n/translator.ts";
import type { MenuPage } from "../model/panel.ts";
import { useChat, usePanel, useTranslator } from "../model/widget-context.ts";
import { Item } from "./MenuItem.tsx";
import { Languages, MainPage, Transcripts } from "./MenuPages.tsx";
import { useMenuKeys } from "./use-menu-keys.ts";

/** The title of each page. */
const titles = {
  menu: "header.options",
  languages: "menu.language",
  transcript: "transcript.download",
} as const satisfies Readonly<Record<MenuPage, WordKey>>;

/** Chat options. Arrow keys move, letters jump, Escape goes back or closes and returns focus. */
export function Menu({ close }: { close: (returnsFocus: boolean) => void }): JSX.Element {
  const { t } = useTranslator();
  const page = usePanel().menu;
  const title = t(titles[page.value ?? "menu"]);
  const { menu, onKeyDown, onFocusIn } = useMenuKeys(page, close);
  const phase = useChat().signals.phase.value.kind;
  // The button that has opened it goes with the conversation.
  useEffect(() => {
    if (phase === "ended" || phase === "expired") close(false);
  }, [phase]);
  return (
    <div
      class="pl-pop pl-menu"
      ref={menu}
      role="menu"
      aria-label={title}
      onKeyDown={onKeyDown}
      onFocusIn={onFocusIn}
    >
      {page.value === "menu" ? (
        <MainPage close={close} />
      ) : (
        <>
          <Item icon="back" isBack onPick={() => (page.value = "menu")}>
            <span class="pl-vh">{t("menu.back")}: </span>
            <b key={title}>{title}</b>
          </Item>
          <div class="pl-sep" role="separator" />
          {page.value === "languages" ? <Languages close={close} /> : <Transcripts close={close} />}
        </>
      )}
    </div>
  );
}
