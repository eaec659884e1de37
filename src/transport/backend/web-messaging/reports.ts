import type { IncomingMessage, MemberId } from "../../conversation/message.ts";
import type { Clock } from "../../ports/clock.ts";
import type { NoteTime, Sink } from "../backend.ts";
import { createOffers } from "./answers.ts";
import { createLookalikes, type Lookalikes } from "./lookalikes.ts";
import { createMessageTimes } from "./message-times.ts";
import { messageId } from "./read.ts";
import { createSpeakers, senderOf } from "./speakers.ts";
import type { WireMessage } from "./wire-message.ts";

/* Messages of the service as rows, members and typing notices of a conversation. */

const TYPING_AGAIN_MS = 3_000;

export interface Reports extends Lookalikes {
  /** Reports messages. @param page - of one that was read backwards */
  messages(batch: readonly WireMessage[], page?: { readonly hasOlder?: boolean }): Promise<void>;
  /** Reports a live message, with its events. @returns whether the conversation has ended */
  live(message: WireMessage): { readonly isOver: boolean };
  /** The message as a row of the transcript. */
  rowOf(message: WireMessage): IncomingMessage;
  has(key: string): boolean;
  /** Notes a message that is reported by other means. */
  noteKnown(key: string): void;
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
  const speakers = createSpeakers(ownId);
  const offers = createOffers();
  const lookalikes = createLookalikes({ sink, ownId });
  const times = createMessageTimes();
  const seen = new Set<string>();
  let agent: MemberId | null = null;
  /** Own messages that look like an unsent row: they are not shown before it is settled. */
  let postponed: readonly IncomingMessage[] = [];
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
    postponed = rows.filter((row) => lookalikes.isLookalike(row));
    const isWhole = !(page?.hasOlder ?? sink.state().hasOlder);
    const now = rows.filter((row) => !postponed.includes(row));
    await sink.messages([...now, ...speakers.rows(isWhole)], page);
  };
  return {
    ...lookalikes,
    rowOf,
    messages,
    has: (key) => seen.has(key),
    noteKnown: (key) => void seen.add(key),
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
      const isPresence = message.events.some(({ kind }) => kind === "left" || kind === "signed-in");
      if (message.isShown || isPresence) {
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
