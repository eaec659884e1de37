import type { ComponentProps, JSX } from "preact";
import { useHost } from "../../model/widget-context.ts";

const MAX_LEVEL = 6;

/**
 * A heading of the level that the page wants for the panel's own, or below it.
 * @param isBelow - the heading of a part of the screen
 */
export function Heading({
  isBelow = false,
  ...props
}: ComponentProps<"h2"> & { isBelow?: boolean }): JSX.Element {
  const { headingLevel } = useHost().options;
  const Tag = `h${Math.min(MAX_LEVEL, headingLevel + Number(isBelow))}` as "h2";
  return <Tag class="pl-h" {...props} />;
}
