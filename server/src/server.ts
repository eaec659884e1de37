import { randomBytes } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { keepBuilds } from "./adapters/kept-builds.ts";
import { createFetchPicture } from "./adapters/fetch-picture.ts";
import { openStore, type SqlStore, type StoreOptions } from "./adapters/sql/open-store.ts";
import { createApp } from "./app.ts";
import type { Config } from "./config/config.ts";
import type { Organization } from "./domain/tenant.ts";
import { createNetwork, drainWithin, listen } from "./network.ts";
import { OperatorLog } from "./operator-log.ts";
import { createAgentTokens } from "./plugins/agent-token.ts";
import { createCallLimits } from "./plugins/call-limits.ts";
import { createGuestTokens, type GuestTokens } from "./plugins/guest-token.ts";
import { createFileAddresses } from "./plugins/file-addresses.ts";
import { createMetrics, type Metrics } from "./plugins/metrics.ts";
import { createPictureAddresses } from "./plugins/picture-addresses.ts";
import { RateLimit } from "./plugins/rate-limit.ts";
import { createSignInLimit } from "./plugins/sign-in-limit.ts";
import { importSigningKey, type SigningKey } from "./plugins/signing-key.ts";
import { createSignedData } from "./plugins/signed-data.ts";
import { embedFolder } from "./plugins/static-files.ts";
import type { AgentApiDeps } from "./protocols/genesys/agent/agent-call.ts";
import { createAgentSockets } from "./protocols/genesys/agent/agent-sockets.ts";
import { createEventStreams } from "./protocols/genesys/guest/event-stream.ts";
import { createAudits } from "./service/audits.ts";
import type { Bus } from "./service/bus.ts";
import { systemClock, type Clock } from "./service/clock.ts";
import type { RunningConversations } from "./service/create-conversations.ts";
import type { DeliveryAdmin } from "./service/deliveries.ts";
import { startRetention } from "./service/retention.ts";
import type { SettingStore } from "./service/store.ts";
import { startFiles } from "./start-files.ts";
import { listenForScrapes, showMetrics } from "./start-metrics.ts";
import { startService, type RunningService } from "./start-service.ts";
import { Teardown } from "./teardown.ts";
import { loadTenants, type Tenants } from "./tenants.ts";
import {
  createControllableClock,
  type ControllableClock,
} from "./test-control/controllable-clock.ts";
import { addTestControl } from "./test-control/test-control.ts";

export interface RunningServer {
  readonly url: string;
  readonly port: number;
  /** The port that has the metrics alone; null without one. */
  readonly metricsPort: number | null;
  readonly store: SqlStore;
  readonly chats: RunningConversations;
  /** Publishes every event of chats and desks. */
  readonly bus: Bus;
  readonly deliveries: DeliveryAdmin;
  /**
   * Stops accepting requests, closes every stream, and writes pending data.
   * @param drain - how long requests in progress may take to finish, and a signal that ends the
   *   wait. Default: no wait at all
   */
  close(drain?: { readonly ms: number; readonly signal: AbortSignal }): Promise<void>;
}

/**
 * Returns a key that signs. It is generated once and stored in the data folder, so that tokens and
 * addresses survive a restart.
 */
async function keyOf(
  store: SettingStore,
  name: "signing-key" | "files-key" | "picture-key",
): Promise<Buffer> {
  const kept = await store.setting(name);
  if (kept !== null) return Buffer.from(kept, "base64url");
  const made = randomBytes(32);
  await store.setSetting(name, made.toString("base64url"));
  return made;
}

/**
 * Opens the store, loads the active conversations, and listens.
 * @throws StoreError, ConfigError for duplicate ids, and Node's own error when the port is not
 *   available
 */
export async function startServer(
  config: Config,
  ports: { readonly clock?: Clock } & Pick<StoreOptions, "syncData"> = {},
): Promise<RunningServer> {
  const controllable = config.testControlToken === null ? null : createControllableClock();
  const clock = ports.clock ?? controllable ?? systemClock;
  const log = new OperatorLog();
  const metrics = createMetrics();
  const teardown = new Teardown();
  teardown.add(() => metrics.close());
  try {
    const { committed: onCommit } = metrics;
    const store = await openStore({ ...ports, folder: config.folder, warn: log.warn, onCommit });
    teardown.add(() => store.close());
    return await startOn({ config, clock, controllable, log, metrics, store, teardown });
  } catch (error) {
    await teardown.run();
    throw error;
  }
}

interface Foundation {
  readonly config: Config;
  readonly clock: Clock;
  /** The clock that tests control; null without the test control. */
  readonly controllable: ControllableClock | null;
  readonly log: OperatorLog;
  readonly metrics: Metrics;
  readonly store: SqlStore;
  readonly teardown: Teardown;
}

async function startOn(foundation: Foundation): Promise<RunningServer> {
  const { config, clock, log, metrics, store, teardown } = foundation;
  const { report } = log;
  const signingKey = await importSigningKey(await keyOf(store, "signing-key"));
  const fileAddresses = createFileAddresses(await keyOf(store, "files-key"), clock);
  const { all: tenants, demo } = await loadTenants(config, store);
  const service = await startServiceOn(foundation, { all: tenants, demo });
  const { chats, bus } = service;
  const network = createNetwork(config);
  const { trust, publicBase, connections, drain } = network;
  const tokens = createGuestTokens(signingKey);
  const streams = createEventStreams({
    chats,
    bus,
    clock,
    tokens,
    tenants,
    publicBase,
    fileAddresses,
    maxSocketsPerGuest: config.limits.maxSocketsPerGuest,
    report,
  });
  const agentDeps = {
    ...agentDepsOf({ config, clock, signingKey, tenants, service }),
    fileAddresses,
    publicBase,
    pictures: createPictureAddresses(await keyOf(store, "picture-key")),
  };
  const sockets = createAgentSockets({ ...agentDeps, report, limits: config.limits });
  const app = await createApp({
    ...agentDeps,
    ...network,
    chats,
    config,
    metrics,
    tokens,
    streams,
    demo,
    keptBuilds: await keepBuilds({
      embed: embedFolder,
      folder: config.folder,
      days: config.keepBuildsDays,
      clock,
      warn: log.warn,
    }),
    sockets,
    fetchPicture: createFetchPicture(),
    isWritable: () => store.isWritable(),
    extend: (instance) => extendForTests(instance, foundation, { tokens, ...service }),
  });
  log.connect(app.log);
  teardown.add(showMetrics(metrics, clock, { chats, bus, tenants, streams, sockets }));
  teardown.add(() => app.close());
  if (config.retentionDays > 0) keepFor(config.retentionDays, app, foundation, service);
  const upgrades = { handlers: [drain, streams, sockets], connections, trust, report };
  const closeStreams = (): void => {
    streams.close();
    sockets.close();
  };
  teardown.add(closeStreams);
  const metricsPort = await listenForScrapes(metrics, config.metrics, teardown);
  const port = await listen(app, config, network, upgrades);
  const host = config.host.includes(":") ? `[${config.host}]` : config.host;
  return {
    url: `http://${host}:${port}`,
    port,
    metricsPort,
    store,
    chats,
    bus,
    deliveries: service.deliveries,
    async close(wait) {
      if (wait !== undefined && wait.ms > 0) await drainWithin(wait, drain, closeStreams);
      await teardown.run();
    },
  };
}

async function startServiceOn(
  { config, clock, log, metrics, store, teardown }: Foundation,
  { all: tenants, demo }: Tenants,
): Promise<RunningService> {
  const { warn, report } = log;
  const filePorts = await startFiles({ config, clock, tenants, demo, warn, teardown });
  const { folder, files: fileSettings } = config;
  const { registry } = metrics;
  const shared = { store, clock, tenants, warn, report, registry, teardown };
  return startService({ ...shared, folder, filePorts, fileSettings });
}

function agentDepsOf(parts: {
  readonly config: Config;
  readonly clock: Clock;
  readonly signingKey: SigningKey;
  readonly tenants: readonly Organization[];
  readonly service: RunningService;
}): Omit<AgentApiDeps, "pictures" | "publicBase" | "sockets" | "fileAddresses"> {
  const { config, clock, signingKey, tenants, service } = parts;
  const { chats, agents, bus, readAudit, audit, attachments } = service;
  return {
    chats,
    agents,
    bus,
    clock,
    tenants,
    agentTokens: createAgentTokens({ tenants, signingKey }),
    signedData: createSignedData(signingKey, config.signedDataSeconds),
    attachments,
    announceLimiter: new RateLimit(clock),
    limits: createCallLimits(clock),
    signIns: createSignInLimit(clock),
    ...createAudits({ readAudit, audit, clock }),
  };
}

function extendForTests(
  app: FastifyInstance,
  { config, controllable, store }: Foundation,
  parts: Pick<RunningService, "chats" | "attachments"> & { readonly tokens: GuestTokens },
): void {
  if (config.testControlToken === null || controllable === null) return;
  const { tokens, chats, attachments } = parts;
  const token = config.testControlToken;
  addTestControl(app, { token, clock: controllable, store, tokens, chats, attachments });
}

function keepFor(
  days: number,
  app: FastifyInstance,
  { store, clock, log, teardown }: Foundation,
  { audit, attachments }: RunningService,
): void {
  const onDeleted = (count: number): void =>
    app.log.info({ count }, "Conversations past their retention are deleted");
  teardown.add(
    startRetention({ store, attachments, audit, clock, days, onDeleted, report: log.report }),
  );
}
