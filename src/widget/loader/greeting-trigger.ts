import type { GreetingOptions } from "../options/options.ts";
import { greetingKey } from "../model/greeting-key.ts";

/** A stored text. Where storage is forbidden, nothing is stored. */
export function readStored(area: "localStorage" | "sessionStorage", key: string): string | null {
  try {
    return window[area].getItem(key);
  } catch {
    return null;
  }
}

/**
 * Calls `show` once when the site's rule is met: seconds on the page, or how far it was scrolled.
 * At most once per visit; a dismissed greeting stays away for 7 days.
 * @returns a function that stops waiting
 */
export function waitForGreeting(
  { afterSeconds = 20, afterScroll, path }: GreetingOptions,
  deployment: string,
  show: () => void,
): () => void {
  const key = greetingKey(deployment);
  // Never on a phone: the same limits as those of the full-screen panel.
  let isDone =
    matchMedia("(max-width: 480px), (max-height: 520px)").matches ||
    (path !== undefined && !new RegExp(path).test(location.pathname)) ||
    // Without storage, every page counts as a visit of its own.
    readStored("sessionStorage", key) !== null ||
    Number(readStored("localStorage", key)) > Date.now();
  const stop = (): void => {
    isDone = true;
    clearTimeout(timer);
    removeEventListener("scroll", checkScroll);
  };
  const ripe = (): void => {
    if (isDone) return;
    stop();
    show();
  };
  const checkScroll = (): void => {
    const { scrollHeight, clientHeight } = document.documentElement;
    if (scrollY >= (afterScroll ?? 2) * (scrollHeight - clientHeight)) ripe();
  };
  const timer = setTimeout(ripe, afterSeconds * 1000);
  addEventListener("scroll", checkScroll, { passive: true });
  return stop;
}
