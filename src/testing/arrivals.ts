/** Things that arrive, and those who wait for them. Each is given to one who waits, in order, whoever came first. */
export interface Arrivals<Thing> {
  add(thing: Thing): void;
  /** The first that matches and was given to nobody yet; when there is none, the first that comes. */
  next(matches: (thing: Thing) => boolean): Promise<Thing>;
}

export function createArrivals<Thing>(): Arrivals<Thing> {
  const here: Thing[] = [];
  const waiting: { matches: (thing: Thing) => boolean; give: (thing: Thing) => void }[] = [];
  return {
    add(thing) {
      const at = waiting.findIndex(({ matches }) => matches(thing));
      if (at === -1) here.push(thing);
      else waiting.splice(at, 1)[0]?.give(thing);
    },
    next(matches) {
      const at = here.findIndex(matches);
      const [thing] = at === -1 ? [] : here.splice(at, 1);
      if (thing !== undefined) return Promise.resolve(thing);
      return new Promise((give) => waiting.push({ matches, give }));
    },
  };
}
