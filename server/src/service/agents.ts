import type { Agent, AgentStatus } from "../domain/agent.ts";
import type { UserKey } from "../domain/tenant.ts";

export type { AgentStatus } from "../domain/agent.ts";

/**
 * Tracks which agents may be offered a conversation. An agent is available from the first call with
 * its token until it sets another status.
 */
export interface Agents {
  /**
   * Marks the agent as seen. An agent that is new, or that a restart of the server signed off,
   * becomes available.
   */
  seen(who: UserKey): Promise<void>;
  get(who: UserKey): Promise<Agent>;
  set(who: UserKey, change: { status?: AgentStatus; capacity?: number }): Promise<Agent>;
  all(organizationId: string): Promise<readonly Agent[]>;
}
