/** Shorter than most test timeouts, so that the error can say what was missing. */
const LIMIT_MS = 4_000;

/**
 * A queue of items and of callers that wait for them. Each item goes to the first waiting caller
 * that matches.
 */
export function createArrivals<Thing>(): {
  add(thing: Thing): void;
  /**
   * Resolves with the first matching item that no caller has received; if there is none, with the
   * next that arrives.
   * @param what - returns the error message for a timeout
   */
  next(matches: (thing: Thing) => boolean, what: () => string): Promise<Thing>;
} {
  const here: Thing[] = [];
  const waiting = new Map<(thing: Thing) => void, (thing: Thing) => boolean>();
  return {
    add(thing) {
      const [give] = [...waiting].find(([, matches]) => matches(thing)) ?? [];
      if (give === undefined) here.push(thing);
      else give(thing);
    },
    next(matches, what) {
      const at = here.findIndex(matches);
      const [thing] = at === -1 ? [] : here.splice(at, 1);
      if (thing !== undefined) return Promise.resolve(thing);
      return new Promise((resolve, reject) => {
        const give = (found: Thing): void => {
          clearTimeout(limit);
          waiting.delete(give);
          resolve(found);
        };
        const limit = setTimeout(() => {
          waiting.delete(give);
          reject(new Error(what()));
        }, LIMIT_MS);
        waiting.set(give, matches);
      });
    },
  };
}
