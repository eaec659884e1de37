import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ServerProcess } from "../../e2e/server-process.ts";
import { isLong, repetitions } from "../fuzz/budget.ts";
import { callAs, chatsBase, guestBase, logIn } from "../fuzz/calls.ts";
import { fuzzConfiguration, NOOR, NORTH, TOMAS, type ClientName } from "../fuzz/fuzz-server.ts";
import { createHttpClient, type Reply } from "../fuzz/http-client.ts";
import { startTalk, takeTalk, type Talk } from "../fuzz/world.ts";
import { seeded } from "../soak/schedule.ts";

/*
 * The server is killed while everybody sends: it has stored every acknowledged message once, in
 * order, in its own conversation only.
 */

const GUESTS = 20;
const ROUNDS = repetitions(3);
const SEED = isLong ? Math.floor(Math.random() * 2 ** 31) : 11;

let server: ServerProcess;
let settings: Readonly<Record<string, string>>;

beforeEach(() => {
  server = new ServerProcess();
  const file = join(server.folder, "parlor.json");
  writeFileSync(file, fuzzConfiguration());
  settings = { PARLOR_DEMO: "0", PARLOR_CONFIG: file, PARLOR_TEST_SWITCHBOARD: "" };
});

afterEach(async () => {
  await server.stop("SIGKILL");
  rmSync(server.folder, { recursive: true, force: true });
});

interface Acknowledged {
  readonly id: string;
  readonly body: string;
}

/** Somebody who sends to one conversation, one message after the other. */
interface Sender {
  readonly name: string;
  readonly talk: Talk;
  readonly memberId: string;
  readonly token: string;
  readonly path: string;
  readonly acknowledged: Acknowledged[];
  /**
   * How many messages were sent so far. The count is part of each idempotency key, with which a
   * message can be sent again after its first reply was lost.
   */
  sent: number;
}

const isUp = (): Promise<boolean> =>
  fetch(`${server.url}/healthz`).then(
    ({ ok }) => ok,
    () => false,
  );
const untilUp = (): Promise<void> =>
  vi.waitFor(async () => expect(await isUp()).toBe(true), { timeout: 20_000, interval: 20 });

/**
 * Sends until the server acknowledges: a reply may be lost when the server is killed.
 * @returns the id of the message
 */
async function untilAcknowledged(sender: Sender, body: string, key: string): Promise<string> {
  for (;;) {
    const port = Number(new URL(server.url).port);
    const reply: Reply | null = await createHttpClient(port, false)
      .send({
        method: "POST",
        path: sender.path,
        headers: {
          authorization: `Bearer ${sender.token}`,
          "content-type": "application/json",
          "idempotency-key": key,
        },
        body: JSON.stringify({ body }),
      })
      .catch(() => null);
    if (reply?.status === 200) return (JSON.parse(reply.text) as { id: string }).id;
    if (reply !== null && reply.status !== 429 && reply.status !== 503)
      throw new Error(`${sender.name}: ${reply.status} ${reply.text}`);
    // A server that is stopping or busy says when to come again; one that is gone says nothing.
    const seconds = Number(reply?.headers["retry-after"] ?? 0);
    await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
    await untilUp();
  }
}

/** One more message. @returns what is wrong with a repetition of it, or null */
async function sendOne(sender: Sender, random: () => number): Promise<string | null> {
  const number = sender.sent++;
  const body = `${sender.name} says ${number}`;
  const id = await untilAcknowledged(sender, body, `key ${sender.name} ${number}`);
  sender.acknowledged.push({ id, body });
  if (random() > 0.2) return null;
  // A key that was used long ago, before a kill perhaps, gives its own first reply.
  const at = Math.floor(random() * sender.acknowledged.length);
  const earlier = sender.acknowledged[at];
  if (earlier === undefined) return null;
  const again = await untilAcknowledged(sender, earlier.body, `key ${sender.name} ${at}`);
  return again === earlier.id ? null : `${earlier.body}: first ${earlier.id}, then ${again}`;
}

async function messagesOf(
  path: string,
  token: string,
): Promise<(Acknowledged & { senderId: string })[]> {
  const call = callAs(server.url, token);
  const all: (Acknowledged & { senderId: string })[] = [];
  for (let after = ""; ; ) {
    const page = await call("GET", `${path}/messages?maxResults=100${after}`);
    const entities = page["entities"] as { id: string; body: string; sender: { id: string } }[];
    all.push(...entities.map(({ id, body, sender }) => ({ id, body, senderId: sender.id })));
    if (page["next"] === undefined || entities.length === 0) return all;
    after = `&after=${entities.at(-1)?.id}`;
  }
}

test(`kill -9 under load, ${ROUNDS} times (seed ${SEED}): all that was acknowledged is there once, in order, in its own conversation`, {
  timeout: 60_000 + ROUNDS * 30_000,
}, async () => {
  const random = seeded(SEED);
  await server.start(settings);
  const agents = await Promise.all(
    (
      [
        ["north-noor", NOOR],
        ["north-tomas", TOMAS],
      ] as const satisfies readonly (readonly [ClientName, string])[]
    ).map(async ([client, userId]) => {
      const token = await logIn(server.url, client);
      const call = callAs(server.url, token);
      await call("PATCH", "/api/v2/parlor/agents/me", { status: "busy", capacity: 100 });
      return { userId, token, call };
    }),
  );
  const guests: Sender[] = [];
  const desks: Sender[][] = [[], []];
  for (let n = 0; n < GUESTS; n++) {
    const agent = agents[n % 2]!;
    const { talk: waiting } = await startTalk(server.url, NORTH, `talk-${n}`);
    const talk = await takeTalk(agent.call, agent.userId, waiting, "");
    const base = { talk, acknowledged: [], sent: 0 };
    guests.push({
      ...base,
      name: `guest of talk-${n}`,
      memberId: talk.memberId,
      token: talk.jwt,
      path: `${guestBase}/${talk.id}/members/${talk.memberId}/messages`,
    });
    desks[n % 2]?.push({
      ...base,
      acknowledged: [],
      name: `agent of talk-${n}`,
      memberId: talk.communicationId,
      token: agent.token,
      path: `${chatsBase}/${talk.id}/communications/${talk.communicationId}/messages`,
    });
  }
  const senders = [...guests, ...desks.flat()];
  const count = (): number => senders.reduce((sum, one) => sum + one.acknowledged.length, 0);

  const stop = new AbortController();
  const faults: string[] = [];
  const keepSending = async (next: () => Sender): Promise<void> => {
    while (!stop.signal.aborted) {
      const fault = await sendOne(next(), random);
      if (fault !== null) faults.push(fault);
    }
  };
  const load = Promise.all([
    ...guests.map((guest) => keepSending(() => guest)),
    ...desks.map((desk) => keepSending(() => desk[Math.floor(random() * desk.length)]!)),
  ]);
  let hasFailed: unknown = null;
  load.catch((error: unknown) => (hasFailed = error));

  for (let round = 0; round < ROUNDS; round++) {
    const enough = count() + 30 + Math.floor(random() * 120);
    await vi.waitFor(() => expect(hasFailed !== null || count() >= enough).toBe(true), {
      timeout: 25_000,
      interval: 1,
    });
    await server.stop("SIGKILL");
    await server.start(settings);
  }
  const enough = count() + 40;
  await vi.waitFor(() => expect(hasFailed !== null || count() >= enough).toBe(true), {
    timeout: 25_000,
    interval: 5,
  });
  stop.abort();
  await load;

  expect(faults).toEqual([]);
  for (const [index, guest] of guests.entries()) {
    const { talk } = guest;
    const desk = desks[index % 2]?.find((one) => one.talk === talk);
    const kept = await messagesOf(`${guestBase}/${talk.id}`, talk.jwt);
    for (const sender of [guest, desk!]) {
      const own = kept
        .filter(({ body, senderId }) => senderId === sender.memberId && body.includes(" says "))
        .map(({ id, body }) => ({ id, body }));
      expect(own).toEqual(sender.acknowledged);
    }
    // Who came and went is told by messages without a text.
    const isItsOwn = new RegExp(`^$|\\btalk-${index}( |$)`);
    const foreign = kept.filter(({ body }) => !isItsOwn.test(body));
    expect(foreign.map(({ body }) => body)).toEqual([]);
    // The agent is told the same.
    const token = agents[index % 2]?.token ?? "";
    const asAgent = await messagesOf(`${chatsBase}/${talk.id}`, token);
    expect(asAgent.map(({ id }) => id)).toEqual(kept.map(({ id }) => id));
  }
});
