import { afterEach, beforeEach, expect, test } from "vitest";
import { openGuestFixture, until, type GuestFixture } from "../../../test/guest-fixture.ts";
import type { GuestChat } from "../index.ts";
// A chat loads these modules on demand. Their loading time is kept out of the tests.
import "../chat-parts.ts";

/* Whether the page that the guest is on now can share its screen (extension `page`). */

let fixture: GuestFixture;
const never = (): Promise<never> => new Promise(() => undefined);
beforeEach(() => (fixture = openGuestFixture()));
afterEach(() => fixture.close());

/** The server names these extensions, too. */
function extendBy(...more: readonly string[]): void {
  fixture.answers.set("/conversations", (body) => {
    const { extensions, ...rest } = body as { extensions: readonly string[] };
    return { ...rest, extensions: [...extensions, ...more] };
  });
}
const told = (): unknown[] =>
  fixture.requests.flatMap(({ method, url, body }) =>
    method === "PATCH" && url.endsWith("/page") ? [body] : [],
  );
const screen = (screenShare: boolean): object => ({ capabilities: { screenShare } });

/** A guest with a handler begins a conversation, and goes to another page. */
async function nextPage(handler: (() => Promise<never>) | null): Promise<GuestChat> {
  const first = fixture.guest();
  first.setMediaHandler(never);
  await first.start();
  first.destroy();
  expect(told()).toEqual([]);
  const second = fixture.guest();
  if (handler !== null) second.setMediaHandler(handler);
  await second.resume();
  return second;
}

test.each([
  ["without a handler", null, false],
  ["with one", never, true],
])("a page %s says so when it resumes a conversation", async (_, handler, canShare) => {
  extendBy("page");
  await nextPage(handler);
  await until(() => expect(told()).toEqual([screen(canShare)]));
});

test("a handler that is set later, or taken away, is told", async () => {
  extendBy("page");
  const chat = await nextPage(null);
  await until(() => expect(told()).toHaveLength(1));
  chat.setMediaHandler(never);
  await until(() => expect(told()).toEqual([screen(false), screen(true)]));
  chat.setMediaHandler(null);
  await until(() => expect(told().at(-1)).toEqual(screen(false)));
});

test("the last handler counts, though an earlier message takes longer", async () => {
  extendBy("page");
  const chat = await nextPage(never);
  await until(() => expect(told()).toHaveLength(1));
  fixture.holds = ({ url }) => url.endsWith("/page");
  chat.setMediaHandler(null);
  chat.setMediaHandler(never);
  await until(() => expect(told()).toHaveLength(2));
  fixture.release();
  await until(() => expect(told().slice(1)).toEqual([screen(false), screen(true)]));
  fixture.release();
});

test("a server without the extension is told nothing", async () => {
  const chat = await nextPage(null);
  chat.setMediaHandler(never);
  await until(() => expect(chat.get().stream.kind).toBe("live"));
  expect(told()).toEqual([]);
});
