import { optionTable } from "./option-table.ts";

/** The defaults of all options. The build replaces this module by their values alone. */
export const defaults: Readonly<Record<string, unknown>> = Object.fromEntries(
  Object.entries(optionTable).map(([name, row]) => [name, row.default]),
);
