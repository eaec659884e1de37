import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, type Page } from "@playwright/test";

export interface Downloaded {
  readonly name: string;
  readonly text: string;
}

/**
 * Returns the file that a page downloads. WebDriver BiDi reports no downloads of blobs, so
 * Firefox's download folder is read instead.
 */
export async function downloadOf(
  page: Page,
  folder: string,
  start: () => Promise<void>,
): Promise<Downloaded> {
  if (page.context().browser()?.browserType().name() !== "firefox") {
    const [download] = await Promise.all([page.waitForEvent("download"), start()]);
    return {
      name: download.suggestedFilename(),
      text: readFileSync(await download.path(), "utf8"),
    };
  }
  await start();
  let kept: Downloaded = { name: "", text: "" };
  await expect(() => {
    const names = readdirSync(folder);
    const [name = "", ...more] = names;
    // While Firefox writes, there are an empty file of the final name, one that ends in ".part",
    // or both. A ".part" that is removed leaves the empty file for ever.
    expect(names.filter((one) => one.endsWith(".part"))).toEqual([]);
    expect(more).toEqual([]);
    kept = { name, text: readFileSync(join(folder, name), "utf8") };
    expect(kept.text).not.toBe("");
  }).toPass();
  rmSync(join(folder, kept.name));
  return kept;
}

/**
 * Firefox preferences that print into a file: in headless mode nobody can answer the print dialog.
 */
export const printPrefs = (file: string): Record<string, string | boolean> => ({
  "print.always_print_silent": true,
  print_printer: "Mozilla Save to PDF",
  "print.printer_Mozilla_Save_to_PDF.print_to_file": true,
  "print.printer_Mozilla_Save_to_PDF.print_to_filename": file,
});
