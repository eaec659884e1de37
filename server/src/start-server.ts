import { randomBytes } from "node:crypto";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { createAgentSockets } from "./agent-api/agent-sockets.ts";
import { createApp } from "./app.ts";
import type { Bus } from "./bus/bus.ts";
import { createInProcessBus } from "./bus/in-process-bus.ts";
import { systemClock, type Clock } from "./clock.ts";
import { ConfigError, type Config } from "./config.ts";
import { createChats, type RunningChats } from "./conversation/create-chats.ts";
import { demoOrganization } from "./demo.ts";
import { createEventStreams, refuseUpgrade } from "./guest-api/event-stream.ts";
import { createGuestTokens } from "./http/guest-token.ts";
import { createSignedData } from "./http/signed-data.ts";
import { createAgents } from "./routing/create-agents.ts";
import { createAuditLog } from "./store/audit-log.ts";
import { startRetention } from "./store/retention.ts";
import { openStore, type Store } from "./store/store.ts";
import { addSwitchboard } from "./switchboard/switchboard.ts";
import { createSwitchedClock } from "./switchboard/switched-clock.ts";
import { idProblems } from "./tenant-ids.ts";
import type { UserKey } from "./tenant.ts";

export interface RunningServer {
  readonly url: string;
  readonly port: number;
  readonly store: Store;
  readonly chats: RunningChats;
  /** Publishes every event of chats and desks. */
  readonly bus: Bus;
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
 * @throws StoreError, ConfigError for ids that are there twice, and Node's own error when the port cannot be had
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
    const chats = await createChats({ store, bus, clock, tenants, agents, report });
    undo.push(() => chats.close());
    const tokens = createGuestTokens(signingKey);
    const streams = createEventStreams({ chats, bus, clock, tokens, tenants, report });
    const audit = createAuditLog(join(config.folder, "audit.log"));
    const agentDeps = {
      chats,
      agents,
      bus,
      clock,
      tenants,
      signingKey,
      signedData: createSignedData(signingKey, config.signedDataSeconds),
      async auditReading({ organizationId, userId }: UserKey, conversationId: string) {
        const at = clock.now();
        if (!(await store.addReading(userId, conversationId, at))) return;
        await audit.add({ what: "read-along", organizationId, userId, conversationId, at });
      },
    };
    const sockets = createAgentSockets({ ...agentDeps, report });
    const app = await createApp({
      ...agentDeps,
      config,
      tokens,
      streams,
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
    app.server.on("upgrade", (request, socket, head) => {
      if (!streams.upgrade(request, socket, head) && !sockets.upgrade(request, socket, head)) {
        refuseUpgrade(socket, 404);
      }
    });
    undo.push(() => {
      streams.close();
      sockets.close();
    });
    await app.listen({ port: config.port, host: config.host });
    const { port } = app.server.address() as AddressInfo;
    const url = `http://${config.host}:${port}`;
    return { url, port, store, chats, bus, close: () => undoAll(undo) };
  } catch (error) {
    await undoAll(undo);
    throw error;
  }
}

async function undoAll(undo: (() => void | Promise<void>)[]): Promise<void> {
  for (const step of undo.reverse()) await step();
}
