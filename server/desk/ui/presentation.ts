import { isEmojiOnly } from "../../../src/widget/conversation/log/message-text.ts";
import { isSameDay } from "../../../src/widget/i18n/dates.ts";
import { isSameGroup } from "../../../src/widget/model/message-presentation.ts";
import type { ContentPart } from "../api/content.ts";
import type { DeskFile, DeskMessage } from "../api/views.ts";
import { guestLabel } from "../model/names.ts";

/** The part of a message that the widget's presentation reads. */
type Message = NonNullable<Parameters<typeof isSameGroup>[0]>;

export interface Row extends Message {
  readonly key: string;
  readonly body: string;
  readonly name: string;
  readonly files: readonly DeskFile[];
  readonly content: readonly ContentPart[];
  readonly role: DeskMessage["sender"]["role"];
  /** The language of the body, as a BCP 47 tag; undefined when it is not known. */
  readonly language: string | undefined;
}

export function rowOf(conversationId: string, message: DeskMessage, isOwn: boolean): Row {
  const { id, sender, body, kind, language, timestamp, files = [], content = [] } = message;
  const name = sender.displayName ?? "";
  return {
    key: id,
    kind,
    senderId: sender.id,
    isOwn,
    body,
    files,
    content,
    at: Date.parse(timestamp),
    name: isOwn ? "You" : sender.role === "guest" ? guestLabel(name, conversationId) : name,
    role: sender.role,
    language,
  };
}

/** How a row stands between its neighbours. */
export interface Place {
  readonly startsDay: boolean;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly isEmoji: boolean;
}

export function placeOf(row: Row, before: Row | undefined, after: Row | undefined): Place {
  const startsDay = before === undefined || !isSameDay(before.at, row.at);
  const endsDay = after === undefined || !isSameDay(row.at, after.at);
  return {
    startsDay,
    isFirst: startsDay || !isSameGroup(before, row),
    isLast: endsDay || !isSameGroup(row, after),
    isEmoji: isEmojiOnly(row.body),
  };
}
