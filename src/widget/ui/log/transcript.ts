import type { ConversationState } from "../../../transport/index.ts";
import { dayName, isSameDay, t, timeOf } from "../../i18n/translate.ts";
import { isShown, nameOf } from "./timeline.ts";

/** The conversation as plain text, one line for each message, with a heading for each day. */
export function transcriptText(state: ConversationState, company: string): string {
  const lines = [t("window.name", { company })];
  let before: number | null = null;
  for (const key of state.order) {
    const row = state.messages.get(key);
    if (row === undefined || !isShown(row, state.members)) continue;
    if (before === null || !isSameDay(before, row.at))
      lines.push("", dayName(row.at, Number.NaN), "");
    before = row.at;
    const name = nameOf(state.members, row);
    const time = timeOf(row.at);
    switch (row.kind) {
      case "joined":
      case "left":
        lines.push(`${time}  ${t(`log.${row.kind}`, { name })}`);
        break;
      case "media":
        lines.push(`${time}  ${t("media.invites", { name })}`);
        break;
      default: {
        const who = row.isOwn ? t("transcript.you") : name;
        const unsent = row.delivery.kind === "sent" ? "" : ` (${t("log.failed")})`;
        lines.push(`${time}  ${who}${unsent}: ${row.body}`);
      }
    }
  }
  return `${lines.join("\n")}\n`;
}

/** Hands the transcript to the visitor as a file, made here: nothing is asked of any server. */
export function downloadTranscript(state: ConversationState, company: string): void {
  const text = transcriptText(state, company);
  const url = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = url;
  const day = new Date([...state.messages.values()][0]?.at ?? Date.now())
    .toISOString()
    .slice(0, 10);
  link.download = `${t("transcript.file")} ${day}.txt`;
  link.click();
  URL.revokeObjectURL(url);
}
