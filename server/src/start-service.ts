import { join } from "node:path";
import type { Registry } from "prom-client";
import { createAuditLog } from "./adapters/audit-log.ts";
import { createInProcessBus } from "./adapters/in-process-bus.ts";
import { AUDIT_FILE } from "./adapters/sql/data-folder.ts";
import type { Organization } from "./domain/tenant.ts";
import type { Agents } from "./service/agents.ts";
import type { AuditLog } from "./service/audit-log.ts";
import type { Bus } from "./service/bus.ts";
import type { Clock } from "./service/clock.ts";
import { createAgents } from "./service/create-agents.ts";
import { createConversations, type RunningConversations } from "./service/create-conversations.ts";
import { startEventPruning } from "./service/event-pruning.ts";
import { startMissedExpiry } from "./service/missed-expiry.ts";
import { createReadAudit, type ReadAudit } from "./service/read-audit.ts";
import type { DeliveryAdmin } from "./service/deliveries.ts";
import type { Store } from "./service/store.ts";
import { createAttachments, type Attachments } from "./service/attachments.ts";
import type { FilePorts } from "./service/file-ports.ts";
import { startDeliveries } from "./start-deliveries.ts";
import type { Teardown } from "./teardown.ts";

export interface ServiceOptions {
  /** The data folder. */
  readonly folder: string;
  readonly store: Store;
  readonly clock: Clock;
  readonly tenants: readonly Organization[];
  /** Told of what an operator should know. */
  readonly warn: (text: string) => void;
  readonly report: (error: unknown) => void;
  /** Has the numbers of deliveries. */
  readonly registry: Registry;
  readonly teardown: Teardown;
  readonly filePorts: FilePorts;
  readonly fileSettings: {
    /** With less free space than this no file is taken. */
    readonly minFreeBytes: number;
    /** How long a sent file is kept; null: as long as its conversation. */
    readonly retentionDays: number | null;
  };
}

/** The service on its adapters: everything but HTTP. */
export interface RunningService {
  readonly bus: Bus;
  readonly agents: Agents;
  readonly chats: RunningConversations;
  readonly attachments: Attachments;
  readonly audit: AuditLog;
  readonly readAudit: ReadAudit;
  readonly deliveries: DeliveryAdmin;
}

/** Loads the active conversations and serves them in this process. */
export async function startService(options: ServiceOptions): Promise<RunningService> {
  const { folder, clock, tenants, report, teardown } = options;
  // Before those who write what is delivered, so that it ends after them.
  const { store, deliveries } = startDeliveries(options);
  const bus = createInProcessBus(report);
  const agents = await createAgents({ store, bus, clock, tenants, report });
  teardown.add(() => agents.close());
  const chats = await createConversations({ store, bus, clock, tenants, agents, report });
  teardown.add(() => chats.close());
  teardown.add(startMissedExpiry({ store, chats, clock, tenants, report }));
  teardown.add(startEventPruning({ store, clock, report }));
  const audit = createAuditLog(join(folder, AUDIT_FILE));
  const readAudit = createReadAudit({ store, audit });
  teardown.add(() => readAudit.close());
  readAudit.catchUp().catch(report);
  const attachments = createAttachments({
    ...options.filePorts,
    ...options.fileSettings,
    store,
    bus,
    clock,
    tenants,
    audit,
    report,
  });
  teardown.add(() => attachments.close());
  await deliveries.start();
  return { attachments, deliveries, bus, agents, chats, audit, readAudit };
}
