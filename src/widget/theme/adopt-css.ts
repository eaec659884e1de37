/**
 * Adds styles to a shadow root as a constructable sheet, which a strict content security policy
 * allows. A browser without them (Safari before 16.4) gets a style element with the page's nonce.
 * @param adopted - the sheets that the root has adopted so far; passing an empty list for a new
 * root avoids a slow first read
 */
export function adoptCss(
  root: ShadowRoot,
  css: string,
  adopted: readonly CSSStyleSheet[] = root.adoptedStyleSheets,
): void {
  if ("adoptedStyleSheets" in (root as Node)) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [...adopted, sheet];
  } else {
    const style = document.createElement("style");
    style.nonce = document.querySelector<HTMLElement>("[nonce]")?.nonce as string;
    style.textContent = css;
    root.append(style);
  }
}
