/** @module-tag engine-focus */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { MediaView, Participant } from "../api/views.ts";
import type { Outbox } from "../model/outbox.ts";
import { select } from "../model/writing.ts";
import { clearDesk, drawDesk } from "../testing/draw-desk.tsx";
import { chatOf, FakeAgentApi, leg, waitingOf } from "../testing/fake-agent-api.ts";
import type { TestDesk } from "../testing/test-desk.ts";

/* The agent's text, and the conversation that it belongs to. */

let it: TestDesk;
const outbox = (): Outbox => it.desk.work.peek().outbox;
const chat = (id: string, name: string, own: Participant = leg()): MediaView =>
  chatOf(id, name, own);
const over = leg({ state: "disconnected", endTime: "2026-01-01T10:30:00.000Z" });

beforeEach(async () => {
  const api = new FakeAgentApi();
  api.parlor.capacity = 2;
  api.savedReplies.push({ id: "1", shortcut: "bike", text: "Bikes, {guest.name}" });
  api.all.push(chat("c-mara", "Mara"), chat("c-oskar", "Oskar"));
  it = await drawDesk(api);
});

afterEach(() => clearDesk(it));

const log = (): string => document.querySelector(".pl-log")?.textContent ?? "";
const field = (): HTMLTextAreaElement | null =>
  document.querySelector<HTMLTextAreaElement>("textarea[aria-label^='Message to']");
const button = (name: string): HTMLButtonElement | undefined =>
  [...document.querySelectorAll("button")].find(
    (one) => one.textContent === name || one.getAttribute("aria-label") === name,
  );
async function show(id: string): Promise<void> {
  select(it.desk, id);
  await vi.waitFor(() => expect(document.querySelector(".dk-head h2")).not.toBeNull());
}
async function type(text: string): Promise<void> {
  const area = field();
  if (area === null) throw new Error("There is no field");
  area.value = text;
  area.dispatchEvent(new InputEvent("input", { bubbles: true }));
  await vi.waitFor(() => expect(field()?.value).toBe(text));
}
const press = (key: string, more: KeyboardEventInit = {}): void =>
  void field()?.dispatchEvent(
    new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more }),
  );

test("an unsent message is drawn in its own chat, with Delete, and in no other", async () => {
  outbox().write("c-mara", null, "SECRET for Mara");
  await show("c-oskar");
  expect(log()).not.toContain("SECRET");
  await show("c-mara");
  await vi.waitFor(() => expect(log()).toContain("SECRET for Mara"));
  expect(log()).toContain("Not sent.");
  button("Delete")?.click();
  await vi.waitFor(() => expect(log()).not.toContain("SECRET"));
  expect(outbox().of("c-mara").unsent).toEqual([]);
});

test("an unsent message stays in a chat that has ended, with the reason and without Retry, and its text can be copied", async () => {
  outbox().write("c-mara", null, "Too late");
  it.tellChat(chat("c-mara", "Mara", over));
  await show("c-mara");
  await vi.waitFor(() => expect(log()).toContain("Too late"));
  expect(log()).toContain("You are no longer in this chat.");
  expect(button("Retry")).toBeUndefined();
  expect(button("Delete")).toBeDefined();
  const bubble = document.querySelector(".pl-b.is-failed");
  expect(getComputedStyle(bubble ?? document.body).userSelect).not.toBe("none");
});

test("each chat has a draft of its own; the list says which of the others have one", async () => {
  await show("c-mara");
  await type("Half for Mara");
  await show("c-oskar");
  await vi.waitFor(() => expect(field()?.value).toBe(""));
  expect(document.querySelector(".dk-side")?.textContent).toContain("Draft: Half for Mara");
  await show("c-mara");
  await vi.waitFor(() => expect(field()?.value).toBe("Half for Mara"));
});

test("Enter of an input method sends nothing", async () => {
  await show("c-mara");
  await type("こんにちは");
  press("Enter", { isComposing: true });
  press("Enter", { keyCode: 229 });
  expect(outbox().of("c-mara")).toMatchObject({ draft: "こんにちは", unsent: [] });
});

test("a text that is too long is not sent, and the desk says by how much", async () => {
  await show("c-mara");
  await type("x".repeat(4_001));
  press("Enter");
  expect(outbox().of("c-mara").unsent).toEqual([]);
  expect(document.body.textContent).toContain("Too long to send: 4,001 of 4,000 characters.");
});

test("an unknown shortcut is kept until Escape, then it is text", async () => {
  await show("c-mara");
  await type("/refund");
  await vi.waitFor(() => expect(document.body.textContent).toContain("No saved reply"));
  press("Enter");
  expect(outbox().of("c-mara")).toMatchObject({ draft: "/refund", unsent: [] });
  press("Escape");
  await vi.waitFor(() => expect(document.body.textContent).not.toContain("No saved reply"));
  press("Enter");
  expect(outbox().of("c-mara")).toMatchObject({ draft: "", unsent: [{ body: "/refund" }] });
});

test("the button of the saved replies leaves the typed text alone, and a reply joins it", async () => {
  await show("c-mara");
  await type("Yes.");
  button("Saved replies")?.click();
  await vi.waitFor(() => expect(document.querySelector("[role=option]")).not.toBeNull());
  expect(field()?.value).toBe("Yes.");
  press("Enter");
  await vi.waitFor(() => expect(field()?.value).toBe("Yes. Bikes, Mara"));
});

test("a list of saved replies that has the focus takes the keys of the field", async () => {
  await show("c-mara");
  await type("Yes.");
  const list = async (): Promise<HTMLElement> => {
    button("Saved replies")?.click();
    return vi.waitFor(() => {
      const found = document.querySelector<HTMLElement>("[role=listbox]");
      if (found === null) throw new Error("There is no list");
      return found;
    });
  };
  const pressOn = (at: HTMLElement, key: string): boolean =>
    at.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  const first = await list();
  first.focus();
  expect(document.activeElement).toBe(first);
  expect(first.getAttribute("aria-activedescendant")).toBe("dk-reply-0");
  pressOn(first, "Escape");
  await vi.waitFor(() => expect(document.querySelector("[role=listbox]")).toBeNull());
  expect(document.activeElement).toBe(field());
  const second = await list();
  second.focus();
  pressOn(second, "Enter");
  await vi.waitFor(() => expect(field()?.value).toBe("Yes. Bikes, Mara"));
  expect(document.activeElement).toBe(field());
});

test("a field that comes by itself does not catch what is being typed elsewhere", async () => {
  it.tellChat(chat("c-mara", "Mara", over));
  await show("c-mara");
  await vi.waitFor(() => expect(document.querySelector("#dk-wr-note")).not.toBeNull());
  document.querySelector<HTMLElement>("#dk-wr-note")?.focus();
  it.tellChat(chat("c-mara", "Mara", leg({ id: "leg-2" })));
  await vi.waitFor(() => expect(field()).not.toBeNull());
  expect(document.activeElement).not.toBe(field());
});

test("the desk says why no guest can be taken, where the buttons are", async () => {
  it.desk.lists.inLine.value = [waitingOf("c-ama", "Ama")];
  await show("c-ama");
  await vi.waitFor(() => expect(button("Take this chat")).toBeDefined());
  for (const name of ["Take next guest", "Take this chat"]) {
    const taking = button(name);
    expect(taking?.getAttribute("aria-disabled")).toBe("true");
    const why = document.getElementById(taking?.getAttribute("aria-describedby") ?? "");
    expect(why?.textContent).toBe("You have 2 of 2 chats.");
  }
  it.desk.lists.views.value = it.desk.lists.views.value.slice(0, 1);
  await vi.waitFor(() => expect(button("Take this chat")?.ariaDisabled).not.toBe("true"));
});

test("names stand isolated in running text, without characters that turn it around", async () => {
  const tomas = { id: "s", displayName: "Tom\u2069\u202Eas", role: "agent" } as const;
  it.tellChat(chat("c-mara", "Ma\u202Era נועה"));
  it.tell("c-mara", it.api.say("c-mara", "", tomas, "joined"));
  it.tellTyping("c-mara");
  await show("c-mara");
  await vi.waitFor(() => expect(log()).toContain("Tomas joined the chat"));
  button("Transfer")?.click();
  await vi.waitFor(() => expect(document.querySelector("dialog[open]")).not.toBeNull());
  expect(document.body.textContent).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/);
  for (const place of [".pl-note", ".pl-typing", ".dk-dialog h2", ".dk-dialog p", ".dk-head h2"])
    expect(document.querySelector(`${place} bdi`), place).not.toBeNull();
  expect(field()?.getAttribute("aria-label")).toBe("Message to \u2068Mara נועה\u2069");
});

test("a dialog is modal, begins at the safe answer, and closes with Escape", async () => {
  await show("c-mara");
  const opener = button("End chat");
  opener?.focus();
  opener?.click();
  await vi.waitFor(() => expect(document.activeElement?.textContent).toBe("Keep the chat"));
  const dialog = document.querySelector("dialog");
  expect(dialog?.matches(":modal")).toBe(true);
  expect(dialog?.getAttribute("role")).toBe("alertdialog");
  dialog?.dispatchEvent(new Event("cancel", { cancelable: true }));
  await vi.waitFor(() => expect(document.querySelector("dialog")).toBeNull());
  expect(document.activeElement).toBe(opener);
});

test("Retry and Delete hand focus to the next row's same button, and then to the field", async () => {
  await show("c-mara");
  for (const text of ["One", "Two", "Three"]) outbox().write("c-mara", null, text);
  await vi.waitFor(() => expect(document.querySelectorAll(".dk-unsent")).toHaveLength(3));
  const focused = (): string =>
    `${document.activeElement?.closest("li")?.querySelector(".pl-b")?.textContent ?? ""} ${document.activeElement?.textContent ?? ""}`;
  const first = button("Delete");
  first?.focus();
  first?.click();
  await vi.waitFor(() => expect(document.querySelectorAll(".dk-unsent")).toHaveLength(2));
  expect(focused()).toBe("Two Delete");
  const again = button("Retry");
  again?.focus();
  again?.click();
  expect(focused()).toBe("Three Retry");
  button("Delete")?.blur();
  const last = [...document.querySelectorAll<HTMLElement>("[data-act=delete]")].at(-1);
  last?.focus();
  last?.click();
  await vi.waitFor(() => expect(log()).not.toContain("Three"));
  expect(document.activeElement).toBe(field());
});

test("Delete of the last text in a chat that is over hands focus to the wrap-up", async () => {
  outbox().write("c-mara", null, "Too late");
  outbox().set("c-mara", { draft: "Half" });
  it.tellChat(chat("c-mara", "Mara", over));
  await show("c-mara");
  await vi.waitFor(() => expect(document.querySelectorAll("[data-act=delete]")).toHaveLength(2));
  for (const left of [1, 0]) {
    const pressed = document.querySelector<HTMLElement>("[data-act=delete]");
    pressed?.focus();
    pressed?.click();
    await vi.waitFor(() =>
      expect(document.querySelectorAll("[data-act=delete]")).toHaveLength(left),
    );
    const home = document.querySelector(left === 1 ? "[data-act=delete]" : ".dk-wrap h3");
    expect(document.activeElement).toBe(home);
  }
});

test("a full agent may take the waiting chat that rings for it, and no other", async () => {
  it.desk.lists.inLine.value = [waitingOf("c-ama", "Ama"), waitingOf("c-jonas", "Jonas")];
  it.tellChat(chat("c-ama", "Ama", leg({ id: "ring", state: "alerting" })));
  await show("c-ama");
  await vi.waitFor(() => expect(button("Take this chat")?.ariaDisabled).toBe("false"));
  expect(button("Take next guest")?.ariaDisabled).toBe("true");
  await show("c-jonas");
  await vi.waitFor(() => expect(button("Take this chat")?.ariaDisabled).toBe("true"));
});
