import { expect } from "vitest";

const page = globalThis as unknown as { xssRan?: number };
const safe = /^(https?|mailto|tel):/;

/** Returns the requests that the vectors have caused; none are expected. */
export const fetched = (): string[] =>
  performance
    .getEntriesByType("resource")
    .map(({ name }) => name)
    .filter((name) => /evil\.example|[/=]x$/.test(name));

/** No element but those of the widget's own drawing, no handler, no address that runs. */
export function expectHarmless(root: ParentNode): void {
  expect(page.xssRan).toBeUndefined();
  expect(
    root.querySelectorAll(
      "script, iframe, object, embed, form:not(.pl-prechat), meta, base, link, video, audio, marquee, math, img, template, style, title",
    ),
  ).toHaveLength(0);
  for (const element of root.querySelectorAll("*")) {
    for (const { name, value } of element.attributes) {
      expect(name.startsWith("on"), `${element.tagName} ${name}`).toBe(false);
      if (["href", "src", "action", "formaction", "data"].includes(name))
        expect(value, element.outerHTML.slice(0, 120)).toMatch(safe);
    }
  }
}
