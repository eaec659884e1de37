import { readFileSync } from "node:fs";
import type { Locator } from "@playwright/test";
import { takeBlocks } from "../test/docs/code-blocks.ts";
import { expect, test } from "./app-fixtures.ts";
import { engine } from "./engine-subjects.ts";
import { installed } from "./host-app.ts";
import { page as htmlPage, snippet } from "./host-page.ts";
import { bundle, module } from "./library.ts";
import type { Visitor } from "./visitor.ts";

/* A visitor opens the chat over a dialog of the page that keeps the focus to itself. */

/** A dialog may hide everything else of the page from the tree that roles are read from. */
const launcherOf = ({ page }: Visitor): Locator => page.locator("[data-parlor] [part=launcher]");

/** Opens the chat over a dialog and writes: all of it is in the chat, nothing in the dialog. */
async function writeBeside(visitor: Visitor, field: Locator, dialog: Locator): Promise<void> {
  await openBeside(visitor, field, dialog);
  await closeBeside(visitor, dialog);
}

async function openBeside(visitor: Visitor, field: Locator, dialog: Locator): Promise<void> {
  const { page, composer } = visitor;
  await expect(dialog).toBeVisible();
  await field.focus();
  await launcherOf(visitor).click();
  await expect(composer).toBeFocused();
  await page.keyboard.type("Which berth");
  await composer.click();
  await page.keyboard.type(" is mine?");
  await expect(composer).toHaveValue("Which berth is mine?");
  await page.keyboard.press("Enter");
  await expect(visitor.row("Which berth is mine?")).toContainText("Sent");
  await expect(field).toHaveValue("");
}

async function closeBeside(visitor: Visitor, dialog: Locator): Promise<void> {
  await visitor.page.keyboard.press("Escape");
  await expect(visitor.panel).toBeHidden();
  await expect(dialog).toBeVisible();
}

const bootstrap = {
  modal: `<div class="modal" id="dialog" tabindex="-1"><div class="modal-dialog"><div class="modal-content">
    <input aria-label="Berth"></div></div></div>`,
  offcanvas: `<div class="offcanvas offcanvas-start" id="dialog" tabindex="-1"><input aria-label="Berth"></div>`,
};

const firstKind = Object.keys(bootstrap)[0];
for (const [kind, html] of Object.entries(bootstrap))
  test(`a visitor writes beside a ${kind} of Bootstrap 5, and Escape closes the chat alone`, {
    tag: kind === firstKind ? engine("focus") : [],
  }, async ({ server, site, visitor }) => {
    const folder = `${installed("bootstrap")}/dist`;
    const put = (path: string, type: string): void =>
      site.put(`/${path}`, readFileSync(`${folder}/${path}`, "utf8"), { "content-type": type });
    put("css/bootstrap.css", "text/css");
    put("js/bootstrap.bundle.js", "text/javascript");
    const head = `<link rel="stylesheet" href="/css/bootstrap.css"><script src="/js/bootstrap.bundle.js"></script>${await snippet(server)}`;
    const body = `<button data-bs-toggle="${kind}" data-bs-target="#dialog">Open</button>${html}`;
    site.put("/", htmlPage({ head, body }));
    await visitor.arrive(site.url);
    const { page } = visitor;
    await page.getByRole("button", { name: "Open" }).click();
    const dialog = page.locator("#dialog.show");
    await writeBeside(visitor, page.locator("[aria-label=Berth]"), dialog);
    // The page's dialog closes as ever.
    await page.locator("[aria-label=Berth]").press("Escape");
    await expect(dialog).toBeHidden();
  });

test("a visitor writes beside a dialog of MUI, and Escape closes the chat alone", async ({
  server,
  site,
  visitor,
}) => {
  const code = `
    import { createElement as h } from "react";
    import { createRoot } from "react-dom/client";
    import Dialog from "@mui/material/Dialog";
    const field = h("input", { "aria-label": "Berth" });
    createRoot(place).render(h(Dialog, { open: true }, field));`;
  site.put("/app.js", await bundle(code), module);
  const head = `<script type="module" src="/app.js"></script>${await snippet(server)}`;
  site.put("/", htmlPage({ head, body: `<main id="place"></main>` }));
  await visitor.arrive(site.url);
  const field = visitor.page.locator("[aria-label=Berth]");
  await writeBeside(visitor, field, visitor.page.locator("[role=dialog]", { has: field }));
});

test("focus-trap: the recipe lets a visitor write beside the dialog, and the trap holds again after it", async ({
  app,
  filled,
  server,
  site,
  visitor,
}) => {
  const [main = ""] = takeBlocks("docs/recipes.md", "focus-trap", ["src/main.ts"]);
  const { page } = visitor;
  app
    .link("focus-trap")
    .link("tabbable")
    .write(
      "index.html",
      htmlPage({
        head: await snippet(server),
        body: `<button id="change">Change my booking</button><a href="/">Home</a>
          <div id="dialog" hidden><input aria-label="Berth"><button>Save</button></div>
          <script type="module" src="/src/main.ts"></script>`,
      }),
    )
    .write("src/main.ts", main);
  site.putFolder(await app.build(), filled);
  await visitor.arrive(site.url);
  await page.getByRole("button", { name: "Change my booking" }).click();
  await writeBeside(visitor, page.locator("[aria-label=Berth]"), page.locator("#dialog"));
  await expect(page.locator("#dialog :focus")).toHaveCount(1);
  await page.getByRole("link", { name: "Home" }).focus();
  await expect(page.locator("#dialog :focus")).toHaveCount(1);
});

test("Radix: the recipe lets a visitor write beside the dialog and scroll the transcript, and the dialog closes as ever", async ({
  app,
  filled,
  site,
  visitor,
}) => {
  const [main = ""] = takeBlocks("docs/recipes.md", "Radix", ["src/main.tsx"]);
  const { page } = visitor;
  for (const name of ["radix-ui", "react", "react-dom"]) app.link(name);
  app
    .write(
      "index.html",
      htmlPage({
        body: `<div id="root"></div><script type="module" src="/src/main.tsx"></script>`,
      }),
    )
    .write("src/main.tsx", main);
  site.putFolder(await app.build(), filled);
  await visitor.arrive(site.url);
  await page.getByRole("button", { name: "Change my booking" }).click();
  const dialog = page.locator("[role=dialog]", { has: page.locator("[aria-label=Berth]") });
  await openBeside(visitor, page.locator("[aria-label=Berth]"), dialog);
  await visitor.write("A long message. ".repeat(120));
  await expect(visitor.row("A long message.")).toContainText("Sent");
  const scrolled = (): Promise<number> => visitor.log.evaluate(({ scrollTop }) => scrollTop);
  const end = await scrolled();
  await visitor.log.hover();
  await page.mouse.wheel(0, -200);
  await expect.poll(scrolled).toBeLessThan(end);
  await visitor.composer.click();
  await closeBeside(visitor, dialog);
  await page.locator("[aria-label=Berth]").press("Escape");
  await expect(dialog).toBeHidden();
});

test("the top layer: the recipe takes the chat along into a dialog, a popover and full screen, and back", {
  tag: engine("focus"),
}, async ({ app, filled, site, visitor }) => {
  const [html = "", main = ""] = takeBlocks("docs/recipes.md", "The top layer", [
    "index.html",
    "src/main.ts",
  ]);
  const { page, composer } = visitor;
  app.write("index.html", html).write("src/main.ts", main);
  site.putFolder(await app.build(), filled);
  await visitor.arrive(site.url);
  await page.getByRole("button", { name: "Change my booking" }).click();
  const dialog = page.getByRole("dialog", { name: "Your booking" });
  await writeBeside(visitor, page.getByRole("textbox", { name: "Berth" }), dialog);
  await visitor.openChat();
  await page.getByRole("textbox", { name: "Berth" }).press("Escape");
  await expect(dialog).toBeHidden();
  await expect(composer).toBeVisible();
  for (const name of ["Stops", "Large map"]) {
    await page.getByRole("button", { name }).click();
    const place = name === "Stops" ? "#stops" : "#map";
    await expect(page.locator(`${place} parlor-chat`)).toHaveCount(1);
    await composer.click();
    await page.keyboard.type(`${name}? `);
    await page.evaluate(
      "document.querySelector('#stops').hidePopover(); document.fullscreenElement && document.exitFullscreen()",
    );
    await expect(page.locator("body > parlor-chat")).toHaveCount(1);
  }
  await expect(composer).toHaveValue("Stops? Large map? ");
});
