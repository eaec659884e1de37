export interface Stage {
  readonly name: string;
  /** The cores that it uses; default: 1. */
  readonly cores?: number;
  /**
   * Its use of the built files. A stage that writes them runs beside no other that uses them, and
   * stages that use them start in the order of the list.
   */
  readonly dist?: "reads" | "writes";
}

/**
 * Runs stages, as many at once as there are cores. The first one of the list that fits beside those
 * that are running starts.
 * @param run - is told whether no other stage can run at the same time.
 */
export function runStages<S extends Stage>(
  stages: readonly S[],
  cores: number,
  run: (stage: S, isAlone: boolean) => Promise<void>,
): Promise<void>;
