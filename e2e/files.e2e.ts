import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { violationsOn } from "./axe.ts";
import { engine } from "./engine-subjects.ts";
import { expect, test } from "./fixtures.ts";
import { expectHarmlessAt, hiddenPage } from "./hidden-page.ts";
import { Visitor } from "./visitor.ts";

/* Files between a visitor and an agent, on the real server. */

const pdf = Buffer.from("%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n");

/** Drops a text file on the panel, or pastes it into the field. */
const putInto = (page: Page, how: "drop" | "paste", name: string): Promise<void> =>
  page.evaluate(
    ([type, file]) => {
      const root = document.querySelector("[data-parlor]")?.shadowRoot;
      const data = new DataTransfer();
      data.items.add(new File(["Berth 33, lower."], file, { type: "text/plain" }));
      const settings = { bubbles: true, cancelable: true, composed: true };
      const event =
        type === "drop"
          ? new DragEvent("drop", { ...settings, dataTransfer: data })
          : new ClipboardEvent("paste", { ...settings, clipboardData: data });
      // Firefox makes a paste without its data.
      if (type === "paste") Object.defineProperty(event, "clipboardData", { value: data });
      root?.querySelector(type === "drop" ? "[part=log]" : "textarea")?.dispatchEvent(event);
    },
    [how, name] as const,
  );

test("files go both ways: by button, drop and paste, with and without a text, over a reload", async ({
  server,
  visitor,
  agent,
}) => {
  test.slow(); // A whole conversation, and axe at its end.
  const { page } = visitor;
  await visitor.begin(server.url, "I have a torn ticket");
  await agent.takeNext();
  await expect(visitor.log).toContainText("Noor Haddad joined the chat");

  await page.locator("[part=composer] input[type=file]").setInputFiles({
    name: "Ticket LL-48213.pdf",
    mimeType: "application/pdf",
    buffer: pdf,
  });
  await expect(page.getByRole("list", { name: "Attached files" })).toContainText("Ready");
  await page.getByRole("button", { name: "Send message" }).click();
  await expect(page.getByRole("button", { name: "Download Ticket LL-48213.pdf" })).toBeVisible();

  await putInto(page, "drop", "dropped.txt");
  await putInto(page, "paste", "pasted.txt");
  await expect(page.getByRole("list", { name: "Attached files" }).getByText("Ready")).toHaveCount(
    2,
  );
  await visitor.write("And two notes");
  await expect(visitor.row("And two notes")).toContainText("dropped.txt");
  await expect(visitor.row("And two notes")).toContainText("pasted.txt");
  await expect
    .poll(() => agent.reads())
    .toEqual(expect.arrayContaining(["Ticket LL-48213.pdf", "And two notes"]));

  await agent.sendFile("New ticket.pdf", "application/pdf", new Uint8Array(pdf));
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download New ticket.pdf" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("New ticket.pdf");
  expect(readFileSync(await download.path())).toEqual(pdf);

  await visitor.reload();
  await expect(page.getByRole("button", { name: "Download Ticket LL-48213.pdf" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Download New ticket.pdf" })).toBeVisible();
  expect(await violationsOn(page, "all")).toEqual([]);
});

test("a file that is attached offline goes up when the connection is back, and is sent then", async ({
  server,
  visitor,
  agent,
}) => {
  test.slow(); // An open stream counts as lost after 14 s.
  const { page } = visitor;
  await visitor.begin(server.url, "Good evening");
  await agent.takeNext();
  await expect(visitor.log).toContainText("Noor Haddad joined the chat");
  // The code for files comes with the first of them.
  await putInto(page, "paste", "first.txt");
  await expect(page.getByRole("list", { name: "Attached files" })).toContainText("Ready");
  await page.context().setOffline(true);
  await expect(visitor.panel).toContainText("You’re offline.", { timeout: 30_000 });
  await putInto(page, "paste", "second.txt");
  await page.getByRole("button", { name: "Send message" }).click();
  await expect(visitor.panel).toContainText("Sends when the file is up");
  await page.context().setOffline(false);
  await expect(page.getByRole("button", { name: "Download second.txt" })).toBeVisible({
    timeout: 30_000,
  });
  await expect.poll(() => agent.reads()).toContain("first.txt, second.txt");
});

test("a file is attached, sent and removed by the keyboard alone", async ({ server, visitor }) => {
  const { page } = visitor;
  await visitor.begin(server.url, "Good evening");
  // The browser has to know that somebody waits for its dialog before a key opens it.
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Attach a file" }).focus();
  await page.keyboard.press("Enter");
  await (await chooser).setFiles([
    { name: "a.pdf", mimeType: "application/pdf", buffer: pdf },
    { name: "b.pdf", mimeType: "application/pdf", buffer: pdf },
  ]);
  await expect(page.getByRole("button", { name: "Remove b.pdf" })).toBeVisible();
  await expect(visitor.composer).toBeFocused();
  await page.getByRole("button", { name: "Remove a.pdf" }).focus();
  await page.keyboard.press("Delete");
  await expect(page.getByRole("button", { name: "Remove b.pdf" })).toBeFocused();
  await expect(page.getByRole("list", { name: "Attached files" })).toContainText("Ready");
  await visitor.composer.press("Enter");
  await expect(page.getByRole("button", { name: "Download b.pdf" })).toBeVisible();
  await expect(visitor.composer).toBeFocused();
});

/** The cards of the files above the field. */
const cardsOf = (page: Page) => page.getByRole("list", { name: "Attached files" });

test("a web page that comes as a text is saved with its bytes, and is never drawn or run", {
  tag: engine("document"),
}, async ({ server, site, visitor, agent, downloaded }) => {
  const { page } = visitor;
  await visitor.begin(server.url, "Good evening");
  await agent.takeNext();
  await expect(visitor.log).toContainText("Noor Haddad joined the chat");
  await page.locator("[part=composer] input[type=file]").setInputFiles({
    name: "notes.html",
    mimeType: "text/html",
    buffer: Buffer.from(hiddenPage(site)),
  });
  await expect(visitor.panel).toContainText("notes.html: This kind of file can’t be sent here.");

  const bytes = new TextEncoder().encode(hiddenPage(site));
  const address = await agent.sendFile("notes.txt", "text/plain", bytes);
  const button = page.getByRole("button", { name: "Download notes.txt" });
  const file = await downloaded(() => button.click());
  expect(file).toEqual({ name: "notes.txt", text: hiddenPage(site) });
  await expect(button).toBeVisible();
  expect(site.asked).toEqual([]);
  await expectHarmlessAt(page.context(), address, site);
});

test("files that are up and the text beside them outlive a reload; a second tab shows each outcome once", async ({
  server,
  visitor,
  agent,
}) => {
  test.slow(); // Three pages and a conversation.
  const { page } = visitor;
  await visitor.begin(server.url, "I have a torn ticket");
  const input = page.locator("[part=composer] input[type=file]");
  await input.setInputFiles({ name: "ticket.pdf", mimeType: "application/pdf", buffer: pdf });
  await expect(cardsOf(page)).toContainText("Ready");
  await visitor.composer.fill("Half a sentence");
  await visitor.reload();
  await expect(cardsOf(page).getByRole("listitem")).toHaveText([/ticket.pdf.*Ready/s]);
  await expect(visitor.composer).toHaveValue("Half a sentence");

  const second = new Visitor(await page.context().newPage());
  await second.arrive(server.url);
  await second.openChat();
  await expect(cardsOf(second.page).getByRole("listitem")).toHaveText([/ticket.pdf.*Ready/s]);
  // The bytes are no picture, which the server finds.
  await input.setInputFiles({ name: "no.png", mimeType: "image/png", buffer: pdf });
  const outcome = [/ticket.pdf.*Ready/s, /no.png: This kind of file can’t be sent here/];
  for (const tab of [page, second.page])
    await expect(cardsOf(tab).getByRole("listitem")).toHaveText(outcome);
  await cardsOf(second.page).getByRole("button", { name: "Remove no.png" }).click();
  await expect(cardsOf(page).getByRole("listitem")).toHaveCount(1);
  await page.bringToFront();
  await visitor.composer.press("Enter");
  for (const { log, page: tab } of [visitor, second]) {
    await expect(log.getByRole("button", { name: "Download ticket.pdf" })).toHaveCount(1);
    await expect(cardsOf(tab)).toHaveCount(0);
  }
  await agent.takeNext();
  expect((await agent.reads()).filter((text) => text === "Half a sentence")).toHaveLength(1);
});
