/**
 * Shows the host in the top layer if an ancestor has a transform, containment or the like: fixed
 * elements would be positioned in that ancestor, and scroll with it.
 */
export function escapeAncestors(host: HTMLElement): void {
  if (!host.offsetParent) return;
  host.popover = "manual";
  host.showPopover?.();
}
