import { afterAll, beforeAll, expect, test, vi } from "vitest";
import {
  bank,
  listen,
  startTwoOrganizations,
  type AgentClient,
  type Frame,
  type TwoOrganizations,
} from "./two-organizations.ts";

/* An agent who handed a guest over sees the conversation up to that moment, and nothing later. */

let stage: TwoOrganizations;
let ada: AgentClient;
let ben: AgentClient;
beforeAll(async () => {
  stage = await startTwoOrganizations();
  ada = await stage.signIn(bank, "ada");
  ben = await stage.signIn(bank, "ben");
});
afterAll(() => stage.close());

interface HandedOver {
  readonly id: string;
  readonly guestId: string;
  readonly earlier: string;
  readonly later: string;
}

/** Ada talks and hands over to ben, who talks on; all within one millisecond of the clock. */
async function handedOver(): Promise<HandedOver> {
  const { chats } = stage.server;
  const id = await stage.guest(bank);
  const { guestMemberId, attributes } = (await chats.get(id)).conversation;
  expect(attributes).toEqual({});
  const leg = await chats.take(id, "ada");
  await chats.setAttributes(id, { before: "1", changed: "old" });
  const say = async (sender: string, text: string): Promise<string> =>
    (await chats.send(id, sender, text, "standard", null)).id;
  const earlier = await say(guestMemberId, "for ada");
  // Unanswered text is missed, and then all of the queue may read it: both agents answer.
  await say(leg.id, "by ada");
  await chats.createMediaRequest(id, leg.id, ["COBROWSE"], 60);
  await chats.transfer(id, leg.participantId, { userId: "ben" }, "be kind");
  const offer = (await chats.get(id)).members.find((member) => member.userId === "ben");
  await chats.accept(id, offer?.participantId ?? "");
  const later = await say(guestMemberId, "for ben only");
  await say(offer?.id ?? "", "by ben");
  await chats.setAttributes(id, { after: "2", changed: "new" });
  await chats.createMediaRequest(id, offer?.id ?? "", ["SCREENSHARE"], 60);
  return { id, guestId: guestMemberId, earlier, later };
}

interface Participant {
  readonly purpose: string;
  readonly state: string;
  readonly user?: { readonly id: string };
  readonly userId?: string;
  readonly attributes: object;
}

const bodiesOf = (entities: unknown): string[] =>
  (entities as { body: string; bodyType: string }[]).map(({ body, bodyType }) => body || bodyType);

test("the history ends with the own leg, whichever way it is asked for", async () => {
  const { id, earlier, later } = await handedOver();
  const base = `/api/v2/conversations/chats/${id}/messages`;
  const mine = ["member-join", "for ada", "by ada", "media-request", "member-leave"];
  expect(bodiesOf((await ada.call("GET", base)).json["entities"])).toEqual(mine);
  const backwards = await ada.call("GET", `${base}?sortOrder=descending&maxResults=2`);
  expect(bodiesOf(backwards.json["entities"])).toEqual(["member-leave", "media-request"]);
  const onwards = await ada.call("GET", `${base}?after=${earlier}`);
  expect(bodiesOf(onwards.json["entities"])).toEqual(["by ada", "media-request", "member-leave"]);
  expect(onwards.json["next"]).toBeUndefined();
  for (const cursor of ["after", "before"])
    expect((await ada.call("GET", `${base}?${cursor}=${later}`)).status).toBe(404);
  expect((await ada.call("GET", `${base}/${earlier}`)).status).toBe(200);
  expect(await ada.call("GET", `${base}/${later}`)).toMatchObject({
    status: 404,
    json: { code: "chat.error.not.found" },
  });
  // The one who talks reads all of it.
  expect(bodiesOf((await ben.call("GET", base)).json["entities"])).toContain("for ben only");
});

test("members who came later, later attributes and later invitations are not shown", async () => {
  const { id } = await handedOver();
  await stage.server.chats.endForAll(id, "guest");
  const media = await ada.call("GET", `/api/v2/conversations/chats/${id}`);
  const generic = await ada.call("GET", `/api/v2/conversations/${id}`);
  const listed = (await ada.call("GET", "/api/v2/conversations/chats")).json["entities"];
  const inList = (listed as { id: string; participants: Participant[] }[]).find(
    (chat) => chat.id === id,
  );
  for (const participants of [
    media.json["participants"],
    generic.json["participants"],
    inList?.participants,
  ] as Participant[][]) {
    expect(participants.map(({ purpose }) => purpose)).toEqual(["customer", "acd", "agent"]);
    expect(participants.find(({ purpose }) => purpose === "customer")?.attributes).toEqual({
      before: "1",
      changed: "old",
    });
    expect(participants.map((one) => one.user?.id ?? one.userId)).not.toContain("ben");
  }
  expect((media.json["participants"] as Participant[]).map(({ state }) => state)).toEqual([
    "connected",
    "terminated",
    "disconnected",
  ]);
  expect(generic.json["endTime"]).toBeUndefined();
  const details = await ada.call("GET", `/api/v2/parlor/chats/${id}`);
  expect(details.json["mediaRequests"]).toMatchObject([{ types: ["COBROWSE"] }]);
  expect(details.json["transferNote"]).toBeNull();
});

test("a rating is shown to the one who talked at the end, and not to those before", async () => {
  const { id } = await handedOver();
  await stage.server.chats.endForAll(id, "guest");
  await stage.server.chats.rate(id, { score: 1, comment: "about ben" });
  const ratingFor = async (agent: AgentClient): Promise<unknown> => {
    const { json } = await agent.call("GET", "/api/v2/parlor/chats?state=ended&day=today");
    return (json["entities"] as { id: string; rating: unknown }[]).find((one) => one.id === id)
      ?.rating;
  };
  expect(await ratingFor(ben)).toEqual({ score: 1, comment: "about ben" });
  expect(await ratingFor(ada)).toBeNull();
});

test("an ended chat is listed with the end of the own part for those who handed it over, and its own end for the last", async () => {
  const { id } = await handedOver();
  stage.clock.advance(5_000);
  await stage.server.chats.endForAll(id, "guest");
  const { conversation, members } = await stage.server.chats.get(id);
  const leftAt = members.find(({ userId }) => userId === "ada")?.leftAt ?? 0;
  expect(leftAt).toBeLessThan(conversation.endedAt ?? 0);
  const endFor = async (agent: AgentClient): Promise<unknown> => {
    const { json } = await agent.call("GET", "/api/v2/parlor/chats?state=ended&day=today");
    const listed = json["entities"] as { id: string; endedAt: string; endReason: string | null }[];
    const { endedAt, endReason } = listed.find((one) => one.id === id)!;
    return [Date.parse(endedAt), endReason];
  };
  expect(await endFor(ada)).toEqual([Math.floor(leftAt), null]);
  expect(await endFor(ben)).toEqual([Math.floor(conversation.endedAt ?? 0), "guest"]);
});

test("the agent who talked at the end reads the whole chat after it, also when its own leaving ended the chat", async () => {
  const { id } = await handedOver();
  const leg = (await stage.server.chats.get(id)).members.findLast(({ userId }) => userId === "ben");
  await stage.server.chats.leave(id, leg?.id ?? "");
  const { json } = await ben.call("GET", `/api/v2/conversations/chats/${id}`);
  expect((json["participants"] as Participant[]).map(({ state }) => state)).not.toContain(
    "connected",
  );
  const history = await ben.call("GET", `/api/v2/conversations/chats/${id}/messages`);
  expect(bodiesOf(history.json["entities"])).toContain("for ada");
  expect(bodiesOf(history.json["entities"]).at(-1)).toBe("member-leave");
});

test("the end of the own leg is told once, then the own wrap-up, and nothing of what others do", async () => {
  const { chats } = stage.server;
  const listener = await listen(ada);
  // Not a queue of ada's: there she would read along while the guest waits.
  const id = await stage.guest(bank, { queueId: "q-other" });
  await chats.setAttributes(id, { before: "1" });
  const leg = await chats.take(id, "ada");
  await listener.subscribe(
    "v2.users.ada.conversations.chats",
    "v2.users.ada.conversations",
    `v2.conversations.chats.${id}.messages`,
    `v2.conversations.chats.${id}.members`,
  );
  const request = await chats.createMediaRequest(id, leg.id, ["COBROWSE"], 60);
  await listener.heard();
  await chats.transfer(id, leg.participantId, { userId: "ben" }, null);
  const kindOf = ({ topicName, metadata, eventBody }: Frame): string =>
    [
      topicName.split(".").at(-1),
      metadata?.type ?? "view",
      eventBody["bodyType"],
      eventBody["state"],
    ]
      .filter((word) => typeof word === "string")
      .join(" ");
  const atEnd = await listener.heard();
  // The invitation that is cancelled with the leg, the leg's last message, its end, and one view of
  // each shape.
  expect(atEnd.map(kindOf)).toEqual([
    "messages parlor.media-request CANCELLED",
    "messages message member-leave",
    "members member-change",
    "chats view",
    "conversations view",
  ]);
  expect(atEnd[0]?.eventBody["id"]).toBe(request.id);
  const view = atEnd[3]?.eventBody as unknown as { participants: Participant[] };
  expect(view.participants.map(({ purpose, state }) => `${purpose} ${state}`)).toEqual([
    "customer connected",
    "acd terminated",
    "agent disconnected",
  ]);
  const offer = (await chats.get(id)).members.find((member) => member.userId === "ben");
  await chats.accept(id, offer?.participantId ?? "");
  await chats.send(id, offer?.id ?? "", "for the guest", "standard", null);
  await chats.typing(id, offer?.id ?? "");
  await chats.setAttributes(id, { after: "2" });
  await chats.hold(id, offer?.id ?? "", true);
  expect(await listener.heard()).toEqual([]);
  await chats.wrapUp(id, offer?.id ?? "", "skipped");
  expect(await listener.heard()).toEqual([]);
  await chats.wrapUp(id, leg.id, "skipped");
  expect((await listener.heard()).map(kindOf)).toEqual(["chats view", "conversations view"]);
  await chats.endForAll(id, "guest");
  expect(await listener.heard()).toEqual([]);
  listener.socket.close();
});

test("the end of an offer that was not taken is told to its agent once, and nothing after it", async () => {
  const { chats } = stage.server;
  const listener = await listen(ada);
  await listener.subscribe("v2.users.ada.conversations.chats");
  const id = await stage.guest(bank);
  const first = await chats.take(id, "ben");
  await chats.transfer(id, first.participantId, { userId: "ada" }, null);
  await vi.waitFor(async () => expect(await listener.heard()).not.toEqual([]));
  const offer = (await chats.get(id)).members.find((member) => member.userId === "ada");
  await chats.leave(id, offer?.id ?? "");
  const told = await listener.heard();
  expect(told).toHaveLength(1);
  const participants = told.flatMap(({ eventBody }) => eventBody["participants"] as Participant[]);
  const legs = participants.filter(({ user }) => user?.id === "ada");
  expect(legs.map(({ state }) => state)).toEqual(["disconnected"]);
  await chats.take(id, "ben");
  await chats.setAttributes(id, { after: "2" });
  await chats.endForAll(id, "agent");
  expect(await listener.heard()).toEqual([]);
  listener.socket.close();
});
