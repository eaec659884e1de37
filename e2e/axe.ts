import type { Page } from "@playwright/test";
import axe from "axe-core";

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/**
 * Returns axe's violations in the page's current state, and the texts whose contrast it cannot
 * judge. Injects axe once per document, as it is large.
 */
export async function violationsOn(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe.source);
  return page.evaluate(async (values) => {
    const { axe: here } = globalThis as unknown as { axe: typeof axe };
    const { violations, incomplete } = await here.run(document, {
      runOnly: { type: "tag", values },
      resultTypes: ["violations", "incomplete"],
    });
    const unjudged = incomplete.filter(({ id }) => id === "color-contrast");
    return [...violations, ...unjudged].map(
      ({ id, nodes }) =>
        `${id}: ${nodes.map(({ target, any }) => `${target.join(" ")} (${any[0]?.message ?? ""})`).join(", ")}`,
    );
  }, tags);
}
