import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createFakeClock } from "../../server/src/testing/fake-clock.ts";
import { storedMessage } from "../../server/src/testing/stored-message.ts";
import { startTestServer, type TestServer } from "./test-server.ts";
import {
  agentBase,
  ask,
  guestBase,
  startTwoSides,
  type Reply,
  type TwoSides,
} from "./two-sides.ts";

/*
 * A message has the same text wherever it appears: acknowledged, broadcast, read and stored.
 * FUZZ_RUNS makes it run longer.
 */

const clock = createFakeClock(Date.UTC(2026, 0, 5, 14, 0));
/** A guest that writes more than this at once would meet a limit. */
const MESSAGES_PER_CHAT = 8;
const runs = Number(process.env["FUZZ_RUNS"] ?? 40);
let server: TestServer;

beforeAll(async () => {
  server = await startTestServer(
    { createsPerMinutePerAddress: 100_000, createsPerMinute: 100_000 },
    { clock },
  );
});
afterAll(() => server.close());

async function everywhere(chat: TwoSides, sent: Reply): Promise<Record<string, string>> {
  const { token } = chat.guest;
  const { id } = sent.body;
  const one = `${server.url}${guestBase}/${chat.id}/messages`;
  const inList = ({ body }: Reply): string =>
    body.entities.find((message) => message.id === id)?.body ?? "not there";
  const call = async (path: string): Promise<Reply["body"]> =>
    (await chat.agent.call("GET", `${agentBase}/${chat.id}/messages${path}`)) as Reply["body"];
  const row = storedMessage(server.folder, id);
  return {
    reply: sent.body.body,
    stream: await chat.guest.heard.bodyOf(id),
    channel: await chat.agent.heard.bodyOf(id),
    "guest's history": inList(await ask(one, "GET", token)),
    "guest's poll": inList(await ask(one, "GET", token, undefined, { "parlor-attach": "poll" })),
    "guest, by id": (await ask(`${one}/${id}`, "GET", token)).body.body,
    "agent's history": inList({ status: 200, body: await call("") }),
    "agent, by id": (await call(`/${id}`)).body,
    row: row?.text ?? "not there",
    "the row's bytes": row?.bytes.toString("utf8") ?? "not there",
  };
}

const expected = (text: string): string => text.replaceAll("\0", "").toWellFormed();

async function checkText(chat: TwoSides, text: string): Promise<void> {
  const { guest, agent } = chat;
  const body = { body: text };
  const byGuest = await ask(
    `${server.url}${guestBase}/${chat.id}/members/${guest.memberId}/messages`,
    "POST",
    guest.token,
    body,
  );
  expect(byGuest.status).toBe(200);
  const byAgent = {
    status: 200,
    body: (await agent.call(
      "POST",
      `${agentBase}/${chat.id}/communications/${agent.communicationId}/messages`,
      body,
    )) as Reply["body"],
  };
  for (const sent of [byGuest, byAgent]) {
    const found = await everywhere(chat, sent);
    for (const [place, kept] of Object.entries(found))
      expect.soft(kept, place).toBe(expected(text));
    expect(Buffer.from(found["reply"] ?? "", "utf16le")).toEqual(
      Buffer.from(found["row"] ?? "", "utf16le"),
    );
  }
}

async function inOneChat(texts: readonly string[]): Promise<void> {
  // A minute later every limit is as if nothing had been sent.
  clock.advance(60_000);
  const chat = await startTwoSides(server);
  try {
    for (const text of texts) await checkText(chat, text);
  } finally {
    chat.close();
    await server.chats.endForAll(chat.id, "system");
  }
}

const awkward = fc.constantFrom(
  ..."\0 \ud83d \ude00 \ufeff \ufffe \uffff \ufdd0 \u202e \u200f \u2066".split(" "),
  ..."\u2028 \u2029 \u0085 \r\n \u001b \u007f \u{1fffe} \u{10ffff} 😀 é".split(" "),
);
const unit = fc.oneof(
  awkward,
  fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
  fc.integer({ min: 0x1_0000, max: 0x10_ffff }).map((code) => String.fromCodePoint(code)),
);

test.each([
  ["text that is cut at a NUL", ["a\0b", "\0b", "b\0", "\0\0\0", ""]],
  ["halves of surrogate pairs", ["a\ud83d", "\ude00a", "\ud83d\0\ude00", "\ude00\ud83d"]],
  ["byte order marks and noncharacters", ["\ufeffa", "\ufeff\ufeff", "\ufffea\uffff", "\u{1fffe}"]],
  ["the longest message, all of it outside the basic plane", ["😀".repeat(2_000)]],
])("%s: acknowledged, told, read and kept alike", (_, texts) => inOneChat(texts));

test(
  "any text of Unicode is acknowledged, told, read and kept alike",
  async () => {
    const text = fc.string({ unit, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(text, { minLength: MESSAGES_PER_CHAT, maxLength: MESSAGES_PER_CHAT }),
        inOneChat,
      ),
      { numRuns: Math.max(1, Math.round(runs / MESSAGES_PER_CHAT)), endOnFailure: true },
    );
  },
  20_000 + runs * 1_000,
);
