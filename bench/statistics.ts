/** The quantile of the values at this share, from 0 to 1, interpolated. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const low = sorted[Math.floor(at)] ?? Number.NaN;
  const high = sorted[Math.ceil(at)] ?? Number.NaN;
  return low + (high - low) * (at - Math.floor(at));
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);
export const p95 = (values: readonly number[]): number => quantile(values, 0.95);

/** At most so many of the values, which are spread like all of them. */
export function sampleOf(values: readonly number[], count: number): readonly number[] {
  if (values.length <= count) return values;
  const sorted = values.toSorted((a, b) => a - b);
  const step = (sorted.length - 1) / (count - 1);
  return Array.from({ length: count }, (_, at) => sorted[Math.round(at * step)] ?? Number.NaN);
}
