import { effect } from "@preact/signals";
import { nameOf } from "../model/message-presentation.ts";
import { persistedValue } from "../model/persisted-value.ts";
import type { WidgetContext } from "../model/widget-context.ts";

/**
 * Whether the browser supports notifications; they are shown only after the visitor has enabled
 * them.
 */
export const canNotify = (): boolean => "Notification" in globalThis && isSecureContext;

export const wantsNotices = (deploymentId: string): boolean =>
  Notification.permission === "granted" && persistedValue("notify", deploymentId).read() === "on";

/** Switches notifications; call it within a user gesture. @returns whether they are on now */
export async function setNotices(deploymentId: string, isOn: boolean): Promise<boolean> {
  const isAllowed = isOn && (await Notification.requestPermission()) === "granted";
  persistedValue("notify", deploymentId).write(isAllowed ? "on" : null);
  return isAllowed;
}

/**
 * Notifies of a message while the page is hidden: its author, never its text. One notification for
 * all tabs.
 */
export function notifyOfUnread({
  chat,
  panel,
  host,
  translator: { t },
}: WidgetContext): () => void {
  const { options } = host;
  if (!canNotify()) return () => undefined;
  let before = panel.unreadCount.peek();
  let shown: Notification | null = null;
  const undo = effect(() => {
    const count = panel.unreadCount.value;
    const isMore = count > before;
    before = count;
    if (count === 0) shown?.close();
    if (!isMore || !document.hidden || !wantsNotices(options.deploymentId)) return;
    const { messages, members, order } = chat.chat.get();
    const key = order.findLast((one) => messages.get(one)?.isOwn === false);
    const row = key === undefined ? undefined : messages.get(key);
    if (row === undefined) return;
    // With the same tag, the notifications of all tabs replace each other.
    shown = new Notification(t("say.new", { name: nameOf(members, row, t) }), {
      tag: `parlor:${options.deploymentId}`,
    });
    shown.addEventListener("click", () => {
      focus();
      panel.open(true);
    });
  });
  return () => {
    undo();
    shown?.close();
  };
}
