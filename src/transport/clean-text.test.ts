import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openGuestFixture, textsOf, until, type GuestFixture } from "../../test/guest-fixture.ts";
import { cleanText, cleanTexts } from "./clean-text.ts";

/** Any text that a browser can hold, including lone surrogates and U+0000. */
const anyText = (maxLength: number): fc.Arbitrary<string> =>
  fc
    .array(
      fc.oneof(
        fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
        fc.constantFrom("\0", "\ud83d", "\ude00", "😀", "\u2028", "é", " "),
      ),
      { maxLength },
    )
    .map((units) => units.join(""));

test("cleaned text can be stored, equals the language's own result, and does not change when cleaned again", () => {
  fc.assert(
    fc.property(anyText(40), (text) => {
      const clean = cleanText(text);
      const native = text.replaceAll("\0", "") as string & { toWellFormed(): string };
      expect(clean).toBe(native.toWellFormed());
      expect(clean).not.toContain("\0");
      expect(cleanText(clean)).toBe(clean);
      expect(new TextDecoder().decode(new TextEncoder().encode(clean))).toBe(clean);
    }),
  );
});

test.each(["plain", "😀👩‍👩‍👧‍👦", "\u0001\ud83d\ude00", "אבג \u202e", ""])(
  "text that can be kept is not touched: %j",
  (text) => expect(cleanText(text)).toBe(text),
);

test("every text in a value is cleaned, names too, and nothing else of it changes", () => {
  const value = { a: "x\0", "k\ud83d": ["\ude00", 1, null, true, { b: undefined }] };
  expect(cleanTexts(value)).toEqual({ a: "x", "k\ufffd": ["\ufffd", 1, null, true, {}] });
});

/* ---- every way out for text ---- */

let fixture: GuestFixture;
beforeEach(() => {
  fixture = openGuestFixture();
});
afterEach(() => fixture.close());

test("row, request and stored message have the same text, for any text that is sent", async () => {
  const chat = fixture.guest();
  await chat.start();
  const texts = fc.sample(anyText(30), { numRuns: 60, seed: 7 });
  for (const text of texts) {
    if (cleanText(text).trim() === "") {
      expect(() => chat.send(text)).toThrow(expect.objectContaining({ code: "message-empty" }));
      continue;
    }
    const key = chat.send(text);
    const row = (): string | undefined => chat.get().messages.get(key)?.body;
    expect(row()).toBe(cleanText(text));
    await until(() => expect(chat.get().messages.get(key)?.delivery.kind).toBe("sent"));
    expect(row()).toBe(cleanText(text));
    expect(fixture.requests.at(-1)?.body).toMatchObject({ body: cleanText(text) });
    expect(fixture.server.messages.at(-1)?.text).toBe(cleanText(text));
  }
});

test("the length is that of what is sent", async () => {
  const chat = fixture.guest();
  expect(() => chat.send(`${"x".repeat(3_999)}\0\0\0`)).not.toThrow();
  expect(() => chat.send(`${"x".repeat(4_000)}\ud83d`)).toThrow(
    expect.objectContaining({ code: "message-too-long" }),
  );
});

test("a profile, custom fields, a journey and a rating's comment reach a server that takes only what it can keep", async () => {
  const chat = fixture.guest({
    profile: {
      displayName: "Ma\0ra",
      email: "mara\ud83d@lindqvist.example",
      customFields: { "top\0ic": "a\0b", "half\udc00": "ok" },
    },
    journeyContext: { customer: { id: "c\0-1", idType: "cookie" } },
    getMemberAuthToken: async () => "token\0",
  });
  await chat.start();
  const conversation = await fixture.server.waitForConversation();
  expect(conversation.profile).toMatchObject({
    displayName: "Mara",
    email: "mara\ufffd@lindqvist.example",
    customFields: { topic: "ab", "half\ufffd": "ok" },
  });
  expect(fixture.requests[0]?.body).toMatchObject({
    memberAuthToken: "token",
    journeyContext: { customer: { id: "c-1" } },
  });
  await chat.end();
  await chat.rate(4, "fine\0 \ud83d");
  expect(conversation.rating).toEqual({ score: 4, comment: "fine \ufffd" });
});

test("a name of nothing but U+0000 is as good as none", async () => {
  const chat = fixture.guest({ profile: { displayName: "\0" } });
  await chat.start();
  expect((await fixture.server.waitForConversation()).profile.displayName).toBe("Guest");
});

test("the text that a hook returns is cleaned, and an empty one is a refusal", async () => {
  const answers: unknown[] = [{ text: "b\0" }, { text: "\0" }, undefined];
  const chat = fixture.guest({
    hooks: {
      beforeSend: async () => {
        const answer = answers.shift();
        return answer as { text: string };
      },
    },
  });
  await chat.start();
  const keys = ["one", "two", "three"].map((text) => chat.send(text));
  const kinds = (): unknown[] => keys.map((key) => chat.get().messages.get(key)?.delivery);
  const refused = { kind: "failed", code: "message-refused" };
  await until(() => expect(kinds()).toMatchObject([{ kind: "sent" }, refused, refused]));
  expect(fixture.server.messages.map(({ text }) => text)).toEqual(["b"]);
});

test("a hook that throws at once refuses its message, and the next one is sent", async () => {
  let isFirst = true;
  const chat = fixture.guest({
    hooks: {
      beforeSend(message) {
        if (!isFirst) return Promise.resolve(message);
        isFirst = false;
        throw new Error("the page's own mistake");
      },
    },
  });
  await chat.start();
  const key = chat.send("one");
  chat.send("two");
  await until(() => expect(fixture.server.messages.map(({ text }) => text)).toEqual(["two"]));
  expect(chat.get().messages.get(key)?.delivery).toMatchObject({ code: "message-refused" });
});

test("uncleaned text stored by an earlier version is shown and sent clean", async () => {
  fixture.storage.set(
    "parlor:outbox:d:k1",
    JSON.stringify({ version: 1, body: "old\0 \ud83d", at: 5, isInDoubt: false, failed: null }),
  );
  const chat = fixture.guest();
  await chat.start();
  await until(() =>
    expect(fixture.server.messages.map(({ text }) => text)).toEqual(["old \ufffd"]),
  );
  expect(textsOf(chat)).toContain("old \ufffd");
});
