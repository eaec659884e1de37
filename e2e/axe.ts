import type { Page } from "@playwright/test";
import axe from "axe-core";

/**
 * The rules of a check: those of WCAG's levels and the best practices, those whose result depends
 * on colors, or every rule of levels A and AA that axe has, experimental ones included.
 */
const rules = {
  all: {
    type: "tag",
    values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  },
  every: {
    type: "tag",
    values: [
      "wcag2a",
      "wcag2aa",
      "wcag21a",
      "wcag21aa",
      "wcag22a",
      "wcag22aa",
      "best-practice",
      "experimental",
    ],
  },
  colors: { type: "rule", values: ["color-contrast", "link-in-text-block"] },
} satisfies Record<string, axe.RunOnly>;

/**
 * Reasons for which axe leaves a contrast open that another state answers: something lies over the
 * text, or it is not on the screen, or is a single sign.
 */
const covered =
  "bgOverlap elmPartiallyObscured elmPartiallyObscuring outsideViewport shortTextContent nonBmp";

/**
 * Returns axe's violations in the page's current state, and the texts of ours whose contrast it
 * cannot judge. Injects axe once per document, as it is large.
 * @param checked - a page that is only shown in other colors needs the rules for these only
 */
export async function violationsOn(
  page: Page,
  checked: keyof typeof rules = "all",
): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe.source);
  return page.evaluate(
    async ({ runOnly, open }) => {
      const { axe: here } = globalThis as unknown as { axe: typeof axe };
      const { violations, incomplete, passes } = await here.run(document, {
        runOnly,
        resultTypes: ["violations", "incomplete", "passes"],
      });
      const hasWidget = document.querySelector("[data-parlor]") !== null;
      /** On a page with the widget, only what is in its shadow root is ours. */
      const contrasts = (results: typeof passes): typeof passes =>
        results
          .filter(({ id }) => id === "color-contrast")
          .map((result) => ({
            ...result,
            nodes: result.nodes.filter(({ target }) => !hasWidget || Array.isArray(target[0])),
          }))
          .filter(({ nodes }) => nodes.length > 0);
      const unjudged = contrasts(incomplete).flatMap((result) => {
        const nodes = result.nodes.filter(({ any }) => {
          const { messageKey } = (any[0]?.data ?? {}) as { readonly messageKey?: string };
          // Firefox writes a channel that is almost zero with an exponent, which axe cannot read.
          const isUnread = messageKey === "colorParse" && /\de-\d/.test(any[0]?.message ?? "");
          return !isUnread && !open.includes(messageKey ?? "none");
        });
        return nodes.length > 0 ? [{ ...result, nodes }] : [];
      });
      const found = [...violations, ...unjudged].map(
        ({ id, nodes }) =>
          `${id}: ${nodes.map(({ target, any }) => `${target.join(" ")} (${any[0]?.message ?? ""})`).join(", ")}`,
      );
      const isBlind =
        hasWidget && contrasts(incomplete).length > 0 && contrasts(passes).length === 0;
      return isBlind ? [...found, "color-contrast: not one of the widget's was judged"] : found;
    },
    { runOnly: rules[checked], open: covered.split(" ") },
  );
}
