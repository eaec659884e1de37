import { afterEach, beforeEach, expect, test, vi } from "vitest";
import {
  openGuestFixture,
  textsOf,
  until,
  type GuestFixture,
} from "../../../../test/guest-fixture.ts";
// A chat loads these modules on demand. Their loading time is kept out of the tests.
import "../../chat-parts.ts";
import "./polling.ts";

/* Streams that no browser opens: because of the address, or because the browser refuses to try. */

let fixture: GuestFixture;
let rejected: unknown[] = [];
const onRejection = (reason: unknown): void => void rejected.push(reason);

beforeEach(() => {
  fixture = openGuestFixture();
  rejected = [];
  process.on("unhandledRejection", onRejection);
});
afterEach(async () => {
  fixture.close();
  vi.unstubAllGlobals();
  // An unhandled rejection is reported in the next turn.
  await new Promise((resolve) => setImmediate(resolve));
  process.off("unhandledRejection", onRejection);
  expect(rejected).toEqual([]);
});

let token = "";
/** Sets the stream address that the server returns; `{token}` stands for the token. */
function streamAt(address: string | undefined, extensions?: readonly string[]): void {
  fixture.answers.set("/conversations", (body) => {
    token = (body as { jwt: string }).jwt;
    return {
      ...(body as object),
      eventStreamUri: address?.replace("{token}", token),
      ...(extensions !== undefined && { extensions }),
    };
  });
}
/** A WebSocket class that refuses every address, and names it in the error. */
const refusing = () =>
  class {
    static readonly CLOSING = 2;
    constructor(address: string) {
      throw new DOMException(`The URL '${address}' is invalid`, "SecurityError");
    }
  };

const unusable: readonly (readonly [string, string | undefined])[] = [
  ["missing", undefined],
  ["no address", "no address/{token}"],
  ["of a broken host", "ws://[/chat/jwt/{token}"],
  ["relative", "/chat/jwt/{token}"],
  ["http", "https://parlor.test/chat/jwt/{token}"],
  ["of another scheme", "javascript:alert('{token}')"],
  ["with a name and a password", "wss://mara:secret@parlor.test/chat/jwt/{token}"],
];

test.each(unusable)("an address that is %s: the chat is polled, at once", async (_, address) => {
  streamAt(address);
  const opened: string[] = [];
  const chat = fixture.guest(
    {},
    {
      socket: () =>
        class {
          static readonly CLOSING = 2;
          constructor(uri: string) {
            opened.push(uri);
            throw new DOMException("No", "SyntaxError");
          }
        },
    },
  );
  const before = Date.now();
  await chat.start();
  expect(Date.now() - before).toBeLessThan(1_000);
  expect(chat.get().stream.kind).toBe("polling");
  expect(chat.get().phase.kind).toBe("waiting");
  // A browser would resolve some of these relative to the page's address.
  expect(opened).toEqual([]);
  chat.send("heard all the same");
  await until(() => expect(fixture.server.messages).toHaveLength(1));
});

test.each(unusable)(
  "an address that is %s, and a server without polling: the start fails, and says why",
  async (_, address) => {
    streamAt(address, []);
    const warnings: string[] = [];
    const chat = fixture.guest({}, { log: { warn: (words) => warnings.push(words) } });
    const failure = await chat.start().catch((error: unknown) => error);
    expect(failure).toMatchObject({ name: "ParlorError", code: "bad-response", retryable: true });
    expect(chat.get().phase).toMatchObject({ kind: "failed", code: "bad-response" });
    expect(chat.hasStoredSession()).toBe(false);
    expect(token).not.toBe("");
    for (const words of [String(failure), String((failure as Error).stack), ...warnings])
      expect(words).not.toContain(token);
    streamAt("wss://parlor.test/chat/jwt/{token}", []);
    await chat.start();
    expect(chat.get().phase.kind).toBe("waiting");
  },
);

test("a browser that refuses the address: the chat is polled, and the token stands in no error", async () => {
  const chat = fixture.guest({}, { socket: refusing });
  await chat.start();
  expect(chat.get().stream.kind).toBe("polling");
  fixture.server.agentJoins({ name: "Noor Haddad" });
  fixture.server.agentSays("I hear you");
  await until(() => expect(textsOf(chat)).toContain("I hear you"));
});

test("a browser that refuses the address, and a server without polling: the start fails", async () => {
  streamAt("wss://parlor.test/chat/jwt/{token}", []);
  const chat = fixture.guest({}, { socket: refusing });
  const failure = await chat.start().catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: "bad-response" });
  expect(token).not.toBe("");
  expect(String((failure as Error).stack)).not.toContain(token);
  expect((failure as { cause?: unknown }).cause).toBeUndefined();
  expect(chat.get().phase).toMatchObject({ kind: "failed", code: "bad-response" });
  expect(chat.hasStoredSession()).toBe(false);
});

test("the chat is polled when there is no WebSocket", async () => {
  const chat = fixture.guest({}, { socket: () => undefined });
  await chat.start();
  expect(chat.get().stream.kind).toBe("polling");
});

test("with a stored session and a browser that refuses the address, the chat goes on by polling", async () => {
  const first = fixture.guest();
  await first.start();
  first.send("before");
  await until(() => expect(fixture.server.messages).toHaveLength(1));
  first.destroy();
  const second = fixture.guest({}, { socket: refusing });
  expect(await second.resume()).toBe(true);
  await until(() => expect(second.get().stream.kind).toBe("polling"));
  expect(textsOf(second)).toContain("before");
});

test("with a stored session and no way to hear the server, the chat says that it cannot go on, and another one can start", async () => {
  fixture.close();
  fixture = openGuestFixture({ extensions: [] });
  const first = fixture.guest();
  await first.start();
  first.destroy();
  let isRefusing = true;
  const { WebSocket } = fixture.server;
  const second = fixture.guest({}, { socket: () => (isRefusing ? refusing() : WebSocket) });
  await second.resume();
  await until(() => expect(second.get().phase).toEqual({ kind: "expired", code: "bad-response" }));
  isRefusing = false;
  await second.start();
  expect(second.get().phase.kind).toBe("waiting");
});

test("on an https page ws becomes wss; a fragment is left out, which every browser refuses", async () => {
  const opened: string[] = [];
  const { WebSocket } = fixture.server;
  class Spy extends (WebSocket as unknown as new (uri: string) => EventTarget) {
    static readonly CLOSING = 2;
    constructor(uri: string) {
      opened.push(uri);
      super(uri.replace("ws:", "wss:"));
    }
  }
  streamAt("ws://parlor.test/chat/jwt/{token}#fragment");
  await fixture.guest({ deploymentId: "plain" }, { socket: () => Spy }).start();
  vi.stubGlobal("location", { protocol: "https:" });
  await fixture.guest({}, { socket: () => Spy }).start();
  expect(opened.map((uri) => uri.split("/")[0])).toEqual(["ws:", "wss:"]);
  expect(opened.join()).not.toContain("#");
});

test("a start whose conversation ends before its stream is there is answered", async () => {
  const chat = fixture.guest({}, { socket: () => fixture.server.WebSocket });
  fixture.server.blockSockets();
  fixture.answers.set("/conversations", (body) => ({ ...(body as object), extensions: [] }));
  const started = chat.start().catch((error: unknown) => error);
  await until(() => expect(chat.get().conversationId).not.toBeNull());
  fixture.server.expireSessions();
  expect(await started).toMatchObject({ code: "session-expired" });
  expect(chat.get().phase).toMatchObject({ kind: "failed", code: "session-expired" });
});
