import type { Page } from "@playwright/test";
import { dark, forced, light, setColorMode } from "../../e2e/color-modes.ts";
import { axeFindings, equalAccessFindings, htmlFindings } from "./engines.ts";
import { exceptionFor, exceptions, type Exception, type Finding } from "./exceptions.ts";

/** The sizes of `npm run a11y`: 400 % zoom, a small phone upright and sideways, a desktop. */
export const sizes = [
  { width: 320, height: 256 },
  { width: 320, height: 568 },
  { width: 667, height: 320 },
  { width: 1280, height: 800 },
] as const;

/** The ways in which a state is visited before it is judged. */
export const inputs = ["mouse", "keyboard", "touch"] as const;
export type Input = (typeof inputs)[number];

/** Puts pointer or focus on the state, because hovered and focused elements look different. */
async function visit(page: Page, input: Input): Promise<void> {
  if (input === "keyboard") await page.keyboard.press("Tab");
  if (input !== "mouse") return;
  const button = page.getByRole("button").last();
  const box = (await button.count()) > 0 ? await button.boundingBox() : null;
  if (box !== null) await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
}

/** Findings about colors. The styles for forced colors come with a chunk of their own. */
async function settledColors(page: Page): Promise<Finding[]> {
  const end = Date.now() + 3_000;
  let found = await axeFindings(page, "colors");
  while (found.length > 0 && Date.now() < end) found = await axeFindings(page, "colors");
  return found;
}

/** Collects the findings of all engines that no exception accepts. */
export class Walk {
  /** Each finding, and the states in which it was found. */
  readonly #found = new Map<string, string[]>();
  readonly #used = new Set<Exception>();

  /** Judges the page with all engines in light, and its colors in dark and in forced colors. */
  async judge(page: Page, state: string, input: Input): Promise<void> {
    await visit(page, input);
    for (const colorMode of [light, dark, forced]) {
      await setColorMode(page, colorMode);
      const isLight = colorMode === light;
      if (!isLight) {
        this.#note(await settledColors(page), state);
        continue;
      }
      this.#note(await axeFindings(page, "every"), state);
      this.#note(await equalAccessFindings(page), state);
      this.#note(await htmlFindings(page), state);
    }
    await setColorMode(page, light);
  }

  #note(findings: readonly Finding[], state: string): void {
    for (const finding of findings) {
      const exception = exceptionFor(finding);
      if (exception !== undefined) {
        this.#used.add(exception);
        continue;
      }
      const words = `${finding.engine} ${finding.rule}: ${finding.text}`;
      this.#found.set(words, [...new Set([...(this.#found.get(words) ?? []), state])]);
    }
  }

  /** The findings that are not accepted, each with its states. */
  get found(): readonly string[] {
    return [...this.#found].map(([words, states]) => `${words} — in ${states.join(", ")}`);
  }

  /** Exceptions for these pages, in a large window, that accepted nothing. */
  unused(pages: Exception["pages"]): readonly Exception[] {
    return exceptions.filter(
      (one) =>
        (one.pages === pages || one.pages === "both") &&
        one.sizes === undefined &&
        !this.#used.has(one),
    );
  }
}
