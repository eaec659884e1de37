/* Values that a careless or a hostile client sends in the place of a good one. */

/** A text of JSON that stands for one value. */
export type JsonText = string;

const nested = (levels: number, open: string, close: string): JsonText =>
  open.repeat(levels) + close.repeat(levels);

/**
 * Each replaces a good value. Some are no JavaScript values at all, so they are stored as JSON
 * text.
 */
export const junkValues: Readonly<Record<string, JsonText>> = {
  null: "null",
  true: "true",
  zero: "0",
  "minus one": "-1",
  "minus zero": "-0",
  "a fraction": "1.5",
  "no safe integer": "9007199254740993",
  infinity: "1e400",
  "minus infinity": "-1e400",
  "an empty text": '""',
  "a space": '" "',
  "NUL alone": '"\\u0000"',
  "NUL inside": '"a\\u0000b"',
  "a high surrogate": '"a\\ud83d"',
  "a low surrogate": '"\\udc00a"',
  "a text that is too long": JSON.stringify("x".repeat(5_000)),
  "a path": '"../../../../etc/passwd"',
  "a name of every object": '"__proto__"',
  "a right-to-left override": '"\\u202ea"',
  "an empty list": "[]",
  "a list in a list": "[[]]",
  "a list of texts": '["a","a"]',
  "a list of nulls": "[null]",
  "an empty object": "{}",
  "an object without a text": '{"toString":[]}',
  "an object without a value": '{"toString":null,"valueOf":null}',
  "an object with a prototype": '{"__proto__":{"isDisabled":false,"status":"IDLE"}}',
  "an object with a constructor": '{"constructor":{"prototype":{"status":"IDLE"}}}',
  "an object that waits": '{"then":"x"}',
  "an object that is a list": '{"length":1000000000}',
  "lists 20,000 deep": nested(20_000, "[", "]"),
  "objects 10,000 deep": `${'{"a":'.repeat(10_000)}1${"}".repeat(10_000)}`,
};

/** Bodies that are no JSON, or no text. */
export const junkBodies: Readonly<Record<string, string | Buffer>> = {
  "half an object": '{"body":"a"',
  "two objects": "{}{}",
  "no quotes": "{body:1}",
  "a comment": "{}//",
  "a byte order mark": "\ufeff{}",
  "no UTF-8": Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]),
  "zero bytes": Buffer.alloc(64),
  "a form": "body=a&__proto__=b&a[b][c]=d",
  "lists that never end": "[".repeat(60_000),
  "more than is taken": JSON.stringify({ body: "x".repeat(70_000) }),
};

/** Parts of a path or values of a query, escaped as they are sent. */
export const junkParts: readonly string[] = [
  "",
  ".",
  "..",
  "%",
  "%2",
  "%zz",
  "%00",
  "%ff",
  "%c3%28",
  "%2f",
  "%2e%2e",
  "%252e%252e%252f",
  "..%5c..",
  "a%0d%0ax:%20y",
  "__proto__",
  "constructor",
  "toString",
  "null",
  "undefined",
  "0",
  "-1",
  "1e9",
  "99999999999999999999",
  "%F0%9F%98%80",
  "%ED%A0%80",
  "*",
  ":id",
  "a;b=c",
  "a".repeat(120),
  "b".repeat(3_000),
  "[]",
  "{}",
  "'%20or%201=1--",
  "<script>",
  "waiting",
];

export const junkContentTypes: readonly string[] = [
  "application/json",
  "application/json; charset=utf-16",
  "application/json;;;",
  "text/plain",
  "APPLICATION/JSON",
  "application/x-www-form-urlencoded",
  "multipart/form-data",
  "*/*",
  "json",
  "application/xml",
  "application/vnd.api+json",
  "application/json, text/plain",
  ";",
  "a/b/c",
];

export const junkHeaders: readonly (readonly [name: string, value: string])[] = [
  ["origin", "null"],
  ["origin", "https://evil.example"],
  ["origin", "no origin at all"],
  ["origin", "https://\u00ff"],
  ["host", "evil.example"],
  ["host", "[::1"],
  ["host", "a b"],
  ["x-forwarded-for", "1.2.3.4, ::1, junk"],
  ["x-forwarded-host", "evil.example"],
  ["x-forwarded-proto", "javascript"],
  ["idempotency-key", "k".repeat(5_000)],
  ["idempotency-key", "\u00ff\u00fe"],
  ["parlor-attach", "poll"],
  ["parlor-transfer-note", "%"],
  ["parlor-transfer-note", "a".repeat(5_000)],
  ["range", "bytes=5-1,-9999999999"],
  ["if-modified-since", "never"],
  ["if-none-match", '"'],
  ["accept", "*/".repeat(500)],
  ["accept-encoding", "br;q=x, identity;q=0, *;q=0"],
  ["cookie", "a=b; __proto__=c"],
  ["x-http-method-override", "DELETE"],
  ["content-encoding", "gzip"],
  ["x-large", "x".repeat(8_000)],
];

/** The places in a body that can be replaced: each value in it, and the whole. */
export function positionsIn(sample: unknown, path: readonly string[] = []): string[][] {
  if (typeof sample !== "object" || sample === null) return [[...path]];
  const inner = Object.entries(sample).flatMap(([key, value]) =>
    positionsIn(value, [...path, key]),
  );
  return [[...path], ...inner];
}

const PLACE = "\u0001here\u0001";

function replaced(sample: unknown, path: readonly string[]): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return PLACE;
  if (Array.isArray(sample))
    return sample.map((item: unknown, index) =>
      String(index) === key ? replaced(item, rest) : item,
    );
  const object = sample as Readonly<Record<string, unknown>>;
  return { ...object, [key]: replaced(object[key], rest) };
}

/** The body with another value in this place. */
export const withJunk = (sample: unknown, path: readonly string[], junk: JsonText): string =>
  JSON.stringify(replaced(sample, path)).replace(JSON.stringify(PLACE), () => junk);
