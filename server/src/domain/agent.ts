import type { Queue, UserKey } from "./tenant.ts";

/** The desk's words for an agent's availability. */
export type AgentStatus = "available" | "busy" | "break" | "offline";

export interface Agent extends UserKey {
  readonly status: AgentStatus;
  /** How many chats at once. */
  readonly capacity: number;
  /**
   * Whether the agent is there: a socket of its notification channel is open, or a call with its
   * token came within the last minute.
   */
  readonly isPresent: boolean;
}

/** Whether somebody who serves this queue is there for guests, be it busy or on a break. */
export function isStaffed(queue: Pick<Queue, "memberUserIds">, agents: readonly Agent[]): boolean {
  return agents.some(
    ({ userId, status, isPresent }) =>
      isPresent && status !== "offline" && queue.memberUserIds.includes(userId),
  );
}
