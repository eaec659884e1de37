/** @module-tag engine-layout */

import { afterEach, expect, test, vi } from "vitest";
import { expectHarmless, fetched } from "../../../test/expect-harmless.ts";
import { xssCorpus } from "../../../test/xss-corpus.ts";
import { contentOf } from "../api/decode-content.ts";
import type { ContentPart } from "../api/content.ts";
import type { DeskMessage } from "../api/views.ts";
import { select } from "../model/writing.ts";
import { clearDesk, drawDesk } from "../testing/draw-desk.tsx";
import { chatOf, FakeAgentApi, guestOf, leg, own, waitingOf } from "../testing/fake-agent-api.ts";
import type { TestDesk } from "../testing/test-desk.ts";
import "../../../src/widget/theme/tokens.css";
import "../../../src/widget/shell/chunk.css";
import "../../../src/widget/conversation/chunk.css";
import "../../../src/widget/rich/chunk.css";

/* Content in the rows of the desk's log, and the guest's answers. */

let it: TestDesk | null = null;
afterEach(() => {
  if (it !== null) clearDesk(it);
  it = null;
  document.body.classList.remove("parlor", "dk");
});

const mara = guestOf("c", "Mara Lindqvist");
const choices = (...texts: readonly string[]): readonly ContentPart[] =>
  contentOf([{ kind: "choices", choices: texts.map((text) => ({ text })) }]);

/** The log of a chat with these messages. */
async function draw(say: (api: FakeAgentApi) => void): Promise<HTMLElement> {
  const api = new FakeAgentApi();
  api.all.push(chatOf("c", "Mara Lindqvist", leg()));
  say(api);
  document.body.classList.add("parlor", "dk");
  it = await drawDesk(api);
  select(it.desk, "c");
  await vi.waitFor(() => expect(document.querySelector(".dk-content")).not.toBeNull());
  const log = document.querySelector<HTMLElement>(".pl-log");
  if (log === null) throw new Error("There is no log");
  return log;
}
const answer = (to: DeskMessage, ...payloads: readonly string[]) =>
  ({ answer: { messageId: to.id, kind: "choices", payloads } }) as const;
const chips = (): string[] =>
  [...document.querySelectorAll(".dk-content .pl-chip")].map(
    (one) => `${one.classList.contains("is-chosen") ? "✓ " : ""}${one.textContent ?? ""}`,
  );

test("choices that wait for the guest say so, and cannot be pressed", async () => {
  const log = await draw((api) =>
    api.say("c", "Which train?", own, "text", { content: choices("Lyon", "Paris") }),
  );
  expect(chips()).toEqual(["Lyon", "Paris"]);
  expect(log.querySelector(".pl-b")?.textContent).toBe("Which train?");
  expect(log.querySelector(".pl-meta")?.textContent).toBe("Waiting for Mara’s choice");
  expect(log.querySelectorAll(".dk-content :is(button, input, a)")).toHaveLength(0);
  expect(log.querySelector("[role=article]")?.getAttribute("aria-label")).toMatch(
    /^You.*Which train\?, 2 choices$/,
  );
});

test("the guest's answer is a row of its own, and marks what it has chosen", async () => {
  const log = await draw((api) => {
    const offer = api.say("c", "Which train?", own, "text", { content: choices("Lyon", "Paris") });
    api.say("c", "2", mara, "text", answer(offer, "Paris"));
  });
  expect(chips()).toEqual(["Lyon", "✓ Mara chose: Paris"]);
  expect(log.querySelector(".pl-chips")?.getAttribute("aria-label")).toBe("Choices, answered");
  expect([...log.querySelectorAll(".pl-b")].map(({ textContent }) => textContent)).toEqual([
    "Which train?",
    "2",
  ]);
  expect(log.textContent).not.toContain("Waiting for");
});

test("an answer that comes while the agent looks marks the choice, and a later message closes others", async () => {
  const log = await draw((api) =>
    api.say("c", "Which train?", own, "text", { content: choices("Lyon", "Paris") }),
  );
  const [offer] = it?.api.histories.get("c") ?? [];
  if (it === null || offer === undefined) throw new Error("There is no offer");
  it.tell("c", it.api.say("c", "Lyon", mara, "text", answer(offer, "Lyon")));
  await vi.waitFor(() => expect(chips()).toEqual(["✓ Mara chose: Lyon", "Paris"]));
  it.tell("c", it.api.say("c", "And when?", own, "text", { content: choices("Today") }));
  await vi.waitFor(() => expect(log.textContent).toContain("Waiting for Mara’s choice"));
  it.tell("c", it.api.say("c", "I don’t know", mara));
  await vi.waitFor(() => expect(log.textContent).not.toContain("Waiting for"));
  expect(chips().at(-1)).toBe("Today");
});

test("an agent who reads along sees a bot's choices, and whether they wait", async () => {
  const api = new FakeAgentApi();
  api.line.push(waitingOf("w", "Ada"));
  const bell = { id: "bell", displayName: "Bell", role: "bot" } as const;
  api.say("w", "What is it about?", bell, "text", { content: choices("A refund") });
  it = await drawDesk(api);
  select(it.desk, "w");
  await vi.waitFor(() => expect(chips()).toEqual(["A refund"]));
  expect(document.querySelector(".pl-log")?.textContent).toContain("Waiting for Ada’s choice");
});

test("a card has its title, its text, and links that show their host and open in a new tab", async () => {
  const card = {
    title: "Couchette",
    text: "A bed in a room for six",
    link: "https://lanternline.example/beds",
    actions: [
      { kind: "answer", text: "Take it", payload: "bed" },
      { kind: "link", text: "Photos", url: "https://photos.example/beds" },
    ],
  };
  const log = await draw((api) => {
    const content = contentOf([{ kind: "cards", cards: [card, { title: "Seat" }] }]);
    const offer = api.say("c", "", own, "text", { content });
    const given = { messageId: offer.id, kind: "cards", payloads: ["bed"] } as const;
    api.say("c", "Take it", mara, "text", { answer: given });
  });
  const links = [...log.querySelectorAll<HTMLAnchorElement>(".pl-offer a")];
  expect(links.map(({ href, target, rel }) => [href, target, rel])).toEqual([
    ["https://lanternline.example/beds", "_blank", "noopener noreferrer"],
    ["https://photos.example/beds", "_blank", "noopener noreferrer"],
  ]);
  expect(links.map((one) => one.querySelector(".pl-host")?.textContent)).toEqual([
    "lanternline.example",
    "photos.example",
  ]);
  expect(chips()).toEqual(["✓ Mara chose: Take it"]);
  expect(
    [...log.querySelectorAll(".dk-cards__all > li")].map((one) => one.getAttribute("aria-label")),
  ).toEqual(["1 of 2", "2 of 2"]);
  expect(log.querySelector("[role=article]")?.getAttribute("aria-label")).toContain("2 cards");
});

test("many times stand by day, the chosen one among the first of them, and the rest on demand", async () => {
  const first = new Date(2027, 3, 1, 9, 0).getTime();
  const times = Array.from({ length: 30 }, (_, n) => ({
    at: new Date(first + n * 6 * 3_600_000).toISOString(),
    minutes: 30,
    payload: `t${n}`,
  }));
  const log = await draw((api) => {
    const content = contentOf([{ kind: "times", title: "When?", times }]);
    const offer = api.say("c", "May we call?", own, "text", { content });
    const given = { messageId: offer.id, kind: "times", payloads: ["t29"] } as const;
    api.say("c", "Thursday, 9:00", mara, "text", { answer: given });
  });
  expect(chips()).toHaveLength(13);
  expect(chips().at(-1)).toMatch(/^✓ Mara chose: /);
  expect(log.querySelectorAll(".pl-pick__day").length).toBeGreaterThan(3);
  const more = [...log.querySelectorAll("button")].find((one) =>
    one.textContent?.startsWith("Show"),
  );
  expect(more?.textContent).toBe("Show all 30 times");
  more?.focus();
  more?.click();
  await vi.waitFor(() => expect(chips()).toHaveLength(30));
  expect(document.activeElement?.getAttribute("role")).toBe("article");
});

test("a list has its sections, and marks each item that was chosen", async () => {
  await draw((api) => {
    const content = contentOf([
      {
        kind: "list",
        title: "Extras",
        sections: [
          {
            title: "Food",
            isMultiple: true,
            items: [{ text: "Bread", detail: "€ 3" }, { text: "Soup" }],
          },
          { items: [{ text: "Bicycle" }] },
        ],
      },
    ]);
    const offer = api.say("c", "", own, "text", { content });
    const given = { messageId: offer.id, kind: "list", payloads: ["Bread", "Bicycle"] } as const;
    api.say("c", "Bread, Bicycle", mara, "text", { answer: given });
  });
  expect(chips()).toEqual(["✓ Mara chose: Bread€ 3", "Soup", "✓ Mara chose: Bicycle"]);
});

test("choices that could not be sent stand below their text with Retry", async () => {
  const log = await draw((api) => api.say("c", "?", own, "text", { content: choices("A") }));
  it?.desk.work.peek().outbox.write("c", null, "Which?", { choices: [{ text: "Lyon" }] });
  await vi.waitFor(() => expect(log.textContent).toContain("Not sent."));
  expect(chips()).toEqual(["A", "Lyon"]);
  expect([...log.querySelectorAll("[role=article]")].at(-1)?.getAttribute("aria-label")).toBe(
    "You, not sent: Which? Lyon",
  );
});

test.each([
  ["left to right", "Which of them?"],
  ["right to left", "\u0623\u064a \u0642\u0637\u0627\u0631\u061f"],
])("content stands below a text from %s, at the same side of the log", async (_, text) => {
  const parts = [
    { kind: "choices", choices: [{ text: "Lyon" }, { text }] },
    { kind: "cards", cards: [{ title: text, text }] },
    { kind: "times", title: text, times: [{ at: "2027-01-01T10:00:00Z" }] },
    { kind: "list", title: text, sections: [{ items: [{ text }] }] },
  ];
  const bell = { id: "bell", displayName: "Bell", role: "bot" } as const;
  const log = await draw((api) => {
    for (const sender of [own, bell])
      for (const part of parts) api.say("c", text, sender, "text", { content: contentOf([part]) });
  });
  const bubbles = [...log.querySelectorAll<HTMLElement>(".pl-b")];
  const contents = [...log.querySelectorAll<HTMLElement>(".dk-content")];
  expect([bubbles.length, contents.length]).toEqual([8, 8]);
  const { left, right } = log.getBoundingClientRect();
  for (const [n, bubble] of bubbles.entries()) {
    const said = bubble.getBoundingClientRect();
    const content = contents[n]?.getBoundingClientRect() ?? said;
    expect(content.top, `${n}`).toBeGreaterThanOrEqual(said.bottom);
    const gap = n < parts.length ? said.right - content.right : content.left - said.left;
    expect(Math.abs(gap), `${n}`).toBeLessThanOrEqual(1);
    expect([content.left >= left, content.right <= right], `${n}`).toEqual([true, true]);
  }
});

test("texts from right to left keep their direction, and long ones break within the log", async () => {
  const log = await draw((api) =>
    api.say("c", "أي قطار؟", own, "text", { content: choices("من ليون", "a".repeat(80)) }),
  );
  const [arabic] = log.querySelectorAll<HTMLElement>(".dk-content .pl-chip");
  expect(arabic === undefined ? "" : getComputedStyle(arabic).direction).toBe("rtl");
  expect(log.scrollWidth).toBeLessThanOrEqual(log.clientWidth);
});

test("in content, answers, saved replies and drafts: nothing runs at the desk, and nothing is fetched", async () => {
  for (let from = 0; from < xssCorpus.length; from += 13) {
    const some = xssCorpus.slice(from, from + 13);
    const [vector = ""] = some;
    const items = some.map((text) => ({ text, payload: text, detail: text, imageUrl: text }));
    const actions = some.slice(0, 4).flatMap((text) => [
      { kind: "answer", text, payload: text },
      { kind: "link", text, url: text },
    ]);
    const card = { title: vector, text: vector, imageUrl: vector, link: vector, actions };
    const wire = [
      { kind: "choices", choices: items },
      { kind: "cards", cards: some.map((title) => ({ ...card, title })) },
      {
        kind: "times",
        title: vector,
        subtitle: vector,
        imageUrl: vector,
        times: [{ at: "2027-01-01T10:00:00Z", payload: vector }],
      },
      { kind: "list", title: vector, sections: [{ title: vector, items }] },
    ];
    if (it !== null) clearDesk(it);
    const log = await draw((api) => {
      api.savedReplies.push({
        id: "1",
        shortcut: vector,
        text: vector,
        choices: some.map((text) => ({ text, payload: text })),
      });
      const offer = api.say("c", vector, own, "text", { content: contentOf(wire) });
      for (const text of some) api.say("c", text, mara, "text", answer(offer, text));
      const open = { content: contentOf(wire) };
      api.say("c", "", { id: "bell", displayName: vector, role: "bot" }, "text", open);
    });
    it?.desk.work.peek().outbox.set("c", { draft: "/", choices: some.map((text) => ({ text })) });
    await vi.waitFor(() => expect(document.querySelector("[role=option]")).not.toBeNull());
    expect(document.querySelectorAll(".dk-choices input")).toHaveLength(some.length);
    expect(log.querySelectorAll(".dk-content .pl-chip").length).toBeGreaterThan(some.length * 3);
    expectHarmless(document.body);
  }
  expect(fetched()).toEqual([]);
});
