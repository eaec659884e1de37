import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, vi } from "vitest";
import { WebSocket } from "ws";
import { testFiles } from "../../server/src/testing/file-settings.ts";
import { defaultLimits, defaultTimeouts } from "../../server/src/plugins/limits.ts";
import { startServer, type RunningServer } from "../../server/src/server.ts";
import { lanternLine } from "../../server/src/testing/tenant-fixture.ts";
import type { DeploymentRules } from "../../server/src/domain/tenant.ts";
import {
  createGuestChat,
  type GuestChat,
  type GuestChatOptions,
  type Message,
} from "../../src/transport/index.ts";
import type { Ports } from "../../src/transport/options.ts";
import { memoryStorage } from "../../src/transport/ports/storage.ts";
import { logInAgent } from "../contract/test-server.ts";
import { openDesk } from "./agent-desk.ts";
import { createFastClock, type FastClock } from "./fast-clock.ts";
import { startFaultProxy, type FaultProxy } from "./fault-proxy.ts";

/** How much faster than life the faults are lived through. */
const SPEED = 20;
const CONTROL_TOKEN = "test-control";
export const CREATE = { method: "POST", path: /\/guest\/conversations$/ };
export const SEND = { method: "POST", path: /\/messages$/ };
export const HISTORY = { method: "GET", path: /\/messages\?/ };

/**
 * The agent's side of one chat. It talks to the server directly, as only the guest's network is
 * broken.
 */
export interface AgentSide {
  say(text: string): Promise<void>;
  typing(): Promise<void>;
  end(): Promise<void>;
}

/** The real server, the broken network in front of it, and guests behind that. */
export interface Rig {
  readonly proxy: FaultProxy;
  readonly clock: FastClock;
  readonly storage: ReturnType<typeof memoryStorage>;
  readonly server: () => RunningServer;
  /** The server's data folder. */
  readonly folder: () => string;
  guest(change?: Partial<GuestChatOptions>, ports?: Partial<Ports>): GuestChat;
  /** A guest who has started a chat and is live. */
  started(change?: Partial<GuestChatOptions>, ports?: Partial<Ports>): Promise<GuestChat>;
  answer(chat: GuestChat, userId?: "u-noor" | "u-tomas"): Promise<AgentSide>;
  /** The server's own history of the guest's and the agent's words. */
  history(chat: GuestChat): Promise<readonly string[]>;
  testControl(name: "revoke" | "wipe" | "disk" | "operations", body: object): Promise<void>;
  /** The server stops and comes back: with its data, or with an empty folder. */
  restart(keepsData?: boolean): Promise<void>;
  close(): Promise<void>;
}

export async function startRig(
  options: {
    readonly extensions?: boolean;
    readonly rules?: Partial<DeploymentRules>;
    readonly speed?: number;
  } = {},
): Promise<Rig> {
  const clock = createFastClock(options.speed ?? SPEED);
  const folders: string[] = [];
  const newFolder = (): string => {
    const folder = mkdtempSync(join(tmpdir(), "parlor-faults-"));
    folders.push(folder);
    return folder;
  };
  let folder = newFolder();
  const [deployment] = lanternLine.deployments;
  const tenant = {
    ...lanternLine,
    deployments: [{ ...deployment!, rules: { ...deployment!.rules, ...options.rules } }],
  };
  const start = (): Promise<RunningServer> =>
    startServer(
      {
        port: 0,
        host: "127.0.0.1",
        folder,
        publicUrl: null,
        isDemo: false,
        organizations: [tenant],
        logLevel: "silent",
        testControlToken: CONTROL_TOKEN,
        signedDataSeconds: 600,
        retentionDays: 0,
        metrics: { listener: null, token: null },
        files: testFiles,
        keepBuildsDays: 0,
        drainSeconds: 10,
        trustedProxies: 0,
        limits: defaultLimits,
        timeouts: defaultTimeouts,
      },
      { clock },
    );
  let server = await start();
  const proxy = await startFaultProxy(server.url);
  if (options.extensions === false) {
    // Another vendor's server: it names no extension, so the transport may use none.
    const change = (body: string): string =>
      JSON.stringify({ ...(JSON.parse(body) as object), extensions: undefined });
    proxy.next(CREATE, { kind: "rewrite", change }, Number.POSITIVE_INFINITY);
  }
  const storage = memoryStorage();
  const chats: GuestChat[] = [];
  /** The desks of the agents who have answered since the server's start, by user id. */
  const desks = new Map<string, () => void>();
  const closeDesks = (): void => {
    for (const closeDesk of desks.values()) closeDesk();
    desks.clear();
  };

  const rig: Rig = {
    proxy,
    clock,
    storage,
    server: () => server,
    folder: () => folder,
    guest(change = {}, ports = {}) {
      const chat = createGuestChat({
        api: proxy.url,
        organizationId: lanternLine.id,
        deploymentId: lanternLine.deployments[0]!.id,
        routing: { queue: "Bookings" },
        ports: { clock, storage, socket: () => WebSocket, ...ports },
        ...change,
      });
      chats.push(chat);
      return chat;
    },
    async started(change, ports) {
      const chat = rig.guest(change, ports);
      await chat.start();
      await live(chat);
      return chat;
    },
    async answer(chat, userId = "u-noor") {
      if (!desks.has(userId)) desks.set(userId, await openDesk(server.url, userId));
      const agent = await logInAgent(server.url, userId);
      const call = (method: string, path: string, body?: object): Promise<unknown> =>
        agent(method, `/api/v2${path}`, body);
      const id = chat.get().conversationId ?? "";
      await call("GET", "/users/me");
      await vi.waitFor(
        async () => {
          const { members } = await server.chats.get(id);
          const mine = members.findLast((member) => member.userId === userId);
          if (mine?.state === "connected") return;
          // An offer that was not answered in time has gone to the next agent, or back to the line.
          if (mine?.state !== "alerting") await call("POST", `/parlor/chats/waiting/${id}/take`);
          else {
            await call("PATCH", `/conversations/chats/${id}/participants/${mine.participantId}`, {
              state: "connected",
            });
          }
        },
        { timeout: 5_000, interval: 20 },
      );
      const leg = async (): Promise<string> =>
        (await server.chats.get(id)).members.findLast((one) => one.userId === userId)?.id ?? "";
      return {
        async say(text) {
          const communication = await leg();
          await call(
            "POST",
            `/conversations/chats/${id}/communications/${communication}/messages`,
            {
              body: text,
            },
          );
        },
        async typing() {
          const communication = await leg();
          await call("POST", `/conversations/chats/${id}/communications/${communication}/typing`);
        },
        async end() {
          await call("PATCH", `/conversations/chats/${id}`, { state: "disconnected" });
        },
      };
    },
    async history(chat) {
      const bodies: string[] = [];
      let after: string | null = null;
      for (;;) {
        const page = await server.chats.messages(chat.get().conversationId ?? "", {
          after,
          before: null,
          sortOrder: "ascending",
          maxResults: 100,
        });
        for (const { body, bodyType, senderId } of page.messages) {
          const { members } = await server.chats.get(chat.get().conversationId ?? "");
          const role = members.find((member) => member.id === senderId)?.role;
          if (bodyType === "standard" && role !== "bot") bodies.push(body);
        }
        after = page.messages.at(-1)?.id ?? null;
        if (!page.hasMore || after === null) return bodies;
      }
    },
    async testControl(name, body) {
      const reply = await fetch(`${server.url}/__test/${name}`, {
        method: "POST",
        headers: { authorization: `Bearer ${CONTROL_TOKEN}`, "content-type": "application/json" },
        body: JSON.stringify(body),
      });
      if (!reply.ok) throw new Error(`The test control answered ${reply.status}`);
    },
    async restart(keepsData = true) {
      closeDesks();
      await server.close();
      if (!keepsData) folder = newFolder();
      server = await start();
      proxy.retarget(server.url);
    },
    async close() {
      for (const chat of chats) chat.destroy();
      closeDesks();
      await proxy.close();
      await server.close();
      for (const one of folders) rmSync(one, { recursive: true, force: true });
    },
  };
  return rig;
}

export const until = (check: () => void | Promise<void>): Promise<void> =>
  vi.waitFor(check, { timeout: 8_000, interval: 10 });

export const live = (chat: GuestChat): Promise<void> =>
  until(() => expect(chat.get().stream.kind).toBe("live"));

export const rows = (chat: GuestChat): Message[] =>
  chat.get().order.flatMap((key) => chat.get().messages.get(key) ?? []);

/** Returns the texts of the guest and the agent, as the guest's transcript has them. */
export const words = (chat: GuestChat): string[] =>
  rows(chat)
    .filter((row) => row.kind === "text")
    .filter((row) => chat.get().members.get(row.senderId as never)?.role !== "bot")
    .map((row) => row.body);

/**
 * Expects each text once and in this order, as sent in the guest's transcript and in the server's
 * history.
 */
export async function expectOnce(
  rig: Rig,
  chat: GuestChat,
  texts: readonly string[],
): Promise<void> {
  await until(() => {
    expect(words(chat)).toEqual(texts);
    expect(rows(chat).map((row) => row.delivery.kind)).not.toContain("sending");
    expect(rows(chat).filter((row) => row.delivery.kind !== "sent")).toEqual([]);
  });
  expect(await rig.history(chat)).toEqual(texts);
}
