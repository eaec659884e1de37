import type { GuestChat } from "../../transport/index.ts";
import type { ResolvedOptions } from "../options/options.ts";

/** Whether a pre-chat screen comes first: the form, or the check of the opening hours. */
export const asksFirst = ({ preChat, hours }: ResolvedOptions): boolean =>
  preChat !== null || hours !== null;

/** Resumes a stored chat, or starts one if no pre-chat screen comes first. */
export function startUnasked(chat: GuestChat, options: ResolvedOptions): void {
  if (chat.get().phase.kind !== "none" || asksFirst(options)) return;
  const begun: Promise<unknown> = chat.hasStoredSession() ? chat.resume() : chat.start();
  // The failed phase says so.
  void begun.catch(() => undefined);
}
