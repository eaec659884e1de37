/** A page of the site as the guest's browser named it. */
export interface PageLink {
  /** Host and path, without parameters: they may hold what is nobody's business. */
  readonly words: string;
  /** Missing for an address that opens no web page. */
  readonly href?: string;
}

/** Reads the address of a page. A text that is none of a web page is shown, and opens nothing. */
export function pageLink(address: string): PageLink {
  try {
    const { protocol, host, pathname, href } = new URL(address);
    if (protocol === "https:" || protocol === "http:")
      return { words: host + (pathname === "/" ? "" : pathname), href };
  } catch {
    // It is shown as it is.
  }
  return { words: address };
}
