import fc from "fast-check";

/* Limits how much is tried. `npm test` tries the same few cases each time; `npm run fuzz` tries
 * others for longer.
 *
 * FUZZ_SECONDS  how long each property goes on, with cases that differ from run to run
 * FUZZ_RUNS     how many cases each property tries at most
 * FUZZ_SEED, FUZZ_PATH  repeat one failure, with the values that fast-check printed
 */

/** Limits of one property in `npm test`: whichever is reached first. */
export interface Budget {
  readonly runs: number;
  readonly seconds: number;
}

const CHUNK = 20;
const FIXED_SEED = 20_261_129;
/** A failure is shrunk after the time is up, and shrinking takes its time. */
const SHRINK_MS = 120_000;

const numberFrom = (name: string): number | null => {
  const text = process.env[name];
  return text === undefined || text === "" ? null : Number(text);
};

const seconds = numberFrom("FUZZ_SECONDS");
const runs = numberFrom("FUZZ_RUNS");
const seed = numberFrom("FUZZ_SEED");

/** True when more is asked for than `npm test` tries. */
export const isLong: boolean = seconds !== null || runs !== null;

/** The limit of a test that tries this much. */
export const timeoutOf = (budget: Budget): number =>
  (seconds ?? budget.seconds) * 1_000 + SHRINK_MS;

/** How many times something that is no property is repeated: `few` in `npm test`. */
export const repetitions = (few: number): number => runs ?? (isLong ? few * 3 : few);

/**
 * Tries cases until the budget is used up. A failure names its seed and its path.
 * @throws Error of fast-check, with the smallest case that fails
 */
export async function tryMany<Case>(
  property: fc.IAsyncProperty<Case>,
  budget: Budget,
): Promise<void> {
  if (seed !== null) {
    const path = process.env["FUZZ_PATH"];
    return fc.assert(property, { seed, numRuns: CHUNK, ...(path !== undefined && { path }) });
  }
  const most = runs ?? (seconds === null ? budget.runs : Number.POSITIVE_INFINITY);
  const until = performance.now() + (seconds ?? budget.seconds) * 1_000;
  let next = isLong ? Math.floor(Math.random() * 2 ** 31) : FIXED_SEED;
  for (let done = 0; done < most; done += CHUNK) {
    await fc.assert(property, { seed: next++, numRuns: Math.min(CHUNK, most - done) });
    if (performance.now() > until) return;
  }
}
