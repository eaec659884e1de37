import { effect } from "@preact/signals";
import type { Desk } from "./desk.ts";
import { send } from "./writing.ts";

/** Sends each message that waits for its files as soon as they are ready. Returns the undo. */
export function startSendingFiles(desk: Desk): () => void {
  return effect(() => {
    for (const [chatId, { uploads, isWaiting }] of desk.uploads.all.value)
      if (isWaiting && uploads.every(({ state }) => state.kind === "ready"))
        // Not within the effect, which reads what the send changes.
        queueMicrotask(() => {
          if (desk.uploads.of(chatId).isWaiting)
            send(desk, chatId, desk.work.peek().of(chatId).draft.trim());
        });
  });
}
