import { changedMessages, type ConversationState, type Message } from "../../../transport/index.ts";
import { t } from "../../i18n/translate.ts";
import type { WidgetContext } from "../../model/widget-context.ts";
import {
  historyIn,
  isListening,
  isOlderThan,
  isShown,
  nameOf,
  noticeOf,
} from "../../model/message-presentation.ts";

/**
 * Messages that arrive within this time are announced together; when more than one is pending, the
 * announcer waits once more.
 */
const BATCH_MS = 1_000;
const TYPING_EVERY_MS = 30_000;
/** A send that took longer than this is announced when it succeeds. */
const SLOW_MS = 1_000;
/** From this many messages on, only their number and the last text are announced. */
const MANY = 3;

/**
 * Announces changes of the conversation, each once; never the history.
 * @param since - the state when the widget was rendered: changes since then are announced, too
 */
export function announceConversation(
  { chat: { chat }, panel, host }: WidgetContext,
  since: ConversationState,
): () => void {
  const { options } = host;
  const { announce: say } = panel;
  let pending: Message[] = [];
  /** The pending messages arrived while the connection was down. */
  let wereMissed = false;
  let hasBeenLive = false;
  const failed = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let hasWaited = false;
  let typingSaidAt = Number.NEGATIVE_INFINITY;
  let placeSaidAt = Number.NEGATIVE_INFINITY;

  const sentence = (row: Message, state: ConversationState): string => {
    const name = nameOf(state.members, row);
    if (row.kind === "media") return t("media.invites", { name });
    if (row.kind === "joined" || row.kind === "left") return noticeOf(row, state).text;
    if (options.announcements === "sender") return t("say.new", { name });
    const isBot = row.senderId !== null && state.members.get(row.senderId)?.role === "bot";
    return t(isBot ? "say.bot" : "say.message", { name, text: row.body });
  };
  const flush = (): void => {
    timer = undefined;
    if (pending.length > 1 && !hasWaited) {
      hasWaited = true;
      timer = setTimeout(flush, BATCH_MS);
      return;
    }
    hasWaited = false;
    const rows = pending;
    const areMissed = wereMissed;
    pending = [];
    wereMissed = false;
    const last = rows.at(-1);
    if (last === undefined || options.announcements === "off") return;
    const state = chat.get();
    if (!panel.isOpen.peek()) {
      // The unread count is part of the launcher's accessible name.
      if (panel.isSoundOn.peek() && last.kind === "text")
        say(t("say.new", { name: nameOf(state.members, last) }));
      return;
    }
    if (areMissed) say(t("say.missed", { n: rows.length }));
    else if (rows.length >= MANY) say(t("log.jumpNew", { n: rows.length }));
    for (const row of areMissed || rows.length >= MANY ? [last] : rows)
      say(sentence(row, state), row.kind === "media" ? "assertive" : "polite");
  };

  const handleRows = (state: ConversationState, before: ConversationState): void => {
    const isHistory = historyIn(state, before);
    for (const key of changedMessages(state, before)) {
      const row = state.messages.get(key);
      const old = before.messages.get(key);
      if (row === undefined) continue;
      if (row.delivery.kind === "failed" && old?.delivery.kind !== "failed") {
        failed.add(key);
        say(t("say.failed"), "assertive");
      }
      // A quick success is not announced; a slow one, or one after a failure, is.
      if (row.delivery.kind === "sent" && old !== undefined && old.delivery.kind !== "sent") {
        const isLate = isOlderThan(old.at, SLOW_MS);
        if (failed.delete(key) || isLate) say(t("say.sent"));
      }
      if (old !== undefined || row.isOwn || isHistory(row) || !isShown(row, state.members))
        continue;
      wereMissed ||= hasBeenLive && !isListening(before);
      pending.push(row);
    }
    if (pending.length > 0) timer ??= setTimeout(flush, BATCH_MS);
  };

  const handleChange = (state: ConversationState, before: ConversationState): void => {
    // Pending texts of a conversation that is gone must not be announced to the next visitor.
    if (state.conversationId === null && before.conversationId !== null) pending = [];
    if (state.messages !== before.messages) handleRows(state, before);
    hasBeenLive ||= state.stream.kind === "live";
    for (const request of state.mediaRequests) {
      const old = before.mediaRequests.find((one) => one.id === request.id)?.state;
      if (old === request.state) continue;
      const asker = request.askedById === null ? undefined : state.members.get(request.askedById);
      if (request.state === "live")
        say(t("media.live", { name: asker?.name || t("agent") }), "assertive");
      if (request.state === "over") say(t("media.over"), "assertive");
    }
    if (!panel.isOpen.peek()) return;
    const [writer] = state.typing;
    if (
      writer !== undefined &&
      before.typing.length === 0 &&
      options.announcements === "full" &&
      isOlderThan(typingSaidAt, TYPING_EVERY_MS)
    ) {
      typingSaidAt = Date.now();
      say(t("typing.one", { name: state.members.get(writer)?.name || t("agent") }));
    }
    const { queue } = state;
    if (
      queue !== null &&
      queue.position !== before.queue?.position &&
      isOlderThan(placeSaidAt, TYPING_EVERY_MS)
    ) {
      placeSaidAt = Date.now();
      say(
        queue.ahead === 0
          ? t("queue.next")
          : t("queue.place", { ordinal: t("ordinal", { n: queue.position }) }),
      );
    }
    if (state.phase.kind === "ended" && before.phase.kind !== "ended") say(t("say.ended"));
  };
  if (chat.get() !== since) handleChange(chat.get(), since);
  const undo = chat.subscribe(handleChange);
  return () => {
    undo();
    clearTimeout(timer);
  };
}
