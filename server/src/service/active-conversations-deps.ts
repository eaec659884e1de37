import type { ChangeResult } from "../domain/conversation-change.ts";
import type { Organization } from "../domain/tenant.ts";
import type { ActiveConversation } from "./active-conversation.ts";
import type { Agents } from "./agents.ts";
import type { Bus } from "./bus.ts";
import type { Clock } from "./clock.ts";
import type { LookAtLine } from "./routing-change.ts";
import type { Store } from "./store.ts";

export interface ActiveConversationsDeps {
  readonly store: Store;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly tenants: readonly Organization[];
  readonly agents: Pick<Agents, "goneSince">;
  readonly lookAtLine: LookAtLine;
  /** Default: 1,000 conversations that nobody uses */
  readonly cacheSize?: number;
  /** Called with failures of work that nobody waits for. */
  readonly report: (error: unknown) => void;
  /** Called when members have changed. */
  readonly onMembers: (active: ActiveConversation, changes: ChangeResult) => void;
  /** Called when the guest is away, out of the line, or back. */
  readonly onStanding: (active: ActiveConversation) => void;
}
