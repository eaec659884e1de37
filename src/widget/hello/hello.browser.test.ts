/** @module-tag engine-layout */

import { afterEach, expect, test, vi } from "vitest";
import { createFakeServer, type FakeServer } from "../../testing/index.ts";
import { mount, type ParlorHandle, type WidgetOptions } from "../index.ts";

const greeting = {
  name: "Bell",
  lines: ["Hello, I’m Bell, Lantern Line’s automated assistant.", "What is it about?"],
  choices: [
    { text: "Change a booking" },
    { text: "Lost property", payload: "I have lost something", queue: "Lost property" },
    { text: "Talk to a person" },
  ],
};

let undo: (() => void)[] = [];
afterEach(() => {
  for (const step of undo.splice(0)) step();
  localStorage.clear();
  sessionStorage.clear();
});

interface Shown {
  readonly server: FakeServer;
  readonly handle: ParlorHandle;
  readonly root: ShadowRoot;
  /** The texts of the transcript, as they stand. */
  readonly texts: () => readonly string[];
  readonly field: () => HTMLTextAreaElement;
  readonly write: (text: string) => void;
}

function arrive(
  change: Partial<WidgetOptions> = {},
  server = createFakeServer({ greeting }),
): Shown {
  undo.push(server.install());
  const handle = mount({
    api: server.url,
    organizationId: "o",
    deploymentId: "d",
    routing: { queue: "Bookings" },
    company: "Lantern Line",
    ...change,
  });
  undo.push(() => handle.destroy());
  const root = document.querySelector('[data-parlor="d"]')?.shadowRoot as ShadowRoot;
  const field = (): HTMLTextAreaElement =>
    root.querySelector<HTMLTextAreaElement>("[part=composer] textarea")!;
  return {
    server,
    handle,
    root,
    texts: () => [...root.querySelectorAll("[part=message] .pl-b")].map((one) => one.textContent),
    field,
    write(text) {
      field().value = text;
      field().dispatchEvent(new InputEvent("input", { bubbles: true }));
      root.querySelector<HTMLElement>("[part=send]")!.click();
    },
  };
}

test("opening the panel shows the greeting with its choices, and begins nothing", async () => {
  const { server, handle, root, texts } = arrive();
  await handle.open();
  await vi.waitFor(() => expect(texts()).toEqual(greeting.lines));
  expect(root.querySelector(".pl-tag")?.textContent).toBe("Automated");
  const choices = [...root.querySelectorAll("[role=toolbar] button")].map((one) => one.textContent);
  expect(choices).toEqual(greeting.choices.map(({ text }) => text));
  expect(root.querySelector(".pl-begin")?.textContent).toBe(
    "A chat begins when you choose or write.",
  );
  expect(root.querySelector(".pl-day")).toBeNull();
  expect(root.querySelector(".pl-dot")).toBeNull();
  await vi.waitFor(() => expect(root.querySelector(".pl-prechat-head")).not.toBeNull());
  expect(handle.get("state")).toEqual({ isOpen: true, phase: "none" });
  expect(server.conversations).toHaveLength(0);
});

test("the first message begins the conversation, and the greeting stands in it once, before the message", async () => {
  const { server, handle, field, texts, write } = arrive();
  await handle.open({ focus: true });
  await vi.waitFor(() => expect(texts()).toEqual(greeting.lines));
  const element = field();
  write("May I bring a bike?");
  expect(texts().slice(0, 2)).toEqual(greeting.lines);
  const { text } = await server.waitForMessage();
  expect(text).toBe("May I bring a bike?");
  await vi.waitFor(() => expect(handle.get("state").phase).toBe("waiting"));
  await vi.waitFor(() => expect(texts()).toEqual([...greeting.lines, "May I bring a bike?"]));
  expect(server.conversations).toHaveLength(1);
  expect(field()).toBe(element);
});

test("a chosen answer is the first message, in the choice's queue, and gives focus to the field", async () => {
  const { server, handle, root, field, texts } = arrive();
  await handle.open();
  await vi.waitFor(() => expect(root.querySelectorAll("[role=toolbar] button")).toHaveLength(3));
  const [first, second] = root.querySelectorAll<HTMLButtonElement>("[role=toolbar] button");
  first?.focus();
  first?.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true }));
  expect(root.activeElement).toBe(second);
  await vi.waitFor(() => expect([first?.tabIndex, second?.tabIndex]).toEqual([-1, 0]));
  second?.click();
  second?.click();
  expect((await server.waitForMessage()).text).toBe("I have lost something");
  expect(server.conversations.map(({ routing }) => routing.queue)).toEqual(["Lost property"]);
  expect(root.activeElement).toBe(field());
  await vi.waitFor(() => expect(texts()).toEqual([...greeting.lines, "I have lost something"]));
  expect(root.querySelector("[role=toolbar]")).toBeNull();
});

test("with another server there is no greeting, and the first message begins the conversation", async () => {
  const { server, handle, root, texts, write } = arrive({}, createFakeServer({ extensions: [] }));
  await handle.open();
  await vi.waitFor(() =>
    expect(root.querySelector(".pl-begin")?.textContent).toBe("A chat begins when you write."),
  );
  expect(texts()).toEqual([]);
  write("Hello?");
  expect((await server.waitForMessage()).text).toBe("Hello?");
});

test('`startOn: "open"` begins with the opening, and asks for no status', async () => {
  const { server, handle, root } = arrive({ startOn: "open" });
  await handle.open();
  const conversation = await server.waitForConversation();
  expect(conversation.messages).toEqual([]);
  expect(root.querySelector("[role=toolbar]")).toBeNull();
});

test("`start()` begins without a word, also in the panel that greets", async () => {
  const { server, handle, texts } = arrive();
  await handle.open();
  await vi.waitFor(() => expect(texts()).toEqual(greeting.lines));
  await handle.start();
  await server.waitForConversation();
  await vi.waitFor(() => expect(texts()).toEqual(greeting.lines));
});

test("the page's hook sees the greeting before the visitor does", async () => {
  const { handle, texts } = arrive();
  handle.hook("beforeDisplay", ({ text, role }) =>
    text.startsWith("Hello") ? false : { text: `${text} (${role})` },
  );
  await handle.open();
  await vi.waitFor(() => expect(texts()).toEqual(["What is it about? (bot)"]));
});

test("a failed beginning keeps the message, and a second try sends it once", async () => {
  const { server, handle, root, texts, write } = arrive();
  await handle.open();
  await vi.waitFor(() => expect(texts()).toEqual(greeting.lines));
  server.failNext({ status: 500, code: "internal.error", on: "create" });
  write("My train was cancelled");
  await vi.waitFor(() =>
    expect(root.querySelector(".pl-screen h2")?.textContent).toBe("The chat didn’t open"),
  );
  const again = [...root.querySelectorAll("button")].find(
    (button) => button.textContent === "Try again",
  );
  again?.click();
  await server.waitForMessage("My train was cancelled");
  await vi.waitFor(() => expect(texts()).toEqual([...greeting.lines, "My train was cancelled"]));
  expect(server.messages).toHaveLength(1);
});

/** Changes what the server says of itself. */
function changeStatus(change: object): void {
  const { fetch } = globalThis;
  globalThis.fetch = async (input, init) => {
    const answer = await fetch(input, init);
    if (!(typeof input === "string" && input.includes("/status?"))) return answer;
    return Response.json({ ...(await answer.json()), ...change });
  };
  undo.push(() => (globalThis.fetch = fetch));
}

test.each([
  ["de", "Hallo", "de"],
  ["fr", "Hello", "en"],
])(
  "a greeting in several languages is read in %s as %s, and has that language",
  async (locale, text, lang) => {
    const { handle, root, texts } = arrive({ locale });
    const localized = { en: "Hello", de: "Hallo" };
    const choices = [{ text: localized, payload: "x" }];
    changeStatus({ greeting: [{ text: localized, choices }] });
    await handle.open();
    await vi.waitFor(() => expect(texts()).toEqual([text]));
    const row = root.querySelector<HTMLElement>("[role=article]");
    expect(row?.lang).toBe(lang);
  },
);

test("the way to a person is sent in the visitor's language", async () => {
  const { handle, root, server } = arrive({ locale: "fr" });
  const choices = [{ text: { en: "Talk to a person", fr: "Parler à quelqu’un" } }];
  changeStatus({ greeting: [{ text: "Hello", choices }] });
  await handle.open();
  await vi.waitFor(() => expect(root.querySelector("[role=toolbar] button")).not.toBeNull());
  root.querySelector<HTMLElement>("[role=toolbar] button")?.click();
  expect((await server.waitForMessage()).text).toBe("Parler à quelqu’un");
});
