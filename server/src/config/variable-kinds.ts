import { z } from "zod";

export type ProcessEnvironment = Readonly<Record<string, string | undefined>>;

/** The row of docs/server.md that describes a variable. */
export interface VariableDocs {
  readonly default: string;
  readonly doc: string;
}

/** The row of docs/server.md for each variable. */
export const docs = z.registry<VariableDocs>();

/** Text; one that is empty counts as not set. */
export const text = (unset: string) =>
  z
    .string()
    .optional()
    .transform((given) => given || unset);

/*
 * The error of a variable completes the sentence "NAME must be …".
 */

export function wholeNumber(unset: number, { least, most }: { least: number; most: number }) {
  return text(String(unset))
    .refine((given) => /^\d+$/.test(given) && Number(given) >= least && Number(given) <= most, {
      error: `a whole number from ${least} to ${most}`,
    })
    .transform(Number);
}

export function choice<const Values extends readonly string[]>(
  unset: Values[number],
  values: Values,
) {
  const all = `${values.slice(0, -1).join(", ")} or ${values.at(-1) ?? ""}`;
  return text(unset).pipe(z.enum(values, { error: all }));
}
