import { withoutMarks } from "../../i18n/dates.ts";
import type { Translator } from "../../i18n/translator.ts";
import type { GuestChat } from "../../../transport/index.ts";
import { FormattedTextSlot, RichSlot } from "../../model/chunk-slots.tsx";
import { hasRich } from "../../model/message-presentation.ts";
import type { WidgetContext } from "../../model/widget-context.ts";
import { printTranscript, transcriptPage } from "./page.ts";
import { transcriptOf, transcriptText, type Transcript } from "./transcript.ts";

export { printTranscript };

export type TranscriptForm = "text" | "html" | "print";

/** Collects the whole transcript in the browser; only messages not loaded yet are requested. */
export async function allOf(
  chat: GuestChat,
  company: string,
  translator: Translator,
): Promise<Transcript> {
  try {
    while (chat.get().hasOlder) await chat.loadOlder();
  } catch {
    // A partial transcript is better than none.
  }
  const state = chat.get();
  const isRich = [...state.messages.values()].some(hasRich);
  const [formatter, content] = await Promise.all([
    state.capabilities.formatting ? orNone(FormattedTextSlot.fetch()) : null,
    isRich ? orNone(RichSlot.fetch()) : null,
  ]);
  return transcriptOf(state, company, translator, { formatter, content });
}

async function orNone<Parts>(fetching: Promise<Parts>): Promise<Parts | null> {
  try {
    return await fetching;
  } catch {
    // A transcript with marks, or without what there was to choose from, is better than none.
    return null;
  }
}

export function transcriptAs(transcript: Transcript, format: "txt" | "html" | "json"): string {
  if (format === "html") return transcriptPage(transcript);
  const plain = withoutOurMarks(transcript);
  return format === "txt" ? transcriptText(plain) : JSON.stringify(plain, asItIs, 2);
}

/**
 * Removes the direction isolates around names, which serve display only: old editors draw them, and
 * programs fail to match them. The participants' own texts stay unchanged.
 */
const withoutOurMarks = ({ title, days }: Transcript): Pick<Transcript, "title" | "days"> => ({
  title: withoutMarks(title),
  days: days.map(({ name, lines }) => ({
    name,
    lines: lines.map(({ at, time, who, text }) => ({
      at,
      time,
      who,
      text: who === null ? withoutMarks(text) : text,
    })),
  })),
});

/**
 * Serialises the original value: old libraries give arrays a `toJSON` that turns them into text.
 */
function asItIs(this: Readonly<Record<string, unknown>>, key: string): unknown {
  return this[key];
}

/** By then, in ms, a browser has begun to read a download. */
const READ_MS = 40_000;

/** Saves or prints the whole transcript. */
export async function keepTranscript(
  { chat: { chat }, host, translator }: WidgetContext,
  form: TranscriptForm,
): Promise<void> {
  const transcript = await allOf(chat, host.options.company, translator);
  if (form === "print") return printTranscript(transcript);
  const [format, type] =
    form === "html" ? (["html", "text/html"] as const) : (["txt", "text/plain"] as const);
  const content = transcriptAs(transcript, format);
  const url = URL.createObjectURL(new Blob([content], { type: `${type};charset=utf-8` }));
  const link = document.createElement("a");
  link.href = url;
  const first = transcript.days[0]?.lines[0]?.at ?? Date.now();
  const day = new Date(first).toISOString().slice(0, 10);
  link.download = `${translator.t("transcript.file")} ${day}.${format}`;
  link.click();
  // Firefox and Safari read the URL after the click, once the visitor has chosen a location.
  setTimeout(() => URL.revokeObjectURL(url), READ_MS);
}
