import type { z } from "zod";
import { StoreError } from "./store-error.ts";

/* Reads what a row holds as JSON. */

/**
 * @param row - names the row in the error, which tells paths but no values
 * @throws StoreError `row-invalid`
 */
export function decode<Schema extends z.ZodType>(
  schema: Schema,
  row: string,
  value: unknown,
): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  throw new StoreError("row-invalid", `The row ${row} cannot be read: ${problems.join("; ")}.`);
}

/** @throws StoreError `row-invalid` */
export function parseJson(row: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new StoreError("row-invalid", `The row ${row} cannot be read: it is not JSON.`, error);
  }
}
