import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { systemClock } from "../../transport/ports/clock.ts";
import { createFakeServer, type FakeServer } from "../../testing/index.ts";
import { mount, type ParlorHandle, type WidgetOptions } from "../index.ts";

let server: FakeServer;
let undo: (() => void)[] = [];
beforeEach(() => {
  server = createFakeServer();
  server.setPresence({ isStaffed: false });
  undo.push(server.install());
});
afterEach(() => {
  for (const step of undo.splice(0).toReversed()) step();
  localStorage.clear();
  sessionStorage.clear();
});

function arrive(change: Partial<WidgetOptions> = {}) {
  const handle: ParlorHandle = mount({
    api: server.url,
    organizationId: "o",
    deploymentId: "d",
    routing: { queue: "Bookings" },
    company: "Lantern Line",
    ...change,
  });
  undo.push(() => handle.destroy());
  const root = [...document.querySelectorAll('[data-parlor="d"]')].at(-1)?.shadowRoot as ShadowRoot;
  const part = (name: string): HTMLInputElement =>
    root.querySelector<HTMLInputElement>(`[data-part=${name}]`)!;
  const fill = (name: string, value: string): void => {
    part(name).value = value;
    part(name).dispatchEvent(new InputEvent("input", { bubbles: true }));
  };
  const text = (selector: string): string => root.querySelector(selector)?.textContent ?? "";
  const submit = (): void => root.querySelector<HTMLButtonElement>("[type=submit]")!.click();
  const shown = (): Promise<void> =>
    vi.waitFor(() => expect(root.querySelector(".pl-leave-head")).not.toBeNull());
  return { handle, root, part, fill, text, submit, shown };
}

/** Hours on no day, or on every day and all day. */
const never = { timeZone: "UTC", week: {} } as const;

test("while nobody is there, the panel says so and asks how to answer, before anything is begun", async () => {
  const { handle, root, text, shown } = arrive();
  await handle.open();
  await shown();
  expect(text(".pl-leave-head h2")).toBe("Nobody is here right now");
  expect(text(".pl-leave-head p")).toBe("Leave us a message. We’ll answer by email.");
  expect(root.querySelector("[part=composer]")).toBeNull();
  expect(server.conversations).toHaveLength(0);
});

test("the message is the conversation's first, with the address as the guest's, and the screen says where the answer goes", async () => {
  const { handle, root, fill, text, submit, shown } = arrive({
    leaveMessage: { promise: { en: "by tomorrow noon", de: "bis morgen Mittag" } },
  });
  await handle.open();
  await shown();
  expect(text(".pl-leave-head p")).toBe(
    "Leave us a message. We’ll answer by email, usually by tomorrow noon.",
  );
  fill("address", " mara@lindqvist.example ");
  fill("message", "Could I move to a lower berth?");
  submit();
  await vi.waitFor(() => expect(text(".pl-screen h2")).toBe("Your message is with us"));
  expect(text(".pl-screen > p")).toBe("We’ll answer by email, usually by tomorrow noon.");
  expect(text(".pl-leave-card dd")).toBe("mara@lindqvist.example");
  expect(text(".pl-header__sub")).toBe("Bookings");
  expect(text(".pl-leave-said p")).toBe("Could I move to a lower berth?");
  const [conversation] = server.conversations;
  expect(conversation?.messages.map((message) => message.text)).toEqual([
    "Could I move to a lower berth?",
  ]);
  expect(conversation?.profile.email).toBe("mara@lindqvist.example");
  expect(sessionStorage.getItem("parlor:draft:d")).toBeNull();

  // The guest may go on in the same conversation.
  const another = [...root.querySelectorAll("button")].find(
    (button) => button.textContent === "Write another message",
  );
  another?.click();
  await vi.waitFor(() => expect(root.querySelector("[part=composer]")).not.toBeNull());
  expect(text("[part=log]")).toContain("Could I move to a lower berth?");
  expect(server.conversations).toHaveLength(1);
});

test("the agents learn by when an answer was promised, as the visitor has read it", async () => {
  const bodies: unknown[] = [];
  const { fetch } = window;
  window.fetch = async (input, init) => {
    const request = new Request(input, init);
    if (request.method === "POST" && request.url.endsWith("/conversations"))
      bodies.push(await request.clone().json());
    return fetch(input, init);
  };
  undo.push(() => (window.fetch = fetch));
  const promise = { en: "by tomorrow noon", de: "bis morgen Mittag" };
  const { handle, fill, text, submit, shown } = arrive({
    leaveMessage: { promise, withinHours: 20 },
  });
  await handle.open();
  await shown();
  fill("address", "mara@lindqvist.example");
  fill("message", "Could I move to a lower berth?");
  submit();
  await vi.waitFor(() => expect(text(".pl-screen h2")).toBe("Your message is with us"));
  expect(bodies).toMatchObject([
    { parlor: { promise: { text: "by tomorrow noon", withinHours: 20 } } },
  ]);
});

test("by phone the number needs its country code", async () => {
  const { handle, root, fill, text, submit, shown } = arrive();
  await handle.open();
  await shown();
  root.querySelectorAll<HTMLInputElement>("[type=radio]")[1]?.click();
  await vi.waitFor(() => expect(root.querySelector("[type=tel]")).not.toBeNull());
  expect(text(".pl-leave-head p")).toBe("Leave us a message. We’ll call you.");
  fill("address", "079 123 45 67");
  fill("message", "Please call");
  submit();
  await vi.waitFor(() =>
    expect(text(".pl-error")).toBe("Enter a phone number with its country code, like +33 …"),
  );
  fill("address", "+41 79 123 45 67");
  await vi.waitFor(() => expect(text(".pl-error")).toBe(""));
  submit();
  await vi.waitFor(() => expect(text(".pl-screen h2")).toBe("Your message is with us"));
  expect(server.conversations[0]?.profile.phoneNumber).toBe("+41 79 123 45 67");
});

test("each wrong field says what it wants, the first has focus, and nothing is sent", async () => {
  const privacyUrl = "https://lantern.example/privacy";
  const { handle, root, part, submit, shown } = arrive({ preChat: { fields: [], privacyUrl } });
  await handle.open();
  await shown();
  submit();
  await vi.waitFor(() =>
    expect([...root.querySelectorAll(".pl-error")].map((one) => one.textContent)).toEqual([
      "Enter a full email address, like name@example.com",
      "Write a message",
      "Tick the box so that we may answer you",
    ]),
  );
  expect(root.activeElement).toBe(part("address"));
  expect(part("message").getAttribute("aria-describedby")).toBe("pl-leave-message-error");
  expect(server.conversations).toHaveLength(0);
});

test.each([
  ["the conversation cannot be created", "create"],
  ["the message is refused", "send"],
] as const)(
  "when %s, the text stays in the form, and another try stores it once",
  async (_, on) => {
    const { handle, root, part, fill, text, submit, shown } = arrive();
    await handle.open();
    await shown();
    fill("address", "mara@lindqvist.example");
    fill("message", "My train was cancelled");
    server.failNext({ status: 400, code: "bad.request", on });
    submit();
    await vi.waitFor(() =>
      expect(text(".pl-banner--bad p")).toBe("Your message wasn’t sent. It’s still here."),
    );
    expect(part("message").value).toBe("My train was cancelled");
    expect(sessionStorage.getItem("parlor:draft:d")).toBe("My train was cancelled");
    await vi.waitFor(() => expect(root.activeElement?.textContent).toBe("Try again"));
    (root.activeElement as HTMLElement).click();
    await vi.waitFor(() => expect(text(".pl-screen h2")).toBe("Your message is with us"));
    expect(server.messages.map((message) => message.text)).toEqual(["My train was cancelled"]);
  },
);

test("the draft is the composer's: it survives the page, and the address is not stored", async () => {
  const first = arrive();
  await first.handle.open();
  await first.shown();
  first.fill("address", "mara@lindqvist.example");
  first.fill("message", "Half a sentence");
  first.handle.destroy();
  const stored = JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)]);
  expect(stored).toContain("Half a sentence");
  expect(stored).not.toContain("mara@");
  const next = arrive();
  await next.handle.open();
  await next.shown();
  expect(next.part("message").value).toBe("Half a sentence");
  expect(next.part("address").value).toBe("");
});

test("an agent who answers after all takes the visitor to the conversation", async () => {
  const { handle, root, fill, text, submit, shown } = arrive();
  await handle.open();
  await shown();
  fill("address", "mara@lindqvist.example");
  fill("message", "Is anybody there?");
  submit();
  await vi.waitFor(() => expect(text(".pl-screen h2")).toBe("Your message is with us"));
  server.agentJoins({ name: "Noor Haddad" });
  server.agentSays("Yes, good morning.");
  await vi.waitFor(() => expect(text("[part=log]")).toContain("Yes, good morning."));
  expect(root.querySelector("[part=composer]")).not.toBeNull();
});

test("outside the site's own hours a message is taken, and the screen says that it is closed", async () => {
  server.setPresence({ isStaffed: true });
  const { handle, text, shown } = arrive({ hours: never });
  await handle.open();
  await shown();
  expect(text(".pl-leave-head h2")).toBe("We’re closed today");
});

test.each([
  ["open", 12, ".pl-begin"],
  ["closed", 0, ".pl-leave-head"],
])(
  "hours that are %s by the server's clock are so for a visitor whose clock is half a day behind",
  async (_, middle, shown) => {
    for (const step of undo.splice(0)) step();
    const HOUR_MS = 3_600_000;
    const clock = { ...systemClock, now: () => Date.now() + 12 * HOUR_MS };
    server = createFakeServer({ clock });
    undo.push(server.install());
    const hourOf = (ahead: number): string =>
      `${new Date(Date.now() + ahead * HOUR_MS).toISOString().slice(11, 13)}:00`;
    const span = `${hourOf(middle - 2)}-${hourOf(middle + 2)}`;
    const days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    const week = Object.fromEntries(days.map((day) => [day, span]));
    const { handle, root } = arrive({ hours: { timeZone: "UTC", week } });
    await handle.open();
    await vi.waitFor(() => expect(root.querySelector(shown)).not.toBeNull());
  },
);

test("another server takes no message: outside the hours the closed screen stands, and nobody is said to be away", async () => {
  for (const step of undo.splice(0)) step();
  server = createFakeServer({ extensions: [] });
  undo.push(server.install());
  const closed = arrive({ hours: never });
  await closed.handle.open();
  await vi.waitFor(() => expect(closed.root.querySelector(".pl-hours")).not.toBeNull());
  closed.handle.destroy();
  const open = arrive();
  await open.handle.open();
  await vi.waitFor(() => expect(open.root.querySelector(".pl-begin")).not.toBeNull());
});

test("`leaveMessage: false` lets the visitor wait as before", async () => {
  const { handle, root } = arrive({ leaveMessage: false });
  await handle.open();
  await vi.waitFor(() => expect(root.querySelector(".pl-begin")).not.toBeNull());
  expect(root.querySelector(".pl-leave-head")).toBeNull();
});

test("with a form, nobody is asked for it while nobody is there", async () => {
  const fields = [{ name: "displayName", type: "text" }] as const;
  const { handle, root, shown } = arrive({ preChat: { fields } });
  await handle.open();
  await shown();
  expect(root.querySelector('[data-name="displayName"]')).toBeNull();
});

test("as soon as the text waits to be sent it is no draft any more: a page that is loaded anew has it once", async () => {
  const { handle, fill, submit, shown } = arrive();
  const drafts: (string | null)[] = [];
  handle.hook("beforeSend", (message) => {
    drafts.push(sessionStorage.getItem("parlor:draft:d"));
    return message;
  });
  await handle.open();
  await shown();
  fill("address", "mara@lindqvist.example");
  fill("message", "My train was cancelled");
  expect(sessionStorage.getItem("parlor:draft:d")).toBe("My train was cancelled");
  submit();
  await vi.waitFor(() => expect(server.messages).toHaveLength(1));
  expect(drafts).toEqual([null]);
});

test("hidden fields of the site's form and the visitor's consent go with the message", async () => {
  const consents: string[] = [];
  const preChat = {
    fields: [{ name: "orderNumber", type: "hidden", value: "LL-48213" }],
    privacyUrl: "https://lantern.example/privacy",
  } as const;
  const { handle, part, fill, submit, shown } = arrive({ preChat });
  handle.on("consent:given", () => consents.push("given"));
  await handle.open();
  await shown();
  fill("address", "mara@lindqvist.example");
  fill("message", "My train was cancelled");
  part("consent").click();
  submit();
  await vi.waitFor(() => expect(server.messages).toHaveLength(1));
  expect(server.conversations[0]?.profile.customFields).toEqual({ orderNumber: "LL-48213" });
  expect(consents).toEqual(["given"]);
});
