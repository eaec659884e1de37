import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Clock } from "../../server/src/service/clock.ts";
import type { TrustedProxies } from "../../server/src/plugins/client-address.ts";
import { defaultLimits, defaultTimeouts, type Limits } from "../../server/src/plugins/limits.ts";
import type { MetricsAccess } from "../../server/src/plugins/serve-metrics.ts";
import { startServer, type RunningServer } from "../../server/src/server.ts";
import type { DeploymentRules, Organization } from "../../server/src/domain/tenant.ts";
import type { FileSettings } from "../../server/src/config/config.ts";
import { testFiles } from "../../server/src/testing/file-settings.ts";
import { lanternLine } from "../../server/src/testing/tenant-fixture.ts";
import { syncAtOnce } from "../../server/src/testing/sync-at-once.ts";

/** The real server on a free loopback port, with a small tenant and a data folder of its own. */
export interface TestServer extends RunningServer {
  /** Its data folder. */
  readonly folder: string;
  /** Calls the agent side as one of the tenant's agents. */
  agent(userId: "u-noor" | "u-tomas"): Promise<AgentCaller>;
  /** Logs one of the tenant's agents in. */
  token(userId: "u-noor" | "u-tomas"): Promise<string>;
}

export type AgentCaller = (method: string, path: string, body?: unknown) => Promise<unknown>;

/**
 * @param rules - the deployment's differences from the default rules
 * @param more - a clock of the test's own, organizations other than `lanternLine`, and settings
 * that otherwise have their defaults (ended chats are kept for ever)
 */
export async function startTestServer(
  rules: Partial<DeploymentRules> = {},
  more: {
    readonly clock?: Clock;
    readonly retentionDays?: number;
    readonly organizations?: readonly Organization[];
    readonly trustedProxies?: TrustedProxies;
    readonly limits?: Limits;
    readonly metrics?: MetricsAccess;
    readonly publicUrl?: string;
    readonly host?: string;
    readonly isDemo?: boolean;
    readonly allowedDomains?: readonly string[];
    readonly files?: Partial<FileSettings>;
  } = {},
): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), "parlor-contract-"));
  const config = {
    port: 0,
    host: more.host ?? "127.0.0.1",
    folder,
    publicUrl: more.publicUrl ?? null,
    isDemo: more.isDemo ?? false,
    // The demo tenant is `lanternLine` with other agents: both together would define one
    // organization twice.
    organizations: (more.organizations ?? (more.isDemo === true ? [] : [lanternLine])).map(
      (tenant) => ({
        ...tenant,
        deployments: tenant.deployments.map((one) => ({
          ...one,
          allowedDomains: more.allowedDomains ?? one.allowedDomains,
          rules: { ...one.rules, ...rules },
        })),
      }),
    ),
    logLevel: "silent" as const,
    testControlToken: null,
    signedDataSeconds: 600,
    retentionDays: more.retentionDays ?? 0,
    metrics: more.metrics ?? { listener: null, token: null },
    files: { ...testFiles, ...more.files },
    keepBuildsDays: 0,
    drainSeconds: 10,
    trustedProxies: more.trustedProxies ?? 0,
    limits: more.limits ?? defaultLimits,
    timeouts: defaultTimeouts,
  };
  const server = await startServer(
    config,
    more.clock === undefined ? {} : { clock: more.clock, syncData: syncAtOnce },
  );
  return {
    ...server,
    folder,
    agent: (userId) => logInAgent(server.url, userId),
    token: (userId) => tokenOf(server.url, credentialsOf(userId)),
    async close() {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Logs an agent of the test tenant in, and makes its calls. */
export async function logInAgent(url: string, userId: "u-noor" | "u-tomas"): Promise<AgentCaller> {
  return logInClient(url, credentialsOf(userId));
}

export function credentialsOf(userId: "u-noor" | "u-tomas"): ClientCredentials {
  const client = lanternLine.clients.find((one) => one.userId === userId);
  return { id: client?.id ?? "", secret: client?.secret ?? "" };
}

export interface ClientCredentials {
  readonly id: string;
  readonly secret: string;
}

/** The access token of a client. */
export async function tokenOf(url: string, client: ClientCredentials): Promise<string> {
  const reply = await fetch(`${url}/oauth/token`, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "client_credentials",
      client_id: client.id,
      client_secret: client.secret,
    }),
  });
  const { access_token: token } = (await reply.json()) as { access_token: string };
  return token;
}

/** The same with a client of any tenant. */
export async function logInClient(url: string, client: ClientCredentials): Promise<AgentCaller> {
  const token = await tokenOf(url, client);
  return async (method, path, body) => {
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body !== undefined && { "content-type": "application/json" }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text === "" ? null : JSON.parse(text);
  };
}

interface MediaParticipant {
  readonly id: string;
  readonly purpose: string;
  readonly state: string;
}

/** Waits for an offer of this chat to the agent, and answers it. Returns the leg's ids. */
export async function answerOffer(
  call: AgentCaller,
  conversationId: string,
): Promise<{ participantId: string; communicationId: string }> {
  for (;;) {
    const { entities } = (await call("GET", "/api/v2/conversations/chats")) as {
      entities: { id: string; participants: MediaParticipant[] }[];
    };
    const leg = entities
      .find((chat) => chat.id === conversationId)
      ?.participants.find((one) => one.purpose === "agent" && one.state === "alerting");
    if (leg === undefined) continue;
    await call("PATCH", `/api/v2/conversations/chats/${conversationId}/participants/${leg.id}`, {
      state: "connected",
    });
    const { participants } = (await call("GET", `/api/v2/conversations/${conversationId}`)) as {
      participants: { id: string; chats: { id: string }[] }[];
    };
    const communicationId = participants.find((one) => one.id === leg.id)?.chats[0]?.id ?? "";
    return { participantId: leg.id, communicationId };
  }
}
