import { render } from "preact";
import { afterEach, expect, test, vi } from "vitest";
import { details, me, messages, mine, selected, waiting } from "../model/desk-state.ts";
import { ChatPane } from "./ChatPane.tsx";
import { Side } from "./Side.tsx";

afterEach(() => {
  render(null, document.body);
  mine.value = [];
  messages.value = [];
  details.value = null;
  waiting.value = [];
  selected.value = null;
});

/** The pane of a chat with Ada Byron, of whom the site has vouched for these fields. */
function draw(verifiedFields: readonly string[], externalId: string | null): void {
  me.value = { id: "u-noor", name: "Noor", parlor: { status: "available", capacity: 4 } };
  mine.value = [
    {
      id: "c-1",
      participants: [{ id: "p-1", purpose: "customer", state: "connected", name: "Ada Byron" }],
    },
  ];
  selected.value = "c-1";
  details.value = {
    id: "c-1",
    guest: {
      memberId: "m-1",
      name: "Ada Byron",
      email: "ada@example.test",
      phoneNumber: null,
      customFields: { tier: "gold", Account: "self-made" },
      externalId,
      verifiedFields,
    },
    queue: { id: "q-1", name: "Bookings" },
    subject: null,
    language: null,
    transferNote: null,
    mediaRequests: [],
  };
  render(
    <>
      <Side />
      <ChatPane />
    </>,
    document.body,
  );
}

const name = (): string => document.querySelector(".dk-name")?.textContent ?? "";
const facts = (): string[] =>
  [...document.querySelectorAll(".dk-facts > div")].map((row) =>
    [...row.children].map((cell) => cell.textContent).join(" "),
  );

test("a name and the facts that the site has vouched for are marked as verified, and no others", () => {
  draw(["displayName", "customFields.tier"], "customer-4711");
  expect(name()).toBe("Ada ByronVerified");
  expect(facts()).toEqual([
    "Email ada@example.test",
    "Account customer-4711 Verified",
    "tier gold Verified",
    "Account self-made",
  ]);
});

test("a name that only the browser said is not marked, although the site knows the guest", () => {
  draw(["email"], null);
  expect(name()).toBe("Ada Byron");
  expect(facts()).toEqual(["Email ada@example.test Verified", "tier gold", "Account self-made"]);
});

test("a guest has one colour, in the list, above the chat and beside what it wrote", async () => {
  draw([], null);
  messages.value = [
    {
      id: "m-1",
      sender: { id: "m-1", displayName: "Ada Byron", role: "CUSTOMER" },
      body: "Hello",
      bodyType: "standard",
      timestamp: "2026-01-01T00:00:00.000Z",
    },
  ];
  await vi.waitFor(() => expect(document.querySelectorAll(".pl-av")).toHaveLength(3));
  const looks = [...document.querySelectorAll<HTMLElement>(".pl-av")].map((avatar) =>
    [
      avatar.style.cssText,
      ...[...avatar.classList].filter((name) => !/--(sm|md|lg)$/.test(name)),
    ].join(" "),
  );
  expect(new Set(looks).size).toBe(1);
});

test("an agent who only reads along sees whether the name is verified, too", () => {
  for (const isNameVerified of [true, false]) {
    waiting.value = [
      {
        id: "c-2",
        guest: { memberId: "m-2", name: "Ada Byron", isNameVerified },
        queue: { id: "q-1", name: "Bookings" },
        subject: null,
        waitingSince: "2026-01-01T00:00:00.000Z",
        lastText: null,
      },
    ];
    selected.value = "c-2";
    render(<ChatPane />, document.body);
    expect(name()).toBe(isNameVerified ? "Ada ByronVerified" : "Ada Byron");
  }
});
