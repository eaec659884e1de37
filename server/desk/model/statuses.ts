/** The statuses of an agent, each with the server's value and its label. */
export const statuses = [
  ["available", "Available"],
  ["busy", "Busy"],
  ["break", "On a break"],
  ["offline", "Offline"],
] as const;

export const statusName = (status: string): string =>
  statuses.find(([value]) => value === status)?.[1] ?? status;
