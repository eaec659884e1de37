import { afterEach, expect, test, vi } from "vitest";
import { select } from "../model/writing.ts";
import { clearDesk, drawDesk } from "../testing/draw-desk.tsx";
import { chatOf, FakeAgentApi, guestOf, leg } from "../testing/fake-agent-api.ts";
import type { TestDesk } from "../testing/test-desk.ts";

let it: TestDesk | null = null;
afterEach(() => {
  if (it !== null) clearDesk(it);
  it = null;
});

/** The pane of a chat with Ada Byron, of whom the site has vouched for these fields. */
async function draw(verifiedFields: readonly string[], externalId: string | null): Promise<void> {
  const api = new FakeAgentApi();
  api.all.push(chatOf("c-1", "Ada Byron", leg()));
  api.say("c-1", "Hello", guestOf("c-1", "Ada Byron"));
  api.facts.set("c-1", {
    guest: {
      memberId: "m-1",
      name: "Ada Byron",
      email: "ada@example.test",
      phoneNumber: null,
      customFields: { tier: "gold", Account: "self-made" },
      externalId,
      verifiedFields,
    },
  });
  it = await drawDesk(api);
  select(it.desk, "c-1");
  await vi.waitFor(() => expect(facts().length).toBeGreaterThan(0));
}

const name = (): string => document.querySelector(".dk-name")?.textContent ?? "";
const facts = (): string[] =>
  [...document.querySelectorAll(".dk-facts > div")].map((row) =>
    [...row.children].map((cell) => cell.textContent).join(" "),
  );

test("a name and the facts that the site has vouched for are marked as verified, and no others", async () => {
  await draw(["displayName", "customFields.tier"], "customer-4711");
  expect(name()).toBe("Ada ByronVerified");
  expect(facts()).toEqual([
    "Email ada@example.test",
    "Account customer-4711 Verified",
    "tier gold Verified",
    "Account self-made",
  ]);
});

test("a name that only the browser said is not marked, although the site knows the guest", async () => {
  await draw(["email"], null);
  expect(name()).toBe("Ada Byron");
  expect(facts()).toEqual(["Email ada@example.test Verified", "tier gold", "Account self-made"]);
});

test("a pile of combining marks in a name or a fact stays in its place", async () => {
  await draw([], null);
  const places = [...document.querySelectorAll(".dk-head, .dk-facts > div")];
  expect(places.length).toBeGreaterThan(1);
  expect(places.map((place) => getComputedStyle(place).overflowY)).toEqual(
    places.map(() => "hidden"),
  );
});

/** The guest's portraits; the agent's own stands in the bar. */
const guestAvatars = (): HTMLElement[] => [
  ...document.querySelectorAll<HTMLElement>(".dk-body .pl-av"),
];

test("a guest has one colour, in the list, above the chat and beside what it wrote", async () => {
  await draw([], null);
  await vi.waitFor(() => expect(guestAvatars()).toHaveLength(3));
  const looks = guestAvatars().map((avatar) =>
    [
      avatar.style.cssText,
      ...[...avatar.classList].filter((name) => !/--(sm|md|lg)$/.test(name)),
    ].join(" "),
  );
  expect(new Set(looks).size).toBe(1);
});

test("an agent who only reads along sees whether the name is verified, too", async () => {
  it = await drawDesk(new FakeAgentApi());
  for (const isNameVerified of [true, false]) {
    it.desk.lists.inLine.value = [
      {
        id: "c-2",
        guest: { memberId: "m-2", name: "Ada Byron", isNameVerified },
        queue: { id: "q-1", name: "Bookings" },
        subject: null,
        waitingSince: "2026-01-01T00:00:00.000Z",
        lastText: null,
      },
    ];
    select(it.desk, "c-2");
    await vi.waitFor(() => expect(name()).toBe(isNameVerified ? "Ada ByronVerified" : "Ada Byron"));
  }
});
