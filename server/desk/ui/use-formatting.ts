import { useDesk } from "./desk-context.ts";

/**
 * Whether what agents and bots write in this conversation is formatted text. Until its details are
 * known, it is: that is the rule's default.
 */
export function useFormatting(chatId: string): boolean {
  const details = useDesk().selection.details.value;
  return details?.id !== chatId || details.formatting;
}
