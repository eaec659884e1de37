import { readdirSync, readFileSync } from "node:fs";
import {
  DEFAULT_DEPLOYMENT,
  startEmulator,
  type DeploymentChanges,
  type Emulator,
} from "../emulators/web-messaging/src/index.ts";
import { expect, test as base } from "./fixtures.ts";
import { page as htmlOf } from "./host-page.ts";
import type { Site } from "./site.ts";

/* The panel on a site without a server of ours: it talks to an emulated service. */

const embed = (path: string): URL => new URL(`../dist/embed/${path}`, import.meta.url);
const { version }: { readonly version: string } = JSON.parse(
  readFileSync(new URL("../package.json", import.meta.url), "utf8"),
);

/** Puts the built widget on a site, at the addresses that its loader expects. */
function putWidget(site: Site): void {
  const type = { "content-type": "text/javascript" };
  site.put("/parlor.js", readFileSync(embed("parlor.js"), "utf8"), type);
  for (const file of readdirSync(embed(version)))
    if (file.endsWith(".js"))
      site.put(
        `/parlor/${version}/${file}`,
        readFileSync(embed(`${version}/${file}`), "utf8"),
        type,
      );
}

interface Fixtures {
  readonly settings: DeploymentChanges;
  readonly emulator: Emulator;
  /** Puts a page with the tag on the site. @returns its address */
  readonly put: (attributes?: string, headers?: Readonly<Record<string, string>>) => string;
}

const test = base.extend<Fixtures>({
  beginning: "as given",
  settings: [{}, { option: true }],
  emulator: async ({ settings }, use) => {
    const emulator = await startEmulator({ defaults: settings });
    await use(emulator);
    const { violations } = emulator;
    await emulator.close();
    expect(violations).toEqual([]);
  },
  put: async ({ site, emulator }, use) => {
    putWidget(site);
    await use((attributes = "", headers = {}) => {
      const tag = `<script async src="/parlor.js" data-backend="web-messaging" data-endpoint="${emulator.url}"
        data-deployment-id="${DEFAULT_DEPLOYMENT}" data-company="Lantern Line" ${attributes}></script>`;
      site.put("/", htmlOf({ head: tag }), headers);
      return `${site.url}/`;
    });
  },
});

test("a visitor and an agent chat: written, answered, reloaded, a file each way, ended", async ({
  page,
  put,
  emulator,
  visitor,
}) => {
  test.slow(); // A whole conversation.
  await page.goto(put());
  await visitor.openChat();
  expect(emulator.frames).toEqual([]);
  await visitor.write("Where is my parcel?");
  await expect(visitor.row("my parcel")).toContainText("Sent");
  const conversation = await emulator.nextConversation();
  conversation.bot({ nickname: "Bell" }).asks("What do you need?", ["Track it", "Return it"]);
  await expect(visitor.row("What do you need?")).toContainText("Track it");
  await visitor.write("Track it");
  const robin = conversation.agent({ nickname: "Robin Doe" });
  robin.types(5_000);
  robin.says("Let me check.");
  await expect(visitor.log).toContainText("Robin Doe joined the chat");
  await expect(visitor.panel.getByRole("heading", { name: "Robin Doe" })).toBeVisible();
  await visitor.composer.press("x");
  await emulator.until(() => conversation.isGuestTyping);

  await visitor.reload();
  await expect(visitor.row("my parcel")).toHaveCount(1);
  await expect(visitor.row("Let me check.")).toHaveCount(1);
  await visitor.write("After the reload");
  await emulator.until(() => conversation.guestTexts.includes("After the reload"));

  const bytes = readFileSync(new URL("../public/unread.svg", import.meta.url));
  robin.sendsFile({ name: "label.pdf", type: "application/pdf", bytes }, "Your label");
  await expect(visitor.row("Your label")).toContainText("label.pdf");

  await visitor.panel.getByRole("button", { name: "Chat options" }).click();
  await page.getByRole("menuitem", { name: "End chat" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "End chat" }).click();
  await emulator.until(() => conversation.ending);
  expect(
    await page.evaluate(() =>
      Object.keys(localStorage).filter((key) => /session|outbox/.test(key)),
    ),
  ).toEqual([]);
});

test("what is written without a network goes out when it is back, once", async ({
  page,
  put,
  emulator,
  visitor,
}) => {
  test.slow(); // It waits for a connection.
  await page.goto(put());
  await visitor.openChat();
  await visitor.write("Hello");
  const conversation = await emulator.nextConversation();
  await emulator.until(() => conversation.guestTexts.includes("Hello"));
  emulator.setMaintenance(true);
  await visitor.write("Written in the dark");
  await expect(visitor.panel.getByText("Reconnecting…")).toBeVisible({ timeout: 15_000 });
  conversation.agent({ nickname: "Robin" }).says("Are you there?");
  emulator.setMaintenance(false);
  await expect(visitor.row("Are you there?")).toBeVisible();
  await expect(visitor.row("Written in the dark")).toContainText("Sent");
  expect(conversation.guestTexts).toEqual(["Hello", "Written in the dark"]);
});

test("a chat that another window has taken says so, and is taken back with a click", async ({
  page,
  put,
  emulator,
  visitor,
}) => {
  await page.goto(put());
  await visitor.openChat();
  await visitor.write("Hello");
  const conversation = await emulator.nextConversation();
  await emulator.until(() => conversation.guestTexts.includes("Hello"));
  conversation.closesConnections();
  await expect(visitor.panel.getByText("This chat is open in another window.")).toBeVisible();
  await expect(visitor.composer).toBeDisabled();
  await expect(visitor.composer).toHaveAttribute("placeholder", "Open in another window");
  await visitor.panel.getByRole("button", { name: "Use it here" }).click();
  await expect(visitor.composer).toBeEnabled();
  await expect(visitor.composer).toBeFocused();
  await visitor.write("Back");
  await expect(visitor.row("Back")).toContainText("Sent");
});

test.describe("without an end for both sides", () => {
  test.use({ settings: { clear: false } });

  test("a visitor leaves, and the browser forgets everything", async ({
    page,
    put,
    emulator,
    visitor,
  }) => {
    await page.goto(put());
    await visitor.openChat();
    await visitor.write("My name is Kim");
    const conversation = await emulator.nextConversation();
    await emulator.until(() => conversation.guestTexts.length > 0);
    await visitor.panel.getByRole("button", { name: "Chat options" }).click();
    await page.getByRole("menuitem", { name: "Leave and forget…" }).click();
    const dialog = page.getByRole("alertdialog", { name: "Leave and forget this chat?" });
    await expect(dialog).toContainText("Lantern Line keeps its own copy.");
    await expect(dialog.getByRole("button", { name: "Keep chatting" })).toBeFocused();
    await dialog.getByRole("button", { name: "Leave and forget" }).click();
    await expect(visitor.panel).toBeHidden();
    await expect(visitor.launcher).toBeFocused();
    expect(
      await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage })),
    ).not.toMatch(/Kim|token/);
    expect(conversation.ending).toBeNull();
  });
});

test("a host that is not allowed: a line for its owner, plain words for the visitor", async ({
  page,
  put,
  emulator,
  visitor,
}) => {
  emulator.deployment().change({ allowedDomains: ["shop.example.test"] });
  const line = page.waitForEvent("console", (one) => one.text().includes("allowed domains"));
  await page.goto(put());
  await visitor.openChat();
  await visitor.write("Hello?");
  expect((await line).text()).toContain("does not allow 127.0.0.1");
  await expect(
    visitor.panel.getByRole("heading", { name: "Chat isn’t available here" }),
  ).toBeVisible();
});

test("a page with a strict policy needs the three addresses of the service only", async ({
  put,
  page,
  emulator,
  site,
  visitor,
}) => {
  const policy = `default-src 'none'; script-src 'self'; connect-src ${emulator.url} ${emulator.url.replace("http", "ws")}; report-uri /report`;
  await page.goto(put("", { "content-security-policy": policy }));
  await visitor.openChat();
  await visitor.write("Hello");
  await expect(visitor.row("Hello")).toContainText("Sent");
  expect(site.reports).toEqual([]);
});
