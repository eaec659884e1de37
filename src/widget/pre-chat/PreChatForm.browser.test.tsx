/** @module-tag engine-focus */

import { expect, test, vi } from "vitest";
import type { StartOptions } from "../../transport/index.ts";
import { drawPanel } from "../../../test/draw-panel.ts";
import { words as german } from "../i18n/locales/de.ts";
import type { PreChatField } from "../options/pre-chat-options.ts";
import { profileFrom } from "./profile-from.ts";

const preChat = {
  fields: [
    { name: "displayName", type: "text" },
    { name: "email", type: "email" },
    { name: "subject", type: "select", label: "What is it about?", options: ["Refunds", "Bikes"] },
    { name: "train", type: "text", label: "Train", required: false },
    { name: "page", type: "hidden", value: "/timetable" },
  ],
  privacyUrl: "https://lantern.example/privacy",
} as const;

async function draw(fields: readonly PreChatField[] = []) {
  const started: StartOptions[] = [];
  const { root, handle } = drawPanel(
    { start: async (options: StartOptions) => void started.push(options) },
    { preChat: fields.length > 0 ? { fields } : preChat },
    { kind: "none" },
  );
  await vi.waitFor(() => expect(root.querySelector("form")).not.toBeNull());
  const field = (name: string): HTMLInputElement =>
    root.querySelector<HTMLInputElement>(`[data-name="${name}"]`)!;
  const fill = (name: string, value: string): void => {
    field(name).value = value;
    field(name).dispatchEvent(new InputEvent("input", { bubbles: true }));
    field(name).dispatchEvent(new Event("change", { bubbles: true }));
  };
  const submit = (): void => root.querySelector<HTMLButtonElement>("[type=submit]")!.click();
  return { root, handle, started, field, fill, submit };
}

test("a form that is not filled in starts nothing: each field says what it wants, and the first has focus", async () => {
  const { root, started, field, submit } = await draw();
  submit();
  await vi.waitFor(() => expect(root.querySelectorAll(".pl-error")).toHaveLength(5));
  expect([...root.querySelectorAll(".pl-error")].map((one) => one.textContent)).toEqual([
    "Check 4 fields",
    "Enter your name",
    "Enter your email address",
    "Choose a topic",
    "Tick the box so that we may answer you",
  ]);
  expect(root.activeElement).toBe(field("displayName"));
  expect(field("email").getAttribute("aria-describedby")).toBe("pl-field-email-error");
  expect(started).toEqual([]);
});

test("from three problems on, a summary leads to each field", async () => {
  const { root, field, submit } = await draw();
  submit();
  await vi.waitFor(() => expect(root.querySelector(".pl-summary")).not.toBeNull());
  const links = [...root.querySelectorAll<HTMLElement>(".pl-summary button")];
  expect(links.map((link) => link.textContent)).toEqual([
    "Enter your name",
    "Enter your email address",
    "Choose a topic",
    "Tick the box so that we may answer you",
  ]);
  links[2]?.click();
  expect(root.activeElement).toBe(field("subject"));
  links[3]?.click();
  expect(root.activeElement).toBe(field("parlor.consent"));
});

test("labels, choices and problems follow the visitor's language, also after they are shown; the choice is sent in the first", async () => {
  const { root, started, fill, submit, handle } = await draw([
    {
      name: "topic",
      type: "select",
      label: { en: "Topic", de: "Thema", fr: "Sujet" },
      options: [{ en: "Bikes", de: "Fahrräder" }],
      message: { en: "Choose one", de: "Bitte wählen" },
    },
    { name: "email", type: "email" },
  ]);
  const texts = (selector: string): (string | null)[] =>
    [...root.querySelectorAll(selector)].map(({ textContent }) => textContent);
  submit();
  await vi.waitFor(() =>
    expect(texts(".pl-error")).toEqual(["Choose one", "Enter your email address"]),
  );
  expect(texts(".pl-label")).toEqual(["Topic", "Email"]);
  await handle.setLocale("de");
  await vi.waitFor(() =>
    expect(texts(".pl-error")).toEqual(["Bitte wählen", german["form.error.email"]]),
  );
  expect(texts(".pl-label")).toEqual(["Thema", german["form.email"]]);
  expect(texts("option")).toEqual([german["form.choose"], "Fahrräder"]);
  // Without the visitor's language, it is the first.
  await handle.setLocale("fr");
  await vi.waitFor(() => expect(texts(".pl-label")[0]).toBe("Sujet"));
  expect(texts(".pl-error")[0]).toBe("Choose one");
  fill("topic", "Bikes");
  fill("email", "mara@lindqvist.example");
  submit();
  await vi.waitFor(() => expect(started).toHaveLength(1));
  expect(started[0]?.profile?.customFields).toEqual({ topic: "Bikes" });
});

test("an optional checkbox that is not ticked starts the chat", async () => {
  const { root, started, submit } = await draw([
    { name: "news", type: "checkbox", label: "Send me the newsletter" },
  ]);
  expect(root.querySelector("[type=checkbox]")?.ariaRequired).toBe("false");
  submit();
  await vi.waitFor(() => expect(started).toHaveLength(1));
  expect(started[0]?.profile).toEqual({});
});

test("a field that has failed is looked at with every change, and the filled form starts the chat with what it says", async () => {
  const { root, started, field, fill, submit } = await draw();
  fill("displayName", "Mara");
  fill("email", "mara@");
  fill("subject", "Refunds");
  field("parlor.consent").click();
  submit();
  await vi.waitFor(() =>
    expect(root.querySelector(".pl-error")?.textContent).toContain("like name@example.com"),
  );
  expect(root.activeElement).toBe(field("email"));
  fill("email", "mara@lindqvist.example");
  await vi.waitFor(() => expect(root.querySelector(".pl-error")).toBeNull());
  submit();
  await vi.waitFor(() => expect(started).toHaveLength(1));
  expect(started[0]?.profile).toEqual({
    displayName: "Mara",
    email: "mara@lindqvist.example",
    customFields: { subject: "Refunds", page: "/timetable" },
  });
});

test("a number and an address are taken as people have them, and sent in one form", async () => {
  const { started, fill, submit } = await draw([
    { name: "phoneNumber", type: "phone" },
    { name: "email", type: "email" },
  ]);
  fill("phoneNumber", "\u202a+٤٦ ٨\u2011١٢٣\u00a0٤٥٦\u202c");
  fill("email", "mara＠lindqvist.example");
  submit();
  await vi.waitFor(() => expect(started).toHaveLength(1));
  expect(started[0]?.profile).toEqual({
    phoneNumber: "+46 8-123 456",
    email: "mara@lindqvist.example",
  });
});

test("a field with a pattern of the site says what it wants in the site's words", async () => {
  const { root, started, fill, submit } = await draw([
    { name: "booking", type: "text", pattern: "[A-Z]{2}-\\d{6}", patternMessage: "Like LL-123456" },
  ]);
  fill("booking", "123456");
  submit();
  await vi.waitFor(() =>
    expect(root.querySelector(".pl-field .pl-error")?.textContent).toBe("Like LL-123456"),
  );
  expect(started).toEqual([]);
  fill("booking", "LL-123456");
  submit();
  await vi.waitFor(() => expect(started).toHaveLength(1));
  expect(started[0]?.profile).toEqual({ customFields: { booking: "LL-123456" } });
});

test("data of the site is sent along, and the guest's answers override it", () => {
  expect(
    profileFrom(
      { displayName: "M", customFields: { plan: "gold" } },
      [
        { name: "displayName", type: "text" },
        { name: "train", type: "text" },
      ],
      { displayName: " Mara ", train: "" },
    ),
  ).toEqual({ displayName: "Mara", customFields: { plan: "gold" } });
});
