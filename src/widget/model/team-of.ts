import { textIn } from "../i18n/localized-text.ts";
import type { WidgetContext } from "./widget-context.ts";

/**
 * The name of a team for the visitor: the site's own for the queue of its chats, else the queue's.
 * @param name - of a queue; null for that of the site's chats
 */
export function teamOf(
  { host: { options }, translator: { language } }: Pick<WidgetContext, "host" | "translator">,
  name: string | null = null,
): string {
  const { queue, label = queue } = options.routing;
  return name === null || name === queue ? textIn(label, language.value) : name;
}
