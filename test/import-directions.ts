/*
 * The one list of import directions. `.oxlintrc.json` has the rules that follow from it, and
 * docs/architecture.md prints it; `npx vitest run --project unit test/import-directions.test.ts`
 * compares both, and `node scripts/import-directions.ts` would not run on Node 20, so
 * `UPDATE_DIRECTIONS=1` with this test writes both.
 */

export interface Direction {
  /** A folder with all that is in it, except for folders that have a row of their own. */
  readonly folder: string;
  readonly contents: string;
  /** Folders and files that it may import, beside its own. */
  readonly imports: readonly string[];
  /** Packages that it may import; `node:*` stands for all of Node's modules. */
  readonly packages?: readonly string[];
}
