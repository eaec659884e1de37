import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, type Page } from "@playwright/test";

export interface Downloaded {
  readonly name: string;
  readonly text: string;
}

/** What a page gives to keep. WebDriver BiDi does not tell of blobs that are kept: Firefox's folder is looked at instead. */
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
    const [name = "", ...more] = readdirSync(folder);
    // While it is written, there is a second one that ends in ".part".
    expect(more).toEqual([]);
    kept = { name, text: readFileSync(join(folder, name), "utf8") };
    expect(kept.text).not.toBe("");
  }).toPass();
  rmSync(join(folder, kept.name));
  return kept;
}

/** What Firefox is started with to print into a file: without a head, its dialog would never be answered. */
export const printPrefs = (file: string): Record<string, string | boolean> => ({
  "print.always_print_silent": true,
  print_printer: "Mozilla Save to PDF",
  "print.printer_Mozilla_Save_to_PDF.print_to_file": true,
  "print.printer_Mozilla_Save_to_PDF.print_to_filename": file,
});
