import { afterEach, expect, test, vi } from "vitest";
import { clearDesk, drawDesk } from "../testing/draw-desk.tsx";
import { chatOf, FakeAgentApi, guestOf, leg, own, waitingOf } from "../testing/fake-agent-api.ts";
import type { TestDesk } from "../testing/test-desk.ts";

/* The lists, and what stands in their rows. */

let it: TestDesk;
afterEach(() => clearDesk(it));

const rows = (within: string): HTMLElement[] => [
  ...document.querySelectorAll<HTMLElement>(`${within} button.dk-row`),
];
const names = (within: string): (string | undefined)[] =>
  rows(within).map((row) => row.querySelector("b")?.textContent ?? undefined);

/** Mara has been answered; Oskar waits for an answer, and Ama does longer. */
async function threeChats(): Promise<void> {
  const api = new FakeAgentApi();
  api.all.push(
    chatOf("mara", "Mara", leg()),
    chatOf("oskar", "Oskar", leg({ id: "leg-2" })),
    chatOf("ama", "Ama", leg({ id: "leg-3" })),
  );
  api.say("ama", "Is breakfast in the price?", guestOf("ama"));
  api.say("oskar", "And with a folding bike?", guestOf("oskar"));
  api.say("mara", "Your new ticket is ready.", own);
  it = await drawDesk(api);
  await vi.waitFor(() => expect(rows(".dk-own")).toHaveLength(3));
}

test("own chats stand first, the longest wait on top, with their last line and the wait", async () => {
  await threeChats();
  await vi.waitFor(() => expect(names(".dk-own")).toEqual(["Ama", "Oskar", "Mara"]));
  const [ama, , mara] = rows(".dk-own");
  expect(ama?.textContent).toContain("Is breakfast in the price?");
  expect(ama?.textContent).toContain("waits 59:59 for you");
  expect(ama?.querySelector(".dk-clock--late")).not.toBeNull();
  expect(mara?.textContent).toContain("You: Your new ticket is ready.");
  expect(mara?.querySelector(".dk-clock")).toBeNull();
  const sections = [...document.querySelectorAll(".dk-side h2")].map((one) => one.textContent);
  expect(sections.slice(0, 2)).toEqual(["Your chats 3 of 4", "Waiting 0"]);
});

test("a list is one stop; arrows move in it, and a row with focus keeps its place", async () => {
  await threeChats();
  await vi.waitFor(() => expect(names(".dk-own")).toEqual(["Ama", "Oskar", "Mara"]));
  expect(rows(".dk-own").map((row) => row.tabIndex)).toEqual([0, -1, -1]);
  rows(".dk-own")[0]?.focus();
  const press = (key: string): unknown =>
    document.activeElement?.dispatchEvent(
      new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }),
    );
  press("ArrowDown");
  expect(document.activeElement?.textContent).toContain("Oskar");
  press("End");
  expect(document.activeElement?.textContent).toContain("Mara");
  press("ArrowUp");
  const oskar = document.activeElement;
  await vi.waitFor(() => expect(rows(".dk-own").map((row) => row.tabIndex)).toEqual([-1, 0, -1]));
  it.tell("ama", it.api.say("ama", "Yes, it is.", own));
  it.tell("mara", it.api.say("mara", "Thank you!", guestOf("mara")));
  await vi.waitFor(() => expect(names(".dk-own")).toEqual(["Mara", "Oskar", "Ama"]));
  expect(document.activeElement).toBe(oskar);
  rows(".dk-own")[1]?.blur();
  await vi.waitFor(() => expect(names(".dk-own")).toEqual(["Oskar", "Mara", "Ama"]));
});

test("while guests are offered, the list speaks of the others who wait", async () => {
  const api = new FakeAgentApi();
  it = await drawDesk(api);
  const heading = (): string | undefined =>
    document.querySelector(".dk-side__rest h2")?.textContent ?? undefined;
  await vi.waitFor(() => expect(heading()).toBe("Waiting 0"));
  it.tellChat(chatOf("w0", "Guest", leg({ state: "alerting" })));
  it.desk.lists.inLine.value = [waitingOf("w0", "Guest")];
  await vi.waitFor(() => expect(heading()).toBe("Others waiting 0"));
  expect(document.querySelector(".dk-side__rest .dk-none")?.textContent).toBe(
    "Nobody else is waiting.",
  );
});

test("a long waiting line is folded, and never hides the guest that is looked at", async () => {
  it = await drawDesk(new FakeAgentApi());
  it.desk.lists.inLine.value = Array.from({ length: 7 }, (_, n) =>
    waitingOf(`w${n}`, `Guest no ${n}`),
  );
  await vi.waitFor(() => expect(rows(".dk-side__rest")).toHaveLength(4));
  const more = document.querySelector<HTMLElement>(".dk-more");
  expect(more?.textContent).toBe("3 more waiting");
  more?.click();
  await vi.waitFor(() => expect(rows(".dk-side__rest")).toHaveLength(7));
  rows(".dk-side__rest")[6]?.click();
  await vi.waitFor(() => expect(more?.textContent).toBe("Show fewer"));
  more?.click();
  await vi.waitFor(() => expect(rows(".dk-side__rest")).toHaveLength(5));
  expect(names(".dk-side__rest")).toContain("Guest no 6");
});

test("an offer is a card with the time that is left; Decline and Accept answer it", async () => {
  const api = new FakeAgentApi();
  it = await drawDesk(api);
  const ring = (id: string) =>
    leg({
      id,
      state: "alerting",
      startAlertingTime: "2026-01-01T12:00:00.000Z",
      alertingTimeoutMs: 30_000,
    });
  it.tellChat(chatOf("ama", "Ama Boateng", ring("ring-1")));
  it.tellChat(chatOf("piotr", "Piotr", ring("ring-2")));
  const cards = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>(".dk-offer")];
  await vi.waitFor(() => expect(cards()).toHaveLength(2));
  await it.clock.advance(12_000);
  await vi.waitFor(() => expect(cards()[0]?.textContent).toContain("0:18"));
  expect(document.querySelector("[aria-live=assertive]")?.textContent).toContain(
    "A guest for you: Piotr",
  );
  const button = (card: number, words: string): HTMLElement | undefined =>
    [...(cards()[card]?.querySelectorAll("button") ?? [])].find((one) => one.textContent === words);
  expect(button(0, "Accept")?.getAttribute("aria-describedby")).toBe("dk-offer-ring-1");
  button(1, "Decline")?.click();
  button(0, "Accept")?.click();
  await vi.waitFor(() => expect(api.requests).toContain("PATCH leave piotr ring-2"));
  await vi.waitFor(() => expect(api.requests).toContain("POST take ama"));
});

test("the banner says what the connection does, in the pane and to a screen reader", async () => {
  it = await drawDesk(new FakeAgentApi());
  it.api.failure = new TypeError("Failed to fetch");
  it.reachability.set(false);
  await vi.waitFor(() =>
    expect(document.querySelector(".dk-main .pl-banner")?.textContent).toContain("You’re offline."),
  );
  await vi.waitFor(() =>
    expect(document.querySelector("[aria-live=polite]")?.textContent).toContain("You’re offline."),
  );
  it.api.failure = null;
  document.querySelector<HTMLElement>(".dk-main .pl-banner button")?.click();
  await vi.waitFor(() =>
    expect(document.querySelector(".dk-main .pl-banner")?.textContent).toContain("Back online."),
  );
});

test("a guest without a name has one number, in the lists, above the chat and beside what it wrote", async () => {
  const api = new FakeAgentApi();
  api.all.push(chatOf("c-1", "Guest", leg()), chatOf("c-2", "Guest", leg({ id: "leg-2" })));
  api.say("c-1", "Is breakfast in the price?", guestOf("c-1"));
  it = await drawDesk(api);
  await vi.waitFor(() => expect(rows(".dk-own")).toHaveLength(2));
  const [first = "", second = ""] = names(".dk-own").map((name) => name ?? "");
  expect(first).toMatch(/^Guest \d{4}$/);
  expect(second).not.toBe(first);
  rows(".dk-own")[0]?.click();
  await vi.waitFor(() => expect(document.querySelector(".dk-head h2")?.textContent).toBe(first));
  await vi.waitFor(() => expect(document.querySelector(".pl-who b")?.textContent).toBe(first));
  expect(document.querySelector("textarea")?.placeholder).toContain(`Write to ${first},`);
});

test("a waiting guest who has left the page is flagged, and one whom a lost connection brought back", async () => {
  it = await drawDesk(new FakeAgentApi());
  it.desk.lists.inLine.value = [
    waitingOf("away", "Ama", { guestAwaySince: "2026-01-01T11:59:00.000Z" }),
    waitingOf("reloading", "Berta", { guestAwaySince: "2026-01-01T11:59:50.000Z" }),
    waitingOf("lost", "Mara", { lostAgent: "Tomás Brandt" }),
  ];
  await vi.waitFor(() => expect(rows(".dk-side__rest")).toHaveLength(3));
  const [away, reloading, lost] = rows(".dk-side__rest").map((row) => row.textContent);
  expect(away).toContain("has left the page");
  expect(reloading).not.toContain("has left the page");
  expect(lost).toContain("Tomás Brandt lost the connection");
});

test("a waiting guest's row has its last words, and of a transfer who did it and why", async () => {
  it = await drawDesk(new FakeAgentApi());
  it.desk.lists.inLine.value = [
    waitingOf("moved", "Ama", {
      subject: "Seats",
      lastText: "I wait",
      transfer: { from: "Tomás Brandt", note: "Knows the group fares" },
    }),
    waitingOf("silent", "Berta", { transfer: { from: "Tomás Brandt", note: null } }),
    waitingOf("writes", "Cem", { subject: "Refund", lastText: "Hello?" }),
  ];
  await vi.waitFor(() => expect(rows(".dk-side__rest")).toHaveLength(3));
  const [moved, silent, writes] = rows(".dk-side__rest").map((row) => row.textContent);
  expect(moved).toContain("Knows the group fares");
  expect(moved).toContain("from Tomás Brandt");
  expect(silent).toContain("from Tomás Brandt");
  expect(writes).toContain("Hello?");
  expect(writes).not.toContain("from");
  it.desk.lists.applyWaiting("writes", waitingOf("writes", "Cem", { lastText: "Anybody?" }));
  await vi.waitFor(() => expect(rows(".dk-side__rest")[2]?.textContent).toContain("Anybody?"));
});

test("an agent who is not available is told so, and becomes it with one press", async () => {
  const api = new FakeAgentApi();
  await api.setStatus("offline");
  it = await drawDesk(api);
  const note = (): string => document.querySelector(".dk-own .dk-none")?.textContent ?? "";
  await vi.waitFor(() => expect(note()).toContain("You’re offline. No guest is offered to you."));
  const dot = document.querySelector(".dk-status .pl-dot");
  expect(dot && getComputedStyle(dot).backgroundColor).toBe("rgba(0, 0, 0, 0)");
  document.querySelector<HTMLButtonElement>(".dk-own .dk-none button")?.click();
  await vi.waitFor(() => expect(note()).toBe("You’re free."));
  expect(document.querySelector(".dk-status select")).toHaveProperty("value", "available");
});
