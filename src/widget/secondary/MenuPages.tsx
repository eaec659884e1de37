import type { JSX } from "preact";
import { nameOfLanguage } from "../i18n/name-of-language.ts";
import { languages } from "../i18n/languages.ts";
import { DirectSlot } from "../model/chunk-slots.tsx";
import { useChat, usePanel, useTranslator, useWidget } from "../model/widget-context.ts";
import { Icon } from "../parts/Icon.tsx";
import { Item } from "./MenuItem.tsx";
import { Notices, Sound, TextSize } from "./MenuSettings.tsx";
import { keepTranscript, type TranscriptForm } from "./transcript/keep.ts";

const forms = ["text", "html", "print"] as const;

interface PageProps {
  /** Closes the menu. */
  readonly close: (returnsFocus: boolean) => void;
}

/** The first page: settings, the ways to the other pages, and the end of the chat. */
export function MainPage({ close }: PageProps): JSX.Element {
  const { language, t } = useTranslator();
  const context = useWidget();
  const { chat, signals } = context.chat;
  const { menu: page, pendingConfirmation } = context.panel;
  const isHere = chat.get().capabilities.end === "here";
  const forget = isHere ? DirectSlot.chunk.value?.forget : undefined;
  const phase = signals.phase.value.kind;
  return (
    <>
      <Sound />
      <Notices />
      <TextSize />
      <Item
        icon="globe"
        page="languages"
        value={nameOfLanguage(language.value)}
        onPick={() => (page.value = "languages")}
      >
        {t("menu.language")}
      </Item>
      {signals.order.value.length > 0 && (
        <Item icon="download" page="transcript" onPick={() => (page.value = "transcript")}>
          {t("transcript.download")}
        </Item>
      )}
      {(phase === "talking" || phase === "waiting") && (
        <>
          <div class="pl-sep" role="separator" />
          <Item
            icon="exit"
            isDanger
            onPick={() => {
              close(true);
              if (forget === undefined)
                pendingConfirmation.value = phase === "waiting" ? "leave" : "end";
              else forget.ask(context);
            }}
          >
            {t(forget?.label ?? (phase === "waiting" ? "queue.leave" : "menu.end"))}
          </Item>
        </>
      )}
    </>
  );
}

export function Languages({ close }: PageProps): JSX.Element {
  const { language, t } = useTranslator();
  const { languageNotice, signals } = useChat();
  const { announce, changeLanguage } = usePanel();
  const choose = async (tag: string): Promise<void> => {
    close(true);
    await changeLanguage(tag);
    languageNotice.value = { after: signals.order.peek().at(-1) ?? null };
    announce(t("log.language", { language: nameOfLanguage(tag) }));
  };
  return (
    <div class="pl-mi--page" role="group" aria-label={t("menu.language")}>
      {languages.map((tag) => (
        <button
          key={tag}
          type="button"
          class="pl-mi"
          role="menuitemradio"
          tabIndex={language.value === tag ? 0 : -1}
          lang={tag}
          aria-checked={language.value === tag}
          // Without its catalogue, the language stays as it is.
          onClick={() => void choose(tag).catch(() => undefined)}
        >
          <span class="pl-mi__t" dir="auto">
            {nameOfLanguage(tag)}
          </span>
          {language.value === tag && <Icon name="check" size={16} />}
        </button>
      ))}
    </div>
  );
}

export function Transcripts({ close }: PageProps): JSX.Element {
  const context = useWidget();
  const { t } = context.translator;
  const keep = (form: TranscriptForm): void => {
    close(true);
    void keepTranscript(context, form);
  };
  return (
    <>
      {forms.map((form) => (
        <Item key={form} icon={form === "print" ? "print" : "download"} onPick={() => keep(form)}>
          {t(`transcript.${form}`)}
        </Item>
      ))}
    </>
  );
}
