import type { ConversationState, Message } from "../../../transport/index.ts";
import { dayName, isSameDay } from "../../i18n/dates.ts";
import type { Translator } from "../../i18n/translator.ts";
import type { FormattedTextChunk } from "../../model/formatted-text-chunk.ts";
import type { FormattedBlock } from "../../model/message-blocks.ts";
import { isShown, presentationOf } from "../../model/message-presentation.ts";

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

export interface Transcript {
  readonly title: string;
  /** The language of the titles and notices, as a BCP 47 tag. */
  readonly language: string;
  readonly direction: "ltr" | "rtl";
  readonly days: readonly { readonly name: string; readonly lines: readonly Line[] }[];
}

function lineOf(
  { t, timeOf }: Translator,
  row: Message,
  state: ConversationState,
  formatter: Formatter | null,
): Line {
  const { kind, author, text } = presentationOf(row, state, t);
  const line = { at: row.at, time: timeOf(row.at), text };
  if (kind !== "bubble") return { ...line, who: null };
  const who = row.isOwn ? t("transcript.you") : author;
  const isFormatted = !row.isOwn && state.capabilities.formatting && formatter !== null;
  return {
    ...line,
    who: row.delivery.kind === "sent" ? who : `${who} (${t("log.failed")})`,
    ...(isFormatted && {
      text: formatter.writtenFormatted(text),
      blocks: formatter.readFormatted(text),
    }),
    ...(row.language !== undefined && { language: row.language }),
  };
}

/**
 * Builds the transcript, grouped by day.
 * @param formatter - reads formatted text. Default: it stays as it was written
 */
export function transcriptOf(
  state: ConversationState,
  company: string,
  translator: Translator,
  formatter: Formatter | null = null,
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
    days.at(-1)?.lines.push(lineOf(translator, row, state, formatter));
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
