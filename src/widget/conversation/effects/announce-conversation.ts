import type { ConversationState } from "../../../transport/index.ts";
import { isOlderThan } from "../../model/message-presentation.ts";
import type { WidgetContext } from "../../model/widget-context.ts";
import { createMessageAnnouncements } from "./announce-messages.ts";

/** Typing and the place in the queue are announced this often at most. */
const REPEAT_MS = 30_000;

type Change = (state: ConversationState, before: ConversationState) => void;

/** Announces that somebody begins to write. */
function announceTyping({
  panel: { announce },
  host: { options },
  translator: { t },
}: WidgetContext): Change {
  let saidAt = Number.NEGATIVE_INFINITY;
  return (state, before) => {
    const [writer] = state.typing;
    if (writer === undefined || before.typing.length > 0) return;
    if (options.announcements !== "full" || !isOlderThan(saidAt, REPEAT_MS)) return;
    saidAt = Date.now();
    announce(t("typing.one", { name: state.members.get(writer)?.name || t("agent") }));
  };
}

/** Announces a new place in the queue. */
function announcePlace({ panel: { announce }, translator: { t } }: WidgetContext): Change {
  let saidAt = Number.NEGATIVE_INFINITY;
  return ({ queue }, before) => {
    if (queue === null || queue.position === before.queue?.position) return;
    if (!isOlderThan(saidAt, REPEAT_MS)) return;
    saidAt = Date.now();
    announce(
      queue.ahead === 0
        ? t("queue.next")
        : t("queue.place", { ordinal: t("ordinal", { n: queue.position }) }),
    );
  };
}

/**
 * Announces changes of the conversation, each once; never the history.
 * @param since - the state when the widget was rendered: changes since then are announced, too
 */
export function announceConversation(context: WidgetContext, since: ConversationState): () => void {
  const { chat } = context.chat;
  const { isOpen, announce } = context.panel;
  const { t } = context.translator;
  const messages = createMessageAnnouncements(context);
  const whileOpen = [announceTyping(context), announcePlace(context)];
  const handleChange: Change = (state, before) => {
    if (state.conversationId === null && before.conversationId !== null) messages.drop();
    messages.handle(state, before);
    if (!isOpen.peek()) return;
    for (const handle of whileOpen) handle(state, before);
    if (state.phase.kind === "ended" && !["ended", "none"].includes(before.phase.kind))
      announce(t("say.ended"));
  };
  if (chat.get() !== since) handleChange(chat.get(), since);
  const undo = chat.subscribe(handleChange);
  return () => {
    undo();
    messages.stop();
  };
}
