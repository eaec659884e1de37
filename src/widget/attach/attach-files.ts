import { ParlorError } from "../../transport/index.ts";
import type { WidgetContext } from "../model/widget-context.ts";
import { failureWords } from "./failure-words.ts";
import { fileStateOf, type RefusedFile } from "../model/file-state.ts";

/** Attaches files; those that cannot be are named above the field until the next ones. */
export function attachFiles(context: WidgetContext, files: readonly File[]): void {
  const { chat, signals } = context.chat;
  const { panel } = context;
  const { refused, isDropping, local } = fileStateOf(context);
  isDropping.value = false;
  if (["ended", "expired"].includes(signals.phase.peek().kind)) {
    panel.refusedFiles.value += 1;
    return;
  }
  const failures: RefusedFile[] = [];
  for (const file of files) {
    try {
      local.set(chat.attach(file), file);
    } catch (error) {
      if (!(error instanceof ParlorError)) throw error;
      failures.push({ name: file.name, code: error.code });
      panel.announce(failureWords(context, file.name, error.code), "assertive");
    }
  }
  refused.value = failures;
  // On touch screens the keyboard would cover what was attached.
  if (files.length > 0 && !matchMedia("(pointer: coarse)").matches) panel.focusComposer();
}

/** Moves focus to the card of an upload. */
export function focusCard({ panel }: WidgetContext, key: string): void {
  const card = panel.dialog.current?.querySelector(`[data-upload="${key}"]`);
  card?.querySelector("button")?.focus();
}

/** Whether all attached files can be sent now; else the send is done once they can. */
export function canSend(context: WidgetContext, send: () => void): boolean {
  const { refused, waiting, local } = fileStateOf(context);
  const uploads = context.chat.signals.uploads.peek();
  for (const { key, name, state } of uploads) {
    if (state.kind !== "failed") continue;
    const words = failureWords(context, name, state.code, local.has(key));
    context.panel.announce(words, "assertive");
    focusCard(context, key);
    return false;
  }
  if (uploads.some(({ state }) => state.kind !== "ready")) {
    waiting.value = send;
    context.panel.announce(context.translator.t("files.later"));
    return false;
  }
  waiting.value = null;
  refused.value = [];
  return true;
}
