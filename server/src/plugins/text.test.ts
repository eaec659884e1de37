import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cutText, isKeepable, messageText, unkeepableFields } from "./text.ts";

const anyText = fc.string({
  unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
});

describe("the text of a message", () => {
  test("U+0000 is dropped and half of a surrogate pair becomes U+FFFD", () => {
    expect(messageText("a\0b\ud83d")).toBe("ab\ufffd");
    expect(messageText("\udc00\0")).toBe("\ufffd");
  });

  test("mended text is keepable, stays as it is the next time, and keepable text is not touched", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const mended = messageText(text);
        expect(isKeepable(mended)).toBe(true);
        expect(messageText(mended)).toBe(mended);
        if (isKeepable(text)) expect(mended).toBe(text);
      }),
    );
  });
});

test("a text is cut between characters, never inside one", () => {
  expect(cutText("a😀", 2)).toBe("a");
  expect(cutText("a😀", 3)).toBe("a😀");
});

describe("fields that cannot be kept", () => {
  test("are named by their path, all of them, in the order of the document", () => {
    const body = { a: "ok", b: "\0", c: [{ d: "\ud800" }, "fine", "\0"], e: { f: { g: "x\0" } } };
    expect(unkeepableFields(body)).toEqual(["b", "c.0.d", "c.2", "e.f.g"]);
  });

  test("are those too whose own name is wrong, told without what is wrong in it", () => {
    expect(unkeepableFields({ fields: { "ti\0er": "gold", "\udfff": 1 } })).toEqual([
      "fields.tier",
      "fields.\ufffd",
    ]);
  });

  test("a body that is nothing but text has a name as well", () => {
    expect(unkeepableFields("\0")).toEqual(["body"]);
    expect(unkeepableFields([])).toEqual([]);
    expect(unkeepableFields(undefined)).toEqual([]);
  });

  test("20,000 levels of nesting overflow nothing, and no name is longer than 200 units", () => {
    let nested: unknown = "\0";
    for (let level = 0; level < 20_000; level++)
      nested = level % 2 === 0 ? [nested] : { a: nested };
    const [field = ""] = unkeepableFields(nested);
    expect(field).toHaveLength(200);
  });

  test("no more than 100 are named", () => {
    expect(unkeepableFields(Array.from({ length: 5_000 }, () => "\0"))).toHaveLength(100);
  });
});
