/** The messages in the log that can have focus, in the order in which they stand. */
export const rowsOf = (log: HTMLElement): HTMLElement[] => [
  ...log.querySelectorAll<HTMLElement>("[role=article]"),
];
