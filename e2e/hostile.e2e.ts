import type { Locator, Page } from "@playwright/test";
import type { AgentCalls } from "./agent-calls.ts";
import { expect, test } from "./fixtures.ts";
import { block, hostilePage, page as htmlPage, snippet } from "./host-page.ts";
import { Visitor } from "./visitor.ts";
import { engine } from "./engine-subjects.ts";

/*
 * Pages whose styles and scripts break embedded content: the widget looks and works the same on
 * them as on a page of its own.
 */

/** All that is computed for the launcher and the parts of the open panel, and where they are. */
async function look(visitor: Visitor): Promise<Record<string, unknown>> {
  const { page, panel, composer, log, launcher } = visitor;
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.mouse.move(0, 0);
  await panel.getByRole("heading", { name: "Nobody is here right now" }).waitFor();
  await expect(visitor.row("automated assistant")).toBeVisible();
  const parts: Record<string, Locator> = {
    launcher,
    panel,
    composer,
    log,
    heading: panel.getByRole("heading", { name: "Lantern Line" }),
    row: visitor.row("automated assistant"),
    send: panel.getByRole("button", { name: "Send message" }),
    minimise: panel.getByRole("button", { name: "Minimise chat" }),
  };
  const found: Record<string, unknown> = {};
  for (const [name, part] of Object.entries(parts))
    found[name] = await part.evaluate((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      const root = element.getRootNode() as ShadowRoot;
      const styles = getComputedStyle(element);
      const computed = [...styles].map((property) => [property, styles.getPropertyValue(property)]);
      return {
        box: { x, y, width, height },
        opacity: getComputedStyle(root.host).opacity,
        // An element that covers it would be returned by `elementFromPoint` instead.
        isOnTop: element.contains(root.elementFromPoint(x + width / 2, y + height / 2)),
        ...(Object.fromEntries(computed) as object),
      };
    });
  return found;
}

/** The look once nothing moves any more: two in a row are the same. */
async function settledLook(visitor: Visitor): Promise<Record<string, unknown>> {
  let found = await look(visitor);
  await expect(async () => {
    const before = found;
    found = await look(visitor);
    expect(found).toEqual(before);
  }).toPass();
  return found;
}

async function cleanLook(page: Page, url: string): Promise<Record<string, unknown>> {
  const other = await page.context().newPage();
  const visitor = new Visitor(other);
  await visitor.arrive(url);
  await visitor.openChat();
  const found = await settledLook(visitor);
  await other.evaluate(() =>
    (globalThis as unknown as { Parlor: (method: string) => void }).Parlor("reset"),
  );
  await other.close();
  return found;
}

/**
 * Runs a visitor's conversation with a reload in the middle. The page exports the transcript, too.
 */
async function converse(visitor: Visitor, agent: AgentCalls): Promise<void> {
  const { page } = visitor;
  await visitor.write("Is it rude to ask?");
  await expect(visitor.row("rude to ask")).toContainText("Sent");
  await agent.takeNext();
  await agent.write("Not at all");
  await expect(visitor.row("Not at all")).toBeVisible();
  await visitor.reload();
  await expect(visitor.row("Not at all")).toBeVisible();
  const json = await page.evaluate<string>(`Parlor("exportTranscript", "json")`);
  expect(JSON.parse(json)).toMatchObject({ days: [{ lines: expect.any(Array) }] });
  await visitor.endAndRate();
}

test("on the rudest page the panel looks as it does on a clean one, lies on top, and a conversation survives a reload", {
  tag: engine("layout"),
}, async ({ server, site, visitor, agent }) => {
  test.slow(); // A visit to a clean page, one to the rude page, and a conversation there.
  const { page } = visitor;
  site.put("/clean", htmlPage({ head: await snippet(server) }));
  site.put("/rude", await hostilePage(server));
  const expected = await cleanLook(page, `${site.url}/clean`);
  await visitor.arrive(`${site.url}/rude`);
  await visitor.openChat();
  await expect(async () => expect(await look(visitor)).toEqual(expected)).toPass();
  await page.screenshot({ path: "test-results/hostile.png" });
  await converse(visitor, agent);
});

test("on a page whose prototypes are all frozen a conversation goes as ever", {
  tag: engine("builtins"),
}, async ({ server, site, visitor, agent }) => {
  const freeze = `<script>[Object, Array, Function, String, Promise, Error, Map, Set, EventTarget, Node, Element, HTMLElement]
    .forEach((one) => Object.freeze(one.prototype) && Object.freeze(one))</script>`;
  site.put("/", htmlPage({ head: freeze + (await snippet(server)) }));
  await visitor.arrive(site.url);
  await visitor.openChat();
  await converse(visitor, agent);
});

/** Says something, and is answered. */
async function talk(visitor: Visitor, agent: AgentCalls, words: string): Promise<void> {
  await visitor.write(`${words}, said the guest`);
  await expect(visitor.row(`${words}, said the guest`)).toContainText("Sent");
  await agent.write(`${words}, said the agent`);
  await expect(visitor.row(`${words}, said the agent`)).toBeVisible();
}

const replaceBody = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const body = document.createElement("body");
    body.innerHTML = "<main>The next page</main>";
    document.body.replaceWith(body);
  });

test("a framework puts another body there, before the chat, while it is open and while it is a sheet: it stays", {
  tag: engine("document"),
}, async ({ server, site, visitor, agent }) => {
  const { page } = visitor;
  site.put("/", htmlPage({ head: await snippet(server), body: "<p>The first page</p>" }));
  await visitor.arrive(site.url);
  await expect(visitor.launcher).toBeVisible();
  await replaceBody(page);
  await visitor.openChat();
  await visitor.write("Hello");
  await agent.takeNext();
  await visitor.composer.fill("half a sen");
  await replaceBody(page);
  await expect(visitor.composer).toBeFocused();
  await expect(visitor.composer).toHaveValue("half a sen");
  await talk(visitor, agent, "On another body");
  await page.setViewportSize({ width: 390, height: 700 });
  const isInert = (): Promise<boolean> =>
    page.evaluate(() => document.querySelector("main")?.inert ?? false);
  await expect.poll(isInert).toBe(true);
  await replaceBody(page);
  await expect.poll(isInert).toBe(true);
  await talk(visitor, agent, "On a small one");
  await visitor.panel.getByRole("button", { name: "Minimise chat" }).click();
  await expect.poll(isInert).toBe(false);
});

test("a page that is written anew when it is long there has its chat again, and nothing of the old widget goes on", {
  tag: engine("document"),
}, async ({ server, site, visitor, agent }) => {
  const { page } = visitor;
  const html = htmlPage({
    head: (await block(server, { events: { dataLayer: true } })) + (await snippet(server, "")),
    body: "<script>document.write('<b>early</b>')</script>",
  });
  site.put("/", html);
  await visitor.arrive(site.url);
  await visitor.openChat();
  await visitor.write("Before");
  await agent.takeNext();
  await expect(visitor.log).toContainText("Noor");
  await page.evaluate((text) => {
    document.open();
    document.write(text);
    document.close();
  }, html);
  await visitor.composer.waitFor();
  await expect(visitor.row("Before")).toBeVisible();
  await page.evaluate("dataLayer = []");
  await talk(visitor, agent, "After");
  const heard = await page.evaluate<{ event: string }[]>("dataLayer");
  expect(heard.filter(({ event }) => event === "parlor:message:received")).toHaveLength(1);
});

const forbidden = {
  throws: `const no = () => { throw new DOMException("The operation is insecure.", "SecurityError") }
    for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches"]) Object.defineProperty(window, name, { get: no })
    Object.defineProperty(document, "cookie", { get: no, set: no })
    LockManager.prototype.request = LockManager.prototype.query = async () => no()`,
  "is null": `for (const name of ["localStorage", "sessionStorage"]) Object.defineProperty(window, name, { value: null })`,
  "is full": `Storage.prototype.setItem = () => { throw new DOMException("Full", "QuotaExceededError") }`,
};

for (const [name, script] of Object.entries(forbidden))
  test(`if storage ${name}, a conversation lasts as long as the page`, async ({
    server,
    site,
    visitor,
    agent,
  }) => {
    const head = `<script>{${script}}</script>${await snippet(server)}`;
    site.put("/", htmlPage({ head }));
    await visitor.arrive(site.url);
    await visitor.openChat();
    await visitor.write("Hello");
    await agent.takeNext();
    await talk(visitor, agent, "Without a memory");
    await visitor.page.reload();
    await visitor.openChat();
    await expect(visitor.row("Without a memory")).toHaveCount(0);
  });

test("in a frame that is sandboxed without an origin a conversation goes as ever", {
  tag: engine("policy"),
}, async ({ server, site, visitor, agent }) => {
  const { page } = visitor;
  site.put("/framed", htmlPage({ head: await snippet(server), body: "In the frame" }));
  site.put(
    "/",
    htmlPage({
      body: `<iframe sandbox="allow-scripts" src="/framed" width="800" height="680"></iframe>`,
    }),
  );
  await visitor.arrive(site.url);
  const frame = page.frameLocator("iframe");
  await frame.getByRole("button", { name: /^Chat with us/ }).click();
  const composer = frame.getByRole("textbox", { name: "Message" });
  await composer.fill("From nowhere");
  await composer.press("Enter");
  const log = frame.getByRole("group", { name: "Conversation", exact: true });
  await expect(log.getByRole("article").filter({ hasText: "From nowhere" })).toContainText("Sent");
  await agent.takeNext();
  await agent.write("To nowhere");
  await expect(log.getByRole("article").filter({ hasText: "To nowhere" })).toBeVisible();
});
