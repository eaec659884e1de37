import { codeBlocks, commandsIn, takeBlocks } from "../test/docs/code-blocks.ts";
import { expect, test } from "./app-fixtures.ts";
import type { HostApp } from "./host-app.ts";
import { signFacts } from "./sign-facts.ts";
import type { Site } from "./site.ts";
import type { Visitor } from "./visitor.ts";

/*
 * The instructions for site owners in README.md and docs/embedding.md, followed on a page in a real
 * browser.
 */

const PAGE = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Site</title><body><h1>Hello</h1>`;

/** Puts a page there that runs a module, built as an app's own. */
async function putModule(
  app: HostApp,
  site: Site,
  filled: (text: string) => string,
  files: Readonly<Record<string, string>>,
  body = "",
): Promise<void> {
  const [entry = ""] = Object.keys(files);
  for (const [path, text] of Object.entries(files)) app.write(path, text);
  app.write("index.html", `${PAGE}${body}<script type="module" src="/${entry}"></script>`);
  const importSource = Object.values(files).join().includes("parlor/react") ? "react" : "preact";
  site.putFolder(await app.build({ oxc: { jsx: { importSource } } }), filled);
}

/** Empties the storage of the page, as another browser has it. */
function forgetAll(): void {
  localStorage.clear();
  sessionStorage.clear();
}

/** The chat that is on the page now answers. */
async function expectChat(visitor: Visitor, text: string): Promise<void> {
  await visitor.composer.click();
  await visitor.write(text);
  await expect(visitor.row(text)).toContainText("Sent");
}

test("README: the tag, and the module that opens its panel", async ({
  app,
  filled,
  packed,
  site,
  visitor,
}) => {
  const [tag = "", install, module = ""] = takeBlocks("README.md", "Put it on a page", [
    "html",
    "sh",
    "ts",
  ]);
  expect(takeBlocks("docs/embedding.md", "The tag", ["html"])).toEqual([tag]);
  site.put("/", `${PAGE}${filled(tag)}`);
  await visitor.begin(site.url, "by the tag");
  await visitor.page.evaluate(forgetAll);
  expect(commandsIn(install ?? "")).toEqual([
    "npm ci && npm run build && npm pack",
    packed.installCommand.trim(),
  ]);
  await putModule(app, site, filled, { "main.ts": module });
  await visitor.arrive(site.url);
  await expectChat(visitor, "by the module");
});

test.describe("the day is chosen by the test", () => {
  test.use({ isStaffed: false });

  test("embedding, three things: name and colour, questions before the chat, hours and other ways", async ({
    agent,
    filled,
    server,
    site,
    visitor,
  }) => {
    const [tag = ""] = takeBlocks("docs/embedding.md", "Three things that most sites set", [
      "html",
    ]);
    const { page } = visitor;
    site.put("/", `${PAGE}${filled(tag)}`);
    const arriveAt = async (at: string): Promise<void> => {
      // The panel goes by the server's clock once the server has told the time.
      await server.switch("clock", { setMs: Date.parse(at) });
      await page.clock.setFixedTime(at);
      await visitor.arrive(site.url);
    };
    // A Wednesday at noon in Paris: within the hours.
    await server.switch("clock", { setMs: Date.parse("2026-12-02T11:00:00Z") });
    await agent.signIn();
    await arriveAt("2026-12-02T11:00:00Z");
    await expect(visitor.launcher).toHaveCSS("background-color", "rgb(28, 79, 99)");
    await visitor.launcher.click();
    const booking = visitor.panel.getByRole("textbox", { name: /^Booking number/ });
    await expect(booking).toBeVisible();
    await expect(booking).toHaveAttribute("aria-required", "false");
    await expect(visitor.panel.getByText("+33 4 00 00 00 00")).toBeVisible();

    // A holiday: nobody is there, and the line with other ways stays.
    await arriveAt("2026-12-25T11:00:00Z");
    await visitor.launcher.click();
    await expect(visitor.panel.getByText("+33 4 00 00 00 00").first()).toBeVisible();
    await expect(booking).toBeHidden();
  });
});

test("embedding, options by example: the block and the call are accepted, and reach server and page", async ({
  app,
  filled,
  server,
  site,
  visitor,
}) => {
  const [block = "", module = ""] = takeBlocks("docs/embedding.md", "Options by example", [
    "json",
    "ts",
  ]);
  const { page } = visitor;
  const notes: string[] = [];
  page.on("console", (message) => notes.push(message.text()));
  const creates: unknown[] = [];
  page.on("request", (request) => {
    if (request.method() === "POST" && request.url().endsWith("/guest/conversations"))
      creates.push(request.postDataJSON());
  });
  const config = `<script type="application/json" data-parlor-config>${filled(block)}</script>`;
  site.put("/", `${PAGE}${config}<script async src="${server.url}/parlor.js"></script>`);
  await visitor.arrive(site.url);
  await page.getByRole("button", { name: /^Chat with us/ }).click();
  await page.getByPlaceholder("Ask us anything").fill("Good evening");
  await page.keyboard.press("Enter");
  await expect.poll(() => creates).toHaveLength(1);
  expect(creates).toMatchObject([
    {
      routingTarget: {
        targetAddress: "Bookings",
        skills: ["refunds"],
        language: "fr",
        priority: 10,
      },
      memberInfo: { displayName: "Ada Byron", customFields: { basket: "2 berths" } },
      journeyContext: { customer: { id: "7f1c93", idType: "cookie" } },
    },
  ]);
  await expect
    .poll(() => page.evaluate(() => JSON.stringify(Reflect.get(window, "dataLayer"))))
    .toContain("parlor:message:sent");
  await page.evaluate(forgetAll);

  site.put("/chat-token", await signFacts(server, { sub: "4711", displayName: "Ada Byron" }));
  await putModule(app, site, filled, { "main.ts": module });
  await visitor.arrive(site.url);
  await page.getByRole("button", { name: /^Chat with us/ }).click();
  await page.getByRole("textbox", { name: "Message" }).fill("Good morning");
  await page.keyboard.press("Enter");
  await expect.poll(() => creates).toHaveLength(2);
  expect(creates[1]).toMatchObject({ memberAuthToken: expect.stringMatching(/^ey/) });
  expect(notes.filter((text) => /option/i.test(text))).toEqual([]);
});

test("embedding, look: the page's own styles reach launcher and panel", async ({
  filled,
  site,
  visitor,
}) => {
  const [styles = ""] = takeBlocks("docs/embedding.md", "Look", ["css"]);
  const tag = codeBlocks("docs/embedding.md").find(({ heading }) => heading === "The tag");
  site.put("/", `${PAGE}<style>${styles}</style>${filled(tag?.text ?? "")}`);
  await visitor.arrive(site.url);
  await visitor.launcher.click();
  await expect(visitor.launcher).toHaveCSS("background-color", "rgb(122, 46, 93)");
  await expect(visitor.page.locator("[data-parlor]")).toHaveCSS("inset-block-end", "80px");
  await expect(visitor.panel).toHaveCSS("border-start-start-radius", "8px");
  const header = visitor.panel.locator("[part=header]");
  await expect(header).toHaveCSS("border-block-end", "3px solid rgb(122, 46, 93)");
});

test("embedding, mount: behind its launcher, and in the page's flow", async ({
  app,
  filled,
  site,
  visitor,
  agent,
}) => {
  const [floating = "", inline = ""] = takeBlocks("docs/embedding.md", "Mount", ["ts", "ts"]);
  await putModule(app, site, filled, { "main.ts": floating });
  await visitor.begin(site.url, "floating");
  await agent.takeNext();
  await expect(visitor.log).toContainText("joined");
  await visitor.panel.getByRole("button", { name: "Minimise chat" }).click();
  await agent.write("Are you there?");
  await expect(visitor.page).toHaveTitle("(1) Lantern Line");

  await visitor.page.evaluate(forgetAll);
  await putModule(app, site, filled, { "main.ts": inline });
  await visitor.arrive(site.url);
  await expectChat(visitor, "inline");
  await expect(visitor.page.locator("section [data-parlor]")).toHaveCSS("block-size", "576px");
});

test("embedding, the element: attributes, properties, its events and its handle", async ({
  app,
  filled,
  site,
  visitor,
}) => {
  const [element = "", module = ""] = takeBlocks("docs/embedding.md", "The element", [
    "html",
    "ts",
  ]);
  await putModule(app, site, filled, { "main.ts": module }, element);
  await visitor.arrive(site.url);
  await expectChat(visitor, "in the element");
  const { page } = visitor;
  await expect(page.getByText("+33 4 00 00 00 00")).toBeVisible();
  await expect(page).toHaveTitle("You are chatting");
  await expect(page.locator("[data-parlor] .parlor")).toHaveAttribute("data-theme", "dark");
  await expect(page.locator("parlor-chat")).toHaveCSS("block-size", "576px");
});

test("embedding, React: the component, and the handle that it gives", async ({
  app,
  filled,
  site,
  visitor,
}) => {
  const [component = ""] = takeBlocks("docs/embedding.md", "React", ["tsx"]);
  app.link("react").link("react-dom");
  await putModule(app, site, filled, {
    "main.tsx": `import { createRoot } from "react-dom/client"; import { Help } from "./Help"; createRoot(document.body).render(<Help />);`,
    "Help.tsx": component,
  });
  await visitor.arrive(site.url);
  await visitor.openChat();
  await expect(visitor.composer).toHaveValue("May I bring a dog?");
  await visitor.composer.press("Enter");
  await expect(visitor.row("May I bring a dog?")).toContainText("Sent");
});

test("embedding, Preact: the component, and the events that it hears", async ({
  app,
  filled,
  site,
  visitor,
}) => {
  const [component = ""] = takeBlocks("docs/embedding.md", "Preact", ["tsx"]);
  await putModule(app, site, filled, {
    "main.tsx": `import { render } from "preact"; import { Help } from "./Help"; render(<Help />, document.body);`,
    "Help.tsx": component,
  });
  await visitor.arrive(site.url);
  await expectChat(visitor, "in the component");
  await expect(visitor.page).toHaveTitle("Sent");
});

test("embedding, without a panel: a message goes out, and its state is told", async ({
  app,
  filled,
  site,
  visitor,
}) => {
  const [module = ""] = takeBlocks("docs/embedding.md", "Without a panel", ["ts"]);
  await putModule(app, site, filled, { "main.ts": module });
  const sent = visitor.page.waitForEvent("console", (message) =>
    message.text().includes("Good evening sent"),
  );
  await visitor.arrive(site.url);
  await sent;
  expect(await visitor.page.locator("[data-parlor]").count()).toBe(0);
});

test("embedding, the stub: a call made before the file has arrived is answered", async ({
  server,
  site,
  visitor,
}) => {
  const [stub = ""] = takeBlocks("docs/embedding.md", "The handle", ["html"]);
  const ids = await server.demo();
  site.put(
    "/",
    `${PAGE}${stub}<script>Parlor("open").then(() => document.title = "Opened")</script>
     <script defer src="${server.url}/parlor.js" data-organization-id="${ids.organizationId}" data-deployment-id="${ids.deploymentId}" data-queue="Bookings" data-company="Lantern Line"></script>`,
  );
  await visitor.arrive(site.url);
  await expect(visitor.page).toHaveTitle("Opened");
  await expectChat(visitor, "after the call");
});

test("embedding, pre-chat fields: a field with a pattern of the site says what it wants", async ({
  server,
  site,
  visitor,
}) => {
  const [field = ""] = takeBlocks("docs/embedding.md", "Pre-chat fields", ["json"]);
  const ids = await server.demo();
  site.put(
    "/",
    `${PAGE}<script type="application/json" data-parlor-config>{ "preChat": { "fields": [${field}] } }</script>
     <script src="${server.url}/parlor.js" data-organization-id="${ids.organizationId}" data-deployment-id="${ids.deploymentId}" data-queue="Bookings" data-company="Lantern Line"></script>`,
  );
  await visitor.arrive(site.url);
  await visitor.launcher.click();
  const booking = visitor.panel.getByRole("textbox", { name: /^Booking number/ });
  const start = visitor.panel.getByRole("button", { name: "Start chat" });
  await booking.fill("7");
  await start.click();
  await expect(visitor.panel).toContainText("Like LL-123456");
  await booking.fill("LL-123456");
  await start.click();
  await expect(visitor.composer).toBeFocused();
});

test.describe("while nobody is at the desk", () => {
  test.use({ isStaffed: false });

  test("embedding, before a conversation: the site's promise stands where nobody can answer", async ({
    server,
    site,
    visitor,
  }) => {
    const [block = ""] = takeBlocks("docs/embedding.md", "Before a conversation", ["json"]);
    const ids = await server.demo();
    site.put(
      "/",
      `${PAGE}<script type="application/json" data-parlor-config>${block}</script>
     <script src="${server.url}/parlor.js" data-organization-id="${ids.organizationId}" data-deployment-id="${ids.deploymentId}" data-queue="Bookings" data-company="Lantern Line" data-start-on="message"></script>`,
    );
    await visitor.arrive(site.url);
    await visitor.launcher.click();
    await expect(visitor.panel).toContainText("We’ll answer by email, usually within a day.");
  });
});

test("embedding, texts in several languages: a visitor reads labels and choices in their own", async ({
  server,
  site,
  visitor,
}) => {
  const [field = ""] = takeBlocks("docs/embedding.md", "Texts in several languages", ["json"]);
  const ids = await server.demo();
  site.put(
    "/",
    `${PAGE}<script type="application/json" data-parlor-config>{ "preChat": { "fields": [${field}] }, "locale": "fr" }</script>
     <script src="${server.url}/parlor.js" data-organization-id="${ids.organizationId}" data-deployment-id="${ids.deploymentId}" data-queue="Bookings" data-company="Lantern Line"></script>`,
  );
  await visitor.arrive(site.url);
  // The launcher and the panel have French names.
  await visitor.page.locator("[part=launcher]").click();
  const topic = visitor.page.getByRole("combobox", { name: "Sujet" });
  await topic.selectOption("Vélos");
  await expect(topic).toHaveValue("Bikes");
});

test("embedding, sharing a screen: the page's own way to share", async ({
  server,
  site,
  visitor,
  desk,
}) => {
  const [handler = ""] = takeBlocks("docs/embedding.md", "Sharing a screen", ["js"]);
  const ids = await server.demo();
  site.put(
    "/",
    `${PAGE}<script src="${server.url}/parlor.js" data-organization-id="${ids.organizationId}" data-deployment-id="${ids.deploymentId}" data-queue="Bookings" data-company="Lantern Line"></script>
     <script>${handler}</script>`,
  );
  await visitor.page.addInitScript(() => {
    // The browser's own picker cannot be driven.
    if (!isSecureContext) return; // The empty page before it.
    navigator.mediaDevices.getDisplayMedia = async () =>
      document.createElement("canvas").captureStream();
  });
  await visitor.begin(site.url, "Can you see this?");
  await desk.signIn("Noor Haddad");
  await desk.takeNext();
  await desk.page.getByRole("button", { name: "Ask to share screen" }).click();
  await visitor.panel.getByRole("button", { name: "Choose what to share" }).click();
  await expect(visitor.panel).toContainText(
    /Noor can see (your screen|your window|your tab|what you share)/,
  );
  await expect(desk.page.getByText("Shared")).toBeVisible();
  await visitor.panel.getByRole("button", { name: "Stop" }).click();
  await expect(visitor.log).toContainText("Screen sharing ended");
});
