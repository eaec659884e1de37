import { textIn } from "../i18n/localized-text.ts";
import type { WidgetContext } from "./widget-context.ts";

/**
 * The name of a team for the visitor: the site's own for the queue of its chats, else the queue's.
 * @param name - of a queue; null for that of the site's chats
 * @param label - the server's word for the team of that queue; null where it has none
 */
export function teamOf(
  { host: { options }, translator: { language } }: Pick<WidgetContext, "host" | "translator">,
  name: string | null = null,
  label: string | null = null,
): string {
  const { queue, label: own } = options.routing;
  const isOwn = name === null || name === queue;
  if (isOwn && own !== undefined) return textIn(own, language.value);
  // A service that routes by itself names no team.
  return label ?? (isOwn ? (queue ?? options.company) : name);
}
