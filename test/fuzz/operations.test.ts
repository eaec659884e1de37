import { afterAll, beforeAll, test } from "vitest";
import { createFuzzClient, expectNone, isForm, type FuzzClient } from "./fuzz-client.ts";
import { junkBodies, junkParts, junkValues, positionsIn, withJunk } from "./junk.ts";
import { operations, type Operation } from "./operations.ts";
import type { Target } from "./sound-reply.ts";
import type { CallerName, TalkName } from "./world.ts";

/*
 * Every operation of both documents, with every caller, every conversation, and every junk value in
 * every place.
 */

const TALKS: readonly TalkName[] = ["own", "other", "innocent", "waiting", "south"];
const CALLERS: readonly CallerName[] = [
  ...(["nobody", "garbage", "guest", "other guest", "agent"] as const),
  ...(["agent of another organization", "back end"] as const),
];
const TIMEOUT = 120_000;

let fuzz: FuzzClient;

beforeAll(async () => {
  fuzz = await createFuzzClient();
}, 30_000);

afterAll(() => fuzz?.close());

/** Who may make the call, in their own conversation. */
const rightCaller = ({ needs }: Operation): CallerName =>
  (({ nobody: "nobody", guest: "guest", agent: "agent", client: "back end" }) as const)[needs];

test("no caller gets at another's data with any operation", { timeout: TIMEOUT }, async () => {
  const faults: string[] = [];
  for (const operation of operations)
    for (const talk of operation.gaps.length === 0 ? (["own"] as const) : TALKS)
      for (const caller of CALLERS) {
        const fault = await fuzz.tryOne(caller, ...fuzz.requestOf(operation, { talk }));
        if (fault !== null) faults.push(fault);
      }
  expectNone(faults);
  await fuzz.expectUnharmed();
});

test("no value in any place of any body makes the server fail", { timeout: TIMEOUT }, async () => {
  const faults: string[] = [];
  for (const operation of operations) {
    if (operation.sample === undefined || isForm(operation)) continue;
    const { harmless } = operation;
    const bodies = positionsIn(harmless).flatMap((path) =>
      Object.values(junkValues).map((junk) => withJunk(harmless, path, junk)),
    );
    for (const body of [...bodies, ...Object.values(junkBodies)]) {
      const asked = fuzz.requestOf(operation, { talk: "own" }, body);
      const fault = await fuzz.tryOne(rightCaller(operation), ...asked);
      if (fault !== null) faults.push(fault);
    }
  }
  expectNone(faults);
  await fuzz.expectUnharmed();
});

test("no query parameter makes the server fail, given once or twice", {
  timeout: TIMEOUT,
}, async () => {
  const faults: string[] = [];
  for (const operation of operations.filter((one) => one.query.length > 0)) {
    const [request, target] = fuzz.requestOf(operation, { talk: "own" });
    for (const name of operation.query)
      for (const value of ["1", "ended", ...junkParts])
        for (const query of [`${name}=${value}`, `${name}=a&${name}=${value}`, `${name}[a]=1`]) {
          const path = `${request.path}${request.path.includes("?") ? "&" : "?"}${query}`;
          const asked = { ...request, path };
          const inexact = { ...target, isExact: false };
          const fault = await fuzz.tryOne(rightCaller(operation), asked, inexact);
          if (fault !== null) faults.push(fault);
        }
  }
  expectNone(faults);
  await fuzz.expectUnharmed();
});

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"];
const FILES = [
  "/healthz",
  "/readyz",
  "/demo.json",
  "/desk",
  "/desk/",
  "/parlor.js",
  "/",
  "/oauth/",
];
const FOLDERS = ["/", "/desk/", "/parlor/1.0.0/", "/api/v2/", "/api/v2/webchat/guest/"];
const SOCKETS = ["/chat/jwt/", "/notifications/channels/"];

test("paths that are no operation get an ErrorBody, with every method", {
  timeout: TIMEOUT,
}, async () => {
  const faults: string[] = [];
  const none: Target = { operation: null, talk: null, isExact: false };
  const headers = { origin: "https://shop.example" };
  const below = [...FOLDERS, ...SOCKETS].flatMap((folder) => junkParts.map((one) => folder + one));
  for (const path of [...FILES, ...below])
    for (const method of METHODS) {
      const fault = await fuzz.tryOne("nobody", { method, path, headers, body: null }, none);
      if (fault !== null) faults.push(fault);
    }
  expectNone(faults);
  await fuzz.expectUnharmed();
});
