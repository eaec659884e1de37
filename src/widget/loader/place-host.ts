import { escapeAncestors } from "../model/escape-ancestors.ts";
import type { Launcher } from "../model/launcher.ts";
import { DEFERRED_START_MS } from "./launcher.ts";

/** A page that takes the host out each time it is added must be able to go on. */
const MAX_RETURNS = 1e4;

/**
 * Removes copies of hosts. A page that was saved after its scripts ran, or that a router kept, has
 * them, without their shadow root.
 */
export function removeCopies(): void {
  for (const host of document.querySelectorAll("[data-parlor]"))
    if (host.shadowRoot === null) host.remove();
}

/**
 * Adds the host to the page's body, and adds it again whenever the page has taken it out, as
 * routers do that replace the body or its content. Never moves it otherwise.
 */
export function placeHost(launcher: Launcher): void {
  const { host } = launcher;
  let returns = 0;
  const place = (): void => {
    const { body } = document;
    // Between two bodies there is none.
    if (host.isConnected || body === null || returns++ > MAX_RETURNS) return;
    removeCopies();
    body.append(host);
    launcher.onReturn?.();
    for (const node of [document.documentElement, body])
      observer.observe(node, { childList: true });
    // Deferred, because it needs a layout.
    setTimeout(() => escapeAncestors(host), DEFERRED_START_MS);
  };
  const observer = (launcher.observer = new MutationObserver(place));
  place();
}
