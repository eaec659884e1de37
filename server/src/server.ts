import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { createAgentSockets } from "./protocols/genesys/agent/agent-sockets.ts";
import { createApp } from "./app.ts";
import type { Bus } from "./service/bus.ts";
import { createInProcessBus } from "./adapters/in-process-bus.ts";
import { systemClock, type Clock } from "./service/clock.ts";
import { ConfigError, type Config } from "./config/config.ts";
import { createConversations, type RunningConversations } from "./service/create-conversations.ts";
import { demoOrganization } from "./demo.ts";
import { createEventStreams } from "./protocols/genesys/guest/event-stream.ts";
import { createBareServer } from "./plugins/bare-http.ts";
import { createCallLimits } from "./plugins/call-limits.ts";
import { createTrust } from "./plugins/client-address.ts";
import { createConnections } from "./plugins/connections.ts";
import { createDrain } from "./plugins/drain.ts";
import { createGuestTokens } from "./plugins/guest-token.ts";
import { affordableConnections } from "./plugins/limits.ts";
import { listenOn } from "./plugins/listen.ts";
import { createPublicBase } from "./plugins/public-base.ts";
import { createSignInLimit } from "./plugins/sign-in-limit.ts";
import { createSignedData } from "./plugins/signed-data.ts";
import { acceptUpgrades } from "./plugins/upgrades.ts";
import { createAgents } from "./service/create-agents.ts";
import { createAuditLog } from "./adapters/audit-log.ts";
import { AUDIT_FILE } from "./adapters/sql/data-folder.ts";
import { createReadAudit } from "./service/read-audit.ts";
import { startRetention } from "./service/retention.ts";
import { openStore, type SqlStore } from "./adapters/sql/open-store.ts";
import type { SettingStore } from "./service/store.ts";
import { addTestControl } from "./test-control/test-control.ts";
import { createControllableClock } from "./test-control/controllable-clock.ts";
import { idProblems } from "./config/tenant-ids.ts";
import type { UserKey } from "./domain/tenant.ts";

export interface RunningServer {
  readonly url: string;
  readonly port: number;
  readonly store: SqlStore;
  readonly chats: RunningConversations;
  /** Publishes every event of chats and desks. */
  readonly bus: Bus;
  /**
   * Stops accepting requests, closes every stream, and writes pending data.
   * @param drain - how long requests in progress may take to finish, and a signal that ends the
   *   wait. Default: no wait at all
   */
  close(drain?: { readonly ms: number; readonly signal: AbortSignal }): Promise<void>;
}

/** Streams that are told to close get this long of the drain to do so. */
const STREAMS_CLOSE_MS = 1_000;

/**
 * Returns the key that signs JWTs. It is generated once and stored in the data folder, so that
 * tokens survive a restart.
 */
async function signingKeyOf(store: SettingStore): Promise<Uint8Array> {
  const kept = await store.setting("signing-key");
  if (kept !== null) return Buffer.from(kept, "base64url");
  const made = randomBytes(32);
  await store.setSetting("signing-key", made.toString("base64url"));
  return made;
}

/**
 * Opens the store, loads the active conversations, and listens.
 * @throws StoreError, ConfigError for duplicate ids, and Node's own error when the port is not
 *   available
 */
export async function startServer(
  config: Config,
  ports: { readonly clock?: Clock } = {},
): Promise<RunningServer> {
  const switched = config.switchboardToken === null ? null : createControllableClock();
  const clock = ports.clock ?? switched ?? systemClock;
  const early: string[] = [];
  let warn = (text: string): void => void early.push(text);
  const store = await openStore({ folder: config.folder, warn: (text) => warn(text) });
  const undo: (() => void | Promise<void>)[] = [() => store.close()];
  try {
    const signingKey = await signingKeyOf(store);
    const demo = config.isDemo ? await demoOrganization(store) : null;
    const tenants = [...config.organizations, ...(demo === null ? [] : [demo])];
    const repeated = idProblems([
      ...config.organizations.map((organization, at) => ({
        path: `organizations.${at}`,
        organization,
      })),
      ...(demo === null ? [] : [{ path: "the demo tenant", organization: demo }]),
    ]);
    if (repeated.length > 0) throw new ConfigError(repeated);
    const trouble: { report: (error: unknown) => void } = { report: () => undefined };
    const report = (error: unknown): void => trouble.report(error);
    const bus = createInProcessBus(report);
    const agents = createAgents({ bus, tenants });
    const chats = await createConversations({ store, bus, clock, tenants, agents, report });
    undo.push(() => chats.close());
    const tokens = createGuestTokens(signingKey);
    const { limits } = config;
    const trust = createTrust(config.trustedProxies);
    const publicBase = createPublicBase(config.publicUrl, trust);
    const connections = createConnections({
      trust,
      maxConnections: affordableConnections(limits.maxConnections),
      maxConnectionsPerAddress: limits.maxConnectionsPerAddress,
    });
    const streams = createEventStreams({
      chats,
      bus,
      clock,
      tokens,
      tenants,
      publicBase,
      maxSocketsPerGuest: limits.maxSocketsPerGuest,
      report,
    });
    const audit = createAuditLog(join(config.folder, AUDIT_FILE));
    const readings = createReadAudit({ store, audit });
    undo.push(() => readings.close());
    const drain = createDrain();
    const agentDeps = {
      chats,
      agents,
      bus,
      clock,
      tenants,
      signingKey,
      signedData: createSignedData(signingKey, config.signedDataSeconds),
      limits: createCallLimits(clock),
      signIns: createSignInLimit(clock),
      publicBase,
      auditReading: ({ userId }: UserKey, conversationId: string) =>
        readings.note(userId, conversationId, clock.now()),
    };
    const sockets = createAgentSockets({ ...agentDeps, report, limits });
    const app = await createApp({
      ...agentDeps,
      config,
      tokens,
      streams,
      trust,
      publicBase,
      connections,
      demo,
      sockets,
      drain,
      isWritable: () => store.isWritable(),
      extend(instance) {
        if (config.switchboardToken === null || switched === null) return;
        addTestControl(instance, {
          token: config.switchboardToken,
          clock: switched,
          tokens,
          store,
          chats,
        });
      },
    });
    trouble.report = (error) => app.log.error({ err: error }, "Background work failed");
    warn = (text) => app.log.warn(text);
    for (const text of early) warn(text);
    readings.catchUp().catch(report);
    undo.push(() => app.close());
    if (config.retentionDays > 0) {
      const told = (count: number): void =>
        app.log.info({ count }, "Conversations past their retention are deleted");
      const days = config.retentionDays;
      undo.push(startRetention({ store, audit, clock, days, told, report }));
    }
    const upgrades = { handlers: [drain, streams, sockets], connections, trust, report };
    acceptUpgrades(app.server, upgrades);
    const closeStreams = (): void => {
      streams.close();
      sockets.close();
    };
    undo.push(closeStreams);
    const port = await listenOn(app, {
      port: config.port,
      host: config.host,
      makeServer(handler) {
        const server = createBareServer(handler, { timeouts: config.timeouts, connections });
        acceptUpgrades(server, upgrades);
        drain.watchServer(server);
        return server;
      },
    });
    const host = config.host.includes(":") ? `[${config.host}]` : config.host;
    return {
      url: `http://${host}:${port}`,
      port,
      store,
      chats,
      bus,
      async close(wait) {
        if (wait !== undefined && wait.ms > 0) {
          const within = (ms: number): AbortSignal =>
            AbortSignal.any([wait.signal, AbortSignal.timeout(ms)]);
          const streamsMs = Math.min(STREAMS_CLOSE_MS, wait.ms / 2);
          await drain.finishRequests(within(wait.ms - streamsMs));
          closeStreams();
          await drain.finishConnections(within(streamsMs));
          drain.cut();
        }
        await undoAll(undo);
      },
    };
  } catch (error) {
    await undoAll(undo);
    throw error;
  }
}

/** Takes every step, also after one that fails. @throws the first failure */
async function undoAll(undo: (() => void | Promise<void>)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const step of undo.reverse()) {
    try {
      await step();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}
