import { defineAsyncComponent } from "vue";
import type { Theme } from "vitepress";
import DefaultTheme from "vitepress/theme-without-fonts";
import "@fontsource-variable/inter";
import "./site.css";

/** The default theme with its font from a package, and the playground. */
export default {
  extends: DefaultTheme,
  enhanceApp({ app }) {
    // It needs a document, and the widget, which other pages do without.
    app.component(
      "ParlorPlayground",
      defineAsyncComponent(() => import("./ParlorPlayground.vue")),
    );
  },
} satisfies Theme;
