/**
 * Says why an entry of `allowedDomains` can match no page, and the entry to write instead; null for
 * one that can. A page is matched by its host name (`www.example.com`, with its port or without) or
 * by a part of it (`*.example.com`).
 */
export function domainProblem(entry: string): string | null {
  if (entry === "*") return `"*" matches no page: leave allowedDomains empty to allow all`;
  if (entry.toLowerCase() === "null")
    return `"null" matches no page: one with an opaque origin has no name that a list could allow`;
  const host = hostIn(entry);
  if (host === entry.toLowerCase()) return null;
  return host === null
    ? `"${entry}" matches no page: write a host name, such as www.example.com or *.example.com`
    : `"${entry}" matches no page: write "${host}"`;
}

/** The entry that was probably meant; null when there is none. */
function hostIn(entry: string): string | null {
  const withoutScheme = entry.trim().replace(/^[a-z][a-z0-9+.-]*:\/\//i, "");
  const authority = withoutScheme.split(/[/?#\\]/)[0] ?? "";
  const given = authority.slice(authority.lastIndexOf("@") + 1).replace(/^\.(?=[^.])/, "*.");
  const isWildcard = given.startsWith("*.");
  const name = isWildcard ? given.slice(2) : given;
  const address = `https://${name}`;
  if (name === "" || name.includes("*") || !URL.canParse(address)) return null;
  const { host, hostname } = new URL(address);
  // Only whole host names are compared with the port.
  return isWildcard ? `*.${hostname}` : host;
}
