import type { ConversationState, Message } from "../../../transport/index.ts";
import { dayName, isSameDay } from "../../i18n/dates.ts";
import type { Translator } from "../../i18n/translator.ts";
import { readMessage } from "../../conversation/log/message-text.ts";
import type { FormattedTextChunk } from "../../model/formatted-text-chunk.ts";
import type { FormattedBlock } from "../../model/message-blocks.ts";
import { isShown, presentationOf } from "../../model/message-presentation.ts";
import type { RichChunk } from "../../model/rich-chunk.ts";

/** A line of a transcript, as text. */
export interface Line {
  readonly at: number;
  readonly time: string;
  /** The author; null for notices about members. */
  readonly who: string | null;
  readonly text: string;
  /** The text with its marks; absent for plain text. */
  readonly blocks?: readonly FormattedBlock[];
  /** The language of the text, as a BCP 47 tag; absent when it is not known. */
  readonly language?: string;
}

/** Reads formatted text. */
export type Formatter = Pick<FormattedTextChunk, "readFormatted" | "writtenFormatted">;

/** Code for messages that are more than plain text; null where it is not needed or not there. */
export interface Readers {
  /** Default: formatted text stays as it was written. */
  readonly formatter?: Formatter | null;
  /** Default: content that the visitor answers is left out. */
  readonly content?: Pick<RichChunk, "writtenContent"> | null;
}

export interface Transcript {
  readonly title: string;
  /** The language of the titles and notices, as a BCP 47 tag. */
  readonly language: string;
  readonly direction: "ltr" | "rtl";
  readonly days: readonly { readonly name: string; readonly lines: readonly Line[] }[];
}

function lineOf(
  translator: Translator,
  row: Message,
  state: ConversationState,
  { formatter = null, content = null }: Readers,
): Line {
  const { t, timeOf } = translator;
  const { kind, author, text } = presentationOf(row, state, t);
  const line = { at: row.at, time: timeOf(row.at), text };
  if (kind !== "bubble") return { ...line, who: null };
  const who = row.isOwn ? t("transcript.you") : author;
  const isFormatted = !row.isOwn && state.capabilities.formatting && formatter !== null;
  const offered = content?.writtenContent(translator, row) ?? "";
  const withOffered = (said: string): string => [said, offered].filter(Boolean).join("\n");
  return {
    ...line,
    who: row.delivery.kind === "sent" ? who : `${who} (${t("log.failed")})`,
    text: withOffered(isFormatted ? formatter.writtenFormatted(text) : text),
    // Marks in the content are text.
    ...(isFormatted && {
      blocks: [
        ...(text === "" ? [] : formatter.readFormatted(text)),
        ...(offered === "" ? [] : readMessage(offered)),
      ],
    }),
    ...(row.language !== undefined && { language: row.language }),
  };
}

/**
 * Builds the transcript, grouped by day.
 */
export function transcriptOf(
  state: ConversationState,
  company: string,
  translator: Translator,
  readers: Readers = {},
): Transcript {
  const { language, direction, t } = translator;
  const days: { name: string; lines: Line[] }[] = [];
  let before: number | null = null;
  for (const key of state.order) {
    const row = state.messages.get(key);
    if (row === undefined || !isShown(row, state.members)) continue;
    if (before === null || !isSameDay(before, row.at))
      days.push({ name: dayName(translator, row.at, Number.NaN), lines: [] });
    before = row.at;
    days.at(-1)?.lines.push(lineOf(translator, row, state, readers));
  }
  return {
    title: company === "" ? t("log.name") : t("window.name", { company }),
    language: language.peek(),
    direction: direction(),
    days,
  };
}

/** Formats a transcript as text: a line for each message, and a heading for each day. */
export function transcriptText({ title, days }: Pick<Transcript, "title" | "days">): string {
  const said = ({ time, who, text }: Line): string =>
    `${time}  ${who === null ? "" : `${who}: `}${text}`;
  const parts = days.map(({ name, lines }) => [name, "", ...lines.map(said), ""].join("\n"));
  return `${title}\n\n${parts.join("\n")}`;
}
