import type { GuestChat } from "../../transport/index.ts";
import { withoutMarks } from "../i18n/dates.ts";
import { t } from "../i18n/translate.ts";
import { printTranscript, transcriptPage } from "./page.ts";
import { transcriptOf, transcriptText, type Transcript } from "./transcript.ts";

export { printTranscript };

export type TranscriptForm = "text" | "html" | "print";

/** The whole transcript, made here: nothing is asked of the server but what is not here yet. */
export async function allOf(chat: GuestChat, company: string): Promise<Transcript> {
  try {
    while (chat.get().hasOlder) await chat.loadOlder();
  } catch {
    // What is here is better than nothing.
  }
  return transcriptOf(chat.get(), company);
}

export function transcriptAs(transcript: Transcript, format: "txt" | "html" | "json"): string {
  if (format === "html") return transcriptPage(transcript);
  const plain = withoutOurMarks(transcript);
  return format === "txt" ? transcriptText(plain) : JSON.stringify(plain, asItIs, 2);
}

/** Marks that isolate a name are for the eye: old editors draw them, and programs trip over them. What was said stays as it was said. */
const withoutOurMarks = ({ title, days }: Transcript): Transcript => ({
  title: withoutMarks(title),
  days: days.map(({ name, lines }) => ({
    name,
    lines: lines.map((line) =>
      line.who === null ? { ...line, text: withoutMarks(line.text) } : line,
    ),
  })),
});

/** Old libraries give arrays a `toJSON` that makes a text of them; what they were stands in its place. */
function asItIs(this: Readonly<Record<string, unknown>>, key: string): unknown {
  return this[key];
}

/** A browser has begun to read a download by then. */
const READ_MS = 40_000;

/** Hands the whole transcript to the visitor. */
export async function keepTranscript(
  chat: GuestChat,
  company: string,
  form: TranscriptForm,
): Promise<void> {
  const transcript = await allOf(chat, company);
  if (form === "print") return printTranscript(transcript);
  const [format, type] =
    form === "html" ? (["html", "text/html"] as const) : (["txt", "text/plain"] as const);
  const content = transcriptAs(transcript, format);
  const url = URL.createObjectURL(new Blob([content], { type: `${type};charset=utf-8` }));
  const link = document.createElement("a");
  link.href = url;
  const first = transcript.days[0]?.lines[0]?.at ?? Date.now();
  const day = new Date(first).toISOString().slice(0, 10);
  link.download = `${t("transcript.file")} ${day}.${format}`;
  link.click();
  // Firefox and Safari read it after the click, when the visitor has said where to.
  setTimeout(() => URL.revokeObjectURL(url), READ_MS);
}
