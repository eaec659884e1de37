import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import { bank, listen, startTwoOrganizations, type TwoOrganizations } from "./two-organizations.ts";

/* A frame is serialized once, however many streams and channels it goes to. */

const LISTENERS = 4;

let stage: TwoOrganizations;
beforeEach(async () => {
  stage = await startTwoOrganizations();
});
afterEach(() => stage.close());

interface Stream {
  /** The texts since the stream is open. */
  readonly texts: string[];
  readonly socket: WebSocket;
}

async function openStream(uri: string): Promise<Stream> {
  const socket = new WebSocket(uri);
  const texts: string[] = [];
  socket.on("message", (data: Buffer) => texts.push(data.toString()));
  await vi.waitFor(() => expect(texts.join()).toContain("member-change"));
  return { texts, socket };
}

/** The frames of these topics that are serialized while the work runs. */
async function serialized(topic: string, work: () => Promise<unknown>): Promise<number> {
  const spy = vi.spyOn(JSON, "stringify");
  try {
    await work();
    return spy.mock.calls.filter(
      ([value]) => (value as { topicName?: string } | null)?.topicName === topic,
    ).length;
  } finally {
    spy.mockRestore();
  }
}

test("a message, a typing notice and a member are serialized once for all streams and channels", async () => {
  const { chats, url } = stage.server;
  const reply = await fetch(`${url}/api/v2/webchat/guest/conversations`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      organizationId: "bank",
      deploymentId: bank.deployments[0]?.id,
      routingTarget: { targetType: "QUEUE", targetAddress: "Main" },
      memberInfo: { displayName: "Mara" },
    }),
  });
  const { id, member, eventStreamUri } = (await reply.json()) as {
    id: string;
    member: { id: string };
    eventStreamUri: string;
  };
  const streams: Stream[] = [];
  for (let n = 0; n < LISTENERS; n++) streams.push(await openStream(eventStreamUri));
  const ada = await stage.signIn(bank, "ada");
  const leg = await chats.take(id, "ada");
  const topics = ["messages", "members"].map((name) => `v2.conversations.chats.${id}.${name}`);
  const listeners = await Promise.all(Array.from({ length: LISTENERS }, () => listen(ada)));
  for (const listener of listeners) await listener.subscribe(...topics);

  const [messages = "", members = ""] = topics;
  const works: readonly (readonly [string, string, () => Promise<unknown>])[] = [
    [messages, "Berth 33", () => chats.send(id, leg.id, "Berth 33", "standard", null)],
    [messages, "typing-indicator", () => chats.typing(id, member.id)],
    [members, "member-change", () => chats.hold(id, leg.id, true)],
  ];
  for (const [topic, words, work] of works) {
    for (const stream of streams) stream.texts.length = 0;
    const count = await serialized(topic, async () => {
      await work();
      for (const { texts } of streams)
        await vi.waitFor(() => expect(texts.join()).toContain(words));
    });
    for (const listener of listeners)
      expect((await listener.heard()).map(({ topicName }) => topicName)).toEqual([topic]);
    expect({ words, count }).toEqual({ words, count: 1 });
  }
  for (const { socket } of [...streams, ...listeners]) socket.close();
});

test("a change of a waiting line is serialized once for all channels", async () => {
  const ada = await stage.signIn(bank, "ada");
  const listeners = await Promise.all(Array.from({ length: LISTENERS }, () => listen(ada)));
  for (const listener of listeners) await listener.subscribe("v2.parlor.queues");
  const count = await serialized("v2.parlor.queues", async () => {
    stage.server.bus.publish({
      kind: "waiting",
      organizationId: "bank",
      queueId: "q-main",
      conversationId: "c",
    });
    for (const listener of listeners) expect(await listener.heard()).toHaveLength(1);
  });
  expect(count).toBe(1);
  for (const { socket } of listeners) socket.close();
});
