import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { putLibrary } from "./library.ts";
import { parlor } from "./parlor-call.ts";
import { Visitor } from "./visitor.ts";

/*
 * A page calls `reset` when a visitor leaves: the next visitor at the same browser finds none of
 * their data.
 */

const form = {
  preChat: {
    fields: [
      { name: "displayName", type: "text" },
      { name: "email", type: "email" },
    ],
    privacyUrl: "https://lantern.example/privacy",
  },
};
const PERSON = /Mara|lindqvist|secret|Noor/;

const reset = (page: Page): Promise<unknown> =>
  page.evaluate(() =>
    (window as unknown as { Parlor: (method: string) => Promise<unknown> }).Parlor("reset"),
  );
/**
 * Returns all text in the widget and its fields, and everything that the browser stores for the
 * chat.
 */
const everything = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const roots = [...document.querySelectorAll("[data-parlor]")].map((host) => host.shadowRoot);
    const fields = roots.flatMap((root) => [
      ...(root?.querySelectorAll<HTMLInputElement>("input, textarea") ?? []),
    ]);
    const kept = [localStorage, sessionStorage].flatMap((area) =>
      Object.entries(area).filter(([key]) => key.startsWith("parlor:")),
    );
    return [
      ...roots.map((root) => root?.textContent),
      ...fields.map(({ value, checked }) => `${value} ${checked ? "ticked" : ""}`),
      ...kept.flat(),
    ].join("\n");
  });
async function fillForm({ page, launcher, panel }: Visitor): Promise<void> {
  await launcher.click();
  await panel.getByLabel("Name").fill("Mara Lindqvist");
  await panel.getByLabel("Email").fill("mara@lindqvist.example");
  await panel.getByRole("checkbox").check();
  await expect(page.getByRole("button", { name: "Start chat" })).toBeVisible();
}
const loseSends = (page: Page): Promise<unknown> =>
  page.route(/\/members\/[^/]+\/messages$/, (route) =>
    route.fulfill({ status: 400, json: { code: "bad.request", status: 400, message: "No" } }),
  );

test("the form, the talk, what was not sent and what was being written are gone; the next one ticks the box anew", async ({
  server,
  configure,
  visitor,
  desk,
}) => {
  const { page, panel } = visitor;
  await configure(form);
  await desk.signIn("Noor Haddad");
  await visitor.arrive(server.url);
  await page.evaluate(`consents = 0; Parlor("on", "consent:given", () => consents++)`);
  await fillForm(visitor);
  await panel.getByRole("button", { name: "Start chat" }).click();
  await visitor.composer.waitFor();
  await desk.takeNext();
  await desk.write("your secret is safe");
  await expect(visitor.row("your secret is safe")).toBeVisible();
  await loseSends(page);
  await visitor.write("unsent secret");
  await expect(visitor.row("unsent secret")).toContainText("Not sent");
  await visitor.composer.fill("half a secret");
  expect(await page.evaluate("consents")).toBe(1);

  await reset(page);
  await expect(visitor.panel).toBeHidden();
  await expect(desk.page.getByRole("heading", { name: "Wrap up" })).toBeVisible();
  expect(await everything(page)).not.toMatch(PERSON);
  await page.unroute(/\/members\/[^/]+\/messages$/);
  await visitor.launcher.click();
  await expect(panel.getByLabel("Name")).toHaveValue("");
  await expect(panel.getByRole("checkbox")).not.toBeChecked();
  await panel.getByRole("button", { name: "Start chat" }).click();
  await expect(panel.getByText("Tick the box").last()).toBeVisible();
  expect(await page.evaluate("consents")).toBe(1);
  await panel.getByLabel("Name").fill("Ines");
  await panel.getByLabel("Email").fill("ines@example.com");
  await panel.getByRole("checkbox").check();
  await panel.getByRole("button", { name: "Start chat" }).click();
  await expect(visitor.composer).toHaveValue("");
  await visitor.write("I am somebody else");
  await expect(visitor.row("I am somebody else")).toContainText("Sent");
  expect(await everything(page)).not.toMatch(PERSON);
  expect(await page.evaluate("consents")).toBe(2);
});

for (const call of ["reset", "forget"] as const)
  test(`without a network ${call}() forgets everything at once, and is answered`, async ({
    server,
    visitor,
  }) => {
    const { page } = visitor;
    await visitor.begin(server.url, "my secret");
    await page.context().setOffline(true);
    await visitor.write("another secret");
    await parlor(page, call);
    await expect(visitor.panel).toBeHidden();
    expect(await everything(page)).not.toMatch(PERSON);
    await page.context().setOffline(false);
    await page.reload();
    await visitor.openChat();
    await visitor.write("I am somebody else");
    await expect(visitor.row("I am somebody else")).toContainText("Sent");
    expect(await everything(page)).not.toMatch(PERSON);
  });

test("two widgets on one page share nothing, and one that is reset leaves the other alone", async ({
  server,
  site,
  visitor,
}) => {
  const { page } = visitor;
  await putLibrary(site);
  await visitor.arrive(site.url);
  await page.waitForFunction("window.mount");
  await page.evaluate(
    ([api, options]) => {
      const { mount } = window as unknown as {
        mount: (options: object, place?: Element | null) => { open(): Promise<void> };
      };
      const common = {
        ...options,
        api,
        organizationId: "o",
        routing: { queue: "Bookings" },
        startOn: "open",
      };
      const one = mount({ ...common, deploymentId: "one", company: "One" });
      const place = document.getElementById("place");
      const two = mount({ ...common, deploymentId: "two", company: "Two" }, place);
      Object.assign(window, { one, two });
      void one.open();
    },
    [server.url, form] as const,
  );
  const one = page.getByRole("dialog", { name: "Chat with One" });
  const two = page.getByRole("region", { name: "Chat with Two" });
  await one.getByLabel("Name").fill("Mara Lindqvist");
  await one.getByRole("checkbox").check();
  await expect(two.getByLabel("Name")).toHaveValue("");
  await expect(two.getByRole("checkbox")).not.toBeChecked();
  await two.getByLabel("Name").fill("Ines");
  await page.evaluate(() => (window as unknown as { one: { reset(): Promise<void> } }).one.reset());
  await expect(two.getByLabel("Name")).toHaveValue("Ines");
  await page.evaluate(() => (window as unknown as { one: { open(): Promise<void> } }).one.open());
  await expect(one.getByLabel("Name")).toHaveValue("");
  await expect(one.getByRole("checkbox")).not.toBeChecked();
});

test("in the other tab a form that is half filled in is gone, too, before any chat", async ({
  server,
  configure,
  visitor,
}) => {
  await configure(form);
  await visitor.arrive(server.url);
  await fillForm(visitor);
  const second = new Visitor(await visitor.page.context().newPage());
  await second.arrive(server.url);
  await reset(second.page);
  await expect(visitor.panel).toBeHidden();
  await visitor.launcher.click();
  await expect(visitor.panel.getByLabel("Name")).toHaveValue("");
  await expect(visitor.panel.getByRole("checkbox")).not.toBeChecked();
  expect(await everything(visitor.page)).not.toMatch(PERSON);
});

for (const from of ["leads", "follows"] as const)
  test(`from the tab that ${from}, the other forgets its draft, the talk and what was not sent`, async ({
    server,
    visitor,
    desk,
  }) => {
    await desk.signIn("Noor Haddad");
    await visitor.begin(server.url, "my secret");
    await desk.takeNext();
    const second = new Visitor(await visitor.page.context().newPage());
    await second.arrive(server.url);
    await second.launcher.click();
    await expect(second.row("my secret")).toBeVisible();
    await loseSends(visitor.page);
    await second.write("unsent secret");
    await expect(second.row("unsent secret")).toContainText("Not sent");
    for (const tab of [visitor, second]) await tab.composer.fill("half a secret");
    await reset(from === "leads" ? visitor.page : second.page);
    for (const tab of [visitor, second]) {
      await expect(tab.panel).toBeHidden();
      await expect.poll(() => everything(tab.page)).not.toMatch(PERSON);
    }
    await expect(desk.page.getByRole("heading", { name: "Wrap up" })).toBeVisible();
    await visitor.page.unroute(/\/members\/[^/]+\/messages$/);
    await second.openChat();
    await expect(second.composer).toHaveValue("");
    await second.write("I am somebody else");
    await expect(second.row("I am somebody else")).toContainText("Sent");
    await second.page.reload();
    expect(await everything(second.page)).not.toMatch(PERSON);
  });
