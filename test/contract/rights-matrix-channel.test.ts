import { afterAll, beforeAll, expect, test } from "vitest";
import type { ChatEvent } from "../../server/src/service/bus.ts";
import { buildScene, readTable, startCast, type Cast, type Scene } from "./rights-scenes.ts";
import { listen, type Listener } from "./two-organizations.ts";

/**
 * The events that a channel sends to an agent who subscribed as early as possible. A dash means
 * that no such event occurs any more.
 */
const channelTable = `
  event      own  alerting declined unanswered handed-over mate-waiting mate-talking queue-other other-org ended
  subscribe  yes  yes      no       no         yes         yes          no           no          no        yes
  message    yes  yes      no       no         no          yes          no           no          no        -
  typing     yes  yes      no       no         no          yes          no           no          no        -
  member     yes  yes      no       no         no          yes          no           no          no        -
  media      yes  yes      no       no         no          yes          no           no          no        -
  view       yes  yes      no       no         no          no           no           no          no        yes
`;

let cast: Cast;
beforeAll(async () => {
  cast = await startCast();
});
afterAll(() => cast.stage.close());

const LATE_MS = 10_000;

/** Something that happens in a conversation, as the server would tell it. */
async function eventOf(kind: string, scene: Scene): Promise<ChatEvent> {
  const { id: conversationId, guest } = scene;
  const at = cast.stage.clock.now() + LATE_MS;
  switch (kind) {
    case "message":
      return {
        kind,
        conversationId,
        message: {
          id: "m",
          conversationId,
          senderId: guest.id,
          body: "x",
          bodyType: "standard",
          at,
        },
      };
    case "typing":
      return { kind, conversationId, id: "t", senderId: guest.id, at };
    case "member":
      return { kind, conversationId, member: guest, at };
    case "media": {
      const [request] = await cast.stage.server.chats.mediaRequests(conversationId);
      return { kind: "media-request", conversationId, request: request!, at };
    }
    default:
      return { kind: "changed", conversationId, memberId: null };
  }
}

const topicsOf = (id: string): { readonly chat: readonly string[]; readonly own: string } => ({
  chat: [`v2.conversations.chats.${id}.messages`, `v2.conversations.chats.${id}.members`],
  own: "v2.users.ada.conversations.chats",
});

async function listenIn(relation: string): Promise<{ scene: Scene; listener: Listener }> {
  const agent = cast.agentIn(relation);
  const listener = await listen(agent);
  const user = relation === "queue-other" ? "dot" : "ada";
  await listener.subscribe(`v2.users.${user}.conversations.chats`);
  const scene = await buildScene(cast, relation, (id) => listener.subscribe(...topicsOf(id).chat));
  await listener.heard();
  return { scene, listener };
}

const relations = [...(readTable(channelTable)[0]?.cells.keys() ?? [])];

test.each(relations)(
  "the channel tells and is subscribed to as its table says: %s",
  async (relation) => {
    const { scene, listener } = await listenIn(relation);
    const said = new Map<string, string>();
    const subscribed = await listener.subscribe(...topicsOf(scene.id).chat);
    said.set("subscribe", subscribed.status === 200 ? "yes" : "no");
    for (const { name, cells: row } of readTable(channelTable).slice(1)) {
      if (row.get(relation) === "-") {
        said.set(name, "-");
        continue;
      }
      cast.stage.server.bus.publish(await eventOf(name, scene));
      // A change of an ended conversation is looked up first.
      if (relation === "ended") await expect.poll(() => listener.heard()).not.toEqual([]);
      const told = relation === "ended" ? [{}] : await listener.heard();
      said.set(name, told.length > 0 ? "yes" : "no");
    }
    const expected = readTable(channelTable).map(({ name, cells: row }) => [
      name,
      row.get(relation),
    ]);
    expect([...said]).toEqual(expected);
    listener.socket.close();
  },
);
