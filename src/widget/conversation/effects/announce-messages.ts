import { changedMessages, type ConversationState, type Message } from "../../../transport/index.ts";
import {
  filesOf,
  historyIn,
  isListening,
  isOlderThan,
  isShown,
  presentationOf,
} from "../../model/message-presentation.ts";
import { FormattedTextSlot, RowFilesSlot, RichSlot } from "../../model/chunk-slots.tsx";
import { formatOf } from "../log/format-of.ts";
import type { WidgetContext } from "../../model/widget-context.ts";

/**
 * Messages that arrive within this time are announced together; when more than one is pending, the
 * announcer waits once more.
 */
const BATCH_MS = 1_000;
/** A send that took longer than this is announced when it succeeds. */
const SLOW_MS = 1_000;
/** From this many messages on, only their number and the last text are announced. */
const MANY = 3;

interface MessageAnnouncements {
  /** Handles a change of the conversation. */
  readonly handle: (state: ConversationState, before: ConversationState) => void;
  /** Drops pending texts: they must not be announced to the next visitor. */
  readonly drop: () => void;
  readonly stop: () => void;
}

/** Announces the guest's own sends: a failure, and a success that took long. */
function createSendAnnouncements({
  panel: { announce },
  translator: { t },
}: WidgetContext): (row: Message, old: Message | undefined, isLive: boolean) => void {
  const failed = new Set<string>();
  /** The banner announces how many of these have been sent. */
  const queued = new Set<string>();
  return (row, old, isLive) => {
    if (row.delivery.kind === "queued" && !isLive) queued.add(row.key);
    if (row.delivery.kind === "failed" && old?.delivery.kind !== "failed") {
      failed.add(row.key);
      announce(t("say.failed"), "assertive");
    }
    // A quick success is not announced; a slow one, or one after a failure, is.
    if (row.delivery.kind === "sent" && old !== undefined && old.delivery.kind !== "sent") {
      const isLate = isOlderThan(old.at, SLOW_MS);
      const wasQueued = queued.delete(row.key);
      if (failed.delete(row.key) || (isLate && !wasQueued)) announce(t("say.sent"));
    }
  };
}

interface Unseen {
  readonly add: (rows: readonly Message[]) => void;
  readonly drop: () => void;
  readonly stop: () => void;
}

/** Messages that arrived while the panel was closed: announces them when it opens. */
function createUnseen(
  { panel: { announce, isOpen }, translator: { t } }: WidgetContext,
  sentence: (row: Message) => string,
): Unseen {
  let rows: Message[] = [];
  const stop = isOpen.subscribe((isOpenNow) => {
    const last = rows.at(-1);
    if (!isOpenNow || last === undefined) return;
    announce(t("say.missed", { n: rows.length }));
    announce(sentence(last));
    rows = [];
  });
  return {
    add(more) {
      rows.push(...more.filter(({ kind }) => kind === "text"));
    },
    drop() {
      rows = [];
    },
    stop,
  };
}

/** The sentence that announces a message. */
function sentenceOf(context: WidgetContext, row: Message): string {
  const { options } = context.host;
  const { t } = context.translator;
  const state = context.chat.chat.get();
  const { kind, author: name, isBot, text } = presentationOf(row, state, t);
  if (kind !== "bubble") return text;
  if (options.announcements === "sender") return t("say.new", { name });
  const files = RowFilesSlot.chunk.peek();
  const more = RichSlot.chunk.peek()?.spokenContent(context.translator, row) ?? "";
  if (filesOf(row).length > 0 && files !== null) return files.sentFiles(context, row, name) + more;
  const said = formatOf(row, state).spoken(text) + more;
  return t(isBot ? "say.bot" : "say.message", { name, text: said });
}

/** Announces messages, each once; never the history. */
export function createMessageAnnouncements(context: WidgetContext): MessageAnnouncements {
  const { panel } = context;
  const { chat } = context.chat;
  const { options } = context.host;
  const { t } = context.translator;
  const announceSend = createSendAnnouncements(context);
  let pending: Message[] = [];
  /** Members who came or went, and whose names are not known yet. */
  let nameless: Message[] = [];
  /** The pending messages arrived while the connection was down. */
  let wereMissed = false;
  let hasBeenLive = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let hasWaited = false;

  const sentence = (row: Message): string => sentenceOf(context, row);
  const unseen = createUnseen(context, sentence);
  const flush = (): void => {
    timer = undefined;
    const isEarly = [FormattedTextSlot, RowFilesSlot, RichSlot].some((slot) => slot.isLoading());
    if ((isEarly || pending.length > 1) && !hasWaited) {
      hasWaited = true;
      timer = setTimeout(flush, BATCH_MS);
      return;
    }
    hasWaited = false;
    const { phase } = chat.get();
    // Once the end has been announced, the agent's leaving says nothing more.
    const rows = pending.filter(({ kind }) => kind !== "left" || phase.kind !== "ended");
    const areMissed = wereMissed;
    pending = [];
    wereMissed = false;
    const last = rows.at(-1);
    if (last === undefined || options.announcements === "off") return;
    if (!panel.isOpen.peek()) {
      unseen.add(rows);
      // The unread count is part of the launcher's accessible name.
      if (panel.isSoundOn.peek() && last.kind === "text")
        panel.announce(t("say.new", { name: presentationOf(last, chat.get(), t).author }));
      return;
    }
    if (areMissed) panel.announce(t("say.missed", { n: rows.length }));
    else if (rows.length >= MANY) panel.announce(t("log.jumpNew", { n: rows.length }));
    for (const row of areMissed || rows.length >= MANY ? [last] : rows)
      panel.announce(sentence(row), row.kind === "media" ? "assertive" : "polite");
  };
  const handleRows = (state: ConversationState, before: ConversationState): void => {
    const isHistory = historyIn(state, before, context.chat.marks.peek()?.told);
    for (const key of changedMessages(state, before)) {
      const row = state.messages.get(key);
      const old = before.messages.get(key);
      if (row === undefined) continue;
      announceSend(row, old, isListening(state));
      if (old !== undefined || row.isOwn || isHistory(row)) continue;
      // Its words are there when the message is announced.
      formatOf(row, state);
      for (const one of row.content) (one.kind === "file" ? RowFilesSlot : RichSlot).load();
      wereMissed ||= hasBeenLive && !isListening(before);
      (isShown(row, state.members) ? pending : nameless).push(row);
    }
  };
  return {
    handle(state, before) {
      if (state.messages !== before.messages) handleRows(state, before);
      if (state.members !== before.members) {
        const isNamed = (row: Message): boolean => isShown(row, state.members);
        pending.push(...nameless.filter(isNamed));
        nameless = nameless.filter((row) => !isNamed(row));
      }
      if (pending.length > 0) timer ??= setTimeout(flush, BATCH_MS);
      hasBeenLive ||= state.stream.kind === "live";
    },
    drop() {
      pending = nameless = [];
      unseen.drop();
    },
    stop() {
      unseen.stop();
      clearTimeout(timer);
    },
  };
}
