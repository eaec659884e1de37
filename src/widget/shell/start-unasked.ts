import type { GuestChat } from "../../transport/index.ts";
import type { ResolvedOptions } from "../options/options.ts";

/** Whether a pre-chat screen comes first: the form, or the check of the opening hours. */
export const asksFirst = ({ preChat, hours }: ResolvedOptions): boolean =>
  preChat !== null || hours !== null;

/** Starts the chat if no pre-chat screen comes first. */
export function startUnasked(chat: GuestChat, options: ResolvedOptions): void {
  if (chat.get().phase.kind === "none" && !asksFirst(options))
    // The failed phase says so.
    void chat.start().catch(() => undefined);
}
