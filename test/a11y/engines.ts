import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "@playwright/test";
import { HtmlValidate } from "html-validate";
import { violationsOn } from "../../e2e/axe.ts";
import type { Finding } from "./exceptions.ts";

const require = createRequire(import.meta.url);
const equalAccess = readFileSync(require.resolve("accessibility-checker-engine/ace.js"), "utf8");

/** Findings of axe: `all` is every rule that it has, experimental ones included. */
export async function axeFindings(page: Page, checked: "colors" | "every"): Promise<Finding[]> {
  return (await violationsOn(page, checked)).map((text) => ({
    engine: "axe",
    rule: text.slice(0, text.indexOf(":")),
    text,
  }));
}

interface EqualAccessReport {
  readonly results: readonly {
    readonly ruleId: string;
    readonly value: readonly [string, string];
    readonly message: string;
    readonly snippet: string;
  }[];
}

/**
 * Failures that IBM's Equal Access engine finds. Its potential failures are questions to a person
 * about each control that has an icon, a roving tabindex or styles of its own.
 */
export async function equalAccessFindings(page: Page): Promise<Finding[]> {
  // The engine fetches nothing. The desk's content policy allows no script element.
  if (!(await page.evaluate(() => "ace" in globalThis)))
    await page.evaluate(`${equalAccess}; globalThis.ace = ace; undefined`);
  const found = await page.evaluate(async () => {
    const { ace } = globalThis as unknown as {
      ace: { Checker: new () => { check(node: Node, ids: string[]): Promise<EqualAccessReport> } };
    };
    const { results } = await new ace.Checker().check(document, ["WCAG_2_2", "IBM_Accessibility"]);
    return results
      .filter(({ value: [level, result] }) => level !== "INFORMATION" && result === "FAIL")
      .map(({ ruleId, value, message, snippet }) => ({
        rule: ruleId,
        text: `${value.join(" ")}: ${message} ${snippet}`,
      }));
  });
  return found.map((one) => ({ engine: "equal-access", ...one }));
}

const validator = new HtmlValidate({
  root: true,
  extends: ["html-validate:standard", "html-validate:a11y"],
});

/** The widget's rendered shadow root, or the page's rendered body where there is no widget. */
const renderedHtml = (page: Page): Promise<string> =>
  page.evaluate(
    () => document.querySelector("[data-parlor]")?.shadowRoot?.innerHTML ?? document.body.innerHTML,
  );

/** Findings of html-validate in the rendered elements. */
export async function htmlFindings(page: Page): Promise<Finding[]> {
  const { results } = await validator.validateString(await renderedHtml(page));
  return results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, selector }) => ({
      engine: "html-validate",
      rule: ruleId,
      text: `${message} ${selector ?? ""}`,
    })),
  );
}
