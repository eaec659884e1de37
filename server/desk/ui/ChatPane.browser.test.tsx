import { afterEach, expect, test, vi } from "vitest";
import type { Details } from "../api/views.ts";
import { select } from "../model/writing.ts";
import { clearDesk, drawDesk } from "../testing/draw-desk.tsx";
import { chatOf, FakeAgentApi, guestOf, leg, waitingOf } from "../testing/fake-agent-api.ts";
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
      awaySince: null,
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
      waitingOf("c-2", "Ada Byron", {
        guest: { memberId: "m-2", name: "Ada Byron", isNameVerified },
      }),
    ];
    select(it.desk, "c-2");
    await vi.waitFor(() => expect(name()).toBe(isNameVerified ? "Ada ByronVerified" : "Ada Byron"));
  }
});

const NO_PAGE = {
  fieldLabels: {},
  capabilities: { screenShare: null },
  language: null,
  page: null,
};

async function drawWith(facts: Partial<Details>): Promise<void> {
  const api = new FakeAgentApi();
  api.all.push(chatOf("c-1", "Ada Byron", leg()));
  api.facts.set("c-1", facts);
  it = await drawDesk(api);
  select(it.desk, "c-1");
}
const askButton = (): HTMLElement | undefined =>
  [...document.querySelectorAll<HTMLElement>(".dk-tools button")].find((one) =>
    one.textContent?.includes("Ask to share screen"),
  );

test("the answers of the form stand under the labels that the guest has seen", async () => {
  await drawWith({
    guest: {
      memberId: "m-1",
      name: "Ada Byron",
      email: null,
      phoneNumber: null,
      customFields: { bookingReference: "LL-48213", toString: "own" },
      externalId: null,
      verifiedFields: [],
      awaySince: null,
    },
    parlor: {
      ...NO_PAGE,
      fieldLabels: { bookingReference: "Your booking" },
      page: "https://shop.example/trips/LL-48213",
    },
  });
  await vi.waitFor(() =>
    expect(facts()).toEqual([
      "Your booking LL-48213",
      "toString own",
      "Page shop.example/trips/LL-48213 (opens in a new tab)",
    ]),
  );
});

test("a guest whose page cannot share the screen is not asked, and the desk says why", async () => {
  await drawWith({ parlor: { ...NO_PAGE, capabilities: { screenShare: false } } });
  await vi.waitFor(() => expect(askButton()?.getAttribute("aria-disabled")).toBe("true"));
  const why = document.getElementById(askButton()?.getAttribute("aria-describedby") ?? "");
  expect(why?.textContent).toBe("The guest’s page can’t share it");
  askButton()?.click();
  expect(it?.api.requests).not.toContain("POST screen c-1");
});

test("a guest whose page has not said what it can do is asked", async () => {
  await drawWith({});
  await vi.waitFor(() => expect(askButton()?.getAttribute("aria-disabled")).toBe("false"));
  askButton()?.click();
  await vi.waitFor(() => expect(it?.api.requests).toContain("POST screen c-1"));
});

test("the desk says plainly that a shared screen is not shown at it", async () => {
  await drawWith({ mediaRequests: [{ id: "r", state: "ACCEPTED" }] });
  await vi.waitFor(() =>
    expect(facts()).toEqual(["Screen Shared with the site’s page. The desk can’t show it"]),
  );
});

test("a guest whose page is closed is away in the head and in the log, and the desk says when it is back", async () => {
  const guest = {
    memberId: "m-1",
    name: "Ada Byron",
    email: null,
    phoneNumber: null,
    customFields: {},
    externalId: null,
    verifiedFields: [],
    awaySince: "2026-01-01T11:59:00.000Z",
  };
  await drawWith({ guest });
  const words = "Ada’s window is closed. What you write will be there when it opens again";
  const log = (): string => document.querySelector(".pl-log")?.textContent ?? "";
  await vi.waitFor(() => expect(log()).toContain(words));
  expect(document.querySelector(".dk-head p")?.textContent).toMatch(/^Away since /);
  const spoken = (): string | null | undefined =>
    document.querySelector("[aria-live=polite]")?.lastElementChild?.textContent;
  await vi.waitFor(() => expect(spoken()).toBe(words));
  it?.api.facts.set("c-1", { guest: { ...guest, awaySince: null } });
  it?.tellChat(chatOf("c-1", "Ada Byron", leg()));
  await vi.waitFor(() => expect(spoken()).toBe("Ada is back"));
  expect(log()).not.toContain(words);
  expect(document.querySelector(".dk-head p")?.textContent).not.toContain("Away");
});

test("an agent whose connection was lost did not leave: the log says what has happened", async () => {
  const api = new FakeAgentApi();
  const tomas = { id: "t", displayName: "Tomás Brandt", role: "agent", userId: "u-t" } as const;
  const lost = api.say("c-1", "", tomas, "left");
  api.all.push(
    chatOf(
      "c-1",
      "Ada Byron",
      leg({
        id: "leg-t",
        user: { id: "u-t" },
        state: "disconnected",
        disconnectType: "transport.failure",
        endTime: lost.timestamp,
      }),
      leg(),
    ),
  );
  api.say("c-1", "Are you there?", guestOf("c-1", "Ada Byron"));
  it = await drawDesk(api);
  select(it.desk, "c-1");
  await vi.waitFor(() =>
    expect(document.querySelector(".pl-note")?.textContent).toBe(
      "Tomás Brandt lost the connection. The chat came back to the line",
    ),
  );
});
