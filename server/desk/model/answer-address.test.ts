import fc from "fast-check";
import { expect, test } from "vitest";
import { mailTo, phoneTo, type Mail } from "./answer-address.ts";

const mail = (...bodies: string[]): Mail => ({
  subject: "Refund",
  name: "Ama Boateng",
  messages: bodies.map((body) => ({ body, time: "14:10" })),
});
const partsOf = (address: string | null): { to: string; subject: string; body: string } => {
  const { pathname, searchParams } = new URL(address ?? "");
  // URLSearchParams reads a plus sign as a space; the address has none that is not encoded.
  return {
    to: decodeURIComponent(pathname),
    subject: searchParams.get("subject") ?? "",
    body: searchParams.get("body") ?? "",
  };
};

test("the mail goes to the guest, with its words quoted below the place of the answer", () => {
  const address = mailTo("ama+trains@boateng.example", mail("My train\nwas cancelled.", "Hello?"));
  expect(partsOf(address)).toEqual({
    to: "ama+trains@boateng.example",
    subject: "Refund",
    body: "\r\n\r\nAma Boateng:\r\n> 14:10\r\n> My train\r\n> was cancelled.\r\n>\r\n> 14:10\r\n> Hello?",
  });
});

test("words and names of a guest add no recipient, no header and no field to the mail", () => {
  const hostile =
    "x&cc=eve@example.test&bcc=eve@example.test?to=eve\r\nBcc: eve@example.test#%0ABcc:";
  const address = mailTo("ama@boateng.example", {
    ...mail(hostile),
    subject: hostile,
    name: hostile,
  });
  const { searchParams, hash } = new URL(address ?? "");
  expect([...searchParams.keys()]).toEqual(["subject", "body"]);
  expect(hash).toBe("");
  expect(searchParams.get("subject")).not.toMatch(/[\r\n]/);
});

test.each([
  "ama@boateng.example,eve@example.test",
  "ama@boateng.example?bcc=eve@example.test",
  "ama@boateng.example%0ABcc:eve@example.test",
  "Ama <ama@boateng.example>",
  "javascript:alert(1)",
  "ama",
  "",
  `${"a".repeat(400)}@example.test`,
])("a text that is not one address alone opens no mail: %s", (text) => {
  expect(mailTo(text, mail("Hello"))).toBeNull();
});

test("an address is never longer than programs take, whatever the guest wrote", () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: "binary", maxLength: 900 }), { maxLength: 3 }),
      (bodies) => {
        const address = mailTo("ama@boateng.example", mail(...bodies)) ?? "";
        expect(address.length).toBeLessThanOrEqual(1_900);
        expect(() => decodeURIComponent(address)).not.toThrow();
      },
    ),
  );
  const cut = partsOf(mailTo("ama@boateng.example", mail("🚂".repeat(2_000)))).body;
  expect(cut).toMatch(/🚂\r\n> \[…\]$/u);
  expect(mailTo("ama@boateng.example", mail("\uD83D"))).toContain("%EF%BF%BD");
});

test("a number opens the telephone with its digits; another text does not", () => {
  expect(phoneTo("+44 (20) 7946-0018")).toBe("tel:+442079460018");
  expect(phoneTo("020 7946 0018")).toBe("tel:02079460018");
  for (const text of [
    "",
    "call me",
    "12",
    "javascript:alert(1)",
    "123456;ext=2",
    "call 123456",
    "1".repeat(30),
    null,
  ])
    expect(phoneTo(text)).toBeNull();
});
