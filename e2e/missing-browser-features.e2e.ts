import type { Locator, Page } from "@playwright/test";
import type { AgentCalls } from "./agent-calls.ts";
import { expect, test } from "./fixtures.ts";
import { page as htmlPage, snippet } from "./host-page.ts";
import { Visitor } from "./visitor.ts";
import { engine } from "./engine-subjects.ts";

/*
 * Browsers that lack a feature: docs/browsers.md says how the widget degrades. Each test removes
 * the feature before the page's scripts run.
 */

/** A visitor asks and an agent answers, with a link. */
async function converse(visitor: Visitor, agent: AgentCalls): Promise<void> {
  await visitor.write("Is there a night train?");
  await expect(visitor.row("a night train")).toContainText("Sent");
  await agent.takeNext();
  await agent.write("See https://lantern.example/verona for `all` of them");
  await expect(visitor.row("See").getByRole("link")).toContainText("lantern.example/verona");
}

test("without Web Locks two tabs keep what is unsent, each its own, over a reload; all of it arrives, and once", async ({
  server,
  visitor,
}) => {
  test.slow(); // Two tabs, and four visits.
  const context = visitor.page.context();
  await context.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, "locks"));
  await visitor.begin(server.url, "my first words");
  const second = new Visitor(await context.newPage());
  await second.arrive(server.url);
  await second.openChat();
  await expect(second.row("my first words")).toBeVisible();
  expect(await second.page.evaluate(() => "locks" in navigator)).toBe(false);

  await context.route("**/messages", (route) =>
    route.request().method() === "POST" ? route.abort() : route.continue(),
  );
  await visitor.write("from the first");
  await second.write("from the second");
  await second.reload();
  await expect(second.row("from the second")).toHaveCount(1);
  await context.unroute("**/messages");

  for (const tab of [visitor, second]) await tab.reload();
  for (const tab of [visitor, second])
    for (const text of ["my first words", "from the first", "from the second"])
      await expect(tab.row(text)).toHaveCount(1);
  await expect(visitor.row("from the first")).not.toContainText("Sending");
  await expect(second.row("from the second")).not.toContainText("Sending");
});

/** All that is computed for parts of the open panel. */
async function look({ page, panel, composer, launcher }: Visitor): Promise<object> {
  const parts: Record<string, Locator> = {
    launcher,
    panel,
    composer,
    heading: panel.getByRole("heading", { name: "Lantern Line" }),
    bubble: page.locator(".pl-group--me .pl-b"),
    send: panel.getByRole("button", { name: "Send message" }),
    item: page.getByRole("menuitem", { name: "Download transcript" }),
  };
  const found: Record<string, unknown> = {};
  for (const [name, part] of Object.entries(parts))
    found[name] = await part.evaluate((element) => {
      const styles = getComputedStyle(element);
      return [...styles]
        .toSorted()
        .map((property) => `${property}: ${styles.getPropertyValue(property)}`);
    });
  return found;
}

/** With the menu open, so that each chunk's styles are there. */
async function openAll(visitor: Visitor): Promise<void> {
  await visitor.openChat();
  await visitor.write("my words");
  await expect(visitor.row("my words")).toContainText("Sent");
  await visitor.panel.getByRole("button", { name: "Chat options" }).click();
  await visitor.page.getByRole("menuitem", { name: "Download transcript" }).waitFor();
}

test("without constructable style sheets the panel looks as it does with them, under a policy that knows its nonce", {
  tag: engine("policy"),
}, async ({ browser, server, site, visitor }) => {
  test.slow(); // Two visits, and all that is computed in both.
  const head = await snippet(server, 'async nonce="lamp"');
  const policy = [
    "default-src 'none'",
    "script-src 'nonce-lamp'",
    "style-src 'nonce-lamp'",
    `connect-src ${server.url} ${server.url.replace("http", "ws")}`,
    `img-src 'self' ${server.url}`,
  ].join("; ");
  site.put("/", htmlPage({ head }), { "content-security-policy": policy });
  await visitor.page.addInitScript(() => {
    for (const { prototype } of [Document, ShadowRoot])
      Reflect.deleteProperty(prototype, "adoptedStyleSheets");
    const illegal = (): never => {
      throw new TypeError("Illegal constructor");
    };
    const CSSStyleSheet = new Proxy(globalThis.CSSStyleSheet, { construct: illegal });
    Object.assign(globalThis, { CSSStyleSheet });
  });
  await visitor.arrive(site.url);
  await openAll(visitor);
  expect(await visitor.page.evaluate(() => "adoptedStyleSheets" in document)).toBe(false);

  const context = await browser.newContext({ viewport: visitor.page.viewportSize() });
  const other = new Visitor(await context.newPage());
  await other.arrive(site.url);
  await openAll(other);
  await expect(async () => expect(await look(visitor)).toEqual(await look(other))).toPass();
  await context.close();
});

/** Each text of the panel with its contrast to what lies behind it, WCAG's way. */
const contrasts = (page: Page): Promise<Record<string, number>> =>
  page.evaluate(() => {
    const brush = Object.assign(document.createElement("canvas"), { width: 1, height: 1 });
    const context = brush.getContext("2d", { willReadFrequently: true });
    const found: Record<string, number> = {};
    const root = document.querySelector("[data-parlor]")?.shadowRoot;
    /**
     * Returns the luminance of these colours painted over one another; the last one is the bottom
     * layer.
     */
    const mix = (layers: string[]): number => {
      if (context === null) throw new Error("No canvas");
      context.clearRect(0, 0, 1, 1);
      for (const layer of layers.toReversed()) {
        context.fillStyle = layer;
        context.fillRect(0, 0, 1, 1);
      }
      const [r = 0, g = 0, b = 0, alpha] = context.getImageData(0, 0, 1, 1).data;
      if (alpha !== 255) throw new Error(`Something shines through: ${layers.join(", ")}`);
      const [x = 0, y = 0, z = 0] = [r, g, b].map((one) =>
        one <= 10 ? one / 3294.6 : ((one / 255 + 0.055) / 1.055) ** 2.4,
      );
      return 0.2126 * x + 0.7152 * y + 0.0722 * z;
    };
    for (const element of root?.querySelectorAll(".pl-panel *") ?? []) {
      const text = [...element.childNodes].find(
        (node) => node instanceof Text && node.data.trim() !== "",
      );
      if (text === undefined || element.closest(".pl-vh") !== null) continue;
      if (element.getClientRects().length === 0) continue;
      const behind: string[] = [];
      for (let at: Element | null = element; at !== null; at = at.parentElement)
        behind.push(getComputedStyle(at).backgroundColor);
      const [front, back] = [mix([getComputedStyle(element).color, ...behind]), mix(behind)];
      const [dark = 0, light = 0] = [front, back].toSorted((one, other) => one - other);
      found[text.textContent ?? ""] = (light + 0.05) / (dark + 0.05);
    }
    return found;
  });

/**
 * Patterns of CSS that older browsers cannot parse. A prefix makes each match an invalid value, as
 * in such a browser.
 */
const unknown = [
  ["color-mix() and relative colours", String.raw`color-mix\(|light-dark\(|\bfrom (?=var|red)`],
  ["arithmetic with a colour's channels, as in Safari 17,", String.raw`\(y [-+]|- y\)`],
] as const;

for (const [name, pattern] of unknown)
  test(`without ${name} everything can be read, in light and in dark`, {
    tag: engine("layout"),
  }, async ({ server, visitor, agent }) => {
    test.slow(); // Every text is looked at, four times.
    const { page, panel } = visitor;
    await page.addInitScript((source) => {
      const { replaceSync } = CSSStyleSheet.prototype;
      CSSStyleSheet.prototype.replaceSync = function (css) {
        replaceSync.call(this, css.replaceAll(new RegExp(source, "g"), "no-$&"));
      };
    }, pattern);
    await visitor.arrive(server.url);
    const white = /^rgb\(255, 255, 255\)$|xyz-d65 0\.9505 1 1\.089/;
    await expect(visitor.launcher).toHaveCSS("color", white);
    await visitor.openChat();
    await converse(visitor, agent);
    await visitor.composer.fill("unsent");
    const check = async (): Promise<void> => {
      const found = await contrasts(page);
      expect(Object.keys(found).length).toBeGreaterThan(10);
      for (const [text, contrast] of Object.entries(found))
        expect(contrast, text).toBeGreaterThanOrEqual(4.5);
    };
    const menu = panel.getByRole("button", { name: "Chat options" });
    for (const theme of ["light", "dark"]) {
      await page.evaluate(`Parlor("update", { theme: "${theme}" })`);
      await expect(page.locator(".parlor")).toHaveAttribute("data-theme", theme);
      await expect(check).toPass();
      await menu.click();
      await page.getByRole("menuitem", { name: "End chat" }).click();
      await page.getByRole("alertdialog").waitFor();
      await expect(check).toPass();
      await page.keyboard.press("Escape");
    }
  });

test("without <dialog> and inert the question before the end has the focus and keeps it; Escape gives it back", {
  tag: engine("focus"),
}, async ({ server, visitor }) => {
  const { page } = visitor;
  await page.addInitScript(() => {
    for (const name of ["show", "showModal", "close"])
      Reflect.deleteProperty(HTMLDialogElement.prototype, name);
    Reflect.deleteProperty(globalThis, "HTMLDialogElement");
    Reflect.deleteProperty(HTMLElement.prototype, "inert");
    const { setAttribute } = Element.prototype;
    Element.prototype.setAttribute = function (name, value) {
      if (name !== "inert") setAttribute.call(this, name, value);
    };
  });
  await visitor.begin(server.url, "my words");
  await visitor.panel.getByRole("button", { name: "Chat options" }).click();
  await page.getByRole("menuitem", { name: "Leave the queue" }).click();
  const dialog = page.getByRole("alertdialog");
  const [stay, leave] = [dialog.getByRole("button").first(), dialog.getByRole("button").last()];
  await expect(stay).toBeFocused();
  await expect(page.locator("[inert]")).toHaveCount(0);
  for (const [key, button] of [
    ["Shift+Tab", leave],
    ["Tab", stay],
    ["Tab", leave],
    ["Tab", stay],
  ] as const) {
    await page.keyboard.press(key);
    await expect(button).toBeFocused();
  }
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await expect(visitor.panel.locator(":focus")).toHaveCount(1);
  await expect(visitor.panel).toBeVisible();
});

test("with nothing that is newer than the oldest versions a conversation goes from the greeting to the rating", {
  tag: engine("builtins"),
}, async ({ configure, server, visitor, agent }) => {
  test.slow(); // A whole conversation.
  const { page } = visitor;
  await configure({ notifications: true, greeting: { text: "May we help?", afterSeconds: 0 } });
  await page.addInitScript(() => {
    const newer: [object, string[]][] = [
      [globalThis, ["Notification", "requestIdleCallback", "CompressionStream", "navigation"]],
      [globalThis, ["scheduler", "CloseWatcher", "Iterator", "WebTransport"]],
      [Navigator.prototype, ["userActivation", "wakeLock"]],
      [Crypto.prototype, ["randomUUID"]],
      [URL, ["canParse", "parse"]],
      [AbortSignal, ["any", "timeout"]],
      [AbortSignal.prototype, ["throwIfAborted"]],
      [Array, ["fromAsync"]],
      [Array.prototype, ["toSorted", "toReversed", "toSpliced", "with", "group"]],
      [Set.prototype, ["union", "intersection", "difference", "isSubsetOf", "isSupersetOf"]],
      [String.prototype, ["isWellFormed", "toWellFormed"]],
      [Object, ["groupBy"]],
      [Map, ["groupBy"]],
      [Promise, ["withResolvers", "try"]],
      [Intl, ["Segmenter", "DurationFormat"]],
      [RegExp, ["escape"]],
      [Element.prototype, ["checkVisibility", "moveBefore", "setHTML", "setHTMLUnsafe"]],
      [ShadowRoot.prototype, ["setHTMLUnsafe", "getHTML"]],
      [HTMLElement.prototype, ["showPopover", "hidePopover", "togglePopover", "popover"]],
      [HTMLElement.prototype, ["attachInternals"]],
      [CSS, ["registerProperty"]],
    ];
    for (const [owner, names] of newer)
      for (const name of names) Reflect.deleteProperty(owner, name);
    // Chromium's answer on a system that names no language.
    Object.defineProperty(Navigator.prototype, "language", { get: () => "en-US@posix" });
    // Without rel=modulepreload a file is imported unchecked.
    const rel = Object.getOwnPropertyDescriptor(HTMLLinkElement.prototype, "rel");
    Object.defineProperty(HTMLLinkElement.prototype, "rel", {
      ...rel,
      set(value: string) {
        rel?.set?.call(this, value === "modulepreload" ? "unknown" : value);
      },
    });
  });
  await visitor.arrive(server.url);
  await page.getByRole("button", { name: "Start a chat" }).click();
  await visitor.composer.waitFor();
  expect(await page.evaluate(() => "canParse" in URL)).toBe(false);
  await expect(page.locator("link[rel=modulepreload]")).toHaveCount(0);
  await converse(visitor, agent);
  await visitor.reload();
  await visitor.endAndRate();
});

test("without visualViewport the sheet fills a phone's screen, and the field is in it", {
  tag: engine("layout"),
}, async ({ server, visitor }) => {
  const { page } = visitor;
  await page.addInitScript(() => Reflect.deleteProperty(globalThis, "visualViewport"));
  await page.setViewportSize({ width: 390, height: 700 });
  await visitor.begin(server.url, "my words");
  const box = { x: 0, y: 0, width: 390, height: 700 };
  await expect.poll(() => visitor.panel.boundingBox()).toEqual(box);
  const field = await visitor.composer.boundingBox();
  expect((field?.y ?? 0) + (field?.height ?? 0)).toBeLessThanOrEqual(700);
});
