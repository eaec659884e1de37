import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { compile } from "svelte/compiler";
import type { Plugin } from "vite";
import { takeBlocks } from "../test/docs/code-blocks.ts";
import { expect, test } from "./app-fixtures.ts";
import { installed } from "./host-app.ts";
import type { Visitor } from "./visitor.ts";

/*
 * Each recipe of docs/recipes.md, followed to its end: a visitor writes, and the server stores the
 * message. The steps before the code are tested in test/built/docs.test.ts.
 */

/** The page of an app, as Vite's templates have it. */
const pageOf = (id: string, entry: string): string =>
  `<!doctype html><html lang="en"><title>Site</title><body><div id="${id}"></div><script type="module" src="${entry}"></script></body></html>`;

const scriptsIn = (folder: string): string =>
  readdirSync(join(folder, "assets"))
    .map((file) => readFileSync(join(folder, "assets", file), "utf8"))
    .join("");

/** In the page's flow the panel is there from the beginning. */
async function writeInline(visitor: Visitor, text: string): Promise<void> {
  await visitor.composer.click();
  await visitor.write(text);
  await expect(visitor.row(text)).toContainText("Sent");
  await expect(visitor.page.getByRole("button", { name: /^Chat with us/ })).toHaveCount(0);
}

test("plain HTML: the page of the recipe, and its block before the tag", async ({
  filled,
  site,
  visitor,
}) => {
  const [page = "", block = ""] = takeBlocks("docs/recipes.md", "Plain HTML", [
    "index.html",
    "html",
  ]);
  // The form comes where no chat is running.
  site.put("/with-block", filled(page.replace(/ *<script/, (tag) => `${block}${tag}`)));
  await visitor.arrive(`${site.url}/with-block`);
  await visitor.page.getByRole("button", { name: /^Chat with us/ }).click();
  await visitor.page.getByRole("textbox", { name: "Name" }).fill("Mara");
  await visitor.page.getByRole("button", { name: "Start chat" }).click();
  await visitor.write("after the form");
  await expect(visitor.row("after the form")).toContainText("Sent");
  await visitor.page.evaluate(() => localStorage.clear());
  site.put("/", filled(page));
  await visitor.begin(site.url, "by the tag");
});

/**
 * Inserts a "Custom HTML" tag at the end of a page as a tag manager does: it recreates the scripts
 * and copies only the few attributes that it knows.
 */
const asTagManager = (html: string, keepsBlocks: boolean): string => `<script>
  const custom = document.createElement("div");
  custom.innerHTML = ${JSON.stringify(html).replaceAll("<", "\\u003c")};
  for (const one of [...custom.children]) {
    if (one.type === "application/json") {
      if (${keepsBlocks}) document.body.append(one);
      continue;
    }
    const script = document.createElement("script");
    if (one.src) script.src = one.src;
    script.text = one.text;
    document.body.append(script);
  }
</script>`;

test("a tag manager that loses data-* on the tag, and one that puts nothing but scripts on the page", async ({
  filled,
  site,
  visitor,
}) => {
  const [block = "", script = ""] = takeBlocks("docs/recipes.md", "A tag manager", [
    "html",
    "html",
  ]);
  const page = (tag: string): string => `<!doctype html><title>Site</title><p>Hello</p>${tag}`;
  site.put("/block", page(asTagManager(filled(block), true)));
  site.put("/script", page(asTagManager(filled(script), false)));
  await visitor.begin(`${site.url}/block`, "by the block");
  await visitor.page.evaluate(() => localStorage.clear());
  await visitor.begin(`${site.url}/script`, "by the script");
});

test("WordPress: what the hook prints at the end of a page", async ({ filled, site, visitor }) => {
  const [plugin = ""] = takeBlocks("docs/recipes.md", "WordPress", [
    "wp-content/mu-plugins/parlor.php",
  ]);
  expect(plugin).toMatch(/^<\?php\n\/\* Plugin Name: .+ \*\/\nadd_action\( 'wp_footer', function/);
  // PHP prints the text outside of its tags verbatim.
  const printed = plugin.replaceAll(/<\?php[\s\S]*?(\?>|$)/g, "");
  site.put("/", `<!doctype html><title>Blog</title><p>Hello world!</p>${filled(printed)}</body>`);
  await visitor.begin(site.url, "by the hook");
});

test("React: the recipe in an app of React 19, and in one of React 18", async ({
  app,
  filled,
  packed,
  site,
  visitor,
}) => {
  const [install, main = ""] = takeBlocks("docs/recipes.md", "React", ["sh", "src/main.tsx"]);
  expect(install).toBe(packed.installCommand);
  app.write("index.html", pageOf("root", "/src/main.tsx")).write("src/main.tsx", main);
  for (const [version, workspace] of [
    ["19", ""],
    ["18", "e2e/react-18"],
  ] as const) {
    for (const name of ["react", "react-dom"]) app.link(name, installed(name, workspace));
    const built = await app.build();
    expect(scriptsIn(built)).toContain(`version = "${version}.`);
    site.putFolder(built, filled);
    await visitor.begin(site.url, `from React ${version}`);
    await visitor.page.evaluate(() => {
      localStorage.clear();
      sessionStorage.clear();
    });
  }
});

test("Preact: the recipe, in the page's flow", async ({ app, filled, packed, site, visitor }) => {
  const [install, main = "", css = ""] = takeBlocks("docs/recipes.md", "Preact", [
    "sh",
    "src/main.tsx",
    "src/main.css",
  ]);
  expect(install).toBe(packed.installCommand);
  app
    .write("index.html", pageOf("app", "/src/main.tsx"))
    .write("src/main.tsx", main)
    .write("src/main.css", css);
  site.putFolder(await app.build({ oxc: { jsx: { importSource: "preact" } } }), filled);
  await visitor.arrive(site.url);
  await writeInline(visitor, "from Preact");
  await expect(visitor.page.locator(".chat")).toHaveCSS("block-size", "576px");
});

test("Vue: the recipe, with a property and events", async ({
  app,
  filled,
  packed,
  site,
  visitor,
}) => {
  const [install, config = "", component = "", main = ""] = takeBlocks("docs/recipes.md", "Vue", [
    "sh",
    "vite.config.ts",
    "src/App.vue",
    "src/main.ts",
  ]);
  expect(install).toBe(packed.installCommand);
  const pluginVue = fileURLToPath(new URL("stand-ins/plugin-vue", import.meta.url));
  app
    .link("vite")
    .link("vue")
    .link("@vitejs/plugin-vue", pluginVue)
    .write("vite.config.ts", config)
    .write("index.html", pageOf("app", "/src/main.ts"))
    .write("src/App.vue", component)
    .write("src/main.ts", main);
  site.putFolder(await app.build({ configFile: join(app.folder, "vite.config.ts") }), filled);
  await visitor.begin(site.url, "from Vue");
  await expect(visitor.page.getByText("We answer within two minutes.")).toBeVisible();
  await expect(visitor.panel.getByText("+33 4 00 00 00 00")).toBeVisible();
});

/** Compiles components as Svelte's plugin does in a build. */
const svelte: Plugin = {
  name: "svelte",
  transform: (code, id) =>
    id.endsWith(".svelte") ? compile(code, { filename: id, css: "injected" }).js.code : undefined,
};

test("Svelte: the recipe, in the page's flow", async ({ app, filled, packed, site, visitor }) => {
  const [install, component = "", main = ""] = takeBlocks("docs/recipes.md", "Svelte", [
    "sh",
    "src/App.svelte",
    "src/main.ts",
  ]);
  expect(install).toBe(packed.installCommand);
  app
    .link("svelte")
    .write("index.html", pageOf("app", "/src/main.ts"))
    .write("src/App.svelte", component)
    .write("src/main.ts", main);
  site.putFolder(await app.build({ plugins: [svelte] }), filled);
  await visitor.arrive(site.url);
  await expect(visitor.page.getByText("Write, and somebody answers.")).toBeVisible();
  await writeInline(visitor, "from Svelte");
  await expect(visitor.page.getByText("You are in good hands.")).toBeVisible();
  await expect(visitor.page.getByText("+33 4 00 00 00 00")).toBeVisible();
});

/**
 * Next.js hydrates the whole document, and older frameworks a root element in it. React 18 on its
 * own supports only the root element.
 */
const served = [
  {
    version: "19",
    workspace: "",
    page: `import Layout from "./app/layout"; export const page = <Layout><h1>Night trains</h1></Layout>;`,
    root: "document",
    html: '<html lang="en"><head></head><body><h1>Night trains</h1></body></html>',
  },
  {
    version: "18",
    workspace: "e2e/react-18",
    page: `import { Chat } from "./app/chat"; export const page = <><h1>Night trains</h1><Chat /></>;`,
    root: 'document.getElementById("root")',
    html: "<h1>Night trains</h1>",
  },
] as const;

for (const { version, workspace, page, root, html } of served)
  test(`rendered on a server with React ${version}: the page comes to life without a word in the console`, async ({
    app,
    filled,
    packed,
    site,
    visitor,
  }) => {
    const [install, chat = "", layout = ""] = takeBlocks(
      "docs/recipes.md",
      "Rendered on a server",
      ["sh", "app/chat.tsx", "app/layout.tsx"],
    );
    expect(install).toBe(packed.installCommand);
    for (const name of ["react", "react-dom"]) app.link(name, installed(name, workspace));
    app
      .write("app/chat.tsx", chat)
      .write("app/layout.tsx", layout)
      .write("page.tsx", page)
      .write(
        "server.tsx",
        `import { renderToString } from "react-dom/server"; import { page } from "./page"; process.stdout.write(renderToString(page));`,
      )
      .write(
        "client.tsx",
        `import { hydrateRoot } from "react-dom/client"; import { page } from "./page"; hydrateRoot(${root}, page);`,
      );
    await app.build({ build: { ssr: "server.tsx", outDir: "server" } });
    // In plain Node: no DOM to lean on.
    const drawn = execFileSync(process.execPath, [join(app.folder, "server/server.js")], {
      encoding: "utf8",
    });
    expect(drawn).toBe(html);
    await app.build({
      // React says while it is developed with what has come out different.
      define: { "process.env.NODE_ENV": '"development"' },
      build: { rolldownOptions: { input: "client.tsx", output: { entryFileNames: "client.js" } } },
    });
    site.putFolder(join(app.folder, "dist"), filled);
    const head = `<head><title>Site</title><script type="module" src="/client.js"></script></head>`;
    site.put(
      "/",
      root === "document"
        ? `<!doctype html>${drawn.replace("<head></head>", head)}`
        : `<!doctype html>${head}<div id="root">${drawn}</div>`,
    );
    const said: string[] = [];
    visitor.page.on("console", (message) => {
      // React's marks for a profiler: BiDi tells of them, too.
      if ((message.type() as string) !== "timeStamp") said.push(message.text());
    });
    await visitor.begin(site.url, `from a server with React ${version}`);
    expect(said.filter((text) => !text.includes("React DevTools"))).toEqual([]);
  });
