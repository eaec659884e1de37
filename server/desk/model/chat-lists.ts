import { computed, signal, type ReadonlySignal, type Signal } from "@preact/signals";
import type { AgentApi } from "../api/agent-client.ts";
import type {
  Answered,
  Colleague,
  Earlier,
  Me,
  MediaView,
  Missed,
  Participant,
  Waiting,
} from "../api/views.ts";
import { coalesced } from "./coalesced.ts";
import { alertingLeg, owedLegs, talkingLeg } from "./legs.ts";
import { LiveList } from "./live-list.ts";
import { byPromise } from "./promises.ts";

export type ListClient = Pick<AgentApi, "me" | "chats" | "waiting" | "earlierToday" | "missed">;

/** The server's own order of the line. */
function byPlace(a: Waiting, b: Waiting): number {
  if (a.place === b.place) return 0;
  return a.place < b.place ? -1 : 1;
}

const byAnswer = (a: Answered, b: Answered): number =>
  Date.parse(b.answeredAt) - Date.parse(a.answeredAt);

const byEnd = (a: Earlier, b: Earlier): number => Date.parse(b.endedAt) - Date.parse(a.endedAt);

/** The agent, its chats, the waiting guests and the chats that ended today. */
export class ChatLists {
  readonly me: Signal<Me | null> = signal(null);
  /** The chats with a leg of this agent: offered, talking, or without an outcome. */
  readonly views: Signal<readonly MediaView[]> = signal([]);
  /** Everybody in the agent's queues, the longest wait first. */
  readonly inLine: Signal<readonly Waiting[]>;
  /** The agent's own chats that ended today, the last one first. */
  readonly ended: Signal<readonly Earlier[]>;
  /** The missed conversations of the agent's queues, by when an answer was promised. */
  readonly missed: Signal<readonly Missed[]>;
  /** The missed conversations that were answered in the last 24 hours, the last one first. */
  readonly answered: Signal<readonly Answered[]>;
  readonly #line = new LiveList<Waiting>(byPlace);
  readonly #missed = new LiveList<Missed>(byPromise);
  readonly #answered = new LiveList<Answered>(byAnswer);
  readonly #ended = new LiveList<Earlier>(byEnd);

  readonly talking: ReadonlySignal<readonly MediaView[]> = computed(() =>
    this.views.value.filter((chat) => this.myLeg(chat) !== undefined),
  );
  /** The chats that are over for this agent, and not wrapped up. */
  readonly owed: ReadonlySignal<readonly MediaView[]> = computed(() =>
    this.views.value.filter(
      (chat) => this.myLeg(chat) === undefined && this.myOwedLegs(chat).length > 0,
    ),
  );
  readonly mine: ReadonlySignal<readonly MediaView[]> = computed(() => [
    ...this.talking.value,
    ...this.owed.value,
  ]);
  /** The chats that are offered, or handed on, to this agent and wait for its answer. */
  readonly ringing: ReadonlySignal<readonly MediaView[]> = computed(() =>
    this.views.value.filter((chat) => alertingLeg(chat, this.#userId()) !== undefined),
  );
  /** The waiting guests who are not offered to this agent. */
  readonly waiting: ReadonlySignal<readonly Waiting[]> = computed(() =>
    this.inLine.value.filter((one) => !this.isRinging(one.id)),
  );
  /** The missed conversations that nobody has taken. */
  readonly toAnswer: ReadonlySignal<readonly Missed[]> = computed(() =>
    this.missed.value.filter(({ takenBy }) => takenBy === null),
  );
  /** The missed conversations that this agent has taken and not wrapped up. */
  readonly answering: ReadonlySignal<readonly Missed[]> = computed(() =>
    this.missed.value.filter(({ takenBy }) => takenBy !== null && takenBy.id === this.#userId()),
  );
  readonly earlier: ReadonlySignal<readonly Earlier[]> = computed(() =>
    this.ended.value.filter((one) => this.find(one.id) === undefined),
  );
  /** The agent has as many chats as it may have. Before the agent is known, nothing is full. */
  readonly isFull: ReadonlySignal<boolean> = computed(
    () => this.me.value !== null && this.talking.value.length >= this.capacity(),
  );

  readonly refreshMe: () => Promise<void>;
  readonly refreshWaiting: () => Promise<void>;
  readonly refreshEarlier: () => Promise<void>;
  readonly refreshMissed: () => Promise<void>;
  readonly refreshChats: () => Promise<void>;
  /** Counts the changed views, so that an answer from before a change is not applied after it. */
  #changes = 0;

  constructor(client: ListClient) {
    this.refreshMe = coalesced(async () => void (this.me.value = await client.me()));
    this.inLine = this.#line.rows;
    this.missed = this.#missed.rows;
    this.answered = this.#answered.rows;
    this.ended = this.#ended.rows;
    this.refreshWaiting = coalesced(() => this.#line.read(client.waiting));
    this.refreshMissed = coalesced(async () => {
      const found = client.missed();
      await Promise.all([
        this.#missed.read(async () => (await found).entities),
        this.#answered.read(async () => (await found).answered),
      ]);
    });
    this.refreshEarlier = coalesced(() => this.#ended.read(client.earlierToday));
    this.refreshChats = coalesced(async () => {
      let found: readonly MediaView[];
      let before: number;
      do {
        before = this.#changes;
        found = await client.chats();
      } while (before !== this.#changes);
      this.views.value = found.filter((chat) => this.#isKept(chat));
    });
  }

  async refresh(): Promise<void> {
    await Promise.all([
      this.refreshMe(),
      this.refreshChats(),
      this.refreshWaiting(),
      this.refreshEarlier(),
      this.refreshMissed(),
    ]);
  }

  /**
   * Replaces one chat by what its notification shows.
   * @returns whether it was one of the agent's chats and is none any more
   */
  apply(view: MediaView): boolean {
    this.#changes++;
    const at = this.views.value.findIndex((one) => one.id === view.id);
    const isKept = this.#isKept(view);
    if (at === -1) {
      if (isKept) this.views.value = [...this.views.value, view];
      return false;
    }
    const wasMine = this.mine.value.some((one) => one.id === view.id);
    this.views.value = isKept
      ? this.views.value.with(at, view)
      : this.views.value.filter((one) => one.id !== view.id);
    return wasMine && this.find(view.id) === undefined;
  }

  /** A guest in line has changed; null for one who is in this agent's line no more. */
  applyWaiting(id: string, row: Waiting | null): void {
    this.#line.apply(id, row);
  }

  /** A missed conversation has changed; null for one that is in the list no more. */
  applyMissed(id: string, row: Missed | null, answered: Answered | null): void {
    this.#missed.apply(id, row);
    if (row !== null || answered !== null) this.#answered.apply(id, answered);
  }

  /** One of the agent's own chats has ended, or has got an outcome since. */
  applyEnded(row: Earlier): void {
    this.#ended.apply(row.id, row);
  }

  /** An agent's status or capacity has changed; that of a colleague is read where it is shown. */
  applyAgent({ id, status, capacity }: Colleague): void {
    const me = this.me.peek();
    if (me?.id === id) this.me.value = { ...me, parlor: { status, capacity } };
  }

  /** One of the agent's own chats: talking, or without an outcome. */
  find(id: string | null): MediaView | undefined {
    return this.mine.value.find((one) => one.id === id);
  }

  isRinging(id: string): boolean {
    return this.ringing.value.some((one) => one.id === id);
  }

  capacity(): number {
    return this.me.value?.parlor.capacity ?? 0;
  }

  /** An agent who is full may still answer a chat that rings: the server has counted it already. */
  canTake(id: string): boolean {
    return !this.isFull.value || this.isRinging(id);
  }

  /** The leg with which the agent talks in this chat. */
  myLeg(chat: MediaView): Participant | undefined {
    return talkingLeg(chat, this.#userId());
  }

  /** The agent's legs in this chat that wait for an outcome. */
  myOwedLegs(chat: MediaView): readonly Participant[] {
    return owedLegs(chat, this.#userId());
  }

  /** The leg that the agent has in a conversation at this moment; null when there is none. */
  legIn(id: string): string | null {
    const chat = this.find(id);
    return (chat === undefined ? undefined : this.myLeg(chat)?.id) ?? null;
  }

  #userId(): string {
    return this.me.value?.id ?? "";
  }

  #isKept(chat: MediaView): boolean {
    const userId = this.#userId();
    return (
      talkingLeg(chat, userId) !== undefined ||
      alertingLeg(chat, userId) !== undefined ||
      owedLegs(chat, userId).length > 0
    );
  }
}
