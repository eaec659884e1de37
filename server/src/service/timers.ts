import { expire, nextDeadline, type Surroundings } from "../domain/deadlines.ts";
import type { ConversationChange } from "../domain/conversation-change.ts";
import { findQueue } from "../domain/tenant.ts";
import { changeOf, idOf, queueOf, type ActiveConversation } from "./active-conversation.ts";
import type { Agents } from "./agents.ts";
import type { Clock } from "./clock.ts";

/** A write that failed is repeated after this time. */
const WRITE_RETRY_MS = 5_000;

export interface TimersDeps {
  readonly clock: Clock;
  readonly agents: Pick<Agents, "goneSince">;
  readonly isActive: (conversationId: string) => boolean;
  readonly change: (
    active: ActiveConversation,
    decision: (change: ConversationChange) => void,
  ) => Promise<void>;
  /** Called with failures of work that nobody waits for. */
  readonly report: (error: unknown) => void;
}

/** One timer for each active conversation: it fires when time changes the conversation next. */
export class Timers {
  readonly #deps: TimersDeps;
  #isClosed = false;

  constructor(deps: TimersDeps) {
    this.#deps = deps;
  }

  /** Sets the conversation's timer to its next deadline. */
  arm(active: ActiveConversation): void {
    active.cancelTimer();
    if (this.#isClosed) return;
    const { clock } = this.#deps;
    const change = changeOf(active.loaded, clock.now());
    const at = nextDeadline(change, this.#surroundingsOf(active));
    if (at === null) return;
    active.cancelTimer = clock.at(at, () => this.#fire(active));
  }

  /** Arms no timer from now on. */
  close(): void {
    this.#isClosed = true;
  }

  #surroundingsOf(active: ActiveConversation): Surroundings {
    const { presence, organization, deployment, loaded } = active;
    return {
      presence,
      rules: deployment.rules,
      requests: loaded.requests,
      goneSince: (userId) =>
        this.#deps.agents.goneSince({ organizationId: organization.id, userId }),
      queueOf: (queueId) => findQueue(organization, queueId) ?? queueOf(active),
    };
  }

  #fire(active: ActiveConversation): void {
    const { clock, change, isActive, report } = this.#deps;
    change(active, (late) => expire(late, this.#surroundingsOf(active))).catch((error: unknown) => {
      report(error);
      if (this.#isClosed || !isActive(idOf(active))) return;
      // A write that failed, as on a full disk, is tried again: the deadline still holds.
      active.cancelTimer = clock.at(clock.now() + WRITE_RETRY_MS, () => this.arm(active));
    });
  }
}
