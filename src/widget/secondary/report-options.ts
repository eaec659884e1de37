import { ParlorError } from "../../transport/index.ts";
import type { Widget } from "../model/widget.ts";
import { checkOptions } from "../options/check-options.ts";

/** Tells the site owner of invalid options; a chat that can run with them does. */
export function reportOptions(
  { emitter }: Widget,
  options: Readonly<Record<string, unknown>>,
): void {
  try {
    checkOptions(options);
  } catch (error) {
    if (!(error instanceof ParlorError)) throw error;
    // oxlint-disable-next-line no-console -- the one place where a site owner looks
    console.error(error);
    emitter.emit("error", { code: error.code, message: error.message });
  }
}
