/**
 * Calls back when an app may have changed the page's address. The Navigation API tells of every
 * change; a browser without it tells of the way back, and `update()` sends `popstate` to the
 * launcher's button, which nobody else hears.
 */
export function followAddress(button: Element, onChange: () => void, signal: AbortSignal): void {
  for (const target of [window, button]) target.addEventListener("popstate", onChange, { signal });
  window.navigation?.addEventListener("currententrychange", onChange, { signal });
}
