import { readFileSync } from "node:fs";
import { page } from "./host-page.ts";
import { bundle, module } from "./library.ts";
import type { Site } from "./site.ts";

/** A file of an installed package. */
const fileOf = (path: string): string =>
  readFileSync(new URL(`../node_modules/${path}`, import.meta.url), "utf8");

/** The form that each app shows at /form: what somebody has written in it is nowhere else. */
const form = `<h1>Form</h1><form><label>Note <input name="note"></label></form><p style="block-size: 200vh">Long</p>`;
const note = `<meta name="viewport" content="width=device-width"><script>globalThis.acts = [];</script>`;

/** How a page calls its router's acts: each is pushed to the global `acts`. */
interface RouterPage {
  /** Puts the app on a site: at / is a link "Form" to /form, where the form is. */
  put(site: Site, chat: string): Promise<void>;
}

const links = (attributes = ""): string => `<h1>Home</h1><a href="/form" ${attributes}>Form</a>`;

const turbo: RouterPage = {
  async put(site, chat) {
    site.put("/turbo.js", fileOf("@hotwired/turbo/dist/turbo.es2017-umd.js"), module);
    const acts = `<script>for (const type of ["turbo:visit", "turbo:render"])
      addEventListener(type, () => acts.push(type));</script>`;
    const head = `${note}${acts}<script src="/turbo.js"></script>${chat}`;
    site.put("/", page({ head, body: links() }));
    site.put("/form", page({ head, body: form }));
  },
};

const htmx: RouterPage = {
  async put(site, chat) {
    site.put("/htmx.js", fileOf("htmx.org/dist/htmx.js"), module);
    const acts = `<script>for (const type of ["htmx:historyRestore", "htmx:historyCacheMiss", "htmx:load"])
      addEventListener(type, () => acts.push(type));</script>`;
    const head = `${note}${acts}<script src="/htmx.js"></script>${chat}`;
    const body = `<main>${links('hx-get="/part" hx-target="main" hx-push-url="/form"')}</main>`;
    site.put("/", page({ head, body }));
    site.put("/part", form);
  },
};

const reactRouter: RouterPage = {
  async put(site, chat) {
    const code = `
      import { createElement as h } from "react";
      import { createRoot } from "react-dom/client";
      import { createBrowserRouter, Link } from "react-router";
      import { RouterProvider } from "react-router/dom";
      const Form = () => h("div", { dangerouslySetInnerHTML: { __html: form } });
      const router = createBrowserRouter([
        { path: "/", Component: () => h(Link, { to: "/form" }, "Form") },
        { path: "/form", Component: Form, loader: () => acts.push("loader") },
      ]);
      createRoot(place).render(h(RouterProvider, { router }));`;
    const given = `globalThis.form = ${JSON.stringify(form)};`;
    site.put("/app.js", given + (await bundle(code)), module);
    const head = `${note}<script type="module" src="/app.js"></script>${chat}`;
    site.put("/", page({ head, body: `<main id="place"></main>` }));
  },
};

const vueRouter: RouterPage = {
  async put(site, chat) {
    site.put("/vue.js", fileOf("vue/dist/vue.global.prod.js"), module);
    site.put("/vue-router.js", fileOf("vue-router/dist/vue-router.global.prod.js"), module);
    const app = `<script type="module">
      const router = VueRouter.createRouter({
        history: VueRouter.createWebHistory(),
        routes: [
          { path: "/", component: { template: '<router-link to="/form">Form</router-link>' } },
          { path: "/form", component: { template: ${JSON.stringify(form)} } },
        ],
        scrollBehavior: () => (acts.push("scroll"), { top: 0 }),
      });
      router.beforeEach(() => void acts.push("route"));
      Vue.createApp({ template: "<router-view />" }).use(router).mount("#place");
    </script>`;
    const head = `${note}<script src="/vue.js"></script><script src="/vue-router.js"></script>${chat}`;
    site.put("/", page({ head, body: `<main id="place"></main>${app}` }));
  },
};

/** Apps of one form, each with another router. */
export const routers = {
  "Turbo 8": turbo,
  "htmx 2": htmx,
  "React Router 7": reactRouter,
  "Vue Router 4": vueRouter,
} as const;
