import type { GuestChat } from "../../transport/index.ts";
import { t } from "../i18n/translate.ts";
import { printTranscript, transcriptPage } from "./page.ts";
import { transcriptOf, transcriptText } from "./transcript.ts";

export type TranscriptForm = "text" | "html" | "print";

/** Hands the whole transcript to the visitor, made here: nothing is asked of the server but what is not here yet. */
export async function keepTranscript(
  chat: GuestChat,
  company: string,
  form: TranscriptForm,
): Promise<void> {
  try {
    while (chat.get().hasOlder) await chat.loadOlder();
  } catch {
    // What is here is better than nothing.
  }
  const state = chat.get();
  const transcript = transcriptOf(state, company);
  if (form === "print") return printTranscript(transcript);
  const [content, type, ending] =
    form === "html"
      ? [transcriptPage(transcript), "text/html", "html"]
      : [transcriptText(transcript), "text/plain", "txt"];
  const url = URL.createObjectURL(new Blob([content], { type: `${type};charset=utf-8` }));
  const link = document.createElement("a");
  link.href = url;
  const day = new Date([...state.messages.values()][0]?.at ?? Date.now())
    .toISOString()
    .slice(0, 10);
  link.download = `${t("transcript.file")} ${day}.${ending}`;
  link.click();
  URL.revokeObjectURL(url);
}
