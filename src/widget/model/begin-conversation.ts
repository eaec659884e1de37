import type { GuestChat, StartOptions } from "../../transport/index.ts";
import type { ResolvedOptions } from "../options/options.ts";
import { HelloSlot } from "./chunk-slots.tsx";
import type { WidgetContext } from "./widget-context.ts";

/** Whether a pre-chat screen comes first: the form, or the check of the opening hours. */
export const asksFirst = ({ preChat, hours }: ResolvedOptions): boolean =>
  preChat !== null || hours !== null;

/** Starts a conversation, or resumes the one that another page of this browser has started. */
export function startOrResume(chat: GuestChat, start?: StartOptions): void {
  const done: Promise<unknown> = chat.hasStoredSession() ? chat.resume() : chat.start(start);
  // The phase says that it failed.
  void done.catch(() => undefined);
}

/**
 * Does what the opening of the panel stands for while there is no conversation: resumes one that
 * another page has started, starts one where the site wants that, or else asks the server whether
 * somebody is there.
 */
export function begin(context: WidgetContext): void {
  const { chat } = context.chat;
  const { options } = context.host;
  if (chat.get().phase.kind !== "none") return;
  if (chat.hasStoredSession() || (options.startOn === "open" && !asksFirst(options)))
    startOrResume(chat);
  else
    HelloSlot.fetch().then(
      ({ prepare }) => prepare(context),
      // Without a network there is no greeting; a message can be written all the same.
      () => (context.panel.visit.peek().status.value ??= null),
    );
}
