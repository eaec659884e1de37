import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { mount as mountFunction } from "../src/widget/index.ts";
import { expect, test } from "./fixtures.ts";
import { block, page as htmlPage, snippet } from "./host-page.ts";
import { putLibrary, putReactDocument } from "./library.ts";
import { engine } from "./engine-subjects.ts";

/*
 * The widget on a host page: it takes nothing that it was not given, is removed on request, and
 * leaves nothing behind.
 */

interface Spy {
  readonly heard: string[];
  readonly done: string[];
  readonly changed: () => string[];
  readonly globals: () => string[];
}

/**
 * Records the widget's effects on the page from its first script on. Compares prototypes with their
 * state after this function's own patches.
 */
function spyOnPage(): void {
  const heard: string[] = [];
  const done: string[] = [];
  /** In Firefox the test's own tool goes by the page's prototypes, too. */
  const isOurs = (): boolean => /\/parlor(\.js|\/)/.test(new Error().stack ?? "");
  const note = (owner: object, name: string, as = name): void => {
    const say = (args: readonly unknown[]): unknown =>
      isOurs() && done.push(`${as} ${String(args[0]).slice(0, 60)}`);
    const spy = new Proxy(Reflect.get(owner, name) as () => unknown, {
      apply: (real, self, args) => (say(args), Reflect.apply(real, self, args)),
      construct: (real, args: unknown[]) => (say(args), Reflect.construct(real, args) as object),
    });
    Reflect.set(owner, name, spy);
  };
  for (const name of ["setItem", "removeItem", "clear"]) note(Storage.prototype, name);
  for (const name of ["open", "deleteDatabase"]) note(IDBFactory.prototype, name);
  for (const name of ["pushState", "replaceState"]) note(History.prototype, name);
  note(Navigator.prototype, "sendBeacon");
  note(XMLHttpRequest.prototype, "open", "XMLHttpRequest");
  const makers =
    "fetch setInterval requestAnimationFrame requestIdleCallback WebSocket EventSource Worker BroadcastChannel AudioContext MutationObserver ResizeObserver IntersectionObserver PerformanceObserver";
  for (const name of makers.split(" ")) note(globalThis, name);
  const cookie = Object.getOwnPropertyDescriptor(Document.prototype, "cookie") ?? {};
  Object.defineProperty(Document.prototype, "cookie", {
    ...cookie,
    set(value: string) {
      done.push(`cookie ${value}`);
    },
  });
  const { addEventListener } = EventTarget.prototype;
  EventTarget.prototype.addEventListener = function (
    this: EventTarget,
    ...args: Parameters<typeof addEventListener>
  ) {
    if (isOurs()) heard.push(`${this.constructor.name} ${args[0]}`);
    return addEventListener.apply(this, args);
  };

  const isOfTool = (name: string): boolean => /^__(playwright|pw)/.test(name);
  const before = new Map<object, Record<string, PropertyDescriptor>>();
  for (const name of Object.getOwnPropertyNames(globalThis)) {
    if (isOfTool(name)) continue;
    const value: unknown = Object.getOwnPropertyDescriptor(globalThis, name)?.value;
    if (value === globalThis || (typeof value !== "function" && typeof value !== "object"))
      continue;
    for (const one of [value, (value as { prototype?: unknown } | null)?.prototype])
      if (typeof one === "function" || (typeof one === "object" && one !== null))
        before.set(one, Object.getOwnPropertyDescriptors(one));
  }
  const names = new Set(Object.getOwnPropertyNames(globalThis));
  const changed = (): string[] =>
    [...before].flatMap(([owner, was]) => {
      const is: Record<string, PropertyDescriptor> = Object.getOwnPropertyDescriptors(owner);
      return [...new Set([...Reflect.ownKeys(was), ...Reflect.ownKeys(is)])]
        .filter((key) => {
          const [a, b] = [was[key as string], is[key as string]];
          return !Object.is(a?.value, b?.value) || a?.get !== b?.get || a?.set !== b?.set;
        })
        .map(String);
    });
  const globals = (): string[] =>
    Object.getOwnPropertyNames(globalThis).filter((name) => !names.has(name) && !isOfTool(name));
  Object.defineProperty(globalThis, "spy", { value: { heard, done, changed, globals } });
  names.add("spy");
}

test("before intent a page has one script, one button, three listeners for intent and one observer of its direct children; nothing is written, asked or patched", {
  tag: engine("builtins"),
}, async ({ server, site, visitor }) => {
  const { page } = visitor;
  const requests: string[] = [];
  page.on("request", (request) => requests.push(new URL(request.url()).pathname));
  await page.addInitScript(spyOnPage);
  site.put("/", htmlPage({ body: `<p>Words of the page</p>${await snippet(server, "")}` }));
  await visitor.arrive(site.url);
  await expect(visitor.launcher).toBeVisible();
  await page.waitForLoadState("networkidle");
  const found = (): Promise<object> =>
    page.evaluate(() => {
      const { heard, done, changed, globals } = (globalThis as unknown as { spy: Spy }).spy;
      const handlers = [...Object.keys(globalThis), ...Object.keys(Document.prototype)].filter(
        (name) =>
          name.startsWith("on") &&
          (Reflect.get(globalThis, name) ?? Reflect.get(document, name) ?? null) !== null,
      );
      return { heard, done, changed: changed(), globals: globals(), handlers };
    });
  expect(await found()).toEqual({
    heard: ["HTMLButtonElement pointerenter", "HTMLButtonElement focus", "HTMLDocument click"],
    done: [expect.stringMatching(/^MutationObserver /)],
    changed: [],
    globals: ["Parlor"],
    handlers: [],
  });
  expect(requests.filter((path) => path !== "/favicon.ico")).toEqual(["/", "/parlor.js"]);
  expect(await page.context().cookies()).toEqual([]);
  const elements = "[...document.body.children].map(({ localName }) => localName)";
  expect(await page.evaluate(elements)).toEqual(["p", "script", "section"]);
  // Hovering over the launcher prepares the hidden panel, but still requests, stores and shares
  // nothing.
  await visitor.launcher.hover();
  await expect(visitor.log).toBeAttached();
  await expect(visitor.panel).toBeHidden();
  expect(requests.filter((path) => path.startsWith("/api/"))).toEqual([]);
  const acts = /^(setItem|removeItem|fetch|WebSocket|BroadcastChannel|cookie|open|pushState)/;
  const { done } = (await found()) as { readonly done: string[] };
  expect(done.filter((act) => acts.test(act))).toEqual([]);
  // Using the chat changes nothing that belongs to the page, either.
  await visitor.openChat();
  await visitor.write("Good evening");
  await expect(visitor.row("Good evening")).toContainText("Sent");
  expect(await found()).toMatchObject({ changed: [], globals: ["Parlor"], handlers: [] });
  expect(await page.context().cookies()).toEqual([]);
});

test("a page that goes from view to view with the History API keeps its chat, with the draft in it, and its own history", {
  tag: engine("document"),
}, async ({ server, site, visitor, agent }) => {
  const { page } = visitor;
  const router = `<script type="module">
    const draw = () => document.querySelector("#app").replaceChildren(
      Object.assign(document.createElement("h1"), { textContent: "View " + location.pathname }),
      Object.assign(document.createElement("a"), { href: "/tickets", textContent: "Tickets" }))
    document.addEventListener("click", (event) => {
      const link = event.target.closest("a")
      if (!link) return
      event.preventDefault()
      history.pushState({ key: link.pathname, idx: history.length }, "", link.href)
      draw()
    })
    addEventListener("popstate", draw)
    history.replaceState({ key: "start", idx: 0 }, "")
    draw()</script>`;
  site.put("/", htmlPage({ head: await snippet(server), body: `<div id="app"></div>${router}` }));
  await visitor.begin(site.url, "Before the journey");
  await agent.takeNext();
  const composer = await visitor.composer.elementHandle();
  await visitor.composer.fill("half a sen");
  const loads: string[] = [];
  page.on("domcontentloaded", () => loads.push(page.url()));
  await page.getByRole("link", { name: "Tickets" }).click();
  await expect(page.getByRole("heading", { name: "View /tickets" })).toBeVisible();
  await expect(visitor.composer).toHaveValue("half a sen");
  await agent.write("Still there?");
  await expect(visitor.row("Still there?")).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("heading", { name: "View /", exact: true })).toBeVisible();
  expect(await page.evaluate("history.state")).toEqual({ key: "start", idx: 0 });
  await page.goForward();
  await expect(visitor.row("Still there?")).toBeVisible();
  await visitor.write("Here on another page");
  await expect(visitor.row("Here on another page")).toContainText("Sent");
  expect(await composer?.evaluate((node) => node.isConnected)).toBe(true);
  expect(loads).toEqual([]);
});

declare const mount: typeof mountFunction;

test("two widgets of two deployments on one page share neither messages nor storage nor events, and one outlives the other", async ({
  server,
  site,
  visitor,
}) => {
  const { page } = visitor;
  const { organizationId, deploymentId } = await server.demo();
  // An id within the other's: what is kept for one is not found by the other's name.
  const hotel = { id: "hotel", name: "Harbour Hotel", deployment: `${deploymentId}-b` };
  const file = join(server.folder, "hotel.json");
  const organization = {
    id: hotel.id,
    name: hotel.name,
    deployments: [{ id: hotel.deployment, flow: { name: "Desk", greeting: ["Good evening."] } }],
    queues: [{ id: "rooms", name: "Rooms" }],
  };
  writeFileSync(file, JSON.stringify({ organizations: [organization] }));
  await server.stop();
  await server.start({ PARLOR_CONFIG: file });
  await putLibrary(site);
  await visitor.arrive(site.url);
  await page.waitForFunction("window.mount");
  await page.evaluate(
    ({ api, organizationId, deploymentId, hotel }) => {
      const heard: Record<string, string[]> = { train: [], hotel: [] };
      const chats = {
        train: mount({
          api,
          organizationId,
          deploymentId,
          company: "Lantern Line",
          routing: { queue: "Bookings" },
          startOn: "open",
        }),
        hotel: mount(
          {
            api,
            organizationId: hotel.id,
            deploymentId: hotel.deployment,
            company: hotel.name,
            routing: { queue: "Rooms" },
            startOn: "open",
          },
          document.querySelector("#place") ?? document.body,
        ),
      };
      for (const [name, chat] of Object.entries(chats))
        chat.on("*", (event) => heard[name]?.push(`${event.type} ${event.conversationId}`));
      Object.assign(globalThis, { heard, chats });
    },
    { api: server.url, organizationId, deploymentId, hotel },
  );
  const inPlace = page.locator("#place");
  const place = await inPlace.locator("[data-parlor]").boundingBox();
  expect(place).toMatchObject({ width: 500, height: 420 });
  const say = (who: "train" | "hotel", text: string): Promise<unknown> =>
    page.evaluate(`chats.${who}.send(${JSON.stringify(text)})`);
  await page.evaluate("chats.train.open()");
  await say("train", "To the train");
  await say("hotel", "To the hotel");
  const train = page.locator("body > [data-parlor]");
  for (const [panel, own, other] of [
    [train, "To the train", "To the hotel"],
    [inPlace, "To the hotel", "To the train"],
  ] as const) {
    const row = (text: string): ReturnType<typeof panel.getByRole> =>
      panel.getByRole("article").filter({ hasText: text });
    await expect(row(own)).toContainText("Sent");
    await expect(row(other)).toHaveCount(0);
  }
  const heard = await page.evaluate<{ train: string[]; hotel: string[] }>("heard");
  const conversations = [heard.train, heard.hotel].map(
    (events) => new Set(events.map((event) => event.split(" ")[1]).filter((id) => id !== "null")),
  );
  expect(conversations.map(({ size }) => size)).toEqual([1, 1]);
  expect([...(conversations[0] ?? [])]).not.toEqual([...(conversations[1] ?? [])]);
  const stored = (): Promise<string[]> =>
    page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('parlor:session'))");
  const sessions = [deploymentId, hotel.deployment].map((id) => `parlor:session:${id}`);
  expect((await stored()).toSorted()).toEqual(sessions);
  await page.evaluate("chats.train.forget()");
  expect(await stored()).toEqual(sessions.slice(1));
  await page.evaluate("chats.train.destroy()");
  await expect(train).toHaveCount(0);
  await say("hotel", "Still here");
  await expect(inPlace.getByRole("article").filter({ hasText: "Still here" })).toContainText(
    "Sent",
  );
});

const insert = (server: string, type = ""): string => `<script>
  addEventListener("load", () => {
    const tag = Object.assign(document.createElement("script"), { src: "${server}/parlor.js", type: "${type}" })
    document.body.append(tag)
  })</script>`;

const ways = {
  "put in by a tag manager after the page has loaded": insert,
  "put in as a module": (server: string) => insert(server, "module"),
  "as a module of the page": (server: string) =>
    `<script type="module" src="${server}/parlor.js"></script>`,
  "imported by a module of the page, with no tag at all": (server: string) =>
    `<script type="module">import "${server}/parlor.js"</script>`,
};

for (const [name, put] of Object.entries(ways))
  test(`a tag without attributes, ${name}, finds all in the JSON block`, async ({
    server,
    site,
    visitor,
  }) => {
    const head = (await block(server, { api: server.url })) + put(server.url);
    site.put("/", htmlPage({ head }));
    await visitor.begin(site.url, "without attributes");
  });

test("sent away while the page is still loading, it does not come back", {
  tag: engine("document"),
}, async ({ server, site, visitor }) => {
  const { page } = visitor;
  let load = (): void => undefined;
  const isAwaited = new Promise<void>((resolve) => (load = resolve));
  await page.route(/slow\.png$/, async (route) => {
    await isAwaited;
    await route.abort();
  });
  site.put("/", htmlPage({ body: `${await snippet(server, "")}<img src="/slow.png">` }));
  await page.goto(site.url, { waitUntil: "commit" });
  await expect(visitor.launcher).toBeVisible();
  await page.evaluate("Parlor('destroy')");
  await expect(visitor.launcher).toHaveCount(0);
  load();
  await page.waitForFunction("document.readyState === 'complete'");
  await expect(page.locator("[data-parlor]")).toHaveCount(0);
});

for (const version of [18, 19] as const)
  test(`a document that React ${version} draws from html on is drawn once, and has its chat`, async ({
    server,
    site,
    visitor,
  }) => {
    const { page } = visitor;
    const { organizationId, deploymentId } = await server.demo();
    await putReactDocument(site, version, {
      src: `${server.url}/parlor.js`,
      "data-organization-id": organizationId,
      "data-deployment-id": deploymentId,
      "data-queue": "Bookings",
      "data-company": "Lantern Line",
    });
    await visitor.arrive(site.url);
    await expect(page.locator("body > [data-parlor]")).toHaveCount(1);
    await page.getByRole("button", { name: "Clicked 0" }).click();
    await expect(page.getByRole("button", { name: "Clicked 1" })).toBeVisible();
    expect(await page.evaluate("complaints")).toEqual([]);
    await visitor.openChat();
    await visitor.write("Good evening");
    await expect(visitor.row("Good evening")).toContainText("Sent");
  });
