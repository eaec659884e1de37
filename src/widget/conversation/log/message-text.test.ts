import fc from "fast-check";
import { expect, test } from "vitest";
import type { Part } from "../../model/message-blocks.ts";
import { isEmojiOnly, readMessage, spokenText } from "./message-text.ts";

const parts = (body: string): Part[] =>
  readMessage(body).flatMap((block) => (block.kind === "line" ? block.parts : []));
const found = (body: string) => parts(body).filter((part) => part.kind === "link");
const links = (body: string): string[] => found(body).map(({ href }) => href);
/** The addresses as they are written. */
const written = (body: string): string[] => found(body).map(({ text }) => text);

test.each([
  ["see https://a.example/b.", ["https://a.example/b"]],
  ["(https://a.example/b_(c))", ["https://a.example/b_(c)"]],
  ["mailto:a@b.example, tel:+46-8-123", ["mailto:a@b.example", "tel:+46-8-123"]],
  ["javascript:alert(1) data:text/html,x ftp://a.example", []],
  ["https://user:pass@a.example", []],
  ["https://a.example/\u202Egpj.exe", []],
  ["no address here", []],
])("%s has the links %j", (body, expected) => {
  expect(links(body)).toEqual(expected);
});

test.each([
  "https://a.example/b?c",
  "http://a.example:8080/",
  "HTTPS://A.Example/Path",
  "mailto:a@b.example",
  "tel:+468123",
])("the address %s is shown and copied as it is written", (body) => {
  expect(parts(body)).toMatchObject([{ kind: "link", text: body }]);
  expect(found(body)[0]?.host).toBeUndefined();
});

test.each([
  ["https://\u0430pple.example/login", "xn--pple-43d.example"],
  ["https://m\u00fcnchen.example", "xn--mnchen-3ya.example"],
  ["http://0x7f.1/", "127.0.0.1"],
  ["https:///evil.example", "evil.example"],
])("the host of %s is named, too: %s", (body, host) => {
  expect(found(body)).toMatchObject([{ text: body, host }]);
});

test.each([
  "https://paypal.example@evil.example/",
  "https://@evil.example",
  "https://:p@a.example",
])("%s has a name before its host and is no link", (body) => {
  expect(links(body)).toEqual([]);
});

const A = "https://a.example/b";

test.each([
  ["Chinese", `请打开${A}然后付款`],
  ["a Chinese comma", `看${A}，谢谢`],
  ["a Chinese full stop", `看${A}。`],
  ["Japanese", `${A}をご覧ください`],
  ["Japanese brackets", `「${A}」です`],
  ["an ideographic comma", `${A}、それから`],
  ["Korean", `${A}에서 결제`],
  ["Hindi", `${A}पर जाएँ`],
  ["a danda", `${A}। धन्यवाद`],
  ["Arabic", `${A}وادفع`],
  ["an Arabic comma", `${A}، ثم ادفع`],
  ["an Arabic question mark", `${A}؟`],
  ["an Urdu full stop", `${A}۔`],
  ["Hebrew", `${A}ולשלם`],
  ["Thai", `${A}ครับ`],
  ["Cyrillic", `${A}сейчас`],
  ["German quotes", `„${A}“ lesen`],
  ["English quotes", `“${A}”, please`],
  ["guillemets", `«${A}»`],
  ["single guillemets", `‹${A}›`],
  ["straight quotes", `"${A}", and`],
  ["apostrophes", `'${A}', and`],
  ["asterisks", `**${A}**, and`],
  ["asterisks and Chinese", `**${A}**请`],
  ["underscores", `_${A}_`],
  ["double underscores", `__${A}__`],
  ["tildes", `~~${A}~~`],
  ["an ellipsis", `${A}…`],
  ["a dash", `${A}—look`],
  ["brackets", `(see ${A})`],
  ["brackets and letters", `(${A})and`],
  ["square brackets", `[${A}], and`],
  ["a Markdown link", `[here](${A})`],
  ["angle brackets", `<${A}>`],
  ["braces", `{url:${A}}`],
  ["a table", `|${A}|`],
  ["a no-break space", `${A}\u00a0now`],
  ["an ideographic space", `${A}\u3000今`],
  ["a zero-width space", `${A}\u200bnow`],
  ["a byte order mark", `\ufeff${A}\ufeff`],
  ["a soft hyphen", `${A}\u00ad now`],
  ["a left-to-right mark", `\u200e${A}\u200e`],
  ["a right-to-left mark", `${A}\u200f و`],
  ["an embedding of an address book", `\u202a${A}\u202c`],
  ["an isolate", `\u2068${A}\u2069, now`],
  ["an emoji", `${A}🙏`],
  ["a letter before it", `看${A}`],
])("an address ends at %s", (_, body) => {
  expect(written(body)).toEqual([A]);
});

test.each([
  "https://ja.wikipedia.example/wiki/\u6771\u4eac",
  "https://ja.wikipedia.example/wiki/\u6771\u4eac/2020?q=\u6771\u4eac#\u6771",
  "https://de.wikipedia.example/wiki/K\u00f6ln",
  "https://de.wikipedia.example/wiki/Ko\u0308ln",
  "https://hi.wikipedia.example/wiki/\u0939\u093f\u0928\u094d\u0926\u0940",
  "https://fa.wikipedia.example/wiki/\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
  "https://\u043f\u0440\u0438\u043c\u0435\u0440.\u0440\u0444/\u043f\u0443\u0442\u044c",
  "https://\u4f8b\u3048.example/",
  "https://a.example/b_(c)",
  "https://a.example/b_(c_(d))",
  "https://a.example/?a[]=1&b[0]=2",
  "https://[::1]:8080/x",
  "https://a.example/it's/a*b;c=d",
  "https://a.example/f?family=Sans|Roboto,Mono",
  "https://web.archive.example/2020/https://a.example",
  "https://a.example/?u=https://b.example",
  "https://youtu.example/abcdefghij_",
  "https://youtu.example/abcdefghij-",
  "https://a.example/~user/%E6%9D%B1",
])("%s is a whole address", (body) => {
  expect(written(body)).toEqual([body]);
  expect(written(`${body}. And`)).toEqual([body]);
});

test.each([
  [`${A},https://c.example`, [A, "https://c.example"]],
  [`${A};${A}`, [A, A]],
  [`${A}，https://c.example`, [A, "https://c.example"]],
  [`|${A}|https://c.example|`, [A, "https://c.example"]],
  [`${A},mailto:a@b.example`, [A, "mailto:a@b.example"]],
])("%s is two addresses", (body, expected) => {
  expect(written(body)).toEqual(expected);
});

test.each(["https://", "http:// a", "mailto:", "tel:", "hotel:5", "https://，"])(
  "%s is no address",
  (body) => {
    expect(links(body)).toEqual([]);
  },
);

/** Pieces that meet in addresses, and any others. */
const piece = fc.constantFrom(
  ..."https:// https://a.example/b mailto: tel:+4 ` ``` ( ) [ ] _ * , ; | . / - 然后 पर وا é \u0308 \u200b \u202e @ \n x".split(
    " ",
  ),
);

test("the parts of a message without code are its text", () => {
  const text = fc
    .array(fc.oneof(piece, fc.string({ unit: "grapheme" })))
    .map((all) => all.join(""));
  fc.assert(
    fc.property(text, (any) => {
      const body = `x${any.replace(/[\r\n`]/g, " ")}x`;
      expect(
        parts(body)
          .map((part) => part.text)
          .join(""),
      ).toBe(body);
    }),
  );
});

test.each(["(", "[", "https://a(", "_https://a[(", "东", "/东", ".东", "e\u0308", "a,", "tel:+("])(
  "a text full of %s is read at once",
  (unit) => {
    const body = `https://a.example/${unit.repeat(4000 / unit.length)}`;
    const before = performance.now();
    readMessage(body);
    expect(performance.now() - before).toBeLessThan(2_000);
  },
);

test("each line is a block, an empty one too", () => {
  expect(readMessage("\na\n\nb\r\nc\n")).toEqual([
    { kind: "line", parts: [{ kind: "text", text: "a" }] },
    { kind: "line", parts: [] },
    { kind: "line", parts: [{ kind: "text", text: "b" }] },
    { kind: "line", parts: [{ kind: "text", text: "c" }] },
  ]);
});

test("a fenced block keeps its line breaks, and code in a line is code", () => {
  expect(readMessage("before\n```\na\n  b\n```\nafter `c`")).toEqual([
    { kind: "line", parts: [{ kind: "text", text: "before" }] },
    { kind: "pre", text: "a\n  b" },
    {
      kind: "line",
      parts: [
        { kind: "text", text: "after " },
        { kind: "code", text: "c" },
      ],
    },
  ]);
});

test("the words between two fences on a line are code, and none of them is lost", () => {
  expect(readMessage("```LL-48213```")).toEqual([{ kind: "pre", text: "LL-48213" }]);
  expect(readMessage("```two words\nand more```")).toEqual([{ kind: "pre", text: "and more" }]);
});

/** Flags' letters, keycaps' digits, people, hands, objects, and what is put behind them. */
const emojiPieces = [
  ...Array.from({ length: 26 }, (_, index) => String.fromCodePoint(0x1f1e6 + index)),
  ..."0123456789#*".split("").map((digit) => `${digit}\ufe0f`),
  ..."🏻 🏽 🏿 \ufe0f \u20e3 👩 👨 🧑 👩🏽 🧑🏿 👍 ☝ ✌ ❤\ufe0f ♀\ufe0f ♂\ufe0f ⚕\ufe0f 🚀 🌾 🔥 ⬛ ➡\ufe0f 🏳\ufe0f 🏴 🌈 ☠\ufe0f 🐈 🏃 🏃🏽 🦰 ©\ufe0f ™ ↔".split(
    " ",
  ),
];

test.each([
  ["🙏", true],
  ["👩‍🚀 👍🏽", true],
  ["🇸🇪", true],
  ["🇸🇪🇫🇮 🇳🇴", true],
  ["5️⃣", true],
  ["#️⃣*️⃣", true],
  ["🏴󠁧󠁢󠁳󠁣󠁴󠁿", true],
  ["🏴󠁧󠁢󠁳󠁣󠁴󠁿🏴󠁧󠁢󠁥󠁮󠁧󠁿🏴󠁧󠁢󠁷󠁬󠁳󠁿", true],
  ["👩🏽‍❤️‍💋‍👩🏿👨🏽‍❤️‍💋‍👨🏿 👩🏽‍❤️‍💋‍👨🏿", true],
  ["👩‍👩‍👧‍👦", true],
  ["🏳️‍🌈", true],
  ["🏴‍☠️", true],
  ["🐈‍⬛", true],
  ["👁‍🗨", true],
  ["❤️", true],
  ["©️", true],
  ["☝🏽", true],
  ["⌚", true],
  ["©", false],
  ["™", false],
  ["↔", false],
  ["®", false],
  ["☎", false],
  ["🇸", false],
  ["5", false],
  ["55", false],
  ["*", false],
  ["", false],
  ["🙏🙏🙏🙏", false],
  ["ok 🙏", false],
])("%s is nothing but emoji: %s", (body, expected) => {
  expect(isEmojiOnly(body)).toBe(expected);
});

const RGI = new RegExp("^\\p{RGI_Emoji}$", "v");

test("a single character is large if Unicode recommends it as an emoji by itself", () => {
  const wrong: string[] = [];
  for (let code = 0x20; code <= 0x1faff; code++) {
    const one = String.fromCodePoint(code);
    if (isEmojiOnly(one) !== RGI.test(one)) wrong.push(one);
  }
  expect(wrong).toEqual([]);
});

test("every sequence that Unicode recommends is large", () => {
  const sequences = [...new Set(emojiPieces)].flatMap((first) =>
    ["", "\u200d"].flatMap((joiner) => emojiPieces.map((second) => `${first}${joiner}${second}`)),
  );
  const missed = sequences.filter((one) => RGI.test(one) && !isEmojiOnly(one));
  expect(sequences.filter((one) => RGI.test(one)).length).toBeGreaterThan(300);
  expect(missed).toEqual([]);
});

test("a screen reader is not given the marks of code", () => {
  expect(spokenText("Run `npm ci`:\n```sh\ncd app\nnpm ci\n```\nThen `ls`.")).toBe(
    "Run npm ci:\ncd app\nnpm ci\nThen ls.",
  );
  expect(spokenText("no code")).toBe("no code");
});
