import { isEmojiOnly } from "../../../src/widget/conversation/log/message-text.ts";
import { isSameDay } from "../../../src/widget/i18n/dates.ts";
import { isSameGroup } from "../../../src/widget/model/message-presentation.ts";
import type { DeskMessage } from "../api/views.ts";

/** A message in the form that the widget's presentation takes. */
type Message = NonNullable<Parameters<typeof isSameGroup>[0]>;

export interface Row extends Message {
  readonly name: string;
  readonly role: DeskMessage["sender"]["role"];
}

export function rowOf({ id, sender, body, kind, timestamp }: DeskMessage, isOwn: boolean): Row {
  const at = Date.parse(timestamp);
  return {
    key: id as Message["key"],
    kind,
    senderId: sender.id as NonNullable<Message["senderId"]>,
    isOwn,
    body,
    content: [],
    at,
    delivery: { kind: "sent", id: id as SentId, at },
    name: isOwn ? "You" : (sender.displayName ?? ""),
    role: sender.role,
  };
}
type SentId = Extract<Message["delivery"], { readonly kind: "sent" }>["id"];

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
