import type { Page } from "@playwright/test";
import axe from "axe-core";

/** The rules of a check: all of them, or those whose result depends on colors. */
const rules = {
  all: {
    type: "tag",
    values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  },
  colors: { type: "rule", values: ["color-contrast", "link-in-text-block"] },
} satisfies Record<string, axe.RunOnly>;

/**
 * Returns axe's violations in the page's current state. Injects axe once per document, as it is
 * large.
 * @param checked - a page that is only shown in other colors needs the rules for these only
 */
export async function violationsOn(
  page: Page,
  checked: keyof typeof rules = "all",
): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe.source);
  return page.evaluate(async (runOnly) => {
    const { axe: here } = globalThis as unknown as { axe: typeof axe };
    const { violations } = await here.run(document, { runOnly, resultTypes: ["violations"] });
    return violations.map(
      ({ id, nodes }) =>
        `${id}: ${nodes.map(({ target, any }) => `${target.join(" ")} (${any[0]?.message ?? ""})`).join(", ")}`,
    );
  }, rules[checked]);
}
