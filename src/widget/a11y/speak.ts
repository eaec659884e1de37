import type { ConversationState, GuestChat, Message } from "../../transport/index.ts";
import { t } from "../i18n/translate.ts";
import type { Panel } from "../state/panel.ts";
import { isOlderThan, nameOf } from "../ui/log/timeline.ts";
import type { Announcer } from "./announcer.ts";

/** Messages that come this close together are spoken as one. */
const BATCH_MS = 1_000;
const TYPING_EVERY_MS = 30_000;
/** From so many on, a number is spoken, and the last text. */
const MANY = 3;

/**
 * Speaks what happens in the conversation, once each; never the history.
 * @param since - the state when the window was drawn: what has happened from then on is spoken too
 */
export function speakConversation(
  chat: GuestChat,
  panel: Panel,
  announcer: Announcer,
  since: ConversationState,
): () => void {
  let pending: Message[] = [];
  const failed = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let typingSaidAt = Number.NEGATIVE_INFINITY;
  let placeSaidAt = Number.NEGATIVE_INFINITY;

  const sentence = (row: Message, state: ConversationState): string => {
    const name = nameOf(state.members, row);
    switch (row.kind) {
      case "joined":
        return t("log.joined", { name });
      case "left":
        return t("log.left", { name });
      case "media":
        return t("media.invites", { name });
      default: {
        const isBot = row.senderId !== null && state.members.get(row.senderId)?.role === "bot";
        return t(isBot ? "say.bot" : "say.message", { name, text: row.body });
      }
    }
  };
  const flush = (): void => {
    timer = undefined;
    const rows = pending;
    pending = [];
    const last = rows.at(-1);
    if (!panel.isOpen.value || last === undefined) return;
    const state = chat.get();
    if (rows.length >= MANY) announcer.say(t("say.many", { n: rows.length }));
    for (const row of rows.length >= MANY ? [last] : rows) {
      announcer.say(sentence(row, state), row.kind === "media" ? "assertive" : "polite");
    }
  };

  const hear = (state: ConversationState, before: ConversationState): void => {
    if (state.messages !== before.messages) {
      // The first catching-up is history: it was there before anybody listened.
      const isHistory =
        before.order.every((key) => before.messages.get(key)?.isOwn === true) &&
        state.isResumed &&
        before.stream.kind !== "live";
      for (const [key, row] of state.messages) {
        const old = before.messages.get(key);
        if (row.delivery.kind === "failed" && old?.delivery.kind !== "failed") {
          failed.add(key);
          announcer.say(t("say.failed"), "assertive");
        }
        // A send that goes well needs no word; one that had failed does.
        if (row.delivery.kind === "sent" && failed.delete(key)) announcer.say(t("say.sent"));
        if (old !== undefined || row.isOwn || isHistory) continue;
        const isSilent =
          row.senderId !== null &&
          state.members.get(row.senderId)?.role === "bot" &&
          row.kind !== "text";
        if (!isSilent) pending.push(row);
      }
      if (pending.length > 0) timer ??= setTimeout(flush, BATCH_MS);
    }
    if (!panel.isOpen.value) return;
    const [writer] = state.typing;
    if (
      writer !== undefined &&
      before.typing.length === 0 &&
      isOlderThan(typingSaidAt, TYPING_EVERY_MS)
    ) {
      typingSaidAt = Date.now();
      announcer.say(t("typing.one", { name: state.members.get(writer)?.name || t("agent") }));
    }
    const { queue } = state;
    if (
      queue !== null &&
      queue.position !== before.queue?.position &&
      isOlderThan(placeSaidAt, TYPING_EVERY_MS)
    ) {
      placeSaidAt = Date.now();
      announcer.say(
        queue.ahead === 0
          ? t("queue.next")
          : t("queue.place", { ordinal: t("ordinal", { n: queue.position }) }),
      );
    }
    if (state.phase.kind === "ended" && before.phase.kind !== "ended")
      announcer.say(t("say.ended"));
  };
  if (chat.get() !== since) hear(chat.get(), since);
  const undo = chat.subscribe(hear);
  return () => {
    undo();
    clearTimeout(timer);
  };
}
