import { readFileSync } from "node:fs";
import { join } from "node:path";
import { WebSocket } from "ws";
import { createFakeClock, type FakeClock } from "../../server/src/testing/fake-clock.ts";
import { lanternLine, newChat } from "../../server/src/testing/tenant-fixture.ts";
import type { Organization } from "../../server/src/domain/tenant.ts";
import { startTestServer, type TestServer } from "./test-server.ts";

/*
 * A server with two organizations whose queues, users, deployments and wrap-up codes have equal
 * ids.
 */

export const names = ["ada", "ben", "cy", "dot"] as const;
export type Name = (typeof names)[number];

function organization(id: string): Organization {
  return {
    ...lanternLine,
    id,
    name: id,
    deployments: lanternLine.deployments.map((one) => ({
      ...one,
      flow: null,
      rules: {
        ...one.rules,
        idleSeconds: 1_000_000,
        lostStreamGraceSeconds: 1_000_000,
        attachments: { ...one.rules.attachments, enabled: true },
      },
    })),
    queues: [
      { id: "q-main", name: "Main", memberUserIds: ["ada", "ben", "cy"] },
      { id: "q-other", name: "Other", memberUserIds: ["dot"] },
    ],
    users: names.map((user) => ({
      id: user,
      name: `${user} of ${id}`,
      email: null,
      avatarImageUrl: null,
      skills: [],
      languages: [],
      capacity: 100,
    })),
    clients: names.map((user) => ({
      id: `${id}-${user}`,
      secret: `${id}-${user}-secret-secret`,
      userId: user,
      name: user,
    })),
  };
}

export const bank = organization("bank");
export const shop = organization("shop");

export interface Answer {
  readonly status: number;
  readonly json: Readonly<Record<string, unknown>>;
}

/** An agent at the server, signed in. */
export interface AgentClient {
  readonly name: string;
  readonly token: string;
  call(
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Answer>;
}

export interface TwoOrganizations {
  readonly server: TestServer;
  readonly clock: FakeClock;
  /** Signs an agent in, and out of the queues: nobody is offered anything that no test gives it. */
  signIn(home: Organization, name: Name): Promise<AgentClient>;
  /** A new conversation of a guest of this organization, in its main queue. */
  newChat(home: Organization): ReturnType<typeof newChat>;
  /** A guest with a stream, who waits. @returns the conversation's id */
  guest(home: Organization, change?: Parameters<typeof newChat>[0]): Promise<string>;
  /** Every line of the audit log. */
  audit(): readonly Readonly<Record<string, unknown>>[];
  close(): Promise<void>;
}

export async function startTwoOrganizations(
  more: { readonly organizations?: readonly Organization[]; readonly publicUrl?: string } = {},
): Promise<TwoOrganizations> {
  const clock = createFakeClock(Date.UTC(2026, 0, 5, 14, 0));
  // The clock stands still, so a minute's amount is all that an agent ever has.
  const rules = { messagesPerMinute: 1e6, typingPerMinute: 1e6, readsPerMinute: 1e6 };
  const server = await startTestServer(rules, { clock, organizations: [bank, shop], ...more });
  return {
    server,
    clock,
    async signIn(home, name) {
      const agent = await signIn(
        server.url,
        `${home.id}-${name}`,
        `${home.id}-${name}-secret-secret`,
      );
      const status = await agent.call("PATCH", "/api/v2/parlor/agents/me", { status: "offline" });
      if (status.status !== 200) throw new Error(`No sign-in: ${status.status}`);
      return agent;
    },
    newChat: (home) => newChat({ organizationId: home.id, queueId: "q-main" }),
    async guest(home, change = {}) {
      const { conversation } = await server.chats.create(
        newChat({ organizationId: home.id, queueId: "q-main", ...change }),
      );
      await server.chats.attach(conversation.id);
      return conversation.id;
    },
    audit() {
      const text = readFileSync(join(server.folder, "audit.log"), { encoding: "utf8", flag: "a+" });
      const lines = text.split("\n").filter((line) => line !== "");
      return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    },
    close: () => server.close(),
  };
}

/** A token by client credentials; null when they are refused. */
export async function tokenOf(url: string, id: string, secret: string): Promise<string> {
  const body = new URLSearchParams({
    grant_type: "client_credentials",
    client_id: id,
    client_secret: secret,
  });
  const reply = await fetch(`${url}/oauth/token`, { method: "POST", body });
  return ((await reply.json()) as { access_token: string }).access_token;
}

export async function signIn(url: string, id: string, secret: string): Promise<AgentClient> {
  const token = await tokenOf(url, id, secret);
  return {
    name: id,
    token,
    async call(method, path, body, headers = {}) {
      const reply = await fetch(url + path, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(body !== undefined && { "content-type": "application/json" }),
          ...headers,
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await reply.text();
      const json: unknown = text === "" ? {} : JSON.parse(text);
      return { status: reply.status, json: json as Answer["json"] };
    },
  };
}

export interface Frame {
  readonly topicName: string;
  readonly eventBody: Readonly<Record<string, unknown>>;
  readonly metadata?: { readonly type?: string };
}

/** A notification channel with a socket that listens. */
export interface Listener {
  readonly channelId: string;
  readonly socket: WebSocket;
  /**
   * Returns the frames since the last call, without heartbeats and pongs. Waits for all frames that
   * were sent before.
   */
  heard(): Promise<readonly Frame[]>;
  subscribe(...topics: readonly string[]): Promise<Answer>;
}

export async function listen(agent: AgentClient): Promise<Listener> {
  const { json } = await agent.call("POST", "/api/v2/notifications/channels");
  const channelId = String(json["id"]);
  const socket = new WebSocket(String(json["connectUri"]));
  let frames: Frame[] = [];
  let gotPong = (): void => undefined;
  socket.on("message", (data: Buffer) => {
    const frame = JSON.parse(data.toString()) as Frame;
    if (frame.eventBody["message"] === "pong") gotPong();
    if (frame.topicName !== "channel.metadata") frames.push(frame);
  });
  await new Promise((resolve, reject) => {
    socket.once("open", resolve);
    socket.once("error", reject);
  });
  return {
    channelId,
    socket,
    async heard() {
      // A pong comes after everything that was told before.
      await new Promise<void>((resolve) => {
        gotPong = resolve;
        socket.send('{"message":"ping"}');
      });
      const told = frames;
      frames = [];
      return told;
    },
    subscribe: (...topics) =>
      agent.call(
        "POST",
        `/api/v2/notifications/channels/${channelId}/subscriptions`,
        topics.map((id) => ({ id })),
      ),
  };
}
