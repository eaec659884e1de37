/** @module-tag engine-document */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createFakeServer, parlorPage, type FakeServer } from "../../testing/index.ts";
import { mount, type ParlorHandle } from "../index.ts";

/* Files in the real widget, against the server in memory. */

let server: FakeServer;
let undo = (): void => undefined;
let handle: ParlorHandle;
const page = parlorPage();

beforeEach(async () => {
  server = createFakeServer();
  undo = server.install();
  handle = mount({
    api: server.url,
    organizationId: "o",
    deploymentId: "files",
    routing: { queue: "Bookings" },
    storage: "memory",
    startOn: "open",
    locale: "en",
  });
  await page.open();
  await server.waitForConversation();
  server.agentJoins({ name: "Noor Haddad" });
  await page.shows("Noor Haddad joined the chat");
});
afterEach(() => {
  handle.destroy();
  undo();
});

const root = (): ShadowRoot => {
  const found = document.querySelector("[data-parlor]")?.shadowRoot;
  if (found == null) throw new Error("There is no widget");
  return found;
};
const all = <Kind extends HTMLElement>(selector: string): Kind[] => [
  ...root().querySelectorAll<Kind>(selector),
];
const one = <Kind extends HTMLElement>(selector: string): Kind => {
  const [found] = all<Kind>(selector);
  if (found === undefined) throw new Error(`There is no ${selector}`);
  return found;
};
const until = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 8_000 });
const button = (name: string): HTMLButtonElement => {
  const found = all<HTMLButtonElement>("button").find(
    (each) => each.ariaLabel === name || each.textContent === name,
  );
  if (found === undefined) throw new Error(`There is no button ${name}`);
  return found;
};
const pdf = (name = "ticket.pdf"): File => new File(["%PDF-"], name, { type: "application/pdf" });
const settings = { bubbles: true, cancelable: true, composed: true } as const;
function drag(type: string, ...files: readonly File[]): void {
  const dataTransfer = new DataTransfer();
  for (const file of files) dataTransfer.items.add(file);
  one(".pl-log").dispatchEvent(new DragEvent(type, { ...settings, dataTransfer }));
}
function paste(...files: readonly File[]): void {
  const clipboardData = new DataTransfer();
  for (const file of files) clipboardData.items.add(file);
  one("textarea").dispatchEvent(new ClipboardEvent("paste", { ...settings, clipboardData }));
}
const picture = async (): Promise<File> => {
  const canvas = new OffscreenCanvas(20, 10);
  canvas.getContext("2d")?.fillRect(0, 0, 20, 10);
  return new File([await canvas.convertToBlob()], "seat.png", { type: "image/png" });
};
const sent = (): unknown =>
  server.messages.map(({ text, files }) => [text, files.map(({ name }) => name)]);

test("a file that is chosen is sent without a text, and is in the log", async () => {
  expect(button("Attach a file")).toBeDefined();
  await page.attach(pdf());
  expect(one(".pl-up").textContent).toContain("Ready · 1 kB");
  expect(one(".pl-send").ariaDisabled).toBe("false");
  one(".pl-send").click();
  await server.waitForMessage("");
  expect(sent()).toEqual([["", ["ticket.pdf"]]]);
  expect(all(".pl-up")).toEqual([]);
  await until(() => expect(all(".pl-file")).toHaveLength(1));
  expect(await page.files()).toEqual(["ticket.pdf"]);
  expect(one(".pl-file").textContent).toContain("PDF · 1 kB");
  expect(button("Download ticket.pdf")).toBeDefined();
});

test("dropped and pasted files are sent with a text", async () => {
  drag("dragover", pdf());
  await until(() => expect(one(".pl-drop").textContent).toContain("Drop to send to Noor"));
  expect(one(".pl-drop").textContent).toContain("Pictures, PDF and text, up to 10 MB each");
  drag("drop", pdf("dropped.pdf"));
  paste(pdf("pasted.pdf"));
  await until(() => expect(all(".pl-up .is-ready")).toHaveLength(2));
  expect(all(".pl-drop")).toEqual([]);
  await page.write("Both of them");
  await server.waitForMessage("Both of them");
  expect(sent()).toEqual([["Both of them", ["dropped.pdf", "pasted.pdf"]]]);
  await until(() => expect(all(".pl-file")).toHaveLength(2));
  expect(one(".pl-group--me .pl-b").textContent).toBe("Both of them");
});

test("a file of a refused kind is named under the cards, and the others stay", async () => {
  drag("drop", pdf(), new File(["MZ"], "setup.exe"));
  await until(() =>
    expect(one(".pl-cards__note").textContent).toBe(
      "setup.exe: This kind of file can’t be sent here.",
    ),
  );
  await until(() => expect(all(".pl-up .is-ready")).toHaveLength(1));
});

test("the note of a refused file is in view below many cards", async () => {
  drag("drop", ...[1, 2, 3, 4, 5].map((n) => pdf(`${n}.pdf`)));
  await until(() => expect(all(".pl-up")).toHaveLength(5));
  drag("drop", new File(["MZ"], "setup.exe"));
  await until(() => {
    const note = one(".pl-cards__note").getBoundingClientRect();
    expect(note.bottom).toBeLessThanOrEqual(one(".pl-cards").getBoundingClientRect().bottom);
  });
});

test("the news beside the launcher names the file of a message without a text", async () => {
  await handle.close();
  server.agentSends([{ name: "ticket.pdf", content: "%PDF-" }]);
  await until(() => expect(one(".pl-news__text").textContent).toBe("Sent a file: ticket.pdf"));
  server.agentSends([
    { name: "a.pdf", content: "%PDF-" },
    { name: "b.pdf", content: "%PDF-" },
  ]);
  await until(() => expect(one(".pl-news__text").textContent).toBe("Noor Haddad sent 2 files"));
});

test("a send waits until the file is up, and can be cancelled", async () => {
  server.goOffline();
  await until(() => expect(one(".pl-banner").textContent).toContain("offline"));
  paste(pdf());
  await until(() => expect(one(".pl-up").textContent).toContain("Waits for the connection"));
  one(".pl-send").click();
  await until(() =>
    expect(one(".pl-cards__note").textContent).toContain("Sends when the file is up"),
  );
  button("Cancel").click();
  await until(() => expect(all(".pl-cards__note")).toEqual([]));
  one(".pl-send").click();
  server.comeBack();
  await server.waitForMessage("");
  expect(sent()).toEqual([["", ["ticket.pdf"]]]);
});

test("a failed file stops the send, which waits for it, and gets focus", async () => {
  server.goOffline();
  server.refuseNextFile();
  await until(() => expect(one(".pl-banner").textContent).toContain("offline"));
  paste(pdf());
  await until(() => expect(all(".pl-up")).toHaveLength(1));
  one(".pl-send").click();
  server.comeBack();
  await until(() => expect(one(".pl-up").textContent).toContain("ticket.pdf can’t be sent."));
  await until(() => expect(root().activeElement?.ariaLabel).toBe("Remove ticket.pdf"));
  expect(server.messages).toEqual([]);
});

test("Delete removes a card; focus goes to the next one, and then to the field", async () => {
  paste(pdf("a.pdf"), pdf("b.pdf"));
  await until(() => expect(all(".pl-up .is-ready")).toHaveLength(2));
  const press = (): boolean | undefined =>
    root().activeElement?.dispatchEvent(
      new KeyboardEvent("keydown", { ...settings, key: "Delete" }),
    );
  button("Remove a.pdf").focus();
  press();
  await until(() => expect(all(".pl-up")).toHaveLength(1));
  expect(root().activeElement?.ariaLabel).toBe("Remove b.pdf");
  press();
  await until(() => expect(all(".pl-up")).toHaveLength(0));
  expect(root().activeElement?.tagName).toBe("TEXTAREA");
});

test("a picture of an agent keeps its place, loads, and opens large", async () => {
  const file = await picture();
  const content = new Uint8Array(await file.arrayBuffer());
  server.agentSends([{ name: "berth.png", content, width: 480, height: 240 }]);
  await until(() => expect(all(".pl-pic")).toHaveLength(1));
  const { width, height } = one(".pl-pic").getBoundingClientRect();
  expect([Math.round(width), Math.round(height)]).toEqual([240, 120]);
});

test("a picture that does not load is shown as a card", async () => {
  server.agentSends([{ name: "broken.png", content: "no picture" }]);
  await until(() => expect(button("Download broken.png")).toBeDefined());
  expect(all(".pl-pic")).toEqual([]);
});

test("with the option off there is no button, and dropped files are said to be impossible", async () => {
  await handle.update({ attachments: false });
  await until(() =>
    expect(all("button").some((each) => each.ariaLabel === "Attach a file")).toBe(false),
  );
  drag("drop", pdf());
  await page.shows("Files and pictures can’t be sent in this chat.");
});
