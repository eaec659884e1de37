import { adoptCss } from "./adopt-css.ts";
import tokens from "./tokens.css?inline";
import widget from "./widget.css?inline";

/** Adds the widget's own styles. */
export function adoptStyles(root: ShadowRoot): void {
  adoptCss(root, tokens + widget);
}
