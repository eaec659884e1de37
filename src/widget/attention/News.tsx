import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { formatOf } from "../conversation/log/format-of.ts";
import { RichSlot, RowFilesSlot } from "../model/chunk-slots.tsx";
import { moveMarks } from "../model/marks.ts";
import { hasRich, isShown, nameOf, senderOf } from "../model/message-presentation.ts";
import { useChat, usePanel, useTranslator, useWidget } from "../model/widget-context.ts";
import { Avatar } from "../parts/Avatar.tsx";
import { Icon } from "../parts/Icon.tsx";
import { IdleQuestion } from "./IdleCard.tsx";

/**
 * The idle warning beside the launcher of a closed panel, or the news. Nothing is unread with a
 * warning, so the launcher is not lit.
 */
export function News(): JSX.Element | null {
  const { idleMinutesLeft } = useChat();
  const dismissed = useSignal(false);
  const isIdle = idleMinutesLeft.value !== null;
  if (!isIdle) dismissed.value = false;
  return isIdle && !dismissed.value ? (
    <IdleNews onDismiss={() => (dismissed.value = true)} />
  ) : (
    <NewestMessage />
  );
}

function IdleNews({ onDismiss }: { onDismiss: () => void }): JSX.Element {
  const { direction, language, t } = useTranslator();
  const { launcher } = usePanel();
  const dismiss = (): void => {
    onDismiss();
    launcher.focus();
  };
  return (
    <div class="pl-news-place">
      <div
        class="pl-news pl-idle"
        role="region"
        lang={language.value}
        dir={direction()}
        aria-label={t("idle.title")}
        onKeyDown={(event) => {
          if (event.key === "Escape") dismiss();
        }}
      >
        <IdleQuestion />
        <button type="button" class="pl-ib" aria-label={t("idle.dismiss")} onClick={dismiss}>
          <Icon name="close" size={16} />
        </button>
      </div>
    </div>
  );
}

/**
 * Who wrote the newest unread message, and its first lines, beside the launcher of a closed panel.
 * It takes no focus and is not announced: the launcher's name has the count, and the announcer the
 * message.
 */
function NewestMessage(): JSX.Element | null {
  const { direction, language, t, timeOf } = useTranslator();
  const context = useWidget();
  const { marks, signals } = context.chat;
  const { panel } = context;
  const { messages, members } = signals.state.value;
  const row = signals.order.value
    .map((key) => messages.get(key))
    .findLast((one) => one?.kind === "text" && !one.isOwn && isShown(one, members));
  if (panel.unreadCount.value === 0 || row === undefined) return null;
  if (row.at <= (marks.value?.dismissed ?? 0)) return null;
  const name = nameOf(members, row, t);
  const dismiss = (): void => {
    moveMarks(context, { dismissed: row.at });
    panel.launcher.focus();
  };
  return (
    <div class="pl-news-place">
      <div
        class="pl-news"
        part="news"
        key={row.key}
        role="region"
        lang={language.value}
        dir={direction()}
        aria-label={t("say.new", { name })}
        onKeyDown={(event) => {
          if (event.key === "Escape") dismiss();
        }}
      >
        <button type="button" class="pl-news__open" onClick={() => panel.open(true)}>
          <Avatar name={name} url={senderOf(members, row)?.avatarUrl ?? null} />
          <span>
            <b dir="auto">{name}</b>{" "}
            <time dateTime={new Date(row.at).toISOString()}>{timeOf(row.at)}</time>
            <span
              class="pl-news__text"
              dir="auto"
              lang={row.body === "" ? undefined : row.language}
            >
              {row.body !== "" ? (
                formatOf(row, signals.state.value).spoken(row.body)
              ) : hasRich(row) ? (
                <RichSlot part="ContentPreview" row={row} />
              ) : (
                <RowFilesSlot part="FilesPreview" row={row} name={name} />
              )}
            </span>
          </span>
        </button>
        <button type="button" class="pl-ib" aria-label={t("news.close")} onClick={dismiss}>
          <Icon name="close" size={16} />
        </button>
      </div>
    </div>
  );
}
