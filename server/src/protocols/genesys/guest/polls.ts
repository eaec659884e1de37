import type { Bus } from "../../../service/bus.ts";
import type { Clock } from "../../../service/clock.ts";
import type { ConversationService } from "../../../service/conversations.ts";
import { DomainError } from "../../../domain/errors.ts";
import { isClientError } from "../domain-refusal.ts";

/** A poll counts as an attached stream for this long (parlor-extensions). */
const ATTACHED_MS = 60_000;
/** No event reports the end of typing, so clients drop the indicator after this time. */
const TYPING_MS = 4_000;

/** Guests who poll, because websockets do not reach them (extension `poll`). */
export interface Polls {
  /** Keeps the guest attached for another minute. @returns who is writing now */
  keepAttached(conversationId: string): Promise<readonly string[]>;
}

interface PollSession {
  readonly typing: Map<string, number>;
  readonly end: () => void;
  cancelEnd: () => void;
}

export function createPolls({
  chats,
  bus,
  clock,
}: {
  readonly chats: ConversationService;
  readonly bus: Bus;
  readonly clock: Clock;
}): Polls {
  const attending = new Map<string, PollSession>();

  async function begin(conversationId: string): Promise<PollSession> {
    const detach = await chats.attach(conversationId);
    const earlier = attending.get(conversationId);
    if (earlier !== undefined) {
      detach();
      return earlier;
    }
    const typing = new Map<string, number>();
    const undo = bus.onConversation(conversationId, (event) => {
      if (event.kind === "typing") typing.set(event.senderId, event.at);
      if (event.kind === "message") typing.delete(event.message.senderId);
    });
    const session: PollSession = {
      typing,
      end() {
        undo();
        detach();
        if (attending.get(conversationId) === session) attending.delete(conversationId);
      },
      cancelEnd: () => undefined,
    };
    attending.set(conversationId, session);
    return session;
  }

  return {
    async keepAttached(conversationId) {
      const now = clock.now();
      let attendance = attending.get(conversationId);
      try {
        attendance ??= await begin(conversationId);
      } catch (error) {
        // A conversation that has ended can still be read, but a guest can no longer attach to it.
        if (error instanceof DomainError && isClientError(error)) return [];
        throw error;
      }
      attendance.cancelEnd();
      attendance.cancelEnd = clock.at(now + ATTACHED_MS, attendance.end);
      return [...attendance.typing].flatMap(([id, at]) => (now - at < TYPING_MS ? id : []));
    },
  };
}
