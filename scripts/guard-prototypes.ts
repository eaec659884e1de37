import type { Plugin } from "vite";

const ASSIGNMENT = /\w+\.prototype\.(?:valueOf|toString|toJSON)=function\(\)\{[^{}]*\}/g;

/** Adapts third-party code that breaks on pages with frozen or extended prototypes. */
export const guardPrototypes: Plugin = {
  name: "guard-prototypes",
  /**
   * The library @preact/signals-core 1.x defines `valueOf`, `toString` and `toJSON` of its signals
   * by assignment. On a page that has frozen `Object.prototype` this throws, and the widget does
   * not load. The widget never converts a signal to text, so the assignments are removed. This can
   * be dropped when the library defines them in a class.
   */
  transform(code, id) {
    if (!id.includes("@preact/signals-core")) return undefined;
    const found = code.match(ASSIGNMENT)?.length;
    if (found !== 3) throw new Error(`signals-core: ${found} assignments, not the 3 of before`);
    return { code: code.replaceAll(ASSIGNMENT, "0"), map: null };
  },
  /**
   * Rolldown's helper for `import()` of a shared module uses `for…in`, which also visits properties
   * that a page has added to `Object.prototype`.
   */
  renderChunk: (code) => ({
    code: code.replaceAll("for (var name in all)", "for (var name of Object.keys(all))"),
    map: null,
  }),
};
