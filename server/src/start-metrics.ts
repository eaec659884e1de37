import { ConfigError } from "./config/config.ts";
import type { Organization } from "./domain/tenant.ts";
import type { Metrics } from "./plugins/metrics.ts";
import { countQueues } from "./plugins/queue-metrics.ts";
import { listenForMetrics, type MetricsAccess } from "./plugins/serve-metrics.ts";
import type { AgentSockets } from "./protocols/genesys/agent/agent-sockets.ts";
import type { EventStreams } from "./protocols/genesys/guest/event-stream.ts";
import type { Clock } from "./service/clock.ts";
import type { RunningService } from "./start-service.ts";
import type { Teardown } from "./teardown.ts";

export interface MeasuredParts extends Pick<RunningService, "chats" | "bus"> {
  readonly tenants: readonly Organization[];
  readonly streams: EventStreams;
  readonly sockets: AgentSockets;
}

/** Shows the numbers of the running parts in the metrics. @returns the undo */
export function showMetrics(metrics: Metrics, clock: Clock, parts: MeasuredParts): () => void {
  const { chats, bus, tenants, streams, sockets } = parts;
  metrics.show({
    conversations: () => chats.counts(),
    eventStreamCount: () => streams.count,
    agentSocketCount: () => sockets.count,
  });
  return countQueues(metrics.registry, { chats, bus, tenants, now: () => clock.now() });
}

/**
 * Listens for scrapes, if the settings have a port for them.
 * @returns the port; null without one
 * @throws ConfigError when it is not available
 */
export async function listenForScrapes(
  { registry }: Metrics,
  { listener, token }: MetricsAccess,
  teardown: Teardown,
): Promise<number | null> {
  if (listener === null) return null;
  try {
    const own = await listenForMetrics(registry, listener, token);
    teardown.add(() => own.close());
    return own.port;
  } catch (error) {
    const { host, port } = listener;
    const reason = error instanceof Error ? error.message : String(error);
    throw new ConfigError([`PARLOR_METRICS_PORT: ${host}, port ${port}: ${reason}`]);
  }
}
