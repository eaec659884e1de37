import type { TeaserOptions } from "../options.ts";

/** Where it is kept that the greeting was dismissed (until when), and that this visit has had it. */
export const greetingKey = (deployment: string): string => `parlor:teaser:${deployment}`;

/** Calls `show` once, when the site's rule says so: time on the page, or how far it was scrolled. Once per visit; dismissed, for 7 days not. */
export function waitForGreeting(
  { afterSeconds = 20, afterScroll, path }: TeaserOptions,
  deployment: string,
  show: () => void,
): () => void {
  const key = greetingKey(deployment);
  // Never over a phone's page: the same limits as those of the sheet.
  let isDone =
    matchMedia("(max-width: 480px), (max-height: 520px)").matches ||
    (path !== undefined && !new RegExp(path).test(location.pathname));
  try {
    isDone ||=
      sessionStorage.getItem(key) !== null || Number(localStorage.getItem(key)) > Date.now();
  } catch {
    // Storage is forbidden: a visit is then one page.
  }
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
