import type { Plugin } from "vite";

const ASSIGNMENT = /\w+\.prototype\.(?:valueOf|toString|toJSON)=function\(\)\{[^{}]*\}/g;

/** What others' code expects of prototypes, and does not find on every page. */
export const guardPrototypes: Plugin = {
  name: "guard-prototypes",
  /**
   * @preact/signals-core 1.x gives its signals `valueOf`, `toString` and `toJSON` by assignment. On a page that has frozen
   * `Object.prototype` that throws, and the window does not load. Nothing of ours turns a signal into text: they go. This can go when
   * the library defines them in a class.
   */
  transform(code, id) {
    if (!id.includes("@preact/signals-core")) return undefined;
    const found = code.match(ASSIGNMENT)?.length;
    if (found !== 3) throw new Error(`signals-core: ${found} assignments, not the 3 of before`);
    return { code: code.replaceAll(ASSIGNMENT, "0"), map: null };
  },
  /** Rolldown's helper for `import()` of a module that others import too walks over whatever a page has put on `Object.prototype`. */
  renderChunk: (code) => ({
    code: code.replaceAll("for (var name in all)", "for (var name of Object.keys(all))"),
    map: null,
  }),
};
