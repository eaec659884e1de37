import { batch } from "@preact/signals";
import { eraseStorage } from "./state/erase-storage.ts";
import { persistedValue } from "./state/persisted-value.ts";
import type { Widget } from "./widget.ts";

/** So long the server may take to hear that the guest leaves. */
const LEAVE_MS = 4_000;
/** Forgets what this window holds of the person who was here, and closes it; what the page gave for everybody stays. */
function forgetVisitor({ options, panel }: Widget): void {
  batch(() => {
    options.value = {
      ...options.peek(),
      profile: {},
      getMemberAuthToken: null,
      journeyContext: null,
    };
    panel.pendingConfirmation.value = panel.menu.value = null;
    panel.unreadCount.value = 0;
    panel.visit.value = { startWith: {} };
  });
  // One in the page's flow is never closed.
  if (!panel.isInline) panel.minimise();
}

/** Another tab has been reset: this one forgets, too. */
export function followResets(window: Widget): void {
  const key = `parlor:reset:${window.options.peek().deploymentId}`;
  const onStorage = (event: StorageEvent): void => {
    if (event.key !== key || event.newValue === null) return;
    void window.chat.reset(false);
    // All tabs share the other area, and somebody else may be in it by now.
    eraseStorage(window.options.peek().deploymentId, ["sessionStorage"]);
    forgetVisitor(window);
  };
  addEventListener("storage", onStorage);
  window.emitter.listen(({ type }) => {
    if (type === "destroyed") removeEventListener("storage", onStorage);
  });
}

/**
 * Forgets the visitor here and in all tabs of this browser. All is gone when this returns; the promise is for the server's having been told.
 */
export function reset(window: Widget): Promise<void> {
  const { deploymentId } = window.options.peek();
  const told = window.chat.reset();
  eraseStorage(deploymentId);
  forgetVisitor(window);
  // All other tabs hear of it, also those in which no chat has begun.
  const word = persistedValue("reset", deploymentId);
  word.write(String(Date.now()));
  word.write(null);
  return Promise.race([told, new Promise<void>((resolve) => setTimeout(resolve, LEAVE_MS))]);
}
