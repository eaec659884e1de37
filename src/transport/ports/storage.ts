/** Stores small texts. No method throws: a value that cannot be stored is missing later. @public */
export interface Storage {
  get(key: string): string | null;
  /** @returns whether the value was stored */
  set(key: string, value: string): boolean;
  remove(key: string): void;
  /** All keys with this prefix. */
  keys(prefix: string): readonly string[];
}

/** Stores values in memory, for as long as the page lives. */
export function memoryStorage(): Storage {
  const items = new Map<string, string>();
  return {
    get: (key) => items.get(key) ?? null,
    set: (key, value) => items.set(key, value).has(key),
    remove: (key) => void items.delete(key),
    keys: (prefix) => [...items.keys()].filter((key) => key.startsWith(prefix)),
  };
}

interface WebStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/**
 * `localStorage` or `sessionStorage`, where the page may use it.
 * In some frames the mere access to the global throws.
 */
export function webStorage(kind: "localStorage" | "sessionStorage"): Storage {
  const attempt = <Result>(use: (storage: WebStorage) => Result, otherwise: Result): Result => {
    try {
      const storage: WebStorage | undefined = Reflect.get(globalThis, kind);
      return storage === undefined ? otherwise : use(storage);
    } catch {
      return otherwise;
    }
  };
  return {
    get: (key) => attempt((storage) => storage.getItem(key), null),
    set: (key, value) =>
      attempt((storage) => {
        storage.setItem(key, value);
        return true;
      }, false),
    remove: (key) => attempt((storage) => storage.removeItem(key), undefined),
    keys: (prefix) =>
      attempt((storage) => Object.keys(storage).filter((key) => key.startsWith(prefix)), []),
  };
}
