import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { createAgentSockets } from "./agent-api/agent-sockets.ts";
import { createApp } from "./app.ts";
import { createInProcessBus } from "./bus/in-process-bus.ts";
import { systemClock, type Clock } from "./clock.ts";
import type { Config } from "./config.ts";
import { createChats, type RunningChats } from "./conversation/create-chats.ts";
import { demoOrganization } from "./demo.ts";
import { createEventStreams } from "./guest-api/event-stream.ts";
import { createBareServer } from "./http/bare-http.ts";
import { createCallLimits } from "./http/call-limits.ts";
import { createTrust } from "./http/client-address.ts";
import { createConnections } from "./http/connections.ts";
import { createGuestTokens } from "./http/guest-token.ts";
import { affordableConnections } from "./http/limits.ts";
import { listenOn } from "./http/listen.ts";
import { createPublicBase } from "./http/public-base.ts";
import { createSignInLimit } from "./http/sign-in-limit.ts";
import { createSignedData } from "./http/signed-data.ts";
import { acceptUpgrades } from "./http/upgrades.ts";
import { createAgents } from "./routing/create-agents.ts";
import { createAuditLog } from "./store/audit-log.ts";
import { startRetention } from "./store/retention.ts";
import { openStore, type Store } from "./store/store.ts";
import { addSwitchboard } from "./switchboard/switchboard.ts";
import { createSwitchedClock } from "./switchboard/switched-clock.ts";

export interface RunningServer {
  readonly url: string;
  readonly port: number;
  readonly store: Store;
  readonly chats: RunningChats;
  /** Stops taking requests, closes every stream, writes what is left. */
  close(): Promise<void>;
}

/** The key that signs JWTs: made once, kept in the data folder, so that tokens outlive a restart. */
async function signingKeyOf(store: Store): Promise<Uint8Array> {
  const kept = await store.setting("signing-key");
  if (kept !== null) return Buffer.from(kept, "base64url");
  const made = randomBytes(32);
  await store.setSetting("signing-key", made.toString("base64url"));
  return made;
}

/**
 * Opens the store, takes up what was open, and listens.
 * @throws StoreError, and Node's own error when the port cannot be had
 */
export async function startServer(
  config: Config,
  ports: { readonly clock?: Clock } = {},
): Promise<RunningServer> {
  const switched = config.switchboardToken === null ? null : createSwitchedClock();
  const clock = ports.clock ?? switched ?? systemClock;
  const store = await openStore({ folder: config.folder });
  const undo: (() => void | Promise<void>)[] = [() => store.close()];
  try {
    const signingKey = await signingKeyOf(store);
    const demo = config.isDemo ? await demoOrganization(store) : null;
    const tenants = [...config.organizations, ...(demo === null ? [] : [demo])];
    const trouble: { report: (error: unknown) => void } = { report: () => undefined };
    const report = (error: unknown): void => trouble.report(error);
    const bus = createInProcessBus(report);
    const agents = createAgents({ bus, tenants });
    const chats = await createChats({ store, bus, clock, tenants, agents, report });
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
    const audit = createAuditLog(join(config.folder, "audit.log"));
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
      async auditReading(userId: string, conversationId: string) {
        const at = clock.now();
        if (!(await store.addReading(userId, conversationId, at))) return;
        await audit.add({ what: "read-along", userId, conversationId, at });
      },
    };
    const sockets = createAgentSockets(agentDeps);
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
      extend(instance) {
        if (config.switchboardToken === null || switched === null) return;
        addSwitchboard(instance, {
          token: config.switchboardToken,
          clock: switched,
          tokens,
          store,
          chats,
        });
      },
    });
    trouble.report = (error) => app.log.error({ err: error }, "Background work failed");
    undo.push(() => app.close());
    if (config.retentionDays > 0) {
      const told = (count: number): void =>
        app.log.info({ count }, "Conversations past their retention are deleted");
      const days = config.retentionDays;
      undo.push(startRetention({ store, audit, clock, days, told, report }));
    }
    const upgrades = { handlers: [streams, sockets], connections, trust, report };
    acceptUpgrades(app.server, upgrades);
    undo.push(() => {
      streams.close();
      sockets.close();
    });
    const port = await listenOn(app, {
      port: config.port,
      host: config.host,
      makeServer(handler) {
        const server = createBareServer(handler, { timeouts: config.timeouts, connections });
        acceptUpgrades(server, upgrades);
        return server;
      },
    });
    const host = config.host.includes(":") ? `[${config.host}]` : config.host;
    return { url: `http://${host}:${port}`, port, store, chats, close: () => undoAll(undo) };
  } catch (error) {
    await undoAll(undo);
    throw error;
  }
}

async function undoAll(undo: (() => void | Promise<void>)[]): Promise<void> {
  for (const step of undo.reverse()) await step();
}
