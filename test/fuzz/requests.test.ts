import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { timeoutOf, tryMany } from "./budget.ts";
import { createFuzzClient, type FuzzClient } from "./fuzz-client.ts";
import type { Request } from "./http-client.ts";
import {
  junkContentTypes,
  junkHeaders,
  junkParts,
  junkValues,
  positionsIn,
  withJunk,
} from "./junk.ts";
import { findOperation, operations } from "./operations.ts";
import type { Target } from "./sound-reply.ts";
import type { CallerName, TalkName } from "./world.ts";

/* Requests in which anything may be wrong, in any order. */

const BUDGET = { runs: 150, seconds: 3 };

let fuzz: FuzzClient;

beforeAll(async () => {
  fuzz = await createFuzzClient();
}, 30_000);

afterAll(() => fuzz?.close());

type Body =
  /** In the operation's own body, this stands in one of its places. */
  | { readonly kind: "put in"; readonly place: number; readonly junk: string }
  /** A part of the operation's own body, and nothing else of it. */
  | { readonly kind: "alone"; readonly field: number; readonly junk: string }
  | { readonly kind: "text"; readonly text: string };

interface Wild {
  readonly operation: string;
  readonly caller: CallerName;
  readonly talk: TalkName;
  readonly instead: Readonly<Record<string, string>>;
  readonly query: readonly (readonly [string, string])[];
  readonly headers: readonly (readonly [string, string])[];
  readonly contentType: string | null;
  readonly method: string | null;
  /** Null sends the operation's own. */
  readonly body: Body | null;
}

const escaped = fc.string({ unit: "binary", maxLength: 12 }).map(encodeURIComponent);
const part = fc.oneof(fc.constantFrom(...junkParts), escaped);
const gapNames = [...new Set(operations.flatMap((one) => one.gaps))];
const queryNames = [...new Set(operations.flatMap((one) => one.query)), "__proto__", ""];
const junk = fc.oneof(fc.constantFrom(...Object.values(junkValues)), fc.json({ maxDepth: 3 }));
const anyText = fc.oneof(fc.json(), fc.string({ unit: "binary" }));
const body: fc.Arbitrary<Body | null> = fc.oneof(
  fc.record({ kind: fc.constant("put in"), place: fc.nat(40), junk }),
  fc.record({ kind: fc.constant("alone"), field: fc.nat(12), junk }),
  fc.record({ kind: fc.constant("text"), text: anyText }),
  fc.constant(null),
);
const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"];
const wild: fc.Arbitrary<Wild> = fc.record({
  operation: fc.constantFrom(...operations.map((one) => one.id)),
  caller: fc.constantFrom<CallerName>(
    ...(["nobody", "garbage", "guest", "other guest", "agent"] as const),
    ...(["agent of another organization", "back end"] as const),
  ),
  talk: fc.constantFrom<TalkName>("own", "other", "innocent", "waiting", "south"),
  instead: fc.oneof(
    { weight: 3, arbitrary: fc.constant({}) },
    { weight: 1, arbitrary: fc.dictionary(fc.constantFrom(...gapNames), part, { maxKeys: 2 }) },
  ),
  query: fc.array(fc.tuple(fc.constantFrom(...queryNames), part), { maxLength: 3 }),
  headers: fc.array(fc.constantFrom(...junkHeaders), { maxLength: 3 }),
  contentType: fc.option(fc.constantFrom(...junkContentTypes), { freq: 3 }),
  method: fc.option(fc.constantFrom(...methods), { freq: 8 }),
  body,
});

function textOf(body: Body, sample: unknown): string {
  if (body.kind === "text") return body.text;
  if (typeof sample !== "object" || sample === null) return body.junk;
  if (body.kind === "put in") {
    const places = positionsIn(sample);
    return withJunk(sample, places[body.place % places.length] ?? [], body.junk);
  }
  const names = Object.keys(sample);
  return `{${JSON.stringify(names[body.field % names.length] ?? "")}:${body.junk}}`;
}

function requestOf(one: Wild): [Request, Target] {
  const operation = findOperation(one.operation);
  const [request, target] = fuzz.requestOf(operation, one);
  const query = one.query.map(([name, value]) => `${name}=${value}`).join("&");
  const glue = request.path.includes("?") ? "&" : "?";
  const text = one.body === null ? request.body : textOf(one.body, operation.sample);
  const headers = {
    ...Object.fromEntries(one.headers),
    ...(text !== null && { "content-type": one.contentType ?? operation.contentType }),
  };
  return [
    {
      method: one.method ?? request.method,
      path: request.path + (query === "" ? "" : glue + query),
      headers,
      body: text,
    },
    {
      ...target,
      isExact: target.isExact && one.method === null && query === "" && one.headers.length === 0,
    },
  ];
}

test("no run of wild requests makes the server fail, tell a secret or touch an innocent chat", {
  timeout: timeoutOf(BUDGET),
}, async () => {
  const runs = fc.asyncProperty(fc.array(wild, { minLength: 1, maxLength: 20 }), async (all) => {
    for (const one of all) {
      const [request, target] = requestOf(one);
      expect(await fuzz.tryOne(one.caller, request, target)).toBeNull();
    }
    await fuzz.expectUnharmed();
  });
  await tryMany(runs, BUDGET);
});
