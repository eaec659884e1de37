import { computed, signal, type ReadonlySignal, type Signal } from "@preact/signals";
import type { Clock } from "../../../src/transport/ports/clock.ts";
import type { Random } from "../../../src/transport/ports/random.ts";
import type { Reachability } from "../../../src/transport/ports/reachability.ts";
import { memoryStorage, type Storage } from "../../../src/transport/ports/storage.ts";
import type { AgentApi } from "../api/agent-client.ts";
import type { DeskMessage, MediaView, Sender } from "../api/views.ts";
import { ownTopics } from "../api/wire-words.ts";
import { NotificationChannel, type ChannelSocket } from "./channel.ts";
import { ChatLists } from "./chat-lists.ts";
import { Communications } from "./communications.ts";
import { Connection } from "./connection.ts";
import { DeskSync } from "./desk-sync.ts";
import { KeptUploads, UPLOADS_PREFIX } from "./kept-uploads.ts";
import { guestName } from "./legs.ts";
import { Notices } from "./notices.ts";
import { offersOf, type Offer } from "./offers.ts";
import { postMessage } from "./post-message.ts";
import { READ_PREFIX, ReadMarks, unreadOf } from "./read-marks.ts";
import { Replies } from "./replies.ts";
import { Selection } from "./selection.ts";
import type { ServerClock } from "./server-clock.ts";
import { summaryOf, type Summary } from "./summary.ts";
import { heardOf, Thread, type ThreadDeps } from "./thread.ts";
import { Threads } from "./threads.ts";
import { Typing } from "./typing.ts";
import { Uploads } from "./uploads.ts";
import { UNFINISHED_PREFIX, UnfinishedWork } from "./unfinished-work.ts";

export interface DeskDeps {
  readonly client: AgentApi;
  readonly clock: Clock;
  readonly serverClock: ServerClock;
  readonly random: Random;
  readonly reachability: Reachability;
  readonly openSocket: (uri: string) => ChannelSocket;
  /** The tab's storage. */
  readonly storage: Storage;
  /** Whether the keyboard writes into something now. */
  readonly isWriting: () => boolean;
  /** The server does not accept the token any more. */
  readonly expired: () => void;
}

/** The desk of one signed-in agent, without its drawing. A new sign-in makes a new one. */
export class Desk {
  readonly client: AgentApi;
  readonly clock: Clock;
  readonly isWriting: () => boolean;
  readonly notices: Notices;
  readonly lists: ChatLists;
  readonly selection: Selection;
  readonly typing: Typing;
  readonly communications: Communications;
  readonly threads: Threads;
  readonly replies: Replies;
  readonly uploads: Uploads;
  readonly sync: DeskSync;
  readonly work: Signal<UnfinishedWork>;
  readonly reads: Signal<ReadMarks>;
  /** The guests that the agent is about to accept: `next`, or a conversation's id. */
  readonly taking: Set<string> = new Set();
  /** The chats whose guest is being asked for its screen at this moment. */
  readonly askingScreen: Set<string> = new Set();
  readonly connection: Connection;

  readonly offers: ReadonlySignal<readonly Offer[]>;
  /** The agent's own chat that is selected. */
  readonly current: ReadonlySignal<MediaView | null> = computed(
    () => this.lists.find(this.selection.id.value) ?? null,
  );
  readonly isTalking: ReadonlySignal<boolean> = computed(
    () => this.current.value !== null && this.lists.myLeg(this.current.value) !== undefined,
  );
  /** Whether the agent reads along in a chat that it may accept. */
  readonly isReading: ReadonlySignal<boolean> = computed(
    () => (this.current.value === null || !this.isTalking.value) && this.#canRead(),
  );
  readonly summaries: ReadonlySignal<ReadonlyMap<string, Summary>> = computed(
    () => new Map([...this.threads.all.value].map(([id, { rows }]) => [id, summaryOf(rows.value)])),
  );
  /** How many messages the agent has not read, by conversation. */
  readonly unread: ReadonlySignal<ReadonlyMap<string, number>> = computed(() =>
    unreadOf(this.lists.mine.value, this.threads, this.reads.value, this.isOwn),
  );
  readonly #deps: DeskDeps;

  constructor(deps: DeskDeps) {
    const { client, clock } = deps;
    this.#deps = deps;
    this.client = client;
    this.clock = clock;
    this.isWriting = deps.isWriting;
    this.connection = new Connection(clock, deps.serverClock);
    this.notices = new Notices(deps.expired);
    this.lists = new ChatLists(client);
    this.offers = offersOf(this.lists);
    this.selection = new Selection(client);
    this.typing = new Typing(clock);
    this.communications = new Communications(client);
    this.replies = new Replies(client);
    this.uploads = new Uploads({ files: client.files, clock, say: this.notices.say });
    // Until the agent is known, nothing is kept.
    this.work = signal(this.#openWork(memoryStorage(), ""));
    this.reads = signal(new ReadMarks(memoryStorage(), ""));
    this.threads = new Threads({
      ...this.#threadDeps(),
      subscribe: async (topics) =>
        (await this.connection.channel.peek()?.subscribe(topics)) ?? false,
      explain: (error) => this.notices.explain(error, "The conversation could not be loaded."),
    });
    this.sync = this.#createSync();
  }

  /** Loads everything, and listens until closed. */
  start(): void {
    const { client, clock, random, reachability, openSocket } = this.#deps;
    const channel = new NotificationChannel({
      client,
      clock,
      random,
      reachability,
      openSocket,
      topics: () => this.#identify(),
      onFrame: this.sync.handle,
      onLost: this.sync.markGap,
      catchUp: this.sync.catchUp,
      onFailed: (error) => void this.notices.explain(error, ""),
    });
    this.connection.open(channel);
  }

  /** @param isOwnWish - what was not sent is erased; otherwise it stays for the same agent */
  close(isOwnWish: boolean): void {
    this.connection.close();
    this.typing.close();
    this.uploads.close(isOwnWish);
    const { outbox } = this.work.peek();
    if (!isOwnWish) return outbox.close();
    outbox.erase();
    this.reads.peek().erase();
  }

  isOwn = ({ sender }: DeskMessage): boolean =>
    sender.userId !== undefined && sender.userId === this.lists.me.value?.id;

  /** A background request has failed: the connection is made anew, with all that is missing. */
  readonly missed = (error: unknown): void => {
    if (this.notices.explain(error, "") !== "") this.connection.channel.peek()?.reconnect();
  };

  /** The topics of the agent's own; before the first, who the agent is. */
  async #identify(): Promise<readonly string[]> {
    if (this.lists.me.peek() === null) {
      await this.lists.refreshMe();
      this.#openStored();
      this.replies.need();
    }
    return ownTopics(this.lists.me.peek()?.id ?? "");
  }

  #openStored(): void {
    const { storage } = this.#deps;
    const { id = "", organization } = this.lists.me.peek() ?? {};
    const owner = `${JSON.stringify([organization?.id ?? "", id])}:`;
    this.reads.value = new ReadMarks(storage, READ_PREFIX + owner);
    this.work.value = this.#openWork(storage, UNFINISHED_PREFIX + owner);
    this.uploads.open(new KeptUploads(storage, UPLOADS_PREFIX + owner));
    this.work.value.outbox.resume();
  }

  #openWork(storage: Storage, prefix: string): UnfinishedWork {
    const { client, clock } = this.#deps;
    const deps = {
      client,
      communications: this.communications,
      sent: (id: string, message: DeskMessage) => this.threads.get(id)?.add(message),
    };
    return new UnfinishedWork({
      storage,
      prefix,
      now: () => clock.now(),
      newKey: () => crypto.randomUUID(),
      post: (...args) => postMessage(deps, ...args),
      history: async (id, after) => {
        const thread = this.threads.get(id) ?? new Thread(id, this.#threadDeps());
        const rows = await thread.since(after);
        return rows.map((one) => heardOf(one, this.isOwn(one)));
      },
      changed: (id, hasFailed) => {
        if (hasFailed) this.#notSent(id);
      },
    });
  }

  /** A message was not sent. When only its answer was lost, its notification may have come. */
  #notSent(id: string): void {
    const chat = this.lists.find(id);
    this.notices.say(
      chat === undefined
        ? "A message was not sent."
        : `A message to ${guestName(chat)} was not sent.`,
    );
    const thread = this.threads.get(id);
    if (thread !== undefined) queueMicrotask(() => this.sync.toOutbox(thread));
  }

  #threadDeps(): ThreadDeps {
    return {
      client: this.#deps.client,
      knownSender: (senderId) => this.#knownSender(senderId),
      arrived: (...args) => this.sync.arrived(...args),
      missed: this.missed,
    };
  }

  #canRead(): boolean {
    const id = this.selection.id.value;
    return (
      id !== null &&
      (this.lists.isRinging(id) || this.lists.inLine.value.some((one) => one.id === id))
    );
  }

  #createSync(): DeskSync {
    const { notices, lists, threads, selection, typing, communications, isOwn, missed } = this;
    return new DeskSync({
      uploads: this.uploads,
      notices,
      lists,
      threads,
      selection,
      typing,
      communications,
      isOwn,
      missed,
      noteTime: this.#deps.serverClock.noteTime,
      work: () => this.work.peek(),
      reads: () => this.reads.peek(),
      isTaking: () => this.taking.size > 0,
    });
  }

  #knownSender(id: string): Sender | undefined {
    const me = this.lists.me.peek();
    if (me === null || !this.communications.isOwn(id)) return undefined;
    return { id, displayName: me.name, role: "agent", userId: me.id };
  }
}
