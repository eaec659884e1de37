import type { GreetingOptions } from "../options/options.ts";
import { followAddress } from "../model/follow-address.ts";
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
 * At most once per visit; a dismissed greeting stays away for 7 days. An app's new path counts as a
 * new page.
 * @returns a function that stops waiting
 */
export function waitForGreeting(
  { afterSeconds = 20, afterScroll, path = "" }: GreetingOptions,
  deployment: string,
  button: Element,
  show: () => void,
): () => void {
  const key = greetingKey(deployment);
  const waiting = new AbortController();
  const { signal } = waiting;
  let timer: ReturnType<typeof setTimeout>;
  let address = "";
  const stop = (): void => {
    clearTimeout(timer);
    waiting.abort();
  };
  // Never on a phone: the same limits as those of the full-screen panel.
  if (
    matchMedia("(max-width: 480px), (max-height: 520px)").matches ||
    // Without storage, every page counts as a visit of its own.
    readStored("sessionStorage", key) !== null ||
    Number(readStored("localStorage", key)) > Date.now()
  )
    return stop;
  const ripe = (): void => {
    if (!new RegExp(path).test(location.pathname)) return;
    stop();
    show();
  };
  const arm = (): void => {
    if (address === location.pathname) return;
    address = location.pathname;
    clearTimeout(timer);
    timer = setTimeout(ripe, afterSeconds * 1000);
  };
  const checkScroll = (): void => {
    const { scrollHeight, clientHeight } = document.documentElement;
    if (scrollY >= (afterScroll ?? 2) * (scrollHeight - clientHeight)) ripe();
  };
  arm();
  addEventListener("scroll", checkScroll, { passive: true, signal });
  followAddress(button, arm, signal);
  return stop;
}
