import type { ParlorListener } from "../../model/events.ts";

/**
 * Creates a listener that pushes every event to the page's tag manager; null where the site does
 * not want that.
 * @param dataLayer - true for `window.dataLayer`, or the name of another array
 */
export function dataLayerListener(dataLayer: boolean | string | undefined): ParlorListener | null {
  if (dataLayer === undefined || dataLayer === false) return null;
  const name = dataLayer === true ? "dataLayer" : dataLayer;
  return ({ type, ...rest }) => {
    const page = window as unknown as Record<string, unknown[] | undefined>;
    (page[name] ??= []).push({ event: `parlor:${type}`, parlor: rest });
  };
}
