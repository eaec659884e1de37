/** What an agent can be, in the server's words and in people's. */
export const statuses = [
  ["available", "Available"],
  ["busy", "Busy"],
  ["break", "On a break"],
  ["offline", "Offline"],
] as const;

export const statusName = (status: string): string =>
  statuses.find(([value]) => value === status)?.[1] ?? status;
