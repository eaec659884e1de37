import type { ConversationState, Message } from "../transport/index.ts";
import type { View } from "./state/view.ts";

const connectionOf = ({ stream }: ConversationState): string => {
  switch (stream.kind) {
    case "waiting":
      return stream.isOffline ? "offline" : "reconnecting";
    default:
      return stream.kind;
  }
};

/** Where the window stands, so that a page can keep its own focus clear of it (WCAG 2.4.11). */
function rectOf(host: Element): Readonly<Record<"x" | "y" | "width" | "height", number>> {
  const window = host.shadowRoot?.querySelector(".pl-window");
  const { x, y, width, height } = (window ?? host).getBoundingClientRect();
  return { x, y, width, height };
}

/**
 * Turns changes of the conversation and of the panel into events. Returns the undo.
 * @param since - the state when the window was made: what has happened from then on is told too
 */
export function emitChanges(
  { chat, panel, emit }: View,
  since: ConversationState,
  host: Element,
): () => void {
  const tellRow = (row: Message, before: Message | undefined): void => {
    const data = { key: row.key };
    if (before === undefined) {
      if (row.kind === "joined") emit("agent:joined", data);
      else if (row.kind === "left") emit("agent:left", data);
      else if (!row.isOwn) emit("message:received", data);
      else if (row.delivery.kind !== "sent") emit("message:queued", data);
    } else if (row.isOwn && row.delivery.kind !== before.delivery.kind) {
      if (row.delivery.kind === "sent") emit("message:sent", data);
      if (row.delivery.kind === "failed")
        emit("message:failed", { ...data, code: row.delivery.code });
    }
  };
  const tellPhase = (state: ConversationState, before: ConversationState): void => {
    const [phase, was] = [state.phase, before.phase];
    if (phase.kind === was.kind) return;
    const isRunning = phase.kind === "waiting" || phase.kind === "talking";
    const begins = was.kind === "none" || was.kind === "failed";
    if (phase.kind === "starting" || (isRunning && begins)) emit("conversation:starting");
    if (isRunning && (begins || was.kind === "starting"))
      emit(state.isResumed ? "conversation:resumed" : "conversation:started");
    if (phase.kind === "ended") emit("conversation:ended", { by: phase.reason });
    if (phase.kind === "expired") emit("conversation:expired", { code: phase.code });
    if (phase.kind === "failed") emit("error", { code: phase.code });
  };
  const tell = (state: ConversationState, before: ConversationState): void => {
    if (state.messages !== before.messages) {
      for (const [key, row] of state.messages)
        if (row !== before.messages.get(key)) tellRow(row, before.messages.get(key));
    }
    if (connectionOf(state) !== connectionOf(before))
      emit("connection", { state: connectionOf(state) });
    tellPhase(state, before);
  };
  let wasOpen = false;
  const undo = [
    panel.isOpen.subscribe((isOpen) => {
      if (isOpen !== wasOpen) emit(isOpen ? "open" : "close", isOpen ? { rect: rectOf(host) } : {});
      wasOpen = isOpen;
    }),
    panel.unreadCount.subscribe((count) => emit("unread", { count })),
    chat.subscribe(tell),
  ];
  tell(chat.get(), since);
  return () => {
    for (const step of undo) step();
  };
}
