/** @module-tag engine-focus */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Unfinished } from "../model/unfinished.ts";
import { select } from "../model/writing.ts";
import { clearDesk, drawDesk } from "../testing/draw-desk.tsx";
import { chatOf, FakeAgentApi, leg } from "../testing/fake-agent-api.ts";
import type { TestDesk } from "../testing/test-desk.ts";

/* The agent writes choices below a text. */

let it: TestDesk;
let api: FakeAgentApi;

beforeEach(async () => {
  api = new FakeAgentApi();
  api.savedReplies.push({
    id: "1",
    shortcut: "train",
    text: "Which train, {guest.name}?",
    choices: [
      { text: "Lyon to Trieste", payload: "lt" },
      { text: "Another, {guest.name}", payload: "other" },
    ],
  });
  api.all.push(chatOf("c-mara", "Mara", leg()), chatOf("c-oskar", "Oskar", leg({ id: "leg-2" })));
  it = await drawDesk(api);
  await show("c-mara");
});
afterEach(() => clearDesk(it));

async function show(id: string): Promise<void> {
  select(it.desk, id);
  await vi.waitFor(() => expect(field()).not.toBeNull());
}
const work = (id = "c-mara"): Unfinished => it.desk.work.peek().of(id);
const field = (): HTMLTextAreaElement | null =>
  document.querySelector<HTMLTextAreaElement>("textarea[aria-label^='Message to']");
const button = (name: string): HTMLButtonElement => {
  const found = [...document.querySelectorAll("button")].find(
    (one) => one.textContent === name || one.getAttribute("aria-label") === name,
  );
  if (found === undefined) throw new Error(`There is no button ${name}`);
  return found;
};
const inputs = (): HTMLInputElement[] => [
  ...document.querySelectorAll<HTMLInputElement>(".dk-choices input"),
];
const texts = (): string[] => inputs().map(({ value }) => value);
const focused = (): string => document.activeElement?.getAttribute("aria-label") ?? "";
/** Writes into the element that has focus. */
async function type(text: string): Promise<void> {
  const target = document.activeElement;
  if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement))
    throw new Error("Nothing that takes text has focus");
  target.value = text;
  target.dispatchEvent(new InputEvent("input", { bubbles: true }));
  await vi.waitFor(() => expect(target.value).toBe(text));
}
const press = (key: string, more: KeyboardEventInit = {}): void =>
  void document.activeElement?.dispatchEvent(
    new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more }),
  );
async function open(): Promise<void> {
  button("Send choices").click();
  await vi.waitFor(() => expect(focused()).toBe("Choice 1"));
}
const posted = (): unknown =>
  api.histories
    .get("c-mara")
    ?.map(({ body, content = [] }) => [
      body,
      content.flatMap((part) =>
        part.kind === "choices" ? part.choices.map(({ text, payload }) => [text, payload]) : [],
      ),
    ]);
const problem = (): string => document.querySelector(".dk-choices__problem")?.textContent ?? "";

test("choices are written and sent by the keyboard alone", async () => {
  expect(button("Send choices").getAttribute("aria-expanded")).toBe("false");
  await open();
  expect(button("Send choices").getAttribute("aria-expanded")).toBe("true");
  await type("Lyon to Trieste");
  press("Enter");
  await vi.waitFor(() => expect(focused()).toBe("Choice 2"));
  await type("Paris to Vienna");
  press("Enter");
  await vi.waitFor(() => expect(focused()).toBe("Choice 3"));
  press("Enter");
  expect(document.activeElement).toBe(field());
  await type("Which train?");
  press("Enter");
  await vi.waitFor(() =>
    expect(posted()).toEqual([
      [
        "Which train?",
        [
          ["Lyon to Trieste", "Lyon to Trieste"],
          ["Paris to Vienna", "Paris to Vienna"],
        ],
      ],
    ]),
  );
  await vi.waitFor(() => expect(inputs()).toEqual([]));
  expect(field()?.value).toBe("");
  expect(document.activeElement).toBe(field());
});

test("Enter that ends a word of an input method leads nowhere", async () => {
  await open();
  await type("りよん");
  press("Enter", { isComposing: true });
  press("Enter", { keyCode: 229 });
  expect(texts()).toEqual(["りよん"]);
  expect(focused()).toBe("Choice 1");
});

test("arrows move between choices, and Backspace removes a blank one", async () => {
  await open();
  await type("Lyon");
  press("Enter");
  await vi.waitFor(() => expect(focused()).toBe("Choice 2"));
  press("ArrowUp");
  expect(focused()).toBe("Choice 1");
  press("Backspace");
  expect(texts()).toEqual(["Lyon", ""]);
  press("ArrowDown");
  expect(focused()).toBe("Choice 2");
  press("Backspace");
  await vi.waitFor(() => expect(texts()).toEqual(["Lyon"]));
  await vi.waitFor(() => expect(focused()).toBe("Choice 1"));
});

test("when a choice is removed, focus goes to the one after it, at last to the text", async () => {
  await open();
  await type("Lyon");
  press("Enter");
  await vi.waitFor(() => expect(focused()).toBe("Choice 2"));
  await type("Paris");
  button("Remove choice 1").focus();
  button("Remove choice 1").click();
  await vi.waitFor(() => expect(texts()).toEqual(["Paris"]));
  await vi.waitFor(() => expect(focused()).toBe("Choice 1"));
  button("Remove choice 1").click();
  await vi.waitFor(() => expect(inputs()).toEqual([]));
  expect(document.activeElement).toBe(field());
});

test("the choices of a chat are there when the agent comes back to it, and in no other chat", async () => {
  await open();
  await type("Lyon");
  await show("c-oskar");
  await vi.waitFor(() => expect(inputs()).toEqual([]));
  const line = (): string => document.querySelector(".dk-own .dk-row")?.textContent ?? "";
  await vi.waitFor(() => expect(line()).toContain("Draft: Lyon"));
  await show("c-mara");
  await vi.waitFor(() => expect(texts()).toEqual(["Lyon"]));
  expect(work("c-oskar").choices).toEqual([]);
});

test("a choice that is too long, or stands twice, says so beside its field", async () => {
  await open();
  await type("a".repeat(81));
  const wrong = (at: number): string => {
    const input = inputs()[at];
    return input?.getAttribute("aria-invalid") === "true"
      ? (document.getElementById(input.getAttribute("aria-describedby") ?? "")?.textContent ?? "?")
      : "";
  };
  await vi.waitFor(() => expect(wrong(0)).toBe("Too long: 81 of 80 characters."));
  await type("Lyon");
  await vi.waitFor(() => expect(wrong(0)).toBe(""));
  press("Enter");
  await vi.waitFor(() => expect(focused()).toBe("Choice 2"));
  await type("Lyon ");
  await vi.waitFor(() => expect(wrong(1)).toBe("The same choice stands above."));
});

test("choices that cannot be sent say why, and focus goes to the mistake", async () => {
  await open();
  field()?.focus();
  await type("Which train?");
  expect(problem()).toBe("");
  expect(button("Send message").getAttribute("aria-disabled")).toBe("true");
  press("Enter");
  await vi.waitFor(() => expect(problem()).toBe("Write a choice, or remove the choices."));
  await vi.waitFor(() => expect(focused()).toBe("Choice 1"));
  const said = (): readonly unknown[] =>
    it.desk.notices.lines.peek().map(({ text, isUrgent }) => [text, isUrgent]);
  expect(said()).toContainEqual(["Write a choice, or remove the choices.", true]);
  await type("Lyon");
  await vi.waitFor(() => expect(problem()).toBe(""));
  field()?.focus();
  await type(" ");
  button("Send message").click();
  await vi.waitFor(() =>
    expect(problem()).toBe("Write the question to these choices as the message."),
  );
  expect(document.activeElement).toBe(field());
  expect(posted()).toBeUndefined();
});

test("a message has 13 choices and no more, and Enter in the last one leads to the text", async () => {
  await open();
  for (let n = 1; n < 13; n++) {
    await type(`Train ${n}`);
    press("Enter");
    await vi.waitFor(() => expect(focused()).toBe(`Choice ${n + 1}`));
  }
  expect(button("Add a choice").getAttribute("aria-disabled")).toBe("true");
  button("Add a choice").click();
  await type("Train 13");
  press("Enter");
  expect(document.activeElement).toBe(field());
  expect(inputs()).toHaveLength(13);
});

test("a saved reply brings its text and its choices, with the names filled in and the payloads kept", async () => {
  field()?.focus();
  await type("/train");
  await vi.waitFor(() => expect(document.querySelector("[role=option]")).not.toBeNull());
  expect(document.querySelector("[role=option]")?.textContent).toBe(
    "/trainWhich train, Mara?. Choices: Lyon to Trieste, Another, Mara",
  );
  press("Enter");
  await vi.waitFor(() => expect(texts()).toEqual(["Lyon to Trieste", "Another, Mara"]));
  expect(field()?.value).toBe("Which train, Mara?");
  expect(document.activeElement).toBe(field());
  press("Enter");
  await vi.waitFor(() =>
    expect(posted()).toEqual([
      [
        "Which train, Mara?",
        [
          ["Lyon to Trieste", "lt"],
          ["Another, Mara", "other"],
        ],
      ],
    ]),
  );
});

test("the button closes choices that are all blank, and leads to others", async () => {
  await open();
  button("Send choices").click();
  await vi.waitFor(() => expect(inputs()).toEqual([]));
  expect(document.activeElement).toBe(field());
  await open();
  await type("Lyon");
  field()?.focus();
  button("Send choices").click();
  await vi.waitFor(() => expect(focused()).toBe("Choice 1"));
  button("Remove the choices").click();
  await vi.waitFor(() => expect(inputs()).toEqual([]));
  expect(work().choices).toEqual([]);
});

test("choices that were being written when the chat ended stand in the log, and can be deleted", async () => {
  await open();
  await type("Lyon");
  const over = leg({ state: "disconnected", endTime: "2026-01-01T10:30:00.000Z" });
  it.tellChat(chatOf("c-mara", "Mara", over));
  const log = (): string => document.querySelector(".pl-log")?.textContent ?? "";
  await vi.waitFor(() => expect(log()).toContain("Lyon"));
  expect(log()).toContain("You were still writing it.");
  expect(document.querySelector(".dk-wrap")?.textContent).toContain("1 text was not sent");
  button("Delete").click();
  await vi.waitFor(() => expect(log()).not.toContain("Lyon"));
  expect(work()).toMatchObject({ draft: "", choices: [] });
});
