import { adoptCss } from "../theme/adopt-css.ts";
import tokens from "../theme/tokens.css?inline";
import widget from "./chunk.css?inline";

/** Adds the widget's own styles. */
export function adoptStyles(root: ShadowRoot): void {
  adoptCss(root, tokens + widget);
}
