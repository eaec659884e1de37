import { effect, untracked } from "@preact/signals";
import type { Upload } from "../../transport/index.ts";
import type { WidgetContext } from "../model/widget-context.ts";
import { focusCard } from "./attach-files.ts";
import { failureWords } from "./failure-words.ts";
import { fileStateOf } from "../model/file-state.ts";

/** Announces a change of a file that this page has attached. */
function announceUpload(context: WidgetContext, upload: Upload, before: Upload | undefined): void {
  const { panel, translator } = context;
  const { t } = translator;
  const { local } = fileStateOf(context);
  const { key, name, state } = upload;
  if (!local.has(key) || before?.state.kind === state.kind) return;
  if (before === undefined) panel.announce(t("files.uploading", { name }));
  if (state.kind === "ready") panel.announce(t("files.isReady", { name }));
  if (state.kind === "failed") panel.announce(failureWords(context, name, state.code), "assertive");
}

/**
 * Does the send that waits for the files as soon as all are up. One that has failed stops it and
 * gets focus.
 */
function sendWaiting(context: WidgetContext, uploads: readonly Upload[]): void {
  const { waiting } = fileStateOf(context);
  const send = waiting.peek();
  if (send === null) return;
  const failed = uploads.find(({ state }) => state.kind === "failed");
  const isUp = uploads.every(({ state }) => state.kind === "ready");
  if (failed === undefined && !isUp) return;
  waiting.value = null;
  if (failed !== undefined) focusCard(context, failed.key);
  else if (uploads.length > 0) send();
}

/** Announces what happens to the attached files, and sends what waits for them. */
export function announceUploads(context: WidgetContext): () => void {
  let before: readonly Upload[] = [];
  return effect(() => {
    const uploads = context.chat.signals.uploads.value;
    untracked(() => {
      const { local } = fileStateOf(context);
      for (const upload of uploads) {
        const { key, state } = upload;
        const file = local.get(key);
        // The row shows the picture that this page has until the server's is there.
        if (state.kind === "ready" && file !== undefined) local.set(state.id, file);
        const old = before.find((one) => one.key === key);
        announceUpload(context, upload, old);
      }
      before = uploads;
      // The failed card has to be drawn before it gets focus.
      queueMicrotask(() => sendWaiting(context, uploads));
    });
  });
}
