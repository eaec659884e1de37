import { textIn } from "../i18n/localized-text.ts";
import type { ResolvedOptions } from "../options/options.ts";

/** By when the site answers a message, as the visitor reads it; empty when it has not said so. */
export function promisedTime({ leaveMessage }: ResolvedOptions, language: string): string {
  const promise = typeof leaveMessage === "object" ? leaveMessage.promise : undefined;
  return promise === undefined ? "" : textIn(promise, language);
}
