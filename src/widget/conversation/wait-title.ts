import type { ConversationState } from "../../transport/index.ts";
import type { Translate } from "../i18n/translator.ts";

/** The state of the waiting guest in a few words: who will answer, or the place in line. */
export function waitTitle(
  { queue, missed }: Pick<ConversationState, "queue" | "missed">,
  t: Translate,
): string {
  if (missed?.isAnswered === true) return t("queue.answered");
  if (missed?.takenBy != null) return t("queue.taken", { name: missed.takenBy });
  if (queue === null) return t("queue.line");
  if (!queue.isStaffed) return t("queue.nobody");
  if (queue.ahead === 0) return t("queue.next");
  return t("queue.place", { ordinal: t("ordinal", { n: queue.position }) });
}
