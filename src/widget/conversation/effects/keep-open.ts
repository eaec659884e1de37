import { effect } from "@preact/signals";
import { persistedValue } from "../../model/persisted-value.ts";
import type { WidgetContext } from "../../model/widget-context.ts";

/**
 * Opens a panel that was open on the page before, and stores whether it is open until its
 * conversation is over. The visitor's focus stays where it is. Returns the undo.
 */
export function keepOpen({ chat: { chat, signals }, panel, host }: WidgetContext): () => void {
  const { reopen, deploymentId, startOn, storage } = host.options;
  const isWanted =
    reopen === "always" || (reopen === "auto" && matchMedia("(pointer: fine)").matches);
  if (panel.isInline || !isWanted || storage === "memory") return () => undefined;
  const stored = persistedValue("open", deploymentId, "sessionStorage");
  // An opening that begins a conversation is the visitor's own.
  if (stored.read() !== null && (startOn === "message" || chat.hasStoredSession()))
    panel.open(false);
  let wasOpen = false;
  return effect(() => {
    const isOpen = panel.isOpen.value && !["ended", "expired"].includes(signals.phase.value.kind);
    if (isOpen !== wasOpen) stored.write(isOpen ? "1" : null);
    wasOpen = isOpen;
  });
}
