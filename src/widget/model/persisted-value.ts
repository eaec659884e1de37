/**
 * A text that the browser stores for one deployment; where storage is forbidden or full, it lasts
 * as long as the page.
 */
export interface PersistedValue {
  /** Null when nothing is stored. */
  read(): string | null;
  write(value: string | null): void;
}

/**
 * @param what - `draft`, `language`, `sound`, `notify`, `emoji`, `reset`, `away`
 * @param area - a visitor's choices are stored for good, text being written as long as the tab
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
