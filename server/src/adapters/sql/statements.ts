import type { DatabaseFile } from "./database.ts";

const prepare = (file: DatabaseFile, sql: string) => file.prepare<[readonly unknown[]]>(sql);
type Statement = ReturnType<typeof prepare>;

/** SQL that runs often: each text is prepared once. Values are bound, never part of a text. */
export class Statements {
  readonly #file: DatabaseFile;
  readonly #prepared = new Map<string, Statement>();

  constructor(file: DatabaseFile) {
    this.#file = file;
  }

  /** @returns how many rows were written */
  run(sql: string, values: readonly unknown[]): number {
    return this.#prepare(sql).run(values).changes;
  }

  /** The first row, as the database gives it; undefined when there is none. */
  first(sql: string, values: readonly unknown[]): unknown {
    return this.#prepare(sql).get(values);
  }

  /** All rows, as the database gives them. */
  all(sql: string, values: readonly unknown[]): readonly unknown[] {
    return this.#prepare(sql).all(values);
  }

  #prepare(sql: string): Statement {
    const known = this.#prepared.get(sql);
    if (known !== undefined) return known;
    const made = prepare(this.#file, sql);
    this.#prepared.set(sql, made);
    return made;
  }
}
