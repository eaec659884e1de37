import { afterEach, beforeEach, expect, test } from "vitest";
import { createFakeBrowser } from "../../test/fake-browser.ts";
import { openGuestFixture, textsOf, until, type GuestFixture } from "../../test/guest-fixture.ts";
import type { GuestChat } from "./guest-chat.ts";
import { ParlorError } from "./errors.ts";
import type { Ports } from "./options.ts";

/* The logger is told of everything that a chat drops or tries again, without text of a person. */

let fixture: GuestFixture;
let logged: string[];
beforeEach(() => {
  fixture = openGuestFixture();
  logged = [];
});
afterEach(() => fixture.close());
const guest = (ports: Partial<Ports> = {}): GuestChat =>
  fixture.guest({}, { log: { warn: (line) => void logged.push(line) }, ...ports });

test("an unknown frame is ignored and logged, and the chat goes on", async () => {
  const sockets: EventTarget[] = [];
  const FakeSocket = globalThis.WebSocket;
  class Listened extends FakeSocket {
    constructor(address: string) {
      super(address);
      sockets.push(this);
    }
  }
  const chat = guest({ socket: () => Listened });
  await chat.start();
  const frame = JSON.stringify({ metadata: { type: "reaction" }, eventBody: { secret: "words" } });
  sockets.at(-1)?.dispatchEvent(new MessageEvent("message", { data: frame }));
  expect(logged).toEqual(["An unknown frame was ignored"]);
  fixture.server.agentJoins({ name: "Noor Haddad" });
  fixture.server.agentSays("still here");
  await until(() => expect(textsOf(chat)).toContain("still here"));
});

test("an unusable session and an unusable message in storage are logged", async () => {
  fixture.storage.set("parlor:session:d", "{");
  fixture.storage.set("parlor:outbox:d:k", '{"version":9}');
  const chat = guest();
  expect(await chat.resume()).toBe(false);
  await chat.start();
  expect(logged).toContain("The stored session cannot be used");
  expect(logged).toContain("A stored message cannot be used");
});

test("a message between tabs that cannot be read is logged", async () => {
  const browser = createFakeBrowser();
  const chat = guest({ tabs: browser.openTab("1") });
  await chat.start();
  browser
    .openTab("2")
    .open("parlor:d")
    .postMessage({ v: 2, event: { type: "reaction" } });
  await until(() => expect(logged).toEqual(["A message of another tab was ignored"]));
});

test("a typing notice that fails is logged with its code", async () => {
  const chat = guest();
  await chat.start();
  fixture.holds = ({ url }) => {
    if (url.endsWith("/typing")) throw new ParlorError("timeout", "the address is not logged");
    return false;
  };
  chat.typing();
  await until(() => expect(logged).toEqual(["Sending a typing notice failed: timeout"]));
});
