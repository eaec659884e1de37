/** @module-tag engine-builtins */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ParlorChatElement } from "./element.ts";

const attributes = {
  api: "https://chat.example",
  "organization-id": "o",
  "deployment-id": "door",
  queue: "Bookings",
  storage: "memory",
};
let reported: unknown[] = [];

const onError = (event: ErrorEvent): void => {
  event.preventDefault();
  reported.push(event.error);
};

beforeEach(() => {
  reported = [];
  addEventListener("error", onError);
});

afterEach(async () => {
  document.body.replaceChildren();
  await Promise.resolve();
  removeEventListener("error", onError);
});

function chatElement(more: Readonly<Record<string, string>> = {}): ParlorChatElement {
  const element = document.createElement("parlor-chat");
  for (const [name, value] of Object.entries({ ...attributes, ...more }))
    element.setAttribute(name, value);
  return element;
}

/** Adds the element to the page and waits for its widget. */
async function placed(element: ParlorChatElement): Promise<ParlorChatElement> {
  document.body.append(element);
  await vi.waitFor(() => expect(element.chat).not.toBeNull());
  return element;
}

const hostIn = (element: Element): Element | null => element.querySelector("[data-parlor]");

test("attributes make a panel behind its launcher; without the element it is gone", async () => {
  const element = await placed(chatElement());
  expect(hostIn(element)?.getAttribute("data-parlor")).toBe("door");
  const { chat } = element;
  expect(chat?.get("state")).toEqual({ isOpen: false, phase: "none" });
  element.remove();
  await Promise.resolve();
  expect(element.chat).toBeNull();
  expect(element.childElementCount).toBe(0);
  await expect(chat?.open()).rejects.toMatchObject({ code: "destroyed" });
});

test("an element that a framework moves keeps its panel", async () => {
  const element = await placed(chatElement());
  const { chat } = element;
  const section = document.createElement("section");
  document.body.append(section);
  section.append(element);
  await Promise.resolve();
  expect(element.chat).toBe(chat);
});

test("it hears its own widget's events", async () => {
  const heard: string[] = [];
  const element = chatElement();
  element.addEventListener("parlor:ready", ({ type }) => heard.push(type));
  await placed(element);
  expect(heard).toEqual(["parlor:ready"]);
});

test("options that can change are changed, and others replace the widget", async () => {
  const element = await placed(chatElement());
  const { chat } = element;
  element.setAttribute("position", "start");
  await vi.waitFor(() =>
    expect(hostIn(element)?.getAttribute("data-parlor-position")).toBe("start"),
  );
  expect(element.chat).toBe(chat);
  element.setAttribute("deployment-id", "another");
  await vi.waitFor(() => expect(hostIn(element)?.getAttribute("data-parlor")).toBe("another"));
  expect(element.chat).not.toBe(chat);
  expect(element.childElementCount).toBe(1);
});

test("properties say what attributes cannot, and are stronger", async () => {
  const element = chatElement({ "deployment-id": "said-in-html" });
  element.deploymentId = "said-in-code";
  element.preChat = { fields: [{ name: "email", type: "email" }] };
  await placed(element);
  expect(hostIn(element)?.getAttribute("data-parlor")).toBe("said-in-code");
  expect(element.preChat).toEqual({ fields: [{ name: "email", type: "email" }] });
  expect(element.routing).toEqual({ queue: "Bookings" });
});

test("properties that were set before the element was known count", async () => {
  const element = chatElement();
  // A framework that renders before the module has arrived leaves a plain property on the element.
  Object.defineProperty(element, "position", {
    value: "start",
    configurable: true,
    enumerable: true,
    writable: true,
  });
  await placed(element);
  expect(Object.hasOwn(element, "position")).toBe(false);
  expect(hostIn(element)?.getAttribute("data-parlor-position")).toBe("start");
});

test("wrong options are reported, all at once, and the next change mends them", async () => {
  const element = chatElement({ theme: "pink", "heading-level": "9" });
  document.body.append(element);
  await vi.waitFor(() => expect(reported).toHaveLength(1));
  expect(reported[0]).toMatchObject({ code: "invalid-options" });
  expect(String(reported[0])).toMatch(/theme.*headingLevel/);
  expect(element.chat).toBeNull();
  element.setAttribute("theme", "dark");
  element.removeAttribute("heading-level");
  await vi.waitFor(() => expect(element.chat).not.toBeNull());
  expect(reported).toHaveLength(1);
});

test("inline, the panel stands in the element, open, without a launcher, and can be sent back to the corner", async () => {
  const element = chatElement({ inline: "" });
  element.style.height = "400px";
  await placed(element);
  const root = hostIn(element)?.shadowRoot;
  const dialog = await vi.waitFor(() => {
    const found = root?.querySelector<HTMLElement>(".pl-panel");
    expect(found).not.toBeNull();
    return found!;
  });
  expect(dialog.getAttribute("role")).toBe("region");
  expect(dialog.getBoundingClientRect().height).toBe(400);
  expect(root?.querySelector<HTMLElement>("[part=launcher]")?.hidden).toBe(true);
  element.inline = false;
  await vi.waitFor(() => expect(element.chat?.get("state").isOpen).toBe(false));
  expect(hostIn(element)?.shadowRoot?.querySelector<HTMLElement>("[part=launcher]")?.hidden).toBe(
    false,
  );
});

test("every option is a property, and every text one an attribute", () => {
  expect(ParlorChatElement.observedAttributes).toContain("organization-id");
  expect(ParlorChatElement.observedAttributes).toContain("skills");
  expect("getMemberAuthToken" in ParlorChatElement.prototype).toBe(true);
});
