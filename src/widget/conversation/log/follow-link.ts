import type { Hooks } from "../../model/hooks.ts";

/** Calls the page's `beforeLink` hook, if there is one, before a link of a message is followed. */
export function followLink(event: Event, { beforeLink }: Hooks): void {
  const link = (event.target as Element).closest("a");
  if (link === null || beforeLink === undefined) return;
  event.preventDefault();
  void beforeLink({ href: link.href }).then((passed) => {
    // The hook may return another address; only the schemes that messages may link to are followed.
    if (passed !== null && /^(https?|mailto|tel):/.test(passed.href))
      window.open(passed.href, "_blank", "noopener,noreferrer");
  });
}
