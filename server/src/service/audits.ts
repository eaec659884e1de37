import { unavailable } from "../domain/errors.ts";
import type { UserKey } from "../domain/tenant.ts";
import type { AuditLog } from "./audit-log.ts";
import type { Clock } from "./clock.ts";
import type { ReadAudit } from "./read-audit.ts";

/** The records of what agents and machines do, each made before it happens. */
export interface Audits {
  /** That an agent or a machine has read these conversations; once for each. */
  readonly auditReading: (who: UserKey, ...conversationIds: readonly string[]) => Promise<void>;
  /** That a machine changes a conversation. */
  readonly auditChange: (who: UserKey, conversationId: string, operation: string) => Promise<void>;
}

/** Each record rejects with `store-unavailable` while the audit log cannot be written. */
export function createAudits(deps: {
  readonly readAudit: Pick<ReadAudit, "note">;
  readonly audit: Pick<AuditLog, "add">;
  readonly clock: Pick<Clock, "now">;
}): Audits {
  const { readAudit, audit, clock } = deps;
  return {
    auditReading: ({ userId }, ...conversationIds) =>
      readAudit.note(userId, conversationIds, clock.now()),
    async auditChange(who, conversationId, operation) {
      try {
        const at = clock.now();
        await audit.add({ what: "machine-change", ...who, conversationId, operation, at });
      } catch (error) {
        throw unavailable("The audit log", error);
      }
    },
  };
}
