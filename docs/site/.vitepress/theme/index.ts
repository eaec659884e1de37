import { defineAsyncComponent, h } from "vue";
import { withBase, type Theme } from "vitepress";
import DefaultTheme from "vitepress/theme-without-fonts";
import "@fontsource-variable/inter";
import "./site.css";

/** The page for an address that is none; that of the default theme has no main landmark. */
const notFound = () =>
  h("main", { class: "site-missing" }, [
    h("h1", "This page is not here"),
    h("p", h("a", { href: withBase("/") }, "To the first page")),
  ]);

/** The default theme with its font from a package, and the playground. */
export default {
  extends: DefaultTheme,
  Layout: () => h(DefaultTheme.Layout, null, { "not-found": notFound }),
  enhanceApp({ app }) {
    // It needs a document, and the widget, which other pages do without.
    app.component(
      "ParlorPlayground",
      defineAsyncComponent(() => import("./ParlorPlayground.vue")),
    );
  },
} satisfies Theme;
