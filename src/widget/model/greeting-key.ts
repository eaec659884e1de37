/**
 * Storage key. Local storage holds until when the greeting stays dismissed (ms since 1970), session
 * storage that this visit has had it.
 */
export const greetingKey = (deployment: string): string => `parlor:teaser:${deployment}`;
