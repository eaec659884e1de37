import type { IncomingMessage, MemberId } from "../../conversation/message.ts";
import { retryableCodes } from "../../errors.ts";
import type { Clock } from "../../ports/clock.ts";
import type { NoteTime, Sink } from "../backend.ts";
import { createOffers } from "./answers.ts";
import { createMessageTimes } from "./message-times.ts";
import { messageId } from "./read.ts";
import { isSameContent } from "./same-content.ts";
import { createSpeakers, senderOf } from "./speakers.ts";
import type { WireMessage } from "./wire-message.ts";

/* Messages of the service as rows, members and typing notices of a conversation. */

const TYPING_AGAIN_MS = 3_000;
/** How much older than a row a message may be that is the same, with and without a known clock. */
const SLACK_MS = 5_000;
const UNKNOWN_SLACK_MS = 300_000;

type Sent = Pick<IncomingMessage, "body" | "content">;

export interface Reports {
  /** Reports messages. @param page - of one that was read backwards */
  messages(batch: readonly WireMessage[], page?: { readonly hasOlder?: boolean }): Promise<void>;
  /** Reports a live message, with its events. @returns whether the conversation has ended */
  live(message: WireMessage): { readonly isOver: boolean };
  /** The message as a row of the transcript. */
  rowOf(message: WireMessage): IncomingMessage;
  /** Whether a message can be the one that this row of the guest's waits for, by its time. */
  isRecent(at: number, rowAt: number): boolean;
  has(key: string): boolean;
  /** Notes how the send of a message went: `isInDoubt` without an answer. */
  noteSend(message: Sent, isInDoubt: boolean): void;
  /** Reports what had to wait for a message on its way, which has arrived now. */
  flush(): void;
  close(): void;
}

export interface ReportDeps {
  readonly sink: Sink;
  readonly ownId: MemberId;
  readonly clock: Clock;
  readonly noteTime: NoteTime;
}

export function createReports({ sink, ownId, clock, noteTime }: ReportDeps): Reports {
  const speakers = createSpeakers();
  const offers = createOffers();
  const times = createMessageTimes();
  const seen = new Set<string>();
  let agent: MemberId | null = null;
  /** Own messages that look like an unsent row: they are not shown before it is settled. */
  let postponed: readonly IncomingMessage[] = [];
  /** Own messages that were sent without an answer, and may have arrived. */
  let doubted: readonly Sent[] = [];
  const typing = createTypingNotices(clock, (id) => sink.typing(id));

  function rowOf(message: WireMessage): IncomingMessage {
    const { key, isOwn, text: body, content, answer } = message;
    const at = times.of(message);
    const given = answer && offers.answerOf(answer, at);
    return {
      kind: "text",
      id: messageId(key),
      senderId: isOwn ? ownId : senderOf(message),
      body,
      content: given === null ? content : [...content, given],
      at,
    };
  }
  function isRecent(at: number, rowAt: number): boolean {
    const { clockOffsetMs } = sink.state();
    const slack = clockOffsetMs === null ? UNKNOWN_SLACK_MS : SLACK_MS;
    return at >= rowAt + (clockOffsetMs ?? 0) - slack;
  }
  /**
   * Whether an unsent row looks the same: one on its way, although this message is older than it, or
   * one whose send was in doubt, which may be this message. A retry finds it in the history.
   */
  const isLookalike = (message: IncomingMessage): boolean =>
    message.senderId === ownId &&
    [...sink.state().messages.values()].some(({ delivery, ...row }) => {
      if (!row.isOwn || !isSameContent(row, message)) return false;
      if (delivery.kind === "sending" || delivery.kind === "unconfirmed")
        return !isRecent(message.at, row.at);
      const isDoubted =
        delivery.kind === "failed"
          ? retryableCodes.includes(delivery.code)
          : delivery.kind === "queued" && doubted.some((one) => isSameContent(one, row));
      return isDoubted && isRecent(message.at, row.at);
    });
  function tellMembers(): void {
    const members = speakers.members();
    const current = members.find(({ role, state }) => role === "agent" && state === "connected");
    const hasLeft = agent !== null && current !== undefined && current.id !== agent;
    if (hasLeft && agent !== null) sink.memberChanged(agent, "disconnected", "transfer");
    agent = current?.id ?? null;
    if (members.length > 0) sink.members(members);
  }
  const messages: Reports["messages"] = async (given, page) => {
    const batch = times.place(given, page !== undefined);
    for (const { key, at, content } of batch) {
      seen.add(key);
      offers.note(key, at, content);
    }
    speakers.note(batch);
    tellMembers();
    const rows = [...postponed, ...batch.filter(({ isShown }) => isShown).map(rowOf)];
    postponed = rows.filter(isLookalike);
    const isWhole = !(page?.hasOlder ?? sink.state().hasOlder);
    const now = rows.filter((row) => !postponed.includes(row));
    await sink.messages([...now, ...speakers.rows(isWhole)], page);
  };
  return {
    rowOf,
    isRecent,
    messages,
    has: (key) => seen.has(key),
    noteSend(message, isInDoubt) {
      doubted = doubted.filter((one) => !isSameContent(one, message));
      if (isInDoubt) doubted = [...doubted, message];
    },
    flush() {
      if (postponed.length > 0) void messages([]);
    },
    close: () => typing.close(),
    live(given) {
      noteTime(given.at);
      const at = Number.isNaN(given.at)
        ? clock.now() + (sink.state().clockOffsetMs ?? 0)
        : given.at;
      const message = { ...given, at };
      const isLeft = message.events.some(({ kind }) => kind === "left");
      if (message.isShown || isLeft) {
        if (!message.isOwn) typing.stop();
        void messages([message]);
      }
      for (const event of message.events)
        if (event.kind === "typing") typing.start(speakers.current(), event.ms);
      return { isOver: message.events.some((one) => one.kind === "left" && one.isReadOnly) };
    },
  };
}

/** Repeats a notice for as long as the service says that somebody is writing. */
function createTypingNotices(clock: Clock, tell: (id: MemberId) => void) {
  let cancel = (): void => undefined;
  const stop = (): void => cancel();
  function start(id: MemberId, ms: number): void {
    stop();
    if (ms <= 0) return;
    tell(id);
    cancel = clock.after(Math.min(ms, TYPING_AGAIN_MS), () => start(id, ms - TYPING_AGAIN_MS));
  }
  return { start, stop, close: stop };
}
