import type { JSX } from "preact";
import { MessageBody } from "../../../src/widget/conversation/log/MessageBody.tsx";
import { spokenText } from "../../../src/widget/conversation/log/message-text.ts";
import { FormattedBody } from "../../../src/widget/formatted-text/FormattedBody.tsx";
import { spokenFormatted } from "../../../src/widget/formatted-text/text-of.ts";
import { dayName } from "../../../src/widget/i18n/dates.ts";
import { Avatar } from "../../../src/widget/parts/Avatar.tsx";
import { Icon } from "../../../src/widget/parts/Icon.tsx";
import { contentWords, type ContentState } from "../model/content-state.ts";
import { shortLabel } from "../model/names.ts";
import type { Leaving } from "../model/presence.ts";
import { useDesk } from "./desk-context.ts";
import { bodyWords, english } from "./english.ts";
import { useFormatting } from "./use-formatting.ts";
import { placeOf, type Place, type Row } from "./presentation.ts";
import { Name } from "./Name.tsx";
import { RowContent } from "./RowContent.tsx";
import { RowFiles } from "./RowFiles.tsx";

/** One message, or one notice, with the day above it where a day begins. */
export function LogRow({
  chatId,
  row,
  before,
  after,
  leaving,
  state,
  guestName,
}: {
  /** It gives the guest's colour, here as in the list. */
  chatId: string;
  row: Row;
  before: Row | undefined;
  after: Row | undefined;
  /** How the agent's part has ended; null for every other row. */
  leaving: Leaving | null;
  /** How far its content has come; null for a row without content. */
  state: ContentState | null;
  guestName: string;
}): JSX.Element | null {
  const place = placeOf(row, before, after);
  return (
    <>
      {place.startsDay && (
        <li class="pl-day">{dayName(english, row.at, useDesk().connection.now.peek())}</li>
      )}
      {row.kind === "text" || row.kind === "notice" ? (
        <Bubble {...{ chatId, row, place, state }} who={shortLabel(guestName)} />
      ) : (
        <Notice row={row} leaving={leaving} guestName={guestName} />
      )}
    </>
  );
}

function Notice({
  row,
  leaving,
  guestName,
}: {
  row: Row;
  leaving: Leaving | null;
  guestName: string;
}): JSX.Element | null {
  if (row.kind === "media")
    return (
      <li class="pl-note" data-key={row.key}>
        <Icon name="screen" size={16} />
        <span>
          <Name of={row.name} /> asked to see the screen
        </span>
      </li>
    );
  if (row.role !== "agent") return null;
  const { icon, of, words } = leaving ?? { icon: "none", of: "agent", words: "joined the chat" };
  return (
    <li class="pl-note" data-key={row.key}>
      {icon === "lost" && <Icon name="wifioff" size={16} />}
      {icon === "end" && <Icon name="exit" size={16} />}
      <span>
        {of !== "nobody" && <Name of={of === "guest" ? guestName : row.name} />} {words}
      </span>
    </li>
  );
}

/** The row as a screen reader names it: who, when, and all that was sent. */
function nameOf(row: Row, isFormatted: boolean): string {
  const { isOwn, name, body, files, content, at } = row;
  return english.t(isOwn ? "log.rowOwn" : "log.row", {
    name,
    time: english.timeOf(at),
    text: [
      isFormatted ? spokenFormatted(body) : spokenText(body),
      ...files.map((file) => `file: ${file.name}`),
      contentWords(content),
    ]
      .filter((one) => one !== "")
      .join(", "),
  });
}

function Bubble({
  chatId,
  row,
  place: { isFirst, isLast, isEmoji },
  state,
  who,
}: {
  chatId: string;
  row: Row;
  place: Place;
  state: ContentState | null;
  /** The short form of the guest's name. */
  who: string;
}): JSX.Element {
  const { isOwn, name, role, content, files } = row;
  const isBot = role === "bot";
  // The text of guests stays as typed.
  const isFormatted = useFormatting(chatId) && role !== "guest";
  const Body = isFormatted ? FormattedBody : MessageBody;
  const time = english.timeOf(row.at);
  const classes = [
    "pl-group",
    isOwn && "pl-group--me",
    isBot && "pl-group--bot",
    isFirst && "is-first",
    isLast && "is-last",
  ];
  return (
    <li class={classes.filter(Boolean).join(" ")} data-key={row.key}>
      {!isOwn && isFirst && (
        <Avatar name={name} isBot={isBot} {...(role === "guest" && { id: chatId })} />
      )}
      <div
        class="pl-group__main"
        role="article"
        tabIndex={-1}
        lang={row.language}
        aria-label={nameOf(row, isFormatted)}
      >
        {isOwn && <span class="pl-vh">You:</span>}
        {!isOwn && isFirst && (
          <div class="pl-who" lang="en">
            <b>
              <Name of={name} />
            </b>
            {isBot && <span class="pl-tag">Automated</span>}
            <time class="pl-tnum" dateTime={new Date(row.at).toISOString()}>
              {time}
            </time>
          </div>
        )}
        {(row.body !== "" || files.length + content.length === 0) && (
          <div class={isEmoji ? "pl-b pl-b--emoji" : "pl-b"}>
            <Body body={row.body} {...bodyWords} />
          </div>
        )}
        <RowFiles chatId={chatId} files={files} />
        {content.length > 0 && (
          <RowContent content={content} answer={state?.answer ?? null} who={who} />
        )}
        {state?.isOpen === true ? (
          <div class="pl-meta pl-meta--wait">
            <Icon name="wait" size={14} />
            <span>
              Waiting for <Name of={who} />
              ’s choice
            </span>
          </div>
        ) : (
          isOwn &&
          isLast && (
            <div class="pl-meta">
              <Icon name="check" size={14} />
              <span>Sent · {time}</span>
            </div>
          )
        )}
      </div>
    </li>
  );
}
