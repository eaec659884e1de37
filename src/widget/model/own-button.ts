/**
 * Returns the page's own button that an event came from, in an open shadow root too.
 * @param selector - matches the page's own buttons
 */
export const ownButtonOf = (event: Event, selector: string): HTMLElement | undefined =>
  event
    .composedPath()
    .find((node): node is HTMLElement => node instanceof Element && node.matches(selector));
