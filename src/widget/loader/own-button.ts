/**
 * Returns the page's own button that an event came from, in an open shadow root too.
 * @param selector - null without own buttons
 */
export const ownButtonOf = (event: Event, selector: string | null): HTMLElement | undefined =>
  selector === null
    ? undefined
    : (event.composedPath() as HTMLElement[]).find((node) => node.matches?.(selector));
