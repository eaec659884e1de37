import type { ParlorListener } from "../events.ts";

/**
 * A listener that hands every event to the page's tag manager, where the site wants that; null where it does not.
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
