import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { take } from "../../server/desk/model/take-guest.ts";
import { openDesk, type RealDesk } from "./real-desk.ts";
import {
  bank,
  startTwoOrganizations,
  type AgentClient,
  type TwoOrganizations,
} from "./two-organizations.ts";

/* The desk keeps its lists by the rows in the frames, and reads none of them again. */

const GUESTS = 50;
const TURNS = 20;
const SLOW_MS = 60_000;

let stage: TwoOrganizations;
let ada: AgentClient;
beforeEach(async () => {
  stage = await startTwoOrganizations();
  ada = await stage.signIn(bank, "ada");
});
afterEach(() => stage.close());

interface Guest {
  readonly id: string;
  readonly memberId: string;
  /** The guest's stream ends; null while it has none. */
  detach: (() => void) | null;
}

async function join(): Promise<Guest> {
  const { chats } = stage.server;
  const { conversation } = await chats.create(stage.newChat(bank));
  const { id, guestMemberId } = conversation;
  return { id, memberId: guestMemberId, detach: await chats.attach(id) };
}

const writes = (guest: Guest, text: string): Promise<unknown> =>
  stage.server.chats.send(guest.id, guest.memberId, text, "standard", null);

/** The lists of a desk, and those of one that is opened only now. */
async function lists(desk: RealDesk): Promise<readonly [unknown, unknown]> {
  await desk.quiet();
  const fresh = await openDesk(ada, stage.clock.now());
  const all = [desk, fresh].map(({ desk: { lists: of } }) => ({
    waiting: of.inLine.value,
    missed: of.missed.value,
    answered: of.answered.value,
    ended: of.ended.value,
    me: of.me.value?.parlor,
  }));
  fresh.desk.close(true);
  return [all[0], all[1]];
}

/** Lets commands that time has started run to their end. */
async function settle(): Promise<void> {
  for (let i = 0; i < TURNS; i++) await new Promise((resolve) => setImmediate(resolve));
}

test("fifty guests join, write and leave: the desk reads no list, and shows what a new one shows", async () => {
  const desk = await openDesk(ada, stage.clock.now());
  desk.takeCalls();
  const guests: Guest[] = [];
  for (let n = 0; n < GUESTS; n++) {
    stage.clock.advance(1);
    guests.push(await join());
  }
  await Promise.all(guests.map((guest, n) => writes(guest, `Question ${n}`)));
  const [half, gone] = await lists(desk);
  expect(half).toEqual(gone);
  expect(half).toMatchObject({ waiting: { length: GUESTS } });
  for (const [n, guest] of guests.entries()) {
    stage.clock.advance(1);
    if (n % 2 === 0) await stage.server.chats.guestLeaves(guest.id, guest.memberId);
    else await writes(guest, "I wait");
  }
  const [kept, fresh] = await lists(desk);
  expect(kept).toEqual(fresh);
  expect(kept).toMatchObject({ waiting: { length: GUESTS / 2 }, missed: { length: GUESTS / 2 } });
  expect(desk.takeCalls()).toEqual([]);
  desk.desk.close(true);
});

test("in the life of a chat the desk reads no list for an event, and details of the chat that is shown only", async () => {
  const { chats } = stage.server;
  const ended = (): readonly unknown[] =>
    desk.lists.ended.value.map(({ id, wrapup }) => [id, wrapup?.name]);
  const opened = await openDesk(ada, stage.clock.now());
  const { desk } = opened;
  const calls: Record<string, readonly string[]> = {};
  const after = async (name: string, act: () => Promise<unknown>): Promise<void> => {
    await act();
    await settle();
    await opened.quiet();
    calls[name] = opened.takeCalls();
  };
  await ada.call("PATCH", "/api/v2/parlor/agents/me", { status: "available", capacity: 2 });
  await opened.quiet();
  opened.takeCalls();
  let guest = await join();
  const first = guest.id;
  await after("waits and rings", () => settle());
  expect(desk.lists.ringing.value).toMatchObject([{ id: guest.id }]);
  await after("takes", () => take(desk, guest.id));
  await after("guest writes", () => writes(guest, "Hello"));
  await after("guest writes more", () => writes(guest, "Is anybody there?"));
  await after("guest is away", async () => {
    guest.detach?.();
    stage.clock.advance(31_000);
  });
  await after("guest is back", () => chats.attach(guest.id));
  await after("guest ends", () => chats.guestLeaves(guest.id, guest.memberId));
  const leg = (await chats.get(guest.id)).members.find(({ userId }) => userId === "ada");
  const wrapup = { code: "w", name: "Solved", notes: null, tags: [], durationSeconds: null };
  await after("is wrapped up elsewhere", () =>
    chats.wrapUp(guest.id, leg?.id ?? "", {
      ...wrapup,
      endAt: stage.clock.now(),
      isProvisional: false,
    }),
  );
  expect(ended()).toEqual([[guest.id, "Solved"]]);
  expect(desk.lists.earlier.value).toHaveLength(1);
  guest = await join();
  await after("waits again", () => settle());
  await after("is taken by a colleague", () => chats.take(guest.id, "ben"));
  await after("is transferred to the agent", async () => {
    const of = (await chats.get(guest.id)).members.findLast(({ userId }) => userId === "ben");
    await chats.transfer(guest.id, of?.participantId ?? "", { userId: "ada" }, "A refund");
  });
  expect(desk.lists.ringing.value).toMatchObject([{ id: guest.id }]);
  const { takes, ...events } = calls;
  expect(takes?.[0]).toMatch(/^POST .*\/take$/);
  const shown = [`GET /api/v2/parlor/chats/${first}`];
  expect(
    Object.fromEntries(Object.entries(events).map(([name, made]) => [name, [...new Set(made)]])),
  ).toEqual({
    "waits and rings": [],
    // The first message of the guest tells its name.
    "guest writes": [`GET /api/v2/conversations/chats/${first}/messages`],
    "guest writes more": [],
    "guest is away": shown,
    "guest is back": shown,
    "guest ends": shown,
    "is wrapped up elsewhere": [],
    "waits again": [],
    "is taken by a colleague": [],
    "is transferred to the agent": [],
  });
  desk.close(true);
});

/** The commands of guests, agents and time. One that is refused changes nothing. */
const commands: Readonly<Record<string, (guest: Guest, n: number) => Promise<unknown>>> = {
  write: (guest, n) => writes(guest, `Text ${n}`),
  close: async (guest) => {
    guest.detach?.();
    guest.detach = null;
  },
  open: async (guest) => {
    guest.detach ??= await stage.server.chats.attach(guest.id);
  },
  end: ({ id, memberId }) => stage.server.chats.guestLeaves(id, memberId),
  take: ({ id }) => stage.server.chats.take(id, "ben"),
  answer: async ({ id }, n) => {
    const leg = (await stage.server.chats.get(id)).members.findLast((one) => one.userId !== null);
    await stage.server.chats.send(id, leg?.id ?? "", `Answer ${n}`, "standard", null);
  },
  handOn: async ({ id }, n) => {
    const leg = (await stage.server.chats.get(id)).members.findLast((one) => one.userId !== null);
    const queueId = n % 2 === 0 ? "q-main" : "q-other";
    await stage.server.chats.transfer(id, leg?.participantId ?? "", { queueId }, `Note ${n}`);
  },
  takeMissed: ({ id }, n) => {
    const user = bank.users[n % 2];
    return user === undefined ? Promise.resolve() : stage.server.chats.takeMissed(id, user);
  },
  closeMissed: async ({ id }) => {
    const wrapup = { code: "w", name: null, notes: null, tags: [], durationSeconds: null };
    const endAt = stage.clock.now();
    const closed = { ...wrapup, endAt, isProvisional: false };
    await stage.server.chats.closeMissed(id, closed, { readUntil: null });
  },
  pause: async () => stage.clock.advance(31_000),
  longPause: async () => stage.clock.advance(125_000),
  status: async (_, n) => {
    await ada.call("PATCH", "/api/v2/parlor/agents/me", {
      status: n % 2 === 0 ? "offline" : "busy",
      capacity: (n % 5) + 1,
    });
  },
};

test(
  "after any commands the desk's lists are those of a desk that is opened only now",
  async () => {
    const command = fc.record({
      name: fc.constantFrom("join", ...Object.keys(commands)),
      of: fc.nat(7),
      n: fc.nat(99),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(command, { minLength: 5, maxLength: 30 }), async (all) => {
        const desk = await openDesk(ada, stage.clock.now());
        desk.takeCalls();
        const guests = [await join(), await join()];
        for (const { name, of, n } of all) {
          stage.clock.advance(1);
          const guest = guests[of % guests.length];
          if (name === "join") guests.push(await join());
          else if (guest !== undefined) await commands[name]?.(guest, n).catch(() => undefined);
          await settle();
        }
        const [kept, fresh] = await lists(desk);
        expect(kept).toEqual(fresh);
        expect(desk.takeCalls()).toEqual([]);
        desk.desk.close(true);
      }),
      { endOnFailure: true, numRuns: Number(process.env["DESK_RUNS"] ?? 6), seed: 19 },
    );
  },
  SLOW_MS,
);
