/**
 * Adds styles to a shadow root, as a constructable sheet: a strict content policy has nothing to forbid. A browser that knows none
 * (Safari before 16.4) gets an element, with the page's nonce.
 * @param adopted - what the root has adopted so far; whoever knows that it is nothing spares the browser a slow first look
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
