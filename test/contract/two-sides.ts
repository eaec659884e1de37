import { once } from "node:events";
import { WebSocket } from "ws";
import { lanternLine } from "../../server/src/testing/tenant-fixture.ts";
import { answerOffer, type AgentCaller, type TestServer } from "./test-server.ts";

/* Both sides of a conversation: a guest with a stream, and an agent with a notification channel. */

export const guestBase = "/api/v2/webchat/guest/conversations";
export const agentBase = "/api/v2/conversations/chats";

export interface Reply {
  readonly status: number;
  readonly body: {
    readonly id: string;
    readonly body: string;
    readonly code: string;
    readonly details: readonly { readonly errorCode: string; readonly fieldName: string }[];
    readonly entities: readonly { readonly id: string; readonly body: string }[];
  };
}

/** Sends a body as it is, so that it may hold text that no well-behaved client sends. */
export async function ask(
  url: string,
  method: string,
  token: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Reply> {
  const reply = await fetch(url, {
    method,
    headers: {
      ...(token !== "" && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { "content-type": "application/json" }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await reply.text();
  return { status: reply.status, body: (text === "" ? null : JSON.parse(text)) as Reply["body"] };
}

export const newChatBody = {
  organizationId: lanternLine.id,
  deploymentId: lanternLine.deployments[0]?.id ?? "",
  routingTarget: { targetType: "QUEUE", targetAddress: "Bookings" },
  memberInfo: { displayName: "Mara" },
};

interface Frame {
  readonly eventBody?: { readonly id?: string; readonly body?: string };
}

/** The bodies of the messages that a socket has told, by message id. */
export interface Heard {
  /** Resolves once the message has been told. */
  bodyOf(messageId: string): Promise<string>;
  close(): void;
}

async function listen(url: string): Promise<Heard> {
  const bodies = new Map<string, string>();
  let wake = (): void => undefined;
  const socket = new WebSocket(url);
  socket.on("message", (data: Buffer) => {
    const { eventBody } = JSON.parse(data.toString()) as Frame;
    if (eventBody?.id !== undefined && eventBody.body !== undefined)
      bodies.set(eventBody.id, eventBody.body);
    wake();
  });
  await once(socket, "message");
  return {
    async bodyOf(messageId) {
      for (;;) {
        const body = bodies.get(messageId);
        if (body !== undefined) return body;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
    close: () => socket.terminate(),
  };
}

export interface TwoSides {
  readonly id: string;
  readonly guest: { readonly token: string; readonly memberId: string; readonly heard: Heard };
  readonly agent: {
    readonly call: AgentCaller;
    readonly participantId: string;
    readonly communicationId: string;
    readonly heard: Heard;
  };
  close(): void;
}

/** Starts a chat, has Noor answer it, and listens on both sides. */
export async function startTwoSides(server: TestServer): Promise<TwoSides> {
  const { body } = await ask(`${server.url}${guestBase}`, "POST", "", newChatBody);
  const created = body as unknown as {
    id: string;
    jwt: string;
    eventStreamUri: string;
    member: { id: string };
  };
  const guestHeard = await listen(created.eventStreamUri);
  const call = await server.agent("u-noor");
  const leg = await answerOffer(call, created.id);
  const channel = (await call("POST", "/api/v2/notifications/channels")) as {
    id: string;
    connectUri: string;
  };
  await call("POST", `/api/v2/notifications/channels/${channel.id}/subscriptions`, [
    { id: `v2.conversations.chats.${created.id}.messages` },
  ]);
  const agentHeard = await listen(channel.connectUri);
  return {
    id: created.id,
    guest: { token: created.jwt, memberId: created.member.id, heard: guestHeard },
    agent: { call, ...leg, heard: agentHeard },
    close() {
      guestHeard.close();
      agentHeard.close();
    },
  };
}
