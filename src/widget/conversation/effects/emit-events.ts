import { computed, effect } from "@preact/signals";
import { changedMessages, type ConversationState, type Message } from "../../../transport/index.ts";
import { asksFirst } from "../../model/begin-conversation.ts";
import type { ConnectionName, EmitEvent, ViewName, WindowRect } from "../../model/events.ts";
import type { Panel } from "../../model/panel.ts";
import type { WidgetContext } from "../../model/widget-context.ts";
import { filesOf, historyIn, senderOf } from "../../model/message-presentation.ts";

export const connectionOf = ({ stream }: ConversationState): ConnectionName => {
  switch (stream.kind) {
    case "waiting":
      return stream.isOffline ? "offline" : "reconnecting";
    default:
      return stream.kind;
  }
};

/** The view that the panel shows; null while it is closed. */
function viewOf({ chat, panel, host }: WidgetContext): ViewName | null {
  if (!panel.isOpen.value) return null;
  if (panel.pendingConfirmation.value !== null) return "confirm";
  if (panel.menu.value !== null) return panel.menu.value;
  const phase = chat.signals.phase.value.kind;
  switch (phase) {
    case "none":
      return host.options.startOn === "message" || asksFirst(host.options)
        ? "before"
        : "connecting";
    case "starting":
      return "connecting";
    case "talking":
      return "conversation";
    case "expired":
      return "ended";
    default:
      return phase;
  }
}

/** The panel's position, with which a page can keep its own focus clear of it (WCAG 2.4.11). */
function rectOf({ dialog }: Panel): WindowRect {
  const { x = 0, y = 0, width = 0, height = 0 } = dialog.current?.getBoundingClientRect() ?? {};
  return { x, y, width, height };
}

/** Emits the event of a new row, or of a new delivery. */
function emitRow(
  { chat: { chat }, host: { emit, options } }: WidgetContext,
  row: Message,
  before: Message | undefined,
): void {
  const { includeContent = false } = options.events ?? {};
  const name = senderOf(chat.get().members, row)?.name;
  const isText = row.kind === "text" || row.kind === "notice";
  const data = {
    key: row.key,
    ...(includeContent && isText && { text: row.body }),
    ...(includeContent && !row.isOwn && name !== undefined && { name }),
  };
  const emitFiles = (type: "fileSent" | "fileReceived"): void => {
    for (const { mediaType, size, name: file } of filesOf(row))
      emit(type, { type: mediaType, size, ...(includeContent && { name: file }) });
  };
  if (before === undefined) {
    if (row.kind === "joined") emit("agent:joined", data);
    else if (row.kind === "left") emit("agent:left", data);
    else if (!row.isOwn) {
      emit("message:received", data);
      emitFiles("fileReceived");
    } else if (row.delivery.kind !== "sent") emit("message:queued", data);
  } else if (row.isOwn && row.delivery.kind !== before.delivery.kind) {
    if (row.delivery.kind === "sent") {
      emit("message:sent", data);
      emitFiles("fileSent");
    }
    if (row.delivery.kind === "failed")
      emit("message:failed", { ...data, code: row.delivery.code });
  }
}

/** Emits the events of a new phase. */
function emitPhase(emit: EmitEvent, state: ConversationState, before: ConversationState): void {
  const [phase, was] = [state.phase, before.phase];
  if (phase.kind === was.kind) return;
  const isRunning = phase.kind === "waiting" || phase.kind === "talking";
  const begins = was.kind === "none" || was.kind === "failed";
  if (phase.kind === "starting" || (isRunning && begins)) emit("conversation:starting");
  if (isRunning && (begins || was.kind === "starting"))
    emit(state.isResumed ? "conversation:resumed" : "conversation:started");
  // Without a phase before, it is told again of an end that another page has told of.
  if (phase.kind === "ended" && was.kind !== "none") {
    const isTimeout = phase.reason === "idle" || phase.reason === "lost";
    emit("conversation:ended", {
      by: isTimeout ? "timeout" : phase.reason,
      reason: phase.reason,
    });
  }
  if (phase.kind === "expired") emit("conversation:expired", { code: phase.code });
  if (phase.kind === "failed") emit("error", { code: phase.code });
}

/**
 * Emits events for changes of the conversation and of the panel. Returns the undo.
 * @param since - the state when the widget was created: changes since then are emitted, too
 */
export function emitChanges(context: WidgetContext, since: ConversationState): () => void {
  const { panel } = context;
  const { chat, marks, signals } = context.chat;
  const { emit } = context.host;
  const emitChanges = (state: ConversationState, before: ConversationState): void => {
    const isHistory = historyIn(state, before, marks.peek()?.told);
    for (const key of changedMessages(state, before)) {
      const row = state.messages.get(key);
      const old = before.messages.get(key);
      const isOld = old === undefined && row?.delivery.kind === "sent" && isHistory(row);
      if (row !== undefined && !isOld) emitRow(context, row, old);
    }
    if (connectionOf(state) !== connectionOf(before))
      emit("connection", { state: connectionOf(state) });
    if (state.typing.length > 0 !== before.typing.length > 0)
      emit("agent:typing", { isTyping: state.typing.length > 0 });
    emitPhase(emit, state, before);
  };
  let wasOpen = false;
  const phaseName = computed(() => signals.phase.value.kind);
  const undo = [
    panel.isOpen.subscribe((isOpen) => {
      if (isOpen !== wasOpen) {
        if (isOpen) emit("open", { rect: rectOf(panel) });
        else emit("close");
      }
      wasOpen = isOpen;
    }),
    effect(() => {
      const name = viewOf(context);
      if (name !== null) emit("view", { view: name });
    }),
    effect(() => {
      emit("state", { isOpen: panel.isOpen.value, phase: phaseName.value });
    }),
    panel.unreadCount.subscribe((count) => emit("unread", { count })),
    chat.subscribe(emitChanges),
  ];
  emitChanges(chat.get(), since);
  return () => {
    for (const step of undo) step();
  };
}
