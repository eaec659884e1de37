import { expect, test } from "vitest";
import { ChatStory } from "../../../testing/chat-story.ts";
import { lanternLine } from "../../../testing/tenant-fixture.ts";
import type { Organization, Queue, User } from "../../../domain/tenant.ts";
import { checkAct, checkWrapUp } from "./check-rights.ts";
import { asRead, readingForEvent, readingOf, viewAfter, type Asker } from "./rights.ts";

const start = Date.UTC(2026, 0, 5, 14, 0);
const [mine, other] = lanternLine.queues.map(
  (queue, at): Queue => ({
    ...queue,
    memberUserIds: at === 0 ? ["u-noor"] : ["u-tomas"],
  }),
) as [Queue, Queue];
const home: Organization = { ...lanternLine, queues: [mine, other] };
const [noor, tomas] = home.users as [User, User];
const agent: Asker = { user: noor, organization: home };

const inMine = (): ChatStory => new ChatStory(mine);
const inOther = (): ChatStory => new ChatStory(other);

const code = (work: () => unknown): string => {
  try {
    work();
    return "yes";
  } catch (error) {
    return (error as { code: string }).code;
  }
};

const mayAct = ({ chat }: ChatStory, asker = agent): string => code(() => checkAct(chat, asker));
const mayWrapUp = (story: ChatStory, asker = agent): string =>
  code(() => checkWrapUp(story.chat, asker, ({ userId }) => userId === asker.user.id));

const none = "not.authorized";
const over = "conversation-not-active";
const state = "member-not-connected";
const gone = "not.found";

test.each<[string, () => ChatStory, string, string, string]>([
  // relation, read, act, wrap up
  ["a queue mate while it waits", inMine, "waiting", none, none],
  [
    "a queue mate while a colleague is offered it",
    () => inMine().offer(tomas),
    "waiting",
    none,
    none,
  ],
  ["a queue mate while somebody talks", () => inMine().talk(tomas), "nothing", none, none],
  ["a queue mate after the end", () => inMine().talk(tomas).end(), "nothing", none, none],
  ["of another queue while it waits", inOther, "nothing", none, none],
  ["offered it", () => inOther().offer(noor), "waiting", "yes", state],
  [
    "handed it by a colleague, and it rings",
    () => inOther().talk(tomas).handOver(tomas, other, noor),
    "waiting",
    "yes",
    state,
  ],
  ["talks", () => inOther().talk(noor), "everything", "yes", "yes"],
  ["declined", () => inOther().offer(noor).leave(noor), "nothing", none, none],
  ["did not answer", () => inOther().offer(noor).miss(noor), "nothing", none, none],
  [
    "declined, and it waits in an own queue",
    () => inMine().offer(noor).leave(noor),
    "waiting",
    none,
    none,
  ],
  [
    "was faster than",
    () => inOther().offer(noor).offer(tomas).accept(tomas),
    "nothing",
    none,
    none,
  ],
  ["handed over", () => inOther().talk(noor).handOver(noor, other, tomas), "until", none, "yes"],
  [
    "handed over to an own queue",
    () => inOther().talk(noor).handOver(noor, mine),
    "waiting",
    none,
    "yes",
  ],
  [
    "handed over, and it is over",
    () => inOther().talk(noor).handOver(noor, other, tomas).accept(tomas).end(),
    "until",
    none,
    "yes",
  ],
  [
    "handed over, was offered it again and declined (the first leg is wrapped up)",
    () => inOther().talk(noor).handOver(noor, other).offer(noor).leave(noor),
    "until",
    none,
    "yes",
  ],
  [
    "handed over, and is offered it again",
    () => inOther().talk(noor).handOver(noor, other).offer(noor),
    "waiting",
    "yes",
    "yes",
  ],
  ["talked when it ended", () => inOther().talk(noor).end(), "everything", over, "yes"],
  ["ended it by leaving", () => inOther().talk(noor).leave(noor), "everything", over, "yes"],
  ["was offered it when it ended", () => inOther().offer(noor).end(), "nothing", none, none],
])("an agent %s", (_, tell, read, act, wrapUp) => {
  const story = tell();
  expect(readingOf(story.chat, agent).kind).toBe(read);
  expect(mayAct(story)).toBe(act);
  expect(mayWrapUp(story)).toBe(wrapUp);
});

test("an agent of another organization with the same ids has no right at all, and is told that there is nothing", () => {
  const stranger: Asker = { user: noor, organization: { ...home, id: "another" } };
  for (const tell of [inMine, () => inMine().talk(noor), () => inMine().talk(noor).end()]) {
    const story = tell();
    expect(readingOf(story.chat, stranger).kind).toBe("nothing");
    expect(mayAct(story, stranger)).toBe(gone);
    expect(mayWrapUp(story, stranger)).toBe(gone);
    const event = { kind: "changed", conversationId: "c", memberId: null } as const;
    expect(viewAfter(story.chat, stranger, event).kind).toBe("nothing");
  }
});

test("a queue that the configuration no longer has is served by those of the first", () => {
  const story = new ChatStory({ ...other, id: "q-gone" });
  expect(readingOf(story.chat, agent).kind).toBe("waiting");
});

test("a conversation is shown as it stood when the last own leg was handed over", () => {
  const story = inOther().attributes({ first: "1" }).talk(noor).handOver(noor, other, tomas);
  story.accept(tomas).attributes({ second: "2" }).handOver(tomas, other, noor).accept(noor);
  story.handOver(noor, mine, tomas).attributes({ third: "3" }).accept(tomas).end();
  const { conversation, members } = asRead(story.chat, readingOf(story.chat, agent));
  expect(conversation).toMatchObject({
    state: "active",
    queueId: other.id,
    attributes: { second: "2" },
    endReason: null,
  });
  const shown = members.map(({ role, userId, state: now }) => `${userId ?? role} ${now}`);
  expect(shown).toEqual([
    "guest connected",
    "queue disconnected",
    "u-noor disconnected",
    "queue disconnected",
    "u-tomas disconnected",
    "queue disconnected",
    "u-noor disconnected",
  ]);
});

test("the wrap-up of a colleague is shown as far as it was there, and the own one always", () => {
  const story = inOther().talk(tomas).handOver(tomas, other, noor).accept(noor);
  story.handOver(noor, other, tomas);
  const { conversation, members } = story.chat;
  const wrapup = {
    code: "w",
    name: null,
    notes: "n",
    tags: [],
    durationSeconds: null,
    isProvisional: false,
  };
  const wrappedAt = (endAt: number): (string | undefined)[] => {
    const wrapped = members.map((member) =>
      member.role === "agent" ? { ...member, wrapup: { ...wrapup, endAt } } : member,
    );
    const chat = { conversation, members: wrapped };
    const shown = asRead(chat, readingOf(chat, agent)).members;
    return shown.flatMap(({ userId, wrapup: kept }) => (kept === null ? [] : (userId ?? "")));
  };
  expect(wrappedAt(start)).toEqual(["u-tomas", "u-noor"]);
  expect(wrappedAt(start + 1_000)).toEqual(["u-noor"]);
});

test("an offer that rings is heard as a waiting chat is, and shown on the agent's own topics without being read", () => {
  const { chat } = inOther().offer(noor);
  const typing = {
    kind: "typing",
    conversationId: "c",
    id: "t",
    senderId: "guest",
    at: start,
  } as const;
  expect(readingForEvent(chat, agent, typing).kind).toBe("waiting");
  const change = { kind: "changed", conversationId: "c", memberId: null } as const;
  expect(viewAfter(chat, agent, change).kind).toBe("everything");
});

test("a chat that may not be read cannot be shown", () => {
  expect(() => asRead(inMine().chat, { kind: "nothing" })).toThrow(TypeError);
});
