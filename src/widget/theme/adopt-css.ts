/**
 * Adds styles to a shadow root, as a constructable sheet: a strict content policy has nothing to forbid. A browser that knows none
 * (Safari before 16.4) gets an element, with the page's nonce.
 */
export function adoptCss(root: ShadowRoot, css: string): void {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets.push(sheet);
  } catch {
    const style = document.createElement("style");
    style.nonce = document.querySelector<HTMLElement>("[nonce]")?.nonce as string;
    style.textContent = css;
    root.append(style);
  }
}
