import type { Rule } from "./rules.ts";

/** An option, as the code, the checks, the element and docs/embedding.md need it. */
export interface OptionRow {
  /** How the text of an attribute is read; an object or a function has no attribute. */
  readonly type: "text" | "number" | "boolean" | "object" | "function";
  /** Undefined: required, or known only at run time. */
  readonly default: unknown;
  /** The attribute in camel case; `routing` has one for each of its parts. */
  readonly attribute: string | readonly string[] | null;
  readonly validate: Rule;
  /** The second cell of the row in docs/embedding.md. The build leaves it out. */
  readonly doc: string;
  /** The third cell, unless it is the default itself. The build leaves it out. */
  readonly unset?: string;
}
