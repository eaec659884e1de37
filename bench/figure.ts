import type { Stage } from "./stage.ts";

/** What was measured, in one unit: every run of ours, and every run of what it is held against. */
export interface Series {
  readonly name: string;
  readonly values: readonly number[];
}

/** One row of the table. */
export interface Row {
  readonly figure: string;
  /** In words, as it was promised. */
  readonly limit: string;
  readonly measured: string;
  readonly isKept: boolean;
  /** What the plot shows; none for what is counted once. */
  readonly unit?: string;
  readonly series?: readonly Series[];
}

/** How many runs: full ones for the table, few to try the bench itself. */
export interface Effort {
  readonly runs: number;
  readonly pageRuns: number;
}

export interface Figure {
  readonly name: string;
  readonly measure: (stage: Stage, effort: Effort) => Promise<readonly Row[]>;
}

export const ms = (value: number): string => `${value.toFixed(1)} ms`;
export const times = (value: number): string => `${value.toFixed(2)} ×`;
export const kB = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;
export const MB = (bytes: number): string => `${(bytes / 1e6).toFixed(2)} MB`;

/** Runs each of these once, then each once more, and so on: what slows the machine meanwhile slows all of them. */
export async function inTurn<Name extends string>(
  runs: number,
  measured: Readonly<Record<Name, () => Promise<number>>>,
): Promise<Record<Name, number[]>> {
  const names = Object.keys(measured) as Name[];
  const found = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<
    Name,
    number[]
  >;
  for (let run = 0; run < runs; run++)
    for (const name of names) found[name].push(await measured[name]());
  return found;
}
