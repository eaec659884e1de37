import { batch } from "@preact/signals";
import { createVisit } from "./create-visit.ts";
import { eraseStorage } from "./erase-storage.ts";
import { persistedValue } from "./persisted-value.ts";
import type { Widget } from "./widget.ts";

/** Time in ms that the server has to confirm that the guest leaves. */
const LEAVE_MS = 4_000;
/**
 * Forgets what this widget holds about the visitor, and closes the panel; options that the page set
 * for all visitors stay.
 */
function forgetVisitor({ options, panel }: Widget): void {
  batch(() => {
    options.value = {
      ...options.peek(),
      profile: {},
      getMemberAuthToken: null,
      getAuthCode: null,
      journeyContext: null,
    };
    panel.pendingConfirmation.value = panel.menu.value = null;
    panel.unreadCount.value = 0;
    panel.visit.value = createVisit();
  });
  // An inline panel is never closed.
  if (!panel.isInline) panel.minimise();
}

/** Forgets the visitor when another tab has been reset. Returns the undo. */
export function followResets(window: Widget): () => void {
  const { deploymentId } = window.options.peek();
  const key = `parlor:reset:${deploymentId}`;
  const forget = (): void => {
    void window.chat.reset(false);
    // All tabs share local storage, which may already hold data of the next visitor.
    eraseStorage(deploymentId, ["sessionStorage"]);
    forgetVisitor(window);
  };
  const onStorage = (event: StorageEvent): void => {
    if (event.key === key && event.newValue !== null) forget();
  };
  const undo = followPageCache(window, forget);
  addEventListener("storage", onStorage);
  return () => {
    removeEventListener("storage", onStorage);
    undo();
  };
}

/**
 * A page in the browser's cache of pages hears of no reset. It leaves a mark in storage, which a
 * reset erases, and is forgotten if it comes back without it. Returns the undo.
 */
function followPageCache({ options, chat }: Widget, forget: () => void): () => void {
  const { deploymentId, storage } = options.peek();
  const isMarked = (): boolean => persistedValue("away", deploymentId).read() !== null;
  let isAway = false;
  const leave = ({ persisted }: PageTransitionEvent): void => {
    if (!persisted || storage === "memory" || chat.get().conversationId === null) return;
    persistedValue("away", deploymentId).write("1");
    // A missing mark means nothing if storage is forbidden.
    isAway = isMarked();
  };
  const comeBack = (): void => {
    if (isAway && !isMarked()) forget();
    isAway = false;
  };
  addEventListener("pagehide", leave);
  addEventListener("pageshow", comeBack);
  return () => {
    removeEventListener("pagehide", leave);
    removeEventListener("pageshow", comeBack);
  };
}

/**
 * Forgets the visitor in this tab and in all others of this browser. All local data is gone when
 * this returns; the promise resolves when the server has been notified, or after 4 s.
 */
export function reset(window: Widget): Promise<void> {
  const { deploymentId } = window.options.peek();
  const told = window.chat.reset();
  eraseStorage(deploymentId);
  forgetVisitor(window);
  // Notifies all other tabs, also those in which no conversation has started.
  const word = persistedValue("reset", deploymentId);
  word.write(String(Date.now()));
  word.write(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, LEAVE_MS);
  });
  return Promise.race([told, late]).finally(() => clearTimeout(timer));
}
