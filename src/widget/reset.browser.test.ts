/** @module-tag engine-storage */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createFakeServer, type FakeServer } from "../testing/index.ts";
import type { StartOptions } from "../transport/index.ts";
import { mount } from "./integrations/mount.ts";
import type { ParlorHandle } from "./api/handle.ts";
import type { WidgetOptions } from "./options/options.ts";
import "./conversation/chunk.tsx";
import "./pre-chat/chunk.tsx";
import "./secondary/chunk.tsx";

/*
 * After a visitor has logged out, the next one finds nothing of the person in the panel, in
 * storage, or in another tab.
 */

const preChat = {
  fields: [
    { name: "displayName", type: "text" },
    { name: "email", type: "email" },
    { name: "subject", type: "text", required: false },
  ],
  privacyUrl: "https://lantern.example/privacy",
} as const;

let server: FakeServer;
let undo = (): void => undefined;
const handles: ParlorHandle[] = [];
let consents = 0;

beforeEach(() => {
  server = createFakeServer();
  undo = server.install();
  consents = 0;
});
afterEach(() => {
  for (const handle of handles.splice(0)) handle.destroy();
  undo();
  localStorage.clear();
  sessionStorage.clear();
});

function open(change: Partial<WidgetOptions> = {}): { handle: ParlorHandle; root: ShadowRoot } {
  const deploymentId = change.deploymentId ?? "d";
  const handle = mount({
    api: server.url,
    organizationId: "o",
    deploymentId,
    routing: { queue: "Bookings" },
    company: "Lantern Line",
    startOn: "open",
    ...change,
  });
  handles.push(handle);
  handle.on("consent:given", () => consents++);
  const host = [...document.querySelectorAll(`[data-parlor="${deploymentId}"]`)].at(-1);
  return { handle, root: host?.shadowRoot as ShadowRoot };
}
const field = (root: ShadowRoot, name: string): HTMLInputElement =>
  root.querySelector<HTMLInputElement>(`[data-name="${name}"]`)!;
async function fill(root: ShadowRoot, values: Record<string, string>): Promise<void> {
  await vi.waitFor(() => expect(root.querySelector("form")).not.toBeNull());
  for (const [name, value] of Object.entries(values)) {
    field(root, name).value = value;
    field(root, name).dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
}
const composer = (root: ShadowRoot): HTMLTextAreaElement =>
  root.querySelector<HTMLTextAreaElement>(".pl-composer textarea")!;
async function write(root: ShadowRoot, text: string): Promise<void> {
  await vi.waitFor(() => expect(composer(root)).not.toBeNull());
  composer(root).value = text;
  composer(root).dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
}
/** Everything that the panel shows or holds in its fields, and that the browser stores. */
function everything(root: ShadowRoot): string {
  const values = [...root.querySelectorAll<HTMLInputElement>("input, textarea, select")].map(
    (one) => `${one.value}${one.checked ? " ticked" : ""}`,
  );
  const kept = [localStorage, sessionStorage].flatMap((area) => Object.entries(area).flat());
  return [root.textContent, ...values, ...kept].join("\n");
}

test("the form's answers and the ticked box are gone, and consent is told of only when this visitor has given it", async () => {
  const { handle, root } = open({ preChat });
  await handle.open();
  await fill(root, {
    displayName: "Mara Lindqvist",
    email: "mara@lindqvist.example",
    subject: "my secret",
  });
  field(root, "parlor.consent").click();
  await handle.reset();
  expect(consents).toBe(0);
  await handle.open();
  await vi.waitFor(() => expect(field(root, "displayName")).not.toBeNull());
  expect(field(root, "displayName").value).toBe("");
  expect(field(root, "parlor.consent").checked).toBe(false);
  expect(everything(root)).not.toMatch(/Mara|lindqvist|secret/);
  root.querySelector<HTMLButtonElement>("[type=submit]")!.click();
  await vi.waitFor(() => expect(root.querySelectorAll(".pl-error").length).toBeGreaterThan(0));
  expect(consents).toBe(0);
  expect(server.conversations).toHaveLength(0);
});

test("a box that was ticked and is no longer is no consent; a form without the box tells of none", async () => {
  const started: StartOptions[] = [];
  const { handle, root } = open({ preChat: { fields: [{ name: "displayName", type: "text" }] } });
  handle.intercept("beforeStart", (start) => void started.push(start));
  await handle.open();
  await fill(root, { displayName: "Mara" });
  root.querySelector<HTMLButtonElement>("[type=submit]")!.click();
  await vi.waitFor(() => expect(started).toHaveLength(1));
  expect(consents).toBe(0);
});

test("two widgets on one page share none of what a visitor answers", async () => {
  const first = open({ preChat });
  const second = open({ preChat, deploymentId: "other" });
  await first.handle.open();
  await second.handle.open();
  await fill(first.root, { displayName: "Mara Lindqvist" });
  field(first.root, "parlor.consent").click();
  await vi.waitFor(() => expect(second.root.querySelector("form")).not.toBeNull());
  expect(field(second.root, "displayName").value).toBe("");
  expect(field(second.root, "parlor.consent").checked).toBe(false);
  expect(everything(second.root)).not.toContain("Mara");
});

test("a reset in one widget leaves another deployment's widget as it is", async () => {
  const first = open({ preChat });
  const second = open({ preChat, deploymentId: "d:two" });
  await second.handle.open();
  await fill(second.root, { displayName: "Another" });
  localStorage.setItem("parlor:language:d:two", "de");
  localStorage.setItem("parlor:outbox:d:two:k", "x");
  localStorage.setItem("parlor:language:d", "fr");
  await first.handle.reset();
  expect(field(second.root, "displayName").value).toBe("Another");
  expect(Object.keys(localStorage).sort()).toEqual([
    "parlor:language:d:two",
    "parlor:outbox:d:two:k",
  ]);
});

test("a text that is being spoken is gone at once, and one that waits to be spoken is not said any more", async () => {
  const { handle, root } = open();
  await handle.open();
  await server.waitForConversation();
  server.agentJoins({ name: "Noor Haddad" });
  server.agentSays("your account is 4711");
  const spoken = (): string =>
    [...root.querySelectorAll(".pl-vh[aria-live]")].map(({ textContent }) => textContent).join("");
  const heard: string[] = [];
  const watch = new MutationObserver(() => heard.push(spoken()));
  await vi.waitFor(() => expect(spoken()).toContain("4711"), { timeout: 4_000 });
  server.agentSays("your code is 815");
  await handle.reset();
  expect(spoken()).toBe("");
  for (const region of root.querySelectorAll(".pl-vh[aria-live]"))
    watch.observe(region, { childList: true, subtree: true });
  // The next visitor's first announcement comes after any that was still pending.
  await handle.open();
  await server.waitForConversation();
  server.agentJoins({ name: "Tomás Brandt" });
  server.agentSays("good evening");
  await vi.waitFor(() => expect(heard.join("\n")).toContain("good evening"), { timeout: 4_000 });
  watch.disconnect();
  expect(heard.join("\n")).not.toMatch(/4711|815|Noor/);
});

test("the draft, the talk, what was not sent, who it was and what a start took along are gone", async () => {
  const { handle, root } = open({
    preChat,
    journeyContext: { customer: { id: "cookie-7", idType: "cookie" } },
  });
  await handle.identify({
    profile: { customFields: { account: "4711" } },
    getToken: async () => "token-of-mara",
  });
  await handle.open();
  await fill(root, { displayName: "Mara Lindqvist", email: "mara@lindqvist.example" });
  field(root, "parlor.consent").click();
  root.querySelector<HTMLButtonElement>("[type=submit]")!.click();
  await server.waitForConversation();
  expect(consents).toBe(1);
  server.agentJoins({ name: "Noor Haddad" });
  server.agentSays("your account is 4711");
  server.failNext({ status: 400, code: "bad.request", on: "send" });
  await handle.send("my unsent secret");
  await write(root, "half a secret sentence");
  await vi.waitFor(() => expect(root.textContent).toContain("Not sent"));
  expect(everything(root)).toContain("half a secret sentence");
  await handle.reset();
  expect(everything(root)).not.toMatch(/Mara|lindqvist|secret|4711|Noor|token-of-mara|cookie-7/);
  expect([...Object.keys(localStorage), ...Object.keys(sessionStorage)]).toEqual([]);
  expect(handle.get("unread")).toBe(0);
  expect(handle.get("conversation")).toEqual({ id: null, phase: "none" });
  expect(await handle.exportTranscript("txt")).not.toMatch(/secret|4711/);

  // The next visitor is another person.
  await handle.identify({ profile: { customFields: { plan: "new" } } });
  await handle.open();
  await fill(root, { displayName: "Ines", email: "ines@example.com" });
  field(root, "parlor.consent").click();
  root.querySelector<HTMLButtonElement>("[type=submit]")!.click();
  const next = await server.waitForConversation();
  expect(next.profile).toEqual({
    displayName: "Ines",
    email: "ines@example.com",
    customFields: { plan: "new" },
  });
  expect(next.routing.queue).toBe("Bookings");
  await vi.waitFor(() => expect(composer(root)).not.toBeNull());
  expect(composer(root).value).toBe("");
});

test("a chat that is started again after the end takes nothing of the form of somebody before along", async () => {
  const { handle, root } = open({ preChat: { fields: [{ name: "displayName", type: "text" }] } });
  await handle.open();
  await fill(root, { displayName: "Mara" });
  root.querySelector<HTMLButtonElement>("[type=submit]")!.click();
  await server.waitForConversation();
  await handle.reset();
  // Without the form: the page starts the conversation itself.
  await handle.start();
  await server.waitForConversation();
  await handle.end();
  await handle.open();
  const again = await vi.waitFor(() => {
    const found = root.querySelector<HTMLButtonElement>(".pl-foot .pl-btn");
    expect(found?.textContent).toBe("Start a new chat");
    return found!;
  });
  again.click();
  expect((await server.waitForConversation()).profile.displayName).toBe("Guest");
});

test("a question of the check for sensitive data and an open menu are gone with the text that they are about", async () => {
  const { handle, root } = open({ sensitiveData: "cards" });
  await handle.open();
  await server.waitForConversation();
  await write(root, "my card is 4111 1111 1111 1111");
  root.querySelector<HTMLButtonElement>(".pl-send")!.click();
  await vi.waitFor(() => expect(root.querySelector("[role=alertdialog]")).not.toBeNull());
  await handle.reset();
  await vi.waitFor(() => expect(root.querySelector("[role=alertdialog]")).toBeNull());
  expect(everything(root)).not.toContain("4111");
  await handle.open();
  await server.waitForConversation();
  expect(server.messages).toEqual([]);
});

test("without a network all is forgotten, and the call is answered", async () => {
  const { handle, root } = open();
  await handle.open();
  await server.waitForConversation();
  server.agentJoins({ name: "Noor Haddad" });
  server.agentSays("a secret");
  await write(root, "another secret");
  server.goOffline();
  await handle.reset();
  expect(everything(root)).not.toMatch(/secret|Noor/);
  server.comeBack();
  await handle.open();
  await server.waitForConversation();
  expect(everything(root)).not.toMatch(/secret|Noor/);
});

test("another tab's widget forgets what it holds when this browser is told of a reset", async () => {
  const { handle, root } = open({ preChat });
  await handle.open();
  await fill(root, { displayName: "Mara Lindqvist" });
  sessionStorage.setItem("parlor:draft:d", "half a secret");
  // As the browser notifies the other tabs.
  dispatchEvent(new StorageEvent("storage", { key: "parlor:reset:d", newValue: "1" }));
  await vi.waitFor(() => expect(handle.get("state").isOpen).toBe(false));
  await handle.open();
  await vi.waitFor(() => expect(field(root, "displayName").value).toBe(""));
  expect(everything(root)).not.toMatch(/Mara|secret/);
});

test("a reset of another deployment is none, and a widget that is gone hears nothing", async () => {
  const { handle, root } = open({ preChat });
  await handle.open();
  await fill(root, { displayName: "Mara" });
  dispatchEvent(new StorageEvent("storage", { key: "parlor:reset:other", newValue: "1" }));
  dispatchEvent(new StorageEvent("storage", { key: "parlor:reset:d", newValue: null }));
  await Promise.resolve();
  expect(field(root, "displayName").value).toBe("Mara");
  const gone = vi.spyOn(window, "removeEventListener");
  handle.destroy();
  expect(gone.mock.calls.map(([type]) => type)).toContain("storage");
  gone.mockRestore();
});

test("a panel in the page's flow stays, and the next visitor's first message in it starts a chat", async () => {
  const place = document.createElement("div");
  place.style.height = "500px";
  document.body.append(place);
  const handle = mount(
    { api: server.url, organizationId: "o", deploymentId: "d", routing: { queue: "Bookings" } },
    place,
  );
  handles.push(handle);
  const root = place.firstElementChild?.shadowRoot as ShadowRoot;
  await vi.waitFor(() => expect(composer(root)).not.toBeNull());
  composer(root).focus();
  await write(root, "One");
  root.querySelector<HTMLElement>("[part=send]")?.click();
  await server.waitForMessage("One");
  await handle.reset();
  expect(handle.get("state").isOpen).toBe(true);
  await vi.waitFor(() => expect(composer(root)).not.toBeNull());
  composer(root).blur();
  composer(root).focus();
  await write(root, "Two");
  root.querySelector<HTMLElement>("[part=send]")?.click();
  await server.waitForMessage("Two");
  expect(server.conversations).toHaveLength(2);
  place.remove();
});

test("a page that comes back from the browser's cache of pages after a reset elsewhere forgets the visitor", async () => {
  const { handle, root } = open();
  await handle.open();
  await write(root, "a secret in the field");
  await vi.waitFor(() => expect(handle.get("conversation").id).not.toBeNull());
  const turn = (type: "pagehide" | "pageshow"): void =>
    void dispatchEvent(new PageTransitionEvent(type, { persisted: true }));
  turn("pagehide");
  turn("pageshow");
  expect(handle.get("conversation").id).not.toBeNull();
  turn("pagehide");
  localStorage.clear();
  turn("pageshow");
  await vi.waitFor(() => expect(handle.get("conversation").id).toBeNull());
  expect(everything(root)).not.toContain("secret");
});

/**
 * Everything of a person that a page can find: storage, what the panel shows and holds, what is
 * spoken, the title, and what the handle gives.
 */
async function traces(handle: ParlorHandle, root: ShadowRoot): Promise<Record<string, string>> {
  const values = [...root.querySelectorAll<HTMLInputElement>("input, textarea, select")];
  const labels = [...root.querySelectorAll("[aria-label], [title], [placeholder]")];
  const area = (kept: Storage): string => Object.entries(kept).flat().join("\n");
  return {
    "local storage": area(localStorage),
    "session storage": area(sessionStorage),
    "drawn text, spoken text": root.textContent ?? "",
    fields: values.map(({ value }) => value).join("\n"),
    labels: labels.map((one) => one.outerHTML).join("\n"),
    "the page's title": document.title,
    state: JSON.stringify([handle.get("conversation"), handle.get("unread")]),
    transcript: await handle.exportTranscript("json"),
  };
}

for (const method of ["reset", "forget"] as const)
  for (const when of ["in a chat", "after the end", "while the panel is closed"] as const)
    test(`${method}() ${when} leaves no word of the visitor in any place, nor in the next start`, async () => {
      const { handle, root } = open({
        preChat: { fields: [{ name: "displayName", type: "text" }] },
        greeting: { text: "May I help?" },
      });
      await handle.identify({ profile: { customFields: { account: "4711" } } });
      await handle.open();
      await fill(root, { displayName: "Mara Lindqvist" });
      root.querySelector<HTMLButtonElement>("[type=submit]")!.click();
      await server.waitForConversation();
      server.agentJoins({ name: "Noor Haddad" });
      server.agentSays("your secret is safe");
      await handle.send("my secret");
      await server.waitForMessage("my secret");
      server.failNext({ status: 400, code: "bad.request", on: "send" });
      await handle.send("unsent secret");
      await write(root, "half a secret");
      if (when === "after the end") {
        await handle.end();
        await vi.waitFor(() => expect(root.querySelector(".pl-endcard")).not.toBeNull());
      }
      if (when === "while the panel is closed") {
        await handle.close();
        server.agentSays("one more secret");
        await vi.waitFor(() => expect(root.querySelector(".pl-news")).not.toBeNull());
      }
      const PERSON = /Mara|Lindqvist|secret|Noor|4711/;
      const before = await traces(handle, root);
      expect(Object.values(before).join("\n")).toMatch(PERSON);
      await handle[method]();
      await vi.waitFor(async () => {
        for (const [place, found] of Object.entries(await traces(handle, root)))
          expect(found, place).not.toMatch(PERSON);
      });
      expect(Object.keys(localStorage)).toEqual([]);
      expect(server.conversations.at(-1)?.state).toBe("ended");
      await handle.start();
      const next = await server.waitForConversation();
      expect(JSON.stringify(next.profile)).not.toMatch(PERSON);
    });
