import { effect } from "@preact/signals";
import { t } from "../i18n/translate.ts";
import { nameOf } from "../ui/log/message-presentation.ts";
import { persistedValue } from "./persisted-value.ts";
import type { WidgetContext } from "./widget-context.ts";

/** Whether the site offers notifications and the browser has them; they are made only after the visitor has asked for them. */
export const canNotify = ({ options }: Pick<WidgetContext, "options">): boolean =>
  options.notifications && "Notification" in globalThis && isSecureContext;

export const wantsNotices = (deploymentId: string): boolean =>
  Notification.permission === "granted" && persistedValue("notify", deploymentId).read() === "on";

/** Switches them, in the visitor's own gesture. @returns whether they are on now */
export async function setNotices(deploymentId: string, isOn: boolean): Promise<boolean> {
  const isAllowed = isOn && (await Notification.requestPermission()) === "granted";
  persistedValue("notify", deploymentId).write(isAllowed ? "on" : null);
  return isAllowed;
}

/** Tells of a message while the page is hidden: who wrote, never what. One notice for all tabs. */
export function notifyOfUnread(view: WidgetContext): () => void {
  if (!canNotify(view)) return () => undefined;
  const { chat, panel, options } = view;
  let before = panel.unreadCount.peek();
  let shown: Notification | null = null;
  const undo = effect(() => {
    const count = panel.unreadCount.value;
    const isMore = count > before;
    before = count;
    if (count === 0) shown?.close();
    if (!isMore || !document.hidden || !wantsNotices(options.deploymentId)) return;
    const { messages, members, order } = chat.get();
    const key = order.findLast((one) => messages.get(one)?.isOwn === false);
    const row = key === undefined ? undefined : messages.get(key);
    if (row === undefined) return;
    // The tag makes every tab's notice the same one.
    shown = new Notification(t("say.new", { name: nameOf(members, row) }), {
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
