import type { Stage } from "./stage.ts";

/** A name and the values of all runs, in a single unit: of Parlor or of a reference. */
export interface Series {
  readonly name: string;
  readonly values: readonly number[];
}

/** A row of the table. */
export interface Row {
  /** The name under which the bench measures it together with others. */
  readonly group?: string;
  readonly figure: string;
  /** The limit as documented, in prose. */
  readonly limit: string;
  readonly measured: string;
  readonly isKept: boolean;
  /** The unit of the plot; absent for figures that are counted once and not plotted. */
  readonly unit?: string;
  readonly series?: readonly Series[];
}

/** The number of runs: full for the table, few for a trial of the bench itself. */
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
export const perSecond = (value: number): string => `${Math.round(value)}/s`;
export const kB = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;
export const MB = (bytes: number): string => `${(bytes / 1e6).toFixed(2)} MB`;

/**
 * Runs each measurement once, then all of them again, and so on. Anything that slows the machine
 * meanwhile affects all of them alike.
 */
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
