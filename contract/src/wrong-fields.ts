import type { WireSchema } from "./operation-schema.ts";

/** A field of a request that its schema refuses. */
export interface WrongField {
  /** From the outside in. Empty for the value as a whole. */
  readonly path: readonly string[];
  /** Whether the field is absent, null or empty, instead of wrong. */
  readonly isMissing: boolean;
}

type Keywords = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Keywords =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function isOfType(value: unknown, type: unknown): boolean {
  switch (type) {
    case "null":
      return value === null;
    case "array":
      return Array.isArray(value);
    case "object":
      return isObject(value);
    case "integer":
      return Number.isInteger(value);
    default:
      return typeof value === type;
  }
}

/** The keywords that compare a number: the value, its length or its amount with a limit. */
const limits: Readonly<Record<string, (value: unknown) => number | null>> = {
  minimum: (value) => (typeof value === "number" ? value : null),
  minLength: (value) => (typeof value === "string" ? value.length : null),
  minItems: (value) => (Array.isArray(value) ? value.length : null),
  minProperties: (value) => (isObject(value) ? Object.keys(value).length : null),
};

function isWithin(value: unknown, schema: Keywords): boolean {
  return Object.entries(limits).every(([keyword, measure]) => {
    const measured = measure(value);
    const [least, most] = [schema[keyword], schema[keyword.replace("min", "max")]];
    if (measured === null) return true;
    return (
      (typeof least !== "number" || measured >= least) &&
      (typeof most !== "number" || measured <= most)
    );
  });
}

/** Whether a value by itself, without its fields, is what the schema describes. */
function isAccepted(value: unknown, schema: Keywords): boolean {
  const { type, enum: values, pattern } = schema;
  const types = typeof type === "string" ? [type] : listOf(type);
  if (types.length > 0 && !types.some((one) => isOfType(value, one))) return false;
  if ("const" in schema && schema["const"] !== value) return false;
  if (values !== undefined && !listOf(values).includes(value)) return false;
  if (typeof pattern === "string" && typeof value === "string")
    if (!new RegExp(pattern).test(value)) return false;
  return isWithin(value, schema);
}

function* within(value: unknown, schema: Keywords, path: readonly string[]): Generator<WrongField> {
  const { items, properties, additionalProperties, propertyNames } = schema;
  if (Array.isArray(value) && isObject(items))
    for (const [index, item] of value.entries()) yield* check(item, items, [...path, `${index}`]);
  if (!isObject(value)) return;
  for (const name of listOf(schema["required"]))
    if (typeof name === "string" && value[name] === undefined)
      yield { path: [...path, name], isMissing: true };
  for (const [name, inner] of Object.entries(value)) {
    const isOwn = isObject(properties) && Object.hasOwn(properties, name);
    const described = isOwn ? properties[name] : additionalProperties;
    if (inner === undefined) continue;
    if (isObject(propertyNames) && !isAccepted(name, propertyNames))
      yield { path: [...path, name], isMissing: false };
    else if (isObject(described)) yield* check(inner, described, [...path, name]);
    else if (described === false) yield { path: [...path, name], isMissing: false };
  }
}

function* check(value: unknown, schema: Keywords, path: readonly string[]): Generator<WrongField> {
  if (isAccepted(value, schema)) yield* within(value, schema, path);
  else yield { path, isMissing: value === undefined || value === null || value === "" };
}

/**
 * The fields of a value that a schema of this contract refuses, each once. Knows the keywords that
 * the generated schemas of requests have; a server that has Ajv does not need it.
 */
export const wrongFields = (value: unknown, schema: WireSchema<unknown>): WrongField[] => [
  ...check(value, schema, []),
];
