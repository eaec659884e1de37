import tokens from "./tokens.css?inline";
import widget from "./widget.css?inline";

/** Adds styles to a shadow root, as a constructable sheet: a strict content policy has nothing to forbid. */
export function adoptCss(root: ShadowRoot, css: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}

/** The window's own styles. */
export function adoptStyles(root: ShadowRoot): void {
  adoptCss(root, tokens + widget);
}
