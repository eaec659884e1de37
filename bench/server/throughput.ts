import { median } from "../statistics.ts";

/** Measured in one run of one server. */
export interface Throughput {
  readonly perSecond: number;
  /** From the request until the later of the two frames, in ms. */
  readonly p99: number;
}

export const rates = (runs: readonly Throughput[]): number[] =>
  runs.map(({ perSecond }) => perSecond);
export const tails = (runs: readonly Throughput[]): number[] => runs.map(({ p99 }) => p99);
export const medianRate = (runs: readonly Throughput[] = []): number => median(rates(runs));
