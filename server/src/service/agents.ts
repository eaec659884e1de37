import type { Agent, AgentStatus } from "../domain/agent.ts";
import type { UserKey } from "../domain/tenant.ts";

export type { AgentStatus } from "../domain/agent.ts";

/**
 * Tracks which agents are there and may be offered a conversation. Status and capacity are stored;
 * presence is not. An agent who is gone for half a minute becomes `offline`, and stays so until it
 * sets another status.
 */
export interface Agents {
  /**
   * Notes a call with the agent's token. An agent who has never had a status becomes available;
   * one who is on a break stays so.
   */
  seen(who: UserKey): void;
  /** Notes an open socket of the agent's notification channel. Returns the undo. */
  attach(who: UserKey): () => void;
  get(who: UserKey): Agent;
  /**
   * Sets what the agent says of itself. Counts as a call.
   * @throws DomainError `store-unavailable`; nothing has changed then
   */
  set(who: UserKey, change: { status?: AgentStatus; capacity?: number }): Promise<Agent>;
  all(organizationId: string): readonly Agent[];
  /**
   * Since when the agent has been gone, in milliseconds since 1970; null while it is present, and
   * for a minute after a start of the server, in which an agent's program may come back.
   */
  goneSince(who: UserKey): number | null;
  /** Ends all timers and waits for writes under way. */
  close(): Promise<void>;
}
