import { expect, test } from "./fixtures.ts";
import { page as htmlPage, snippet } from "./host-page.ts";
import { parlor } from "./parlor-call.ts";

const body = `
  <a data-chat href="/contact">Contact</a>
  <nav onclick="event.stopPropagation()"><button data-chat>Menu</button></nav>
  <x-shop></x-shop>
  <script>
    document.querySelector("x-shop").attachShadow({ mode: "open" }).innerHTML = "<button data-chat>Shop</button>"
  </script>`;

const buttons = { link: "Contact", "button in a menu": "Menu", "button in a shadow root": "Shop" };

for (const [kind, first] of Object.entries(buttons))
  test(`the page's own ${kind} opens the chat with the first click, and every button of the page does from then on`, async ({
    server,
    site,
    visitor,
  }) => {
    const { page } = visitor;
    const head = await snippet(server, `async data-launcher="[data-chat]"`);
    site.put("/", htmlPage({ head, body }));
    await visitor.arrive(site.url);
    await expect(page.locator("[data-parlor]")).toBeAttached();
    await page.getByText(first, { exact: true }).click();
    await expect(visitor.panel).toBeVisible();
    for (const name of Object.values(buttons)) {
      const button = page.getByText(name, { exact: true });
      await visitor.composer.press("Escape");
      await expect(visitor.panel).toBeHidden();
      await button.click();
      await expect(visitor.panel).toBeVisible();
      await expect(button).toHaveAttribute("aria-expanded", "true");
      await button.click();
      await expect(visitor.panel).toBeHidden();
      await expect(button).toHaveAttribute("aria-expanded", "false");
      await expect(button).toBeFocused();
      await button.click();
      await expect(visitor.panel).toBeVisible();
    }
    expect(new URL(page.url()).pathname).toBe("/");
  });

test("the page's own buttons say that they open a dialog before anybody has pointed at one, and no longer after destroy", async ({
  server,
  site,
  visitor,
}) => {
  const { page } = visitor;
  const head = await snippet(server, `async data-launcher="[data-chat]"`);
  site.put("/", htmlPage({ head, body }));
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await visitor.arrive(site.url);
  const link = page.getByText("Contact", { exact: true });
  await expect(link).toHaveAttribute("aria-haspopup", "dialog");
  await expect(link).toHaveAttribute("aria-expanded", "false");
  expect(asked.filter((path) => path.includes("/widget-"))).toEqual([]);
  await parlor(page, "open");
  await expect(link).toHaveAttribute("aria-expanded", "true");
  await parlor(page, "destroy");
  await expect(link).not.toHaveAttribute("aria-expanded", /.*/);
  await expect(link).not.toHaveAttribute("aria-haspopup", /.*/);
});

test("a script tag with the attributes of optimisers, routers and consent tools causes no warning", async ({
  server,
  site,
  visitor,
}) => {
  const { page } = visitor;
  const warnings: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "warning") warnings.push(message.text());
  });
  const foreign =
    `data-nscript="afterInteractive" data-cfasync="false" data-no-optimize="1" data-cookieconsent="ignore"` +
    ` data-rocket-status="executed" data-turbo-track="reload" data-compny="Typo"`;
  site.put("/", htmlPage({ head: await snippet(server, `async ${foreign}`) }));
  await visitor.arrive(site.url);
  await visitor.openChat();
  await visitor.composer.press("a");
  await expect
    .poll(() => warnings)
    .toEqual(['Parlor: unknown option "compny". Did you mean "company"?']);
});
