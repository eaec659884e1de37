/** The desk runs nothing that is not ours; the demo page may show it beside itself. */
const DESK_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self' ws: wss:; img-src 'self' https: data:; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

/** Headers of a page that no other site may frame. */
const framedByItselfOnly = { "x-frame-options": "SAMEORIGIN" } as const;
const deskHeaders = { ...framedByItselfOnly, "content-security-policy": DESK_POLICY };
const demoHeaders = {
  ...framedByItselfOnly,
  "content-security-policy": "frame-ancestors 'self'",
};

/**
 * The headers of a folder of pages: they are on every answer of the folder, refusals included.
 * @param route - the pattern that was matched, which identifies a path however it is encoded;
 * undefined when none was
 */
export function pageHeaders(
  url: string,
  route: string | undefined,
): Readonly<Record<string, string>> {
  const isDesk = route === undefined ? /^\/desk(?![^/?])/.test(url) : /^\/desk(\/|$)/.test(route);
  if (isDesk) return deskHeaders;
  return route === "/" || route === "/*" ? demoHeaders : {};
}
