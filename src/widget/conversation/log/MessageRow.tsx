import type { ComponentChildren, JSX } from "preact";
import type { Message, MessageKey } from "../../../transport/index.ts";
import { dayName, isSameDay } from "../../i18n/dates.ts";
import { useChat, useTranslator } from "../../model/widget-context.ts";
import { RowFilesSlot, AttentionSlot, RichSlot, SecondarySlot } from "../../model/chunk-slots.tsx";
import { Avatar } from "../../parts/Avatar.tsx";
import { Icon } from "../../parts/Icon.tsx";
import { formatOf } from "./format-of.ts";
import { isEmojiOnly } from "./message-text.ts";
import {
  byServerTime,
  filesOf,
  hasRich,
  isSameGroup,
  isShown,
  isTakenOver,
  presentationOf,
  senderOf,
} from "../../model/message-presentation.ts";

/** "Sending…" is shown only when sending takes longer than this. */
const SENDING_AFTER_MS = 600;

/** The members leave within this time of the end. */
const END_MS = 2_000;

interface RowProps {
  readonly message: MessageKey;
  readonly before: MessageKey | undefined;
  readonly after: MessageKey | undefined;
  /** Rendered between the day and the first row. */
  readonly lead?: JSX.Element | false;
}

/**
 * A row of the transcript. It reads its own signal, so that a change of delivery re-renders this
 * row and no other.
 */
export function MessageRow({ message, before, after, lead }: RowProps): JSX.Element | null {
  const translator = useTranslator();
  const { signals, firstUnread } = useChat();
  const row = signals.row(message).value;
  if (row === undefined) return null;
  const { clockOffsetMs } = signals.state.peek();
  const previous = before === undefined ? undefined : signals.row(before).value;
  const timed = byServerTime(row, clockOffsetMs);
  const timedBefore = previous && byServerTime(previous, clockOffsetMs);
  const startsDay = timedBefore === undefined || !isSameDay(timedBefore.at, timed.at);
  const now = Date.now() + (clockOffsetMs ?? 0);
  return (
    <>
      {startsDay && <li class="pl-day">{dayName(translator, timed.at, now)}</li>}
      {lead}
      {firstUnread.value === message && <AttentionSlot part="UnreadDivider" />}
      {row.kind === "text" || row.kind === "notice" ? (
        <Bubble row={row} isFirst={startsDay || !isSameGroup(timedBefore, timed)} after={after} />
      ) : (
        <Notice row={row} />
      )}
    </>
  );
}

/** Emphasises the names of people in a notice. */
function emphasise(text: string, names: readonly string[]): ComponentChildren {
  const [name] = names;
  const at = name === undefined ? -1 : text.lastIndexOf(name);
  if (name === undefined || at === -1) return text;
  return (
    <>
      {text.slice(0, at)}
      <b>{name}</b>
      {text.slice(at + name.length)}
    </>
  );
}

/** A member who came or went, or the card of an invitation. */
function Notice({ row }: { row: Message }): JSX.Element | null {
  const { t } = useTranslator();
  const { signals } = useChat();
  const around = { members: signals.members.value, messages: signals.state.peek().messages };
  const { kind, author, text, names, handedOverBy } = presentationOf(row, around, t);
  if (kind === "invitation") return <SecondarySlot part="MediaCard" row={row} name={author} />;
  const phase = signals.phase.value;
  // Nobody has left a conversation that has ended: the card below says who has ended it.
  const isEnd = phase.kind === "ended" && row.kind === "left" && row.at > phase.at - END_MS;
  if (isEnd || !isShown(row, around.members) || isTakenOver(row, around)) return null;
  const member = senderOf(around.members, row);
  return (
    <li class="pl-note">
      {handedOverBy === null ? (
        <Avatar name={author} url={member?.avatarUrl ?? null} size="xs" />
      ) : (
        <Icon name="transfer" size={16} />
      )}
      <span>{emphasise(text, names)}</span>
    </li>
  );
}

function Bubble({
  row,
  isFirst,
  after,
}: {
  row: Message;
  isFirst: boolean;
  after: MessageKey | undefined;
}): JSX.Element {
  const { t, timeOf, language } = useTranslator();
  const { signals } = useChat();
  const next = after === undefined ? undefined : signals.row(after).value;
  const state = signals.state.peek();
  const { clockOffsetMs, messages } = state;
  const [timed, timedNext] = [row, next].map((one) => one && byServerTime(one, clockOffsetMs));
  const isLast = !isSameGroup(timed, timedNext) || !isSameDay(timed?.at ?? 0, timedNext?.at ?? 0);
  const members = signals.members.value;
  const member = senderOf(members, row);
  const { author: name, isBot, text } = presentationOf(row, { members, messages }, t);
  const time = timeOf(row.at);
  const { kind } = row.delivery;
  const look = isEmojiOnly(row.body)
    ? " pl-b--emoji"
    : kind === "failed"
      ? " is-failed"
      : kind === "sent"
        ? ""
        : " is-pending";
  const classes = [
    "pl-group",
    row.isOwn && "pl-group--me",
    isBot && "pl-group--bot",
    isFirst && "is-first",
    isLast && "is-last",
  ];
  const { Body, spoken } = formatOf(row, state);
  const label = t(row.isOwn ? "log.rowOwn" : "log.row", { name, time, text: spoken(text) });
  return (
    <li class={classes.filter(Boolean).join(" ")}>
      {!row.isOwn && isFirst && (
        <Avatar name={name} url={member?.avatarUrl ?? null} isBot={isBot} />
      )}
      <div
        class="pl-group__main"
        part="message"
        data-key={row.key}
        role="article"
        tabIndex={-1}
        aria-label={label}
        lang={row.language}
      >
        {!row.isOwn && isFirst && (
          <div class="pl-who" lang={language.value}>
            <b>{name}</b>
            {isBot && <span class="pl-tag">{t("log.automated")}</span>}
            <time class="pl-tnum" dateTime={new Date(row.at).toISOString()}>
              {time}
            </time>
          </div>
        )}
        {row.isOwn && <span class="pl-vh">{t("log.you")}</span>}
        {row.body !== "" && (
          <div class={`pl-b${look}`}>
            <Body body={row.body} newTab={t("log.newTab")} code={t("log.code")} />
          </div>
        )}
        {filesOf(row).length > 0 && <RowFilesSlot part="RowFiles" row={row} />}
        {row.isOwn &&
          (isLast || kind === "failed" || (kind !== "sent" && kind !== next?.delivery.kind)) && (
            <Status row={row} time={time} />
          )}
      </div>
      {hasRich(row) && <RichSlot part="RowContent" row={row} />}
    </li>
  );
}

function Status({ row, time }: { row: Message; time: string }): JSX.Element | null {
  const { t } = useTranslator();
  const { signals, now } = useChat();
  const { delivery } = row;
  switch (delivery.kind) {
    case "sent":
      return (
        <div class="pl-meta" key="sent">
          <Icon name="check" size={14} />
          <span>{t("log.sent", { time })}</span>
        </div>
      );
    case "failed":
      return <SecondarySlot part="FailedDelivery" key="failed" row={row} />;
    default: {
      const stream = signals.stream.value;
      const isOffline = stream.kind === "waiting" && stream.isOffline;
      const isYoung = (at: number): boolean => at - row.at < SENDING_AFTER_MS;
      // The clock is followed only while the row is young.
      if (!isOffline && isYoung(Date.now()) && isYoung(now.value)) return null;
      return (
        <div class="pl-meta pl-meta--wait" key="wait">
          <Icon name={isOffline ? "clock" : "wait"} size={14} />
          <span key={isOffline}>{t(isOffline ? "log.queued" : "log.sending")}</span>
        </div>
      );
    }
  }
}
