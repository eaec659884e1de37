import type { ConversationState } from "../../../transport/index.ts";
import { isOlderThan } from "../../model/message-presentation.ts";
import type { WidgetContext } from "../../model/widget-context.ts";
import { waitTitle } from "../wait-title.ts";
import { createMessageAnnouncements } from "./announce-messages.ts";

/** Typing and the place in the queue are announced this often at most. */
const REPEAT_MS = 30_000;

type Place = NonNullable<ConversationState["queue"]>;

const isSamePlace = (queue: Place, before: Place | null): boolean =>
  queue.position === before?.position && queue.isStaffed === before.isStaffed;

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

/** Announces a new place in the queue, and who will answer a message that was missed. */
function announcePlace({ panel: { announce }, translator: { t } }: WidgetContext): Change {
  let saidAt = Number.NEGATIVE_INFINITY;
  return (state, before) => {
    const { queue, missed } = state;
    const isTaken = missed?.takenBy != null && missed !== before.missed;
    if (!isTaken) {
      if (queue === null || isSamePlace(queue, before.queue)) return;
      if (!isOlderThan(saidAt, REPEAT_MS)) return;
    }
    saidAt = Date.now();
    announce(waitTitle(state, t));
  };
}

/** Announces that the connection of an agent who talks is lost. */
function announceGone({ panel: { announce }, translator: { t } }: WidgetContext): Change {
  return ({ members }, before) => {
    if (members === before.members) return;
    for (const { id, name, state, isGone } of members.values())
      if (state === "connected" && isGone && before.members.get(id)?.isGone === false)
        announce(t("log.lost", { name: name || t("agent") }));
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
  const whileOpen = [announceTyping(context), announcePlace(context), announceGone(context)];
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
