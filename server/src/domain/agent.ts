import type { UserKey } from "./tenant.ts";

/** The desk's words for an agent's availability. */
export type AgentStatus = "available" | "busy" | "break" | "offline";

export interface Agent extends UserKey {
  readonly status: AgentStatus;
  /** How many chats at once. */
  readonly capacity: number;
}
