import { unlessRefused } from "../api/api-problem.ts";
import type { DeskFrame, ListName } from "../api/decode-frame.ts";
import type { DeskMessage, MediaView } from "../api/views.ts";
import { arrivalWords } from "./arrival-words.ts";
import type { ChatLists } from "./chat-lists.ts";
import { coalesced } from "./coalesced.ts";
import type { Communications } from "./communications.ts";
import { guestName, hasMissedOffer } from "./legs.ts";
import type { Notices } from "./notices.ts";
import type { ReadMarks } from "./read-marks.ts";
import type { Selection } from "./selection.ts";
import { isSpoken } from "./summary.ts";
import { heardOf, type Thread } from "./thread.ts";
import type { Threads } from "./threads.ts";
import type { Typing } from "./typing.ts";
import { lossOf } from "./unfinished.ts";
import type { UnfinishedWork } from "./unfinished-work.ts";
import type { Uploads } from "./uploads.ts";

export interface SyncParts {
  readonly notices: Notices;
  readonly uploads: Uploads;
  readonly lists: ChatLists;
  readonly threads: Threads;
  readonly selection: Selection;
  readonly typing: Typing;
  readonly communications: Communications;
  readonly work: () => UnfinishedWork;
  readonly reads: () => ReadMarks;
  readonly isOwn: (message: DeskMessage) => boolean;
  /** Whether the agent is about to accept a guest: the lists may then lag behind its choice. */
  readonly isTaking: () => boolean;
  /** Takes a time that the server has told, in ms since 1970. */
  readonly noteTime: (at: number) => void;
  /** A background request has failed though the connection seemed to be live. */
  readonly missed: (error: unknown) => void;
}

/** Applies notifications to the lists and conversations, and makes up for missed ones. */
export class DeskSync {
  readonly #parts: SyncParts;
  /** The conversations whose wrap-up this page is saving. */
  readonly wrappingUp = new Set<string>();
  /** The chats of this page's first look: their messages count as read. */
  #isFirstLook = true;
  readonly #catchUpLists = coalesced(() => this.#parts.lists.refresh());

  constructor(parts: SyncParts) {
    this.#parts = parts;
  }

  /** Looks again at everything. @throws ApiProblem, TypeError */
  readonly catchUp = async (): Promise<void> => {
    await this.#catchUpLists();
    const { selection, threads } = this.#parts;
    this.#keepThreads();
    const id = selection.id.peek();
    await Promise.all([threads.catchUp(), id === null ? undefined : this.#refreshDetails(id)]);
    this.#isFirstLook = false;
  };

  /** The channel is lost: what it would have told is missing until the next `catchUp`. */
  readonly markGap = (): void => this.#parts.threads.markGap();

  readonly handle = (frame: DeskFrame): void => {
    const { lists, threads, selection, typing, missed } = this.#parts;
    switch (frame.kind) {
      case "message":
        typing.stop(frame.conversationId);
        threads.get(frame.conversationId)?.hear(frame.message);
        break;
      case "typing":
        if (!this.#isOwnSender(frame.conversationId, frame.senderId))
          typing.hear(frame.conversationId);
        break;
      case "media-request":
        selection.applyMediaRequest(frame.conversationId, frame.request);
        break;
      case "chat":
        this.apply(frame.view);
        // The guest may have gone away, or come back.
        if (frame.view.id === selection.id.peek())
          this.#refreshDetails(frame.view.id).catch(missed);
        break;
      case "waiting":
        lists.applyWaiting(frame.id, frame.row);
        this.listsChanged();
        break;
      case "missed":
        lists.applyMissed(frame.id, frame.row, frame.answered);
        this.listsChanged();
        break;
      case "ended":
        lists.applyEnded(frame.row);
        break;
      case "gap":
        this.#refresh(frame.list).then(() => this.listsChanged(), missed);
        break;
      case "agent":
        lists.applyAgent(frame.agent);
        break;
      case "time":
        this.#parts.noteTime(frame.at);
        break;
      case "other":
    }
  };

  /** Messages of a conversation have come that were not known. */
  readonly arrived = (thread: Thread, messages: readonly DeskMessage[], isNews: boolean): void => {
    const { lists, notices, selection, isOwn } = this.#parts;
    this.toOutbox(thread);
    const { id } = thread;
    const isSelected = selection.id.peek() === id;
    this.#mark(thread, messages, isNews);
    const news = messages.filter((one) => isSpoken(one) && !isOwn(one));
    if (!isNews) return;
    const chat = lists.find(id);
    const name = chat === undefined ? null : guestName(chat);
    const words = arrivalWords(news, thread.rows.peek(), { name, isSelected });
    if (words !== null) notices.say(words);
  };

  /** Tells the outbox of the known messages: one that was in doubt may be among them. */
  toOutbox({ id, rows }: Thread): void {
    const { work, isOwn } = this.#parts;
    const heard = rows.peek().map((one) => heardOf(one, isOwn(one)));
    work().outbox.heard(id, heard);
  }

  /** One of the agent's chats has changed. */
  apply(view: MediaView): void {
    const { lists, notices } = this.#parts;
    const wasRinging = lists.isRinging(view.id);
    lists.apply(view);
    if (wasRinging && hasMissedOffer(view, lists.me.peek()?.id ?? ""))
      notices.say("The offer went on to the next agent.");
    this.listsChanged();
  }

  /** The lists are new: threads, drafts and the selection follow them. */
  listsChanged(): void {
    const { lists, selection, threads, missed } = this.#parts;
    const shown = selection.id.peek();
    const isGone =
      shown !== null &&
      lists.find(shown) === undefined &&
      !lists.isRinging(shown) &&
      ![...lists.inLine.peek(), ...lists.missed.peek()].some((one) => one.id === shown);
    if (isGone && !this.#parts.isTaking()) selection.set(null, false);
    this.#keepThreads();
    threads.catchUp().catch(missed);
    if (!isGone && shown !== null && selection.details.peek() === null)
      this.#refreshDetails(shown).catch(missed);
  }

  /** Shows another conversation. Its messages are here already when it is one of the agent's. */
  select(id: string | null, wantsFocus: boolean): void {
    const { selection, threads, reads } = this.#parts;
    selection.set(id, wantsFocus);
    const rows = threads.get(id)?.rows.peek();
    if (id !== null && rows !== undefined && rows.length > 0) reads().read(id, rows);
    this.listsChanged();
  }

  #refresh(list: ListName): Promise<void> {
    const { refreshWaiting, refreshMissed, refreshEarlier } = this.#parts.lists;
    return { waiting: refreshWaiting, missed: refreshMissed, ended: refreshEarlier }[list]();
  }

  async #refreshDetails(id: string): Promise<void> {
    const { lists, selection } = this.#parts;
    const isKnown = lists.find(id) !== undefined || lists.isRinging(id);
    if (isKnown) await unlessRefused(selection.refreshDetails(id));
  }

  #keepThreads(): void {
    const { lists, selection, threads, reads } = this.#parts;
    const mine = new Set(lists.mine.peek().map((one) => one.id));
    const shown = selection.id.peek();
    threads.keep(shown === null ? mine : new Set([...mine, shown]));
    reads().keep(shown === null ? mine : new Set([...mine, shown]));
    this.#forgetSettled(mine);
    this.#learnLegs();
  }

  /**
   * Removes the unfinished work of conversations that have left the lists, and reports it once,
   * because it can no longer be finished.
   */
  #forgetSettled(mine: ReadonlySet<string>): void {
    const { lists, work, notices, uploads } = this.#parts;
    const { outbox } = work();
    const taken = new Set(lists.answering.peek().map((one) => one.id));
    const lost = [...new Set([...outbox.conversations(), ...uploads.all.peek().keys()])]
      .filter((id) => !this.wrappingUp.has(id) && !mine.has(id) && !taken.has(id))
      .flatMap((id) => {
        const words = lossOf(outbox.of(id), uploads.forget(id));
        outbox.forget(id);
        return words;
      });
    if (lost.length > 0)
      notices.problem.value = `The wrap-up was saved in another tab. ${lost.join(" ")}`;
  }

  #learnLegs(): void {
    const { lists, communications } = this.#parts;
    for (const chat of lists.talking.peek()) {
      const legId = lists.myLeg(chat)?.id;
      if (legId !== undefined) communications.learn(chat.id, legId);
    }
  }

  #isOwnSender(id: string, senderId: string): boolean {
    const { communications, threads, isOwn } = this.#parts;
    const rows = threads.get(id)?.rows.peek() ?? [];
    return (
      communications.isOwn(senderId) || rows.some((one) => one.sender.id === senderId && isOwn(one))
    );
  }

  /** Sets up to where the agent has read, where these messages decide it. */
  #mark({ id, rows }: Thread, messages: readonly DeskMessage[], isNews: boolean): void {
    const { lists, selection } = this.#parts;
    const reads = this.#parts.reads();
    const all = rows.peek();
    if (selection.id.peek() === id) return reads.read(id, all);
    if (reads.has(id)) return;
    if (isNews)
      return reads.read(
        id,
        all.slice(
          0,
          all.findIndex((one) => one === messages[0]),
        ),
      );
    const chat = lists.find(id);
    const since = chat === undefined ? undefined : lists.myLeg(chat)?.connectedTime;
    if (this.#isFirstLook || since === undefined) reads.read(id, all);
    else reads.readUntil(id, all, since);
  }
}
