/** A text that the browser keeps for one deployment; where storage is forbidden or full, it lives as long as the page. */
export interface PersistedValue {
  /** Null when there is none. */
  read(): string | null;
  write(value: string | null): void;
}

/**
 * @param what - `draft`, `language`, `sound`, `notify`, `reset`
 * @param area - what a visitor chose is kept for good, what is being written as long as the tab
 */
export function persistedValue(
  what: string,
  deploymentId: string,
  area: "localStorage" | "sessionStorage" = "localStorage",
): PersistedValue {
  const key = `parlor:${what}:${deploymentId}`;
  let value: string | null = null;
  const attempt = (use: () => void): void => {
    try {
      use();
    } catch {
      // Storage is forbidden or full.
    }
  };
  attempt(() => (value = globalThis[area].getItem(key)));
  return {
    read: () => value,
    write(next) {
      value = next;
      attempt(() =>
        next === null ? globalThis[area].removeItem(key) : globalThis[area].setItem(key, next),
      );
    },
  };
}
