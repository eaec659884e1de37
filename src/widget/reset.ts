import { batch } from "@preact/signals";
import { eraseKept } from "./state/erase-kept.ts";
import type { ChatWindow } from "./widget.ts";

/** So long the server may take to hear that the guest leaves. */
const LEAVE_MS = 4_000;
/** A word in this place tells the browser's other tabs, also those in which no chat has begun. It is gone at once. */
const resetKey = (deploymentId: string): string => `parlor:reset:${deploymentId}`;

/**
 * Forgets everything of the person who was here, and closes the window; what the page gave for everybody stays. All is gone when this
 * returns; the promise is for the server's having been told.
 */
function forgetVisitor({ chat, options, panel }: ChatWindow): Promise<void> {
  const told = Promise.race([
    chat.reset(),
    new Promise<void>((resolve) => setTimeout(resolve, LEAVE_MS)),
  ]);
  const before = options.peek();
  eraseKept(before.deploymentId);
  batch(() => {
    options.value = { ...before, profile: {}, getMemberAuthToken: null, journeyContext: null };
    panel.asking.value = panel.menu.value = null;
    panel.unreadCount.value = 0;
    panel.visit.value = { startWith: {} };
  });
  // One in the page's flow is never closed.
  if (!panel.isInline) panel.minimise();
  return told;
}

/** Another tab has been reset: this one forgets, too. */
export function followResets(window: ChatWindow): void {
  const key = resetKey(window.options.peek().deploymentId);
  const onStorage = (event: StorageEvent): void => {
    if (event.key === key && event.newValue !== null) void forgetVisitor(window);
  };
  addEventListener("storage", onStorage);
  window.emitter.listen(({ type }) => {
    if (type === "destroyed") removeEventListener("storage", onStorage);
  });
}

/** Forgets the visitor here and in all tabs of this browser. */
export function reset(window: ChatWindow): Promise<void> {
  const told = forgetVisitor(window);
  const key = resetKey(window.options.peek().deploymentId);
  try {
    localStorage.setItem(key, String(Date.now()));
    localStorage.removeItem(key);
  } catch {
    // Storage is forbidden: nothing is shared with other tabs.
  }
  return told;
}
