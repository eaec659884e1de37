/** The entry of a code in the catalogue of errors. */
export interface ErrorCodeEntry {
  /** The HTTP status. Each code has one. */
  readonly status: number;
  /** The message of an error that has no more exact one. */
  readonly message: string;
  /** The cause, for the documentation. */
  readonly meaning: string;
}
