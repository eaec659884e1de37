import type { Hooks } from "../../host-hooks.ts";

/** Asks the page before a link of a message is followed, if the page wants to be asked. */
export function followLink(event: Event, { beforeLink }: Hooks): void {
  const link = (event.target as Element).closest("a");
  if (link === null || beforeLink === undefined) return;
  event.preventDefault();
  void beforeLink({ href: link.href }).then((passed) => {
    // The page may lead elsewhere, by the same grammar as everybody.
    if (passed !== null && /^(https?|mailto|tel):/.test(passed.href))
      window.open(passed.href, "_blank", "noopener,noreferrer");
  });
}
