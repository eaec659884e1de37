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
 * Calls `show` once when the site's rule is met: seconds on a page whose path matches, or how far
 * it was scrolled. In an app the seconds begin again when the path matches again. At most once per
 * visit; a dismissed greeting stays away for 7 days.
 * @param button - the launcher's button, see {@link followAddress}
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
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isHere = false;
  const stop = (): void => {
    clearTimeout(timer);
    waiting.abort();
  };
  const ripe = (): void => {
    stop();
    show();
  };
  const checkPath = (): void => {
    const wasHere = isHere;
    isHere = new RegExp(path).test(location.pathname);
    if (!isHere) clearTimeout(timer);
    // An app may write its state into the same address again and again.
    else if (!wasHere) timer = setTimeout(ripe, afterSeconds * 1000);
  };
  const checkScroll = (): void => {
    const { scrollHeight, clientHeight } = document.documentElement;
    if (isHere && scrollY >= (afterScroll ?? 2) * (scrollHeight - clientHeight)) ripe();
  };
  if (
    // Never on a phone: the same limits as those of the full-screen panel.
    !matchMedia("(max-width: 480px), (max-height: 520px)").matches &&
    // Without storage, every page counts as a visit of its own.
    readStored("sessionStorage", key) === null &&
    Number(readStored("localStorage", key)) <= Date.now()
  ) {
    checkPath();
    followAddress(button, checkPath, signal);
    addEventListener("scroll", checkScroll, { passive: true, signal });
  }
  return stop;
}
