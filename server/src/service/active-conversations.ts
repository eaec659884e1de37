import type { Bus } from "./bus.ts";
import type { Clock } from "./clock.ts";
import { conversationNotActive, DomainError } from "../domain/errors.ts";
import type { IdempotencyKey, Store } from "../adapters/sql/store.ts";
import type { Organization } from "../domain/tenant.ts";
import * as decide from "../domain/decide.ts";
import {
  ConversationChange,
  type ChangeResult,
  type LoadedConversation,
} from "../domain/conversation-change.ts";
import type { Member } from "../domain/model.ts";
import { changeOf, activateConversation, type ActiveConversation } from "./active-conversation.ts";

/** A write that failed is tried again after so long. */
const WRITE_RETRY_MS = 5_000;

export interface ActiveConversationsDeps {
  readonly store: Store;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly tenants: readonly Organization[];
  /** Told of trouble in work that nobody waits for. */
  readonly report: (error: unknown) => void;
  /** Members have changed: agents become free, lines move on. `before` are those of before. */
  readonly onMembers: (
    chat: ActiveConversation,
    before: readonly Member[],
    changes: ChangeResult,
  ) => void;
}

/**
 * A request with an idempotency key. The first result is looked up in the conversation's command
 * queue, so that two requests with one key cannot both count as the first.
 */
interface Repeat<Result> extends Omit<IdempotencyKey, "messageId"> {
  readonly first: () => Promise<Result | null>;
}

/**
 * The active conversations. Each runs one change at a time and commits it before its events are
 * published; timers apply the rules that depend on time.
 */
export interface ActiveConversations {
  readonly all: ReadonlyMap<string, ActiveConversation>;
  /** @throws DomainError `conversation-not-found` */
  readonly known: (conversationId: string) => Promise<LoadedConversation>;
  /** @throws DomainError `conversation-not-found`, `conversation-not-active` when it has ended */
  readonly running: (conversationId: string) => Promise<ActiveConversation>;
  readonly change: <Result>(
    chat: ActiveConversation,
    decision: (draft: ConversationChange) => Result,
    repeat?: Repeat<Result>,
  ) => Promise<Result>;
  /**
   * Changes a conversation, even an ended one: wrap-up and attributes can change after the end.
   * @throws DomainError `conversation-not-found`
   */
  readonly changeAnyTime: <Result>(
    conversationId: string,
    decision: (draft: ConversationChange) => Result,
  ) => Promise<Result>;
  /** A new one. @throws DomainError `deployment-not-found` */
  readonly add: (begun: LoadedConversation) => void;
  /** Sets its timer to what time does next. */
  readonly arm: (chat: ActiveConversation) => void;
  /** Forgets all of them, after the store was wiped. */
  readonly forget: () => void;
  /** Ends all timers and waits for what is under way. */
  readonly close: () => Promise<void>;
}

/** Whether a decision has left anything to write. */
function hasChanged(before: LoadedConversation, after: ChangeResult): boolean {
  return (
    after.lastAt !== before.lastAt ||
    after.chat.conversation !== before.chat.conversation ||
    after.messages.length + after.changedMembers.length + after.changedRequests.length > 0
  );
}

/** Takes up every open conversation from the store. */
export async function loadActiveConversations(
  deps: ActiveConversationsDeps,
): Promise<ActiveConversations> {
  const { store, bus, clock, tenants, report, onMembers } = deps;
  const open = new Map<string, ActiveConversation>();
  let isClosed = false;

  for (const known of await store.loadOpen()) {
    const { conversation } = known.chat;
    const now = clock.now();
    const wrote = await store.lastGuestMessageAt(conversation.id, conversation.guestMemberId);
    const chat = activateConversation(tenants, known, {
      detachedAt: now,
      lastGuestAt: Math.max(wrote ?? 0, now),
    });
    if (chat !== null) open.set(conversation.id, chat);
  }

  function serial<Result>(chat: ActiveConversation, work: () => Promise<Result>): Promise<Result> {
    const turn = chat.tail.then(work, work);
    chat.tail = turn.catch(() => undefined);
    return turn;
  }

  function change<Result>(
    chat: ActiveConversation,
    decision: (draft: ConversationChange) => Result,
    repeat?: Repeat<Result>,
  ): Promise<Result> {
    return serial(chat, async () => {
      const earlier = await repeat?.first();
      if (earlier != null) return earlier;
      const before = chat.known.chat;
      const draft = changeOf(chat, clock.now());
      const result = decision(draft);
      const changes = draft.done();
      const [message] = changes.messages;
      const isKeyed = repeat !== undefined && message !== undefined;
      // A stream that comes back changes nothing: it needs no disk, which may be full.
      if (hasChanged(chat.known, changes)) {
        await store.commit(changes, isKeyed ? { ...repeat, messageId: message.id } : undefined);
      }
      chat.known = { chat: changes.chat, requests: changes.requests, lastAt: changes.lastAt };
      noteGuest(chat, changes);
      for (const event of changes.events) bus.publish(event);
      if (changes.chat.conversation.state === "ended") {
        chat.cancelTimer();
        open.delete(changes.chat.conversation.id);
      } else {
        arm(chat);
      }
      if (changes.changedMembers.length > 0) onMembers(chat, before.members, changes);
      return result;
    });
  }

  /**
   * Restarts the idle time when the guest writes or an agent connects. Time in the queue does not
   * count as the guest's silence.
   */
  function noteGuest(
    chat: ActiveConversation,
    { chat: { conversation }, messages, changedMembers }: ChangeResult,
  ): void {
    const hasWritten = messages.some(({ senderId }) => senderId === conversation.guestMemberId);
    const isAnswered = changedMembers.some(
      ({ role, state }) => role === "AGENT" && state === "CONNECTED",
    );
    if (hasWritten || isAnswered) chat.presence = { ...chat.presence, lastGuestAt: clock.now() };
  }

  function arm(chat: ActiveConversation): void {
    chat.cancelTimer();
    if (isClosed) return;
    const { rules } = chat.deployment;
    const at = decide.nextDeadline(
      changeOf(chat, clock.now()),
      chat.presence,
      rules,
      chat.known.requests,
    );
    if (at === null) return;
    chat.cancelTimer = clock.at(at, () => {
      change(chat, (late) => {
        decide.expire(late, chat.presence, rules, chat.known.requests);
      }).catch((error: unknown) => {
        report(error);
        // A write that failed (a full disk) is tried again: time does not forget.
        if (!isClosed && open.has(chat.known.chat.conversation.id)) {
          chat.cancelTimer = clock.at(clock.now() + WRITE_RETRY_MS, () => arm(chat));
        }
      });
    });
  }

  async function known(conversationId: string): Promise<LoadedConversation> {
    const found = open.get(conversationId)?.known ?? (await store.load(conversationId));
    if (found === null) throw new DomainError("conversation-not-found", "Conversation not found");
    return found;
  }

  for (const chat of open.values()) arm(chat);

  return {
    all: open,
    known,
    async running(conversationId) {
      const chat = open.get(conversationId);
      if (chat !== undefined) return chat;
      await known(conversationId);
      throw conversationNotActive();
    },
    change,
    async changeAnyTime(conversationId, decision) {
      const chat = open.get(conversationId);
      if (chat !== undefined) return change(chat, decision);
      const draft = new ConversationChange(await known(conversationId), clock.now(), () =>
        crypto.randomUUID(),
      );
      const result = decision(draft);
      const changes = draft.done();
      await store.commit(changes);
      for (const event of changes.events) bus.publish(event);
      return result;
    },
    add(begun) {
      const now = clock.now();
      const chat = activateConversation(tenants, begun, { detachedAt: now, lastGuestAt: now });
      if (chat === null) throw new DomainError("deployment-not-found", "Deployment not found");
      open.set(begun.chat.conversation.id, chat);
      arm(chat);
    },
    arm,
    forget() {
      for (const chat of open.values()) {
        chat.cancelTimer();
        const conversationId = chat.known.chat.conversation.id;
        bus.publish({ kind: "ended", conversationId, reason: "system" });
      }
      open.clear();
    },
    async close() {
      isClosed = true;
      for (const chat of open.values()) chat.cancelTimer();
      await Promise.all([...open.values()].map((chat) => chat.tail));
    },
  };
}
