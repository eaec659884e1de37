import { ParlorError } from "../../transport/index.ts";
import type { Widget } from "../model/widget.ts";
import { checkOptions } from "../options/check-options.ts";
import { isForeign } from "../options/foreign-attributes.ts";

/** Tells the site owner of invalid options; a chat that can run with them does. */
export function reportOptions(
  { emitter }: Widget,
  options: Readonly<Record<string, unknown>>,
): void {
  try {
    const own = Object.entries(options).filter(([name]) => !isForeign(name));
    checkOptions(Object.fromEntries(own));
  } catch (error) {
    if (!(error instanceof ParlorError)) throw error;
    // oxlint-disable-next-line no-console -- the one place where a site owner looks
    console.error(error);
    emitter.emit("error", { code: error.code, message: error.message });
  }
}
