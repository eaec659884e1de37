/** @module-tag engine-layout */

import { expect, test, vi } from "vitest";
import { english } from "../../../test/english.ts";
import { drawPanel, noor, type DrawnPanel } from "../../../test/draw-panel.ts";
import { expectHarmless, fetched } from "../../../test/expect-harmless.ts";
import { incomingMessage } from "../../../test/incoming.ts";
import { xssCorpus } from "../../../test/xss-corpus.ts";
import type { Choice, MessageContent, MessageId, MessageKey } from "../../transport/index.ts";
import { transcriptPage } from "../secondary/transcript/page.ts";
import { transcriptOf } from "../secondary/transcript/transcript.ts";
import { writtenContent } from "./written-content.ts";

/* Content that the visitor answers, in the real panel around a chat that the test drives. */

const choice = (text: string, more: Partial<Choice> = {}): Choice => ({
  text,
  payload: text,
  imageUrl: null,
  detail: "",
  ...more,
});
const trains: MessageContent = {
  kind: "choices",
  choices: [choice("Lyon to Trieste"), choice("Paris to Vienna"), choice("Talk to a person")],
};

interface Shown extends DrawnPanel {
  readonly answered: unknown[][];
  readonly find: <Found extends HTMLElement>(selector: string) => Found;
}

/** A message with content, in a chat that notes what is answered. */
function show(...content: readonly MessageContent[]): Promise<Shown> {
  return showIn("en", ...content);
}

/** The same, in a panel of this language. */
async function showIn(locale: string, ...content: readonly MessageContent[]): Promise<Shown> {
  const answered: unknown[][] = [];
  const answer = (...args: unknown[]): MessageKey => {
    answered.push(args);
    const key = `k${answered.length}` as MessageKey;
    const to = "m1" as MessageId;
    const payloads = [args[1]].flat().map((one) => String(Reflect.get(Object(one), "payload")));
    panel.dispatch({
      type: "composed",
      key,
      body: String(payloads),
      at: Date.now(),
      content: [{ kind: "answer", to, of: "choices", payloads }],
    });
    return key;
  };
  const panel = drawPanel({ answer }, { locale }, { kind: "talking" });
  const message = incomingMessage("m1", { senderId: "a", body: "Which?", content, at: 2 });
  panel.dispatch({ type: "stream", status: { kind: "live", since: 0 } });
  panel.dispatch({ type: "members", members: [noor], at: 1 });
  panel.dispatch({ type: "received", messages: [message] });
  await vi.waitFor(() => expect(panel.root.querySelector(".pl-rich")).not.toBeNull());
  return {
    ...panel,
    answered,
    find(selector) {
      const found = panel.root.querySelector(selector);
      if (found === null) throw new Error(`There is no ${selector}`);
      return found as never;
    },
  };
}
const chips = ({ root }: DrawnPanel): HTMLButtonElement[] => [
  ...root.querySelectorAll<HTMLButtonElement>(".pl-chips button"),
];
const press = (target: Element | undefined, key: string): boolean =>
  target?.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true })) ??
  false;

test("choices are a toolbar of buttons with one tab stop, and arrow keys move in it", async () => {
  const panel = await show(trains);
  const toolbar = panel.find("[role=toolbar]");
  expect(toolbar.getAttribute("aria-label")).toBe("Choices");
  expect(chips(panel).map(({ tabIndex }) => tabIndex)).toEqual([0, -1, -1]);
  chips(panel)[0]?.focus();
  press(chips(panel)[0], "ArrowRight");
  expect(panel.root.activeElement).toBe(chips(panel)[1]);
  press(chips(panel)[1], "End");
  expect(panel.root.activeElement).toBe(chips(panel)[2]);
  press(chips(panel)[2], "ArrowRight");
  expect(panel.root.activeElement).toBe(chips(panel)[2]);
  await vi.waitFor(() => expect(chips(panel).map((one) => one.tabIndex)).toEqual([-1, -1, 0]));
});

test("a choice is sent once, however often it is pressed; spent ones are disabled", async () => {
  const panel = await show(trains);
  const [first, second] = chips(panel);
  first?.click();
  first?.click();
  second?.click();
  expect(panel.answered.map(([key, chosen]) => [key, chosen])).toEqual([
    ["m1", choice("Lyon to Trieste")],
  ]);
  await vi.waitFor(() => expect(chips(panel).every(({ disabled }) => disabled)).toBe(true));
  expect(chips(panel).map(({ textContent }) => textContent)).toEqual([
    "You chose: Lyon to Trieste",
    "Paris to Vienna",
    "Talk to a person",
  ]);
  expect(panel.root.querySelector("[role=toolbar]")).toBeNull();
  expect(panel.find(".pl-chips").getAttribute("aria-label")).toBe("Choices, answered");
  expect(panel.root.activeElement?.tagName).toBe("TEXTAREA");
});

test("choices stand under the newest message only", async () => {
  const panel = await show(trains);
  const next = incomingMessage("m2", { senderId: "a", body: "Hello?", at: 3 });
  panel.dispatch({ type: "received", messages: [next] });
  await vi.waitFor(() => expect(chips(panel).every(({ disabled }) => disabled)).toBe(true));
});

test("focus goes on in the field when another message spends the choice that has it", async () => {
  const panel = await show(trains);
  chips(panel)[1]?.focus();
  expect(panel.root.activeElement).toBe(chips(panel)[1]);
  const next = incomingMessage("m2", { senderId: "a", body: "Hello?", at: 3 });
  panel.dispatch({ type: "received", messages: [next] });
  await vi.waitFor(() => expect(panel.root.activeElement?.tagName).toBe("TEXTAREA"));
});

test("focus that is elsewhere stays there when choices are spent", async () => {
  const panel = await show(trains);
  const other = panel.find<HTMLButtonElement>(".pl-header button");
  other.focus();
  const next = incomingMessage("m2", { senderId: "a", body: "Hello?", at: 3 });
  panel.dispatch({ type: "received", messages: [next] });
  await vi.waitFor(() => expect(chips(panel).every(({ disabled }) => disabled)).toBe(true));
  expect(panel.root.activeElement).toBe(other);
});

test("choices of a chat that has ended are spent", async () => {
  const panel = await show(trains);
  panel.dispatch({ type: "phase", phase: { kind: "ended", reason: "agent", at: 5 } });
  await vi.waitFor(() => expect(chips(panel).every(({ disabled }) => disabled)).toBe(true));
});

test("the announcer says how much there is to choose from", async () => {
  const panel = drawPanel({}, {}, { kind: "talking" });
  panel.dispatch({ type: "stream", status: { kind: "live", since: 0 } });
  panel.dispatch({ type: "members", members: [noor], at: 1 });
  const spoken: string[] = [];
  new MutationObserver((records) => {
    for (const { addedNodes } of records)
      for (const node of addedNodes) spoken.push(node.textContent ?? "");
  }).observe(panel.root.querySelector("[aria-live=polite]") as Node, { childList: true });
  await vi.waitFor(() => expect(panel.root.adoptedStyleSheets.length).toBeGreaterThan(0));
  await vi.waitFor(() => expect(panel.root.querySelector(".pl-note, .pl-header")).not.toBeNull());
  const message = incomingMessage("m", { senderId: "a", body: "Which?", content: [trains], at: 2 });
  panel.dispatch({ type: "received", messages: [message] });
  await vi.waitFor(() => expect(spoken).toEqual(["Noor Haddad says: Which? 3 choices."]), {
    timeout: 4_000,
  });
});

const card = (title: string): Extract<MessageContent, { kind: "cards" }>["cards"][number] => ({
  title,
  text: "A bunk",
  imageUrl: null,
  link: null,
  actions: [
    { kind: "answer", ...choice(`Choose ${title}`, { payload: title }) },
    { kind: "link", text: "See pictures", url: "https://pictures.example/couchette" },
  ],
});

test("a card answers by its button, and its link shows its host and opens in a new tab", async () => {
  const panel = await show({ kind: "cards", cards: [card("couchette")] });
  const link = panel.find<HTMLAnchorElement>(".pl-offer a");
  expect([link.href, link.target, link.rel]).toEqual([
    "https://pictures.example/couchette",
    "_blank",
    "noopener noreferrer",
  ]);
  expect(link.textContent).toContain("pictures.example");
  panel.find<HTMLButtonElement>(".pl-offer button").click();
  panel.find<HTMLButtonElement>(".pl-offer button").click();
  expect(panel.answered).toHaveLength(1);
  await vi.waitFor(() =>
    expect(panel.find(".pl-offer button").getAttribute("aria-disabled")).toBe("true"),
  );
  expect(panel.find(".pl-offer button").textContent).toContain("You chose:");
});

test("a row of cards moves by arrow keys and buttons, and does not go past its ends", async () => {
  const panel = await show({ kind: "cards", cards: ["a", "b", "c"].map(card) });
  const [back, next] = panel.root.querySelectorAll<HTMLButtonElement>(".pl-offers__step");
  const place = (): string => panel.find(".pl-offers__foot span").textContent ?? "";
  expect([place(), back?.getAttribute("aria-disabled")]).toEqual(["1 of 3", "true"]);
  back?.click();
  next?.click();
  await vi.waitFor(() => expect(place()).toBe("2 of 3"));
  press(panel.find("ul.pl-offers__row"), "End");
  await vi.waitFor(() => expect(place()).toBe("3 of 3"));
  await vi.waitFor(() => expect(next?.getAttribute("aria-disabled")).toBe("true"));
  expect(
    [...panel.root.querySelectorAll(".pl-offers__row > li")].map((one) => one.ariaLabel),
  ).toEqual(["1 of 3", "2 of 3", "3 of 3"]);
});

test("a time is sent only by its button, with the day and the time as they are read", async () => {
  const at = new Date(2027, 9, 21, 16, 0).getTime();
  const times = [0, 1, 24].map((hours) => ({
    at: at + hours * 3_600_000,
    minutes: 30,
    payload: `t${hours}`,
  }));
  const panel = await show({
    kind: "times",
    title: "Choose a time for the call",
    subtitle: "",
    imageUrl: null,
    times,
  });
  const send = panel.find<HTMLButtonElement>(".pl-pick__foot .pl-btn");
  expect([send.textContent, send.getAttribute("aria-disabled")]).toEqual(["Choose a time", "true"]);
  send.click();
  expect(panel.answered).toEqual([]);
  expect(panel.root.querySelectorAll(".pl-pick__day")).toHaveLength(2);
  panel.root.querySelectorAll<HTMLInputElement>(".pl-time input")[1]?.click();
  await vi.waitFor(() => expect(send.textContent).toMatch(/^Choose .*5/));
  send.click();
  expect(panel.answered.map(([, chosen]) => chosen)).toEqual([times[1]]);
  expect(String(panel.answered[0]?.[2])).toMatch(/October.*5/);
  await vi.waitFor(() =>
    expect(panel.find(".pl-spent").textContent).toBe("Choose a time for the call"),
  );
});

test("a list sends the chosen items together, in its own order", async () => {
  const panel = await show({
    kind: "list",
    title: "Extras",
    sections: [
      { title: "Breakfast", isMultiple: true, items: [choice("Bread"), choice("Warm")] },
      { title: "Luggage", isMultiple: false, items: [choice("Bicycle"), choice("Skis")] },
    ],
  });
  const [bread, , bicycle, skis] = panel.root.querySelectorAll<HTMLInputElement>(".pl-item input");
  expect([bread?.type, skis?.type]).toEqual(["checkbox", "radio"]);
  bicycle?.click();
  skis?.click();
  bread?.click();
  await vi.waitFor(() => expect(panel.find(".pl-pick__count").textContent).toBe("2 chosen"));
  panel.find<HTMLButtonElement>(".pl-pick__foot .pl-btn").click();
  expect(panel.answered.map(([, chosen]) => chosen)).toEqual([[choice("Bread"), choice("Skis")]]);
});

const kinds: readonly MessageContent[] = [
  trains,
  { kind: "cards", cards: [card("couchette")] },
  {
    kind: "times",
    title: "When?",
    subtitle: "",
    imageUrl: null,
    times: [{ at: 0, minutes: 30, payload: "t" }],
  },
  {
    kind: "list",
    title: "Extras",
    sections: [{ title: "Food", isMultiple: true, items: [choice("Bread")] }],
  },
];

test.each(["en", "ar"])(
  "in %s content stands below its text, at the same side of the log",
  async (locale) => {
    for (const part of kinds) {
      const { find } = await showIn(locale, part);
      const direction = locale === "ar" ? "rtl" : "ltr";
      await vi.waitFor(() => expect(getComputedStyle(find(".pl-log")).direction).toBe(direction));
      await vi.waitFor(() => expect(getComputedStyle(find(".pl-b")).paddingLeft).toBe("12px"));
      await vi.waitFor(() => expect(find(".pl-rich > *").clientHeight).toBeGreaterThan(30));
      const text = find(".pl-b").getBoundingClientRect();
      const content = find(".pl-rich > *").getBoundingClientRect();
      const log = find(".pl-log").getBoundingClientRect();
      expect(content.top, part.kind).toBeGreaterThanOrEqual(text.bottom);
      const gap = locale === "ar" ? text.right - content.right : content.left - text.left;
      expect(Math.abs(gap), part.kind).toBeLessThanOrEqual(1);
      expect([content.left >= log.left, content.right <= log.right], part.kind).toEqual([
        true,
        true,
      ]);
    }
  },
);

const hostileParts = (text: string): readonly MessageContent[] => {
  const hostile = choice(text, { payload: text, detail: text });
  const link = `https://a.example/${text}`;
  const more = { title: text, text, imageUrl: null, link };
  const actions = [
    { kind: "answer", ...hostile },
    { kind: "link", text, url: link },
  ] as const;
  const picked = { title: text, subtitle: text, imageUrl: null };
  return [
    { kind: "choices", choices: [hostile] },
    { kind: "cards", cards: [{ ...more, actions }] },
    { kind: "times", ...picked, times: [{ at: 0, minutes: 5, payload: text }] },
    {
      kind: "list",
      title: text,
      sections: [{ title: text, isMultiple: true, items: [hostile] }],
    },
  ];
};

test("texts in content are texts, on the page and in the transcript: nothing runs, and nothing is fetched", async () => {
  const { chat, find, root } = await show(...xssCorpus.flatMap(hostileParts));
  const { length } = xssCorpus;
  await vi.waitFor(() => expect(root.querySelectorAll(".pl-rich > *")).toHaveLength(4 * length));
  expectHarmless(find(".pl-rich"));
  const readers = { content: { writtenContent } };
  const html = transcriptPage(transcriptOf(chat.get(), "Lantern Line", english, readers));
  const page = new DOMParser().parseFromString(
    html.replace(/<style>[^]*<\/style>/, ""),
    "text/html",
  );
  expectHarmless(page.body);
  expect(page.querySelector("dd")?.textContent).toContain(xssCorpus[0]);
  expect(fetched()).toEqual([]);
  // Everything is drawn at once: longer than other tests in the slowest engine.
}, 120_000);
