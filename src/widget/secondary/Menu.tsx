import { useSignal } from "@preact/signals";
import type { ComponentChildren, JSX, TargetedKeyboardEvent } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { nameOfLanguage } from "../i18n/dates.ts";
import { languages } from "../i18n/languages.ts";
import { language, t } from "../i18n/translate.ts";
import { NotificationsSlot, type NotificationsChunk } from "../model/chunk-slots.tsx";
import { persistedValue } from "../model/persisted-value.ts";
import { useChat, useHost, usePanel } from "../model/widget-context.ts";
import { keepTranscript, type TranscriptForm } from "./transcript/keep.ts";
import { Icon, type IconName } from "../parts/Icon.tsx";

const sizes = [1, 1.15, 1.3] as const;
const forms = ["text", "html", "print"] as const;

/** Chat options. Arrow keys move, letters jump, Escape goes back or closes and returns focus. */
export function Menu({ close }: { close: (returnsFocus: boolean) => void }): JSX.Element {
  const { signals } = useChat();
  const panel = usePanel();
  const { pendingConfirmation: asking } = panel;
  const page = panel.menu;
  const menu = useRef<HTMLDivElement>(null);
  const phase = signals.phase.value.kind;
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

  return (
    <div
      class="pl-pop pl-menu"
      ref={menu}
      role="menu"
      aria-label={t("header.options")}
      onKeyDown={onKeyDown}
    >
      {page.value === "menu" ? (
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
                  asking.value = phase === "waiting" ? "leave" : "end";
                }}
              >
                {t(phase === "waiting" ? "queue.leave" : "menu.end")}
              </Item>
            </>
          )}
        </>
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

interface ItemProps {
  readonly icon: IconName;
  readonly onPick: () => void;
  readonly children: ComponentChildren;
  readonly isDanger?: boolean;
  readonly isBack?: boolean;
  /** The page of the menu that this item opens. */
  readonly page?: string;
  readonly value?: string;
}

function Item({ icon, onPick, children, isDanger, isBack, page, value }: ItemProps): JSX.Element {
  return (
    <button
      type="button"
      class={`pl-mi${isDanger ? " pl-mi--danger" : ""}`}
      role="menuitem"
      tabIndex={-1}
      {...(page !== undefined && { "data-page": page, "aria-haspopup": "menu" as const })}
      onClick={onPick}
    >
      <Icon name={icon} {...(isBack || icon === "exit" ? { class: "pl-flip" } : {})} />
      <span class="pl-mi__t">{children}</span>
      {value !== undefined && <span class="pl-mi__v">{value}</span>}
      {page !== undefined && <Icon name="next" size={16} class="pl-flip" />}
    </button>
  );
}

function Switch(props: {
  icon: IconName;
  isOn: boolean;
  onToggle: () => void;
  children: ComponentChildren;
}): JSX.Element {
  return (
    <button
      type="button"
      class="pl-mi"
      role="menuitemcheckbox"
      tabIndex={-1}
      aria-checked={props.isOn}
      onClick={props.onToggle}
    >
      <Icon name={props.icon} />
      <span class="pl-mi__t">{props.children}</span>
      <span class="pl-switch" aria-hidden="true" />
    </button>
  );
}

function Sound(): JSX.Element {
  const { deploymentId } = useHost().options;
  const { isSoundOn } = usePanel();
  const toggle = (): void => {
    isSoundOn.value = !isSoundOn.value;
    persistedValue("sound", deploymentId).write(isSoundOn.value ? "on" : "off");
  };
  return (
    <Switch icon="sound" isOn={isSoundOn.value} onToggle={toggle}>
      {t("menu.sound")}
    </Switch>
  );
}

function Notices(): JSX.Element | null {
  const { notifications, deploymentId } = useHost().options;
  const chunk = NotificationsSlot.chunk.value;
  if (!notifications || chunk === null || !chunk.canNotify()) return null;
  return <NoticeSwitch chunk={chunk} deploymentId={deploymentId} />;
}

function NoticeSwitch(props: { chunk: NotificationsChunk; deploymentId: string }): JSX.Element {
  const { chunk, deploymentId } = props;
  const isOn = useSignal(chunk.wantsNotices(deploymentId));
  const toggle = async (): Promise<void> => {
    isOn.value = await chunk.setNotices(deploymentId, !isOn.peek());
  };
  return (
    <Switch icon="bell" isOn={isOn.value} onToggle={() => void toggle()}>
      {t("menu.notify")}
    </Switch>
  );
}

function TextSize(): JSX.Element {
  const { textSize } = usePanel();
  return (
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
  );
}

function Languages({ close }: { close: (returnsFocus: boolean) => void }): JSX.Element {
  const { languageNotice, signals } = useChat();
  const { changeLanguage } = usePanel();
  const choose = async (tag: string): Promise<void> => {
    close(true);
    await changeLanguage(tag);
    languageNotice.value = { after: signals.order.peek().at(-1) ?? null };
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

function Transcripts({ close }: { close: (returnsFocus: boolean) => void }): JSX.Element {
  const { chat } = useChat();
  const { options } = useHost();
  const keep = (form: TranscriptForm): void => {
    close(true);
    void keepTranscript(chat, options.company, form);
  };
  return (
    <>
      {forms.map((form) => (
        <Item key={form} icon="download" onPick={() => keep(form)}>
          {t(`transcript.${form}`)}
        </Item>
      ))}
    </>
  );
}
