/** @module-tag engine-focus */

import axe from "axe-core";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { fetched } from "../../../test/expect-harmless.ts";
import { xssCorpus } from "../../../test/xss-corpus.ts";
import type { Details, FileLimits } from "../api/views.ts";
import { select } from "../model/writing.ts";
import { detailsOf } from "../testing/default-details.ts";
import { clearDesk, drawDesk } from "../testing/draw-desk.tsx";
import { chatOf, FakeAgentApi, guestOf, leg, waitingOf } from "../testing/fake-agent-api.ts";
import { fileOf } from "../testing/fake-files.ts";
import type { TestDesk } from "../testing/test-desk.ts";
import "../../../src/widget/theme/tokens.css";
import "../../../src/widget/shell/chunk.css";
import "../../../src/widget/conversation/chunk.css";

/* Files at the desk: the agent's own, and the guest's. */

const limits: FileLimits = {
  maxBytes: 10_485_760,
  maxPerMessage: 5,
  types: ["image/png", "application/pdf"],
  blockedExtensions: [".exe"],
};

let it: TestDesk;
let api: FakeAgentApi;
beforeEach(async () => {
  api = new FakeAgentApi();
  api.all.push(chatOf("c", "Mara Lindqvist", leg()));
  const facts: Partial<Details> = { attachments: limits };
  for (const id of ["c", "c-waits"]) api.facts.set(id, { ...detailsOf(id), ...facts });
  const files = [fileOf("p1", "berth.png"), fileOf("p2", "bike.png"), fileOf("d", "ticket.pdf")];
  api.say("c", "Here they are", guestOf("c", "Mara Lindqvist"), "text", { files });
  document.body.classList.add("parlor", "dk");
  it = await drawDesk(api);
});
afterEach(() => {
  clearDesk(it);
  document.body.classList.remove("parlor", "dk");
});

const button = (name: string): HTMLButtonElement => {
  const found = [...document.querySelectorAll("button")].find((one) => {
    const label = one.getAttribute("aria-label") ?? one.textContent;
    return label.replace(/[\u2068\u2069]/g, "") === name;
  });
  if (found === undefined) throw new Error(`There is no button ${name}`);
  return found;
};
const waitFor = (name: string): Promise<HTMLButtonElement> => vi.waitFor(() => button(name));
const field = (): HTMLTextAreaElement | null =>
  document.querySelector<HTMLTextAreaElement>("textarea[aria-label^='Message to']");
const cards = (): readonly string[] =>
  [...document.querySelectorAll(".dk-cards li")].map((one) => one.textContent ?? "");
const text = (): string => document.body.textContent ?? "";

async function open(): Promise<void> {
  select(it.desk, "c");
  await waitFor("Attach a file");
}
const dataOf = (...names: readonly string[]): DataTransfer => {
  const data = new DataTransfer();
  for (const name of names) {
    const type = name.endsWith("png") ? "image/png" : "application/pdf";
    data.items.add(new File(["bytes"], name, { type }));
  }
  return data;
};
const drag = (type: string, dataTransfer: DataTransfer): boolean =>
  document.body.dispatchEvent(
    new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }),
  );
const arrive = async (count = 1): Promise<void> => {
  await vi.waitFor(() => expect(api.files.under.length).toBeGreaterThanOrEqual(count));
  for (const one of api.files.under.splice(0, count)) one.arrive();
};
/** The rules of axe that need no whole page. */
const faults = async (): Promise<readonly string[]> => {
  const { violations } = await axe.run(document.body, {
    runOnly: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] },
    rules: { "color-contrast": { enabled: false } },
  });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
};

test("a chosen file is a card with its progress, and goes with Enter", async () => {
  await open();
  const input = document.querySelector<HTMLInputElement>("input[type=file]");
  expect(input?.accept).toBe("image/png,application/pdf");
  if (input !== null) input.files = dataOf("bike-rules.pdf").files;
  input?.dispatchEvent(new Event("change"));
  await vi.waitFor(() => expect(document.querySelector("progress")).not.toBeNull());
  expect(document.querySelector("progress")?.ariaLabel).toContain("bike-rules.pdf");
  expect(document.activeElement).toBe(field());
  expect(await faults()).toEqual([]);
  await arrive();
  await vi.waitFor(() => expect(cards()[0]).toContain("Ready"));
  expect(await faults()).toEqual([]);
  button("Send message").click();
  await vi.waitFor(() => expect(cards()).toEqual([]));
  await vi.waitFor(() =>
    expect(api.histories.get("c")?.at(-1)).toMatchObject({ files: [{ name: "bike-rules.pdf" }] }),
  );
  await waitFor("Download bike-rules.pdf");
});

test("dragged files show where they go, until Escape or the drop", async () => {
  await open();
  expect(drag("dragenter", dataOf("a.pdf"))).toBe(false);
  await vi.waitFor(() => expect(text()).toContain("Drop to send to"));
  document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
  await vi.waitFor(() => expect(text()).not.toContain("Drop to send to"));
  drag("dragover", dataOf("a.pdf"));
  await vi.waitFor(() => expect(text()).toContain("Drop to send to"));
  expect(drag("drop", dataOf("a.pdf", "b.png"))).toBe(false);
  await vi.waitFor(() => expect(cards()).toHaveLength(2));
  expect(text()).not.toContain("Drop to send to");
});

test("a pasted picture is attached; one beside a text is left to the field", async () => {
  await open();
  const paste = (clipboardData: DataTransfer): boolean =>
    field()?.dispatchEvent(
      new ClipboardEvent("paste", { bubbles: true, cancelable: true, clipboardData }),
    ) ?? false;
  const both = dataOf("word.png");
  both.setData("text/plain", "the text");
  expect(paste(both)).toBe(true);
  expect(paste(dataOf("shot.png"))).toBe(false);
  await vi.waitFor(() => expect(cards()).toHaveLength(1));
  expect(cards()[0]).toContain("shot.png");
});

test("a refused file says why, and the others stay", async () => {
  await open();
  const data = dataOf("ok.pdf");
  data.items.add(new File(["x"], "setup.exe", { type: "application/octet-stream" }));
  drag("drop", data);
  await vi.waitFor(() =>
    expect(text()).toContain("setup.exe: This kind of file can’t be sent here."),
  );
  expect(cards()).toHaveLength(1);
  expect(it.desk.notices.lines.value.at(-1)).toMatchObject({
    text: "setup.exe: This kind of file can’t be sent here.",
    isUrgent: true,
  });
  expect(await faults()).toEqual([]);
});

test("a send waits for its files, and can be cancelled", async () => {
  await open();
  drag("drop", dataOf("a.pdf"));
  await vi.waitFor(() => expect(cards()).toHaveLength(1));
  button("Send message").click();
  await vi.waitFor(() => expect(text()).toContain("Sends when the file is up"));
  button("Cancel").click();
  await vi.waitFor(() => expect(text()).not.toContain("Sends when the file is up"));
  expect(document.activeElement).toBe(field());
  button("Send message").click();
  await arrive();
  await vi.waitFor(() =>
    expect(api.histories.get("c")?.at(-1)).toMatchObject({ files: [{ name: "a.pdf" }] }),
  );
});

test("a failed file stops the send and gets the focus; Retry sends it again", async () => {
  await open();
  drag("drop", dataOf("a.pdf"));
  await vi.waitFor(() => expect(api.files.under).toHaveLength(1));
  api.files.under.shift()?.fail(new TypeError("cut"));
  const retry = await waitFor("Retry a.pdf");
  expect(cards()[0]).toContain("a.pdf didn’t upload.");
  button("Send message").click();
  expect(document.activeElement).toBe(retry);
  expect(await faults()).toEqual([]);
  retry.click();
  await arrive();
  await vi.waitFor(() => expect(cards()[0]).toContain("Ready"));
});

test("Delete on a card removes it; focus goes to the next card, then to the field", async () => {
  await open();
  drag("drop", dataOf("a.pdf", "b.pdf"));
  await vi.waitFor(() => expect(cards()).toHaveLength(2));
  const first = button("Remove a.pdf");
  first.focus();
  first.dispatchEvent(new KeyboardEvent("keydown", { key: "Delete", bubbles: true }));
  await vi.waitFor(() => expect(cards()).toHaveLength(1));
  expect(document.activeElement).toBe(button("Remove b.pdf"));
  button("Remove b.pdf").click();
  await vi.waitFor(() => expect(cards()).toEqual([]));
  expect(document.activeElement).toBe(field());
});

test("a guest's pictures open large; arrow keys lead to the others, Escape closes", async () => {
  await open();
  const opener = await waitFor("Open picture: berth.png");
  expect(opener.querySelector("img")?.getAttribute("width")).toBe("240");
  expect(opener.querySelector("img")?.getAttribute("height")).toBe("120");
  for (const [id, name] of [
    ["p1", "berth.png"],
    ["p2", "bike.png"],
  ] as const)
    api.files.states.set(id, { ...fileOf(id, name), state: "ready" });
  opener.focus();
  opener.click();
  await vi.waitFor(() => expect(document.querySelector("dialog img")).not.toBeNull());
  const dialog = document.querySelector("dialog");
  const title = (): string => dialog?.querySelector("h2")?.textContent ?? "";
  expect(dialog?.matches(":modal")).toBe(true);
  expect(document.activeElement).toBe(button("Close"));
  expect(title()).toBe("berth.png");
  expect(await faults()).toEqual([]);
  const press = (key: string): boolean =>
    button("Close").dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  press("ArrowRight");
  await vi.waitFor(() => expect(title()).toBe("bike.png"));
  press("ArrowRight");
  expect(title()).toBe("bike.png");
  press("ArrowLeft");
  await vi.waitFor(() => expect(title()).toBe("berth.png"));
  dialog?.dispatchEvent(new Event("cancel", { cancelable: true }));
  await vi.waitFor(() => expect(document.querySelector("dialog")).toBeNull());
  expect(document.activeElement).toBe(opener);
});

test("a picture that cannot be loaded is asked for once more, then it is a card", async () => {
  const broken = { thumbnailUrl: "data:image/png;base64,AAAA" };
  api.files.states.set("p9", { ...fileOf("p9", "old.png", broken), state: "ready" });
  api.say("c", "", guestOf("c"), "text", { files: [fileOf("p9", "old.png", broken)] });
  await it.desk.threads.get("c")?.catchUp();
  await open();
  await waitFor("Download old.png");
  expect(api.files.requests.filter((one) => one === "GET file c p9")).toHaveLength(1);
});

test("the facts list the files of the chat, and each can be saved", async () => {
  await open();
  await vi.waitFor(() => expect(document.querySelectorAll(".dk-factfiles li")).toHaveLength(3));
  button("Download ticket.pdf").click();
  await vi.waitFor(() => expect(api.files.requests).toContain("GET file c d"));
  await vi.waitFor(() => expect(text()).toContain("The file could not be opened."));
});

test("a chat that waits shows the names of files, and no pictures", async () => {
  api.say("c-waits", "", guestOf("c-waits"), "text", { files: [fileOf("w", "secret.png")] });
  it.desk.lists.inLine.value = [waitingOf("c-waits", "Ama")];
  select(it.desk, "c-waits");
  await vi.waitFor(() =>
    expect(document.querySelector(".pl-log")?.textContent).toContain("secret.png"),
  );
  expect(document.querySelector(".pl-log img")).toBeNull();
  expect(document.querySelector(".pl-log .dk-files button")).toBeNull();
  expect(document.querySelector(".dk-factfiles button")).toBeNull();
});

test("a chat that takes no files has no button, and a dropped file is said to be impossible", async () => {
  api.facts.delete("c");
  select(it.desk, "c");
  await vi.waitFor(() => expect(field()).not.toBeNull());
  expect(() => button("Attach a file")).toThrow();
  expect(drag("drop", dataOf("a.pdf"))).toBe(false);
  await vi.waitFor(() => expect(text()).toContain("Files and pictures can’t be sent here."));
});

test("the names of files and pictures of attackers are text, in cards and as the alternative of a picture", async () => {
  const names = xssCorpus.filter((one) => one.startsWith('">') || one.startsWith("<img"));
  const pictures = names.map((name, n) => ({ ...fileOf(`x${n}`, "a.png"), name }));
  for (const one of pictures) api.files.states.set(one.id, { ...one, state: "ready" });
  api.say("c", "", guestOf("c"), "text", { files: pictures });
  await it.desk.threads.get("c")?.catchUp();
  await open();
  drag("drop", dataOf(...names.slice(0, 5)));
  await vi.waitFor(() => expect(cards().length).toBeGreaterThan(3));
  const openers = await vi.waitFor(() => {
    const found = [...document.querySelectorAll<HTMLElement>(".dk-pic")].slice(-names.length);
    expect(found).toHaveLength(names.length);
    return found;
  });
  for (const [n, opener] of openers.entries()) {
    opener.click();
    await vi.waitFor(() => expect(document.querySelector("dialog img")).not.toBeNull());
    const dialog = document.querySelector("dialog");
    expect([...(dialog?.querySelectorAll("img") ?? [])].map(({ alt }) => alt)).toEqual([
      `Picture: ${names[n]}`,
    ]);
    button("Close").click();
    await vi.waitFor(() => expect(document.querySelector("dialog")).toBeNull());
  }
  const handlers = [...document.querySelectorAll("*")].flatMap((one) =>
    one.getAttributeNames().filter((name) => name.startsWith("on")),
  );
  expect(handlers).toEqual([]);
  expect((globalThis as { xssRan?: number }).xssRan).toBeUndefined();
  expect(fetched()).toEqual([]);
});
