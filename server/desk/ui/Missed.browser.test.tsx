import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { clearDesk, drawDesk } from "../testing/draw-desk.tsx";
import { chatOf, FakeAgentApi, guestOf, leg, missedOf } from "../testing/fake-agent-api.ts";
import type { TestDesk } from "../testing/test-desk.ts";

/* Guests whom nobody reached: their list, and the ways to answer. */

let it: TestDesk;
let opened: string[];
let lifetime: AbortController;
beforeEach(() => {
  opened = [];
  lifetime = new AbortController();
  // No program opens during a test.
  document.addEventListener(
    "click",
    (event) => {
      const link = event.target instanceof Element ? event.target.closest("a") : null;
      if (link === null) return;
      event.preventDefault();
      opened.push(link.href);
    },
    { signal: lifetime.signal },
  );
});
afterEach(() => {
  clearDesk(it);
  lifetime.abort();
});

const all = (selector: string): HTMLElement[] => [
  ...document.querySelectorAll<HTMLElement>(selector),
];
const tab = (words: string): HTMLElement | undefined =>
  all("[role=tab]").find((one) => one.textContent?.startsWith(words));
const button = (words: string): HTMLElement | undefined =>
  all(".dk-main button").find((one) => one.textContent?.trim() === words);
const press = (key: string): unknown =>
  document.activeElement?.dispatchEvent(
    new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }),
  );
const rows = (): string[] => all(".dk-side button.dk-row").map((row) => row.textContent ?? "");

/** Ama left an address, Berta a number, Marta nothing. */
async function threeMissed(): Promise<void> {
  const api = new FakeAgentApi();
  api.allMissed.push(
    missedOf("ama", "Ama Boateng", {
      page: "https://shop.example/help/refunds?order=1",
      subject: "Refund",
      answers: { email: "ama@example.test", bookingReference: "LL-47790" },
      fieldLabels: { bookingReference: "Your booking" },
    }),
    missedOf("berta", "Berta Köhler", { contact: { email: null, phoneNumber: "+49 30 123456" } }),
    missedOf("marta", "Guest", { contact: { email: "x", phoneNumber: null }, lastText: "Hello?" }),
  );
  api.say("ama", "My train on Sunday was cancelled.", guestOf("ama", "Ama Boateng"));
  it = await drawDesk(api);
  await vi.waitFor(() => expect(tab("Missed")?.textContent).toBe("Missed 3"));
}

async function openRow(name: string): Promise<void> {
  await vi.waitFor(() => expect(rows().some((row) => row.includes(name))).toBe(true));
  all(".dk-side button.dk-row")
    .find((row) => row.textContent?.includes(name))
    ?.click();
  await vi.waitFor(() =>
    expect(document.querySelector(".dk-head h2")?.textContent).toContain(name),
  );
}

test("arrows switch between the chats and the missed guests, who stand with the way to answer", async () => {
  await threeMissed();
  tab("Chats")?.focus();
  press("ArrowRight");
  await vi.waitFor(() => expect(rows()).toHaveLength(3));
  expect(document.activeElement).toBe(tab("Missed"));
  expect(tab("Missed")?.getAttribute("aria-selected")).toBe("true");
  expect(tab("Chats")?.tabIndex).toBe(-1);
  const panel = document.getElementById(tab("Missed")?.getAttribute("aria-controls") ?? "");
  expect(panel?.getAttribute("aria-labelledby")).toBe(tab("Missed")?.id);
  expect(rows().map((row) => /By email|By phone|No address/.exec(row)?.[0])).toEqual([
    "By email",
    "By phone",
    "No address",
  ]);
  press("Home");
  await vi.waitFor(() => expect(document.activeElement).toBe(tab("Chats")));
  await vi.waitFor(() => expect(rows()).toHaveLength(0));
});

test("a missed guest's page, answers and words are shown, under the labels that the guest has seen", async () => {
  await threeMissed();
  tab("Missed")?.click();
  await openRow("Ama Boateng");
  const facts = all(".dk-facts > div").map((row) =>
    [...row.children].map((cell) => cell.textContent).join(" "),
  );
  expect(facts).toEqual([
    "Email ama@example.test",
    "Your booking LL-47790",
    "Page shop.example/help/refunds (opens in a new tab)",
  ]);
  expect(document.querySelector(".dk-head p")?.textContent).toMatch(
    /^Refund · Bookings · English · missed at .* · waited 6:40$/,
  );
  await vi.waitFor(() =>
    expect(document.querySelector(".pl-log")?.textContent).toContain("was cancelled."),
  );
  expect(document.querySelector(".pl-log")?.textContent).toContain(
    "Nobody joined in 6 minutes 40 seconds",
  );
});

test("the mail program opens once the guest is taken, then the wrap-up is saved", async () => {
  await threeMissed();
  tab("Missed")?.click();
  await openRow("Ama Boateng");
  await vi.waitFor(() => expect(button("Open in your mail program")).toBeDefined());
  button("Open in your mail program")?.focus();
  button("Open in your mail program")?.click();
  expect(opened).toEqual([]);
  await vi.waitFor(() => expect(opened).toHaveLength(1));
  expect(it.api.requests).toContain("POST take missed ama");
  expect(opened[0]).toMatch(/^mailto:ama@example\.test\?subject=Refund&body=/);
  expect(decodeURIComponent(opened[0] ?? "")).toContain("> My train on Sunday was cancelled.");
  await vi.waitFor(() =>
    expect(document.activeElement).toBe(document.querySelector(".dk-wrap h3")),
  );
  await vi.waitFor(() => expect(document.querySelector(".dk-chip input")).not.toBeNull());
  document.querySelector<HTMLElement>(".dk-chip input")?.click();
  const field = document.querySelector("textarea");
  if (field !== null) field.value = "Refunded";
  field?.dispatchEvent(new InputEvent("input", { bubbles: true }));
  await vi.waitFor(() => expect(button("Done")?.getAttribute("aria-disabled")).toBe("false"));
  button("Done")?.focus();
  button("Done")?.click();
  await vi.waitFor(() =>
    expect(it.api.requests).toContain("POST wrapup missed ama solved Refunded"),
  );
  await vi.waitFor(() => expect(tab("Missed")?.textContent).toBe("Missed 2"));
  // On a narrow page the lists alone are in view.
  await vi.waitFor(() =>
    expect(document.activeElement?.matches(".dk-side, .dk-empty h2")).toBe(true),
  );
});

test("a number is called; without an address the guest can only be marked as answered", async () => {
  await threeMissed();
  tab("Missed")?.click();
  await openRow("Berta Köhler");
  expect(button("Open in your mail program")).toBeUndefined();
  button("Call")?.click();
  await vi.waitFor(() => expect(opened).toEqual(["tel:+4930123456"]));
  await openRow("Guest");
  expect(document.querySelector(".dk-answer p")?.textContent).toContain("left no address.");
  button("Mark as answered")?.click();
  await vi.waitFor(() => expect(it.api.requests).toContain("POST take missed marta"));
  await vi.waitFor(() => expect(document.querySelector(".dk-wrap")).not.toBeNull());
  expect(opened).toHaveLength(1);
});

test("a guest whom a colleague has taken meanwhile opens no mail program; the desk says who answers", async () => {
  await threeMissed();
  tab("Missed")?.click();
  await openRow("Ama Boateng");
  it.api.allMissed[0] = missedOf("ama", "Ama Boateng", {
    takenBy: { id: "u-tomas", name: "Tomás Brandt" },
  });
  button("Open in your mail program")?.focus();
  button("Open in your mail program")?.click();
  await vi.waitFor(() =>
    expect(document.querySelector("[role=alert]")?.textContent).toContain("Tomás Brandt has taken"),
  );
  expect(opened).toEqual([]);
  await vi.waitFor(() =>
    expect(document.querySelector(".dk-take")?.textContent).toContain("Tomás Brandt answers Ama."),
  );
  await vi.waitFor(() =>
    expect(document.activeElement).toBe(document.querySelector(".dk-head h2")),
  );
});

test("a chat of the agent's own that nobody answered is wrapped up as the agent's, not taken as missed", async () => {
  const api = new FakeAgentApi();
  api.all.push(
    chatOf(
      "ama",
      "Ama Boateng",
      leg({ state: "disconnected", endTime: "2026-01-01T11:50:00.000Z" }),
    ),
  );
  api.allMissed.push(missedOf("ama", "Ama Boateng"));
  it = await drawDesk(api);
  await openRow("Ama Boateng");
  await vi.waitFor(() => expect(document.querySelector(".dk-wrap")).not.toBeNull());
  expect(document.querySelector(".dk-answer")).toBeNull();
});

const plain = (text: string | null | undefined): string =>
  text?.replace(/[\u2066-\u2069]/g, "") ?? "";

test("each row says by when an answer was promised; what is due comes first, and what is overdue is marked", async () => {
  const api = new FakeAgentApi();
  const promise = (text: string, dueAt: string | null) => ({ promise: { text, dueAt } });
  api.allMissed.push(
    missedOf("ama", "Ama Boateng", promise("by tomorrow noon", "2026-01-02T12:00:00.000Z")),
    missedOf("berta", "Berta Köhler", {
      ...promise("by noon", "2026-01-01T11:59:00.000Z"),
      contact: { email: null, phoneNumber: "+49 30 123456" },
    }),
    missedOf("marta", "Marta Nowak", promise("by two", "2026-01-01T13:00:00.000Z")),
    missedOf("yusuf", "Yusuf Demir", promise("soon", null)),
    missedOf("olga", "Olga Ek", {}),
  );
  it = await drawDesk(api);
  tab("Missed")?.click();
  await vi.waitFor(() => expect(rows()).toHaveLength(5));
  const marks = all(".dk-side button.dk-row .dk-clock");
  expect(marks.map((mark) => plain(mark.textContent))).toEqual([
    "By phone · promised by noon, overdue",
    "By email · by two",
    "By email · by tomorrow noon",
    "By email · soon",
    "By email · Bookings",
  ]);
  expect(marks.map((mark) => /--(\w+)/.exec(mark.className)?.[1])).toEqual([
    "late",
    "soon",
    "none",
    "none",
    "none",
  ]);
  await openRow("Berta Köhler");
  const log = (): string => plain(document.querySelector(".pl-log")?.textContent);
  expect(log()).toContain("We promised an answer by phone, by noon");
  await openRow("Olga Ek");
  expect(log()).not.toContain("We promised");
});

test("those who were answered on this day stand below, without their words, and cannot be opened", async () => {
  const api = new FakeAgentApi();
  const answered = (id: string, name: string, by: string, answeredAt: string) => ({
    id,
    guest: { memberId: "m", name, isNameVerified: false },
    queue: { id: "q", name: "Bookings" },
    subject: null,
    answeredAt,
    answeredBy: { id: by, name: "Tomás Brandt" },
  });
  const today = Date.parse("2026-01-01T12:00:00.000Z");
  api.allAnswered.push(
    answered("yusuf", "Yusuf Demir", "u-tomas", new Date(today - 60_000).toISOString()),
    answered("olga", "Olga Ek", "u-noor", new Date(today - 120_000).toISOString()),
    answered("early", "Early Bird", "u-noor", new Date(today - 23 * 3_600_000).toISOString()),
  );
  it = await drawDesk(api);
  tab("Missed")?.click();
  await vi.waitFor(() => expect(document.getElementById("dk-answered")).not.toBeNull());
  const section = document.querySelector("[aria-labelledby=dk-answered]");
  const lines = [...(section?.querySelectorAll("li") ?? [])].map((row) => plain(row.textContent));
  expect(lines).toHaveLength(2);
  expect(lines[0]).toMatch(/Yusuf Demir.*Bookings.*Tomás answered at \d/);
  expect(lines[1]).toMatch(/Olga Ek.*You answered at \d/);
  expect(section?.querySelector("button")).toBeNull();
});

test("the mail that opens is read out, and not that it is sent", async () => {
  await threeMissed();
  tab("Missed")?.click();
  await openRow("Ama Boateng");
  await vi.waitFor(() => expect(button("Open in your mail program")).toBeDefined());
  button("Open in your mail program")?.click();
  await vi.waitFor(() =>
    expect(it.desk.notices.spoken.value).toBe(
      "A mail to ama@example.test opens in your mail program",
    ),
  );
});
