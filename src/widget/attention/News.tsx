import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { isShown, nameOf, senderOf } from "../model/message-presentation.ts";
import { useChat, usePanel, useTranslator } from "../model/widget-context.ts";
import { Avatar } from "../parts/Avatar.tsx";
import { Icon } from "../parts/Icon.tsx";

/**
 * Who wrote the newest unread message, and its first lines, beside the launcher of a closed panel.
 * It takes no focus and is not announced: the launcher's name has the count, and the announcer the
 * message.
 */
export function News(): JSX.Element | null {
  const { direction, language, t, timeOf } = useTranslator();
  const { signals } = useChat();
  const panel = usePanel();
  const dismissed = useSignal("");
  const { messages, members } = signals.state.value;
  const row = signals.order.value
    .map((key) => messages.get(key))
    .findLast((one) => one?.kind === "text" && !one.isOwn && isShown(one, members));
  if (row === undefined || row.key === dismissed.value) return null;
  const name = nameOf(members, row, t);
  const dismiss = (): void => {
    dismissed.value = row.key;
    panel.launcher.focus();
  };
  return (
    <div class="pl-news-place">
      <div
        class="pl-news"
        part="news"
        key={row.key}
        role="group"
        lang={language.value}
        dir={direction()}
        aria-label={t("say.new", { name })}
        onKeyDown={(event) => {
          if (event.key === "Escape") dismiss();
        }}
      >
        <button type="button" class="pl-news__open" onClick={() => panel.open(true)}>
          <Avatar
            id={row.senderId ?? ""}
            name={name}
            url={senderOf(members, row)?.avatarUrl ?? null}
          />
          <span>
            <b dir="auto">{name}</b> <time>{timeOf(row.at)}</time>
            <span class="pl-news__text" dir="auto">
              {row.body}
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
