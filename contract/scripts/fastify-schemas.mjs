// Cuts the JSON schemas of each operation out of an OpenAPI 3.1 document, in the dialect of the
// Ajv that Fastify uses (draft 7), as the text of a TypeScript module. Extensions in the document:
//   x-server-checks      keywords that the route checks itself, as its error has a code of its own
//   x-case-insensitive   the values of `enum` may be in capital and in small letters
//   x-repeatable         a parameter of a query may be repeated; the first one counts

/** Keywords that describe and do not validate. Extensions (`x-…`) are left out as well. */
const annotations = new Set(["description", "title", "examples", "example", "deprecated"]);
annotations.add("readOnly").add("writeOnly").add("default").add("discriminator");

const nameIn = (reference) => reference.split("/").at(-1);
/** A name of the document as a name of a constant, which is never one of an operation. */
const constant = (name) => `${name}Schema`;

/** The key of an object that stands for a constant in the printed module. */
const reference = Symbol("reference");

class Cutter {
  #document;
  /** The schemas that operations use, by name, each after those that it uses itself. */
  #printed = new Map();
  #open = new Set();

  constructor(document) {
    this.#document = document;
  }

  module() {
    const operations = Object.values(this.#document.paths).flatMap((methods) =>
      Object.values(methods).map((operation) => this.#operation(operation)),
    );
    return [
      'import type { OperationSchema } from "./operation-schema.ts";\n',
      ...[...this.#printed].map(
        ([name, schema]) => `const ${constant(name)} = ${print(schema)} as const;\n`,
      ),
      ...operations.map(
        ([id, schema]) => `export const ${id}: OperationSchema<"${id}"> = ${print(schema)};\n`,
      ),
    ].join("\n");
  }

  #operation({ operationId, parameters = [], requestBody, responses }) {
    const all = parameters.map((one) => this.#resolve(one));
    const within = (place, toSchema) => {
      const these = all.filter((parameter) => parameter.in === place);
      return these.length === 0 ? undefined : this.#parameters(these, toSchema);
    };
    const [body] = Object.values(requestBody?.content ?? {});
    const sections = {
      params: within("path", (schema) => this.#schema(schema)),
      querystring: within("query", (schema, parameter) => this.#textual(schema, parameter)),
      body: body && this.#schema(body.schema),
      response: Object.fromEntries(
        Object.entries(responses).map(([status, response]) => {
          const content = this.#resolve(response).content?.["application/json"];
          return [status, content ? this.#schema(content.schema, true) : { type: "null" }];
        }),
      ),
    };
    return [
      operationId,
      Object.fromEntries(Object.entries(sections).filter(([, one]) => one !== undefined)),
    ];
  }

  #parameters(parameters, toSchema) {
    const isRequired = (one) => one.required === true && !serverChecks(one).includes("required");
    const required = parameters.filter(isRequired).map(({ name }) => name);
    return {
      type: "object",
      ...(required.length > 0 && { required }),
      properties: Object.fromEntries(
        parameters.map((parameter) => [parameter.name, toSchema(parameter.schema, parameter)]),
      ),
    };
  }

  /**
   * A parameter of a query as it arrives: as text, of which an empty one counts as absent. Nothing
   * is coerced.
   */
  #textual(schema, { "x-repeatable": isRepeatable }) {
    const text = textual(this.#resolve(schema));
    const texts = { type: "array", items: { type: "string" } };
    return isRepeatable === true ? { anyOf: [text, texts] } : text;
  }

  /**
   * @param isReply - an object of a reply may have more fields than those of its schema, and a
   * serializer that is built from the schema must not drop them
   */
  #schema(schema, isReply = false) {
    if (schema.$ref !== undefined) return this.#reference(schema.$ref, isReply);
    if (schema["x-case-insensitive"] === true) return { type: "string", pattern: anyCase(schema) };
    const [choice, none] = schema.anyOf ?? [];
    if (!isReply && none?.type === "null") return this.#orNull(choice);
    const cut = {};
    const others = serverChecks(schema);
    for (const [keyword, value] of Object.entries(schema)) {
      if (annotations.has(keyword) || keyword.startsWith("x-")) continue;
      if (others.includes(keyword)) continue;
      if (keyword === "properties")
        cut.properties = mapValues(value, (one) => this.#schema(one, isReply));
      else if (["allOf", "anyOf", "oneOf"].includes(keyword))
        cut[keyword] = value.map((one) => this.#schema(one, isReply));
      else if (["items", "additionalProperties", "propertyNames", "not"].includes(keyword))
        cut[keyword] = typeof value === "object" ? this.#schema(value, isReply) : value;
      else if (keyword !== "required" || value.length > 0) cut[keyword] = value;
    }
    if (isReply && cut.type === "object") cut.additionalProperties ??= true;
    return cut;
  }

  /** Without `anyOf`, whose errors name the choices and not the wrong field. */
  #orNull(schema) {
    const { type, ...rest } = this.#schema(this.#resolve(schema));
    return { type: [type, "null"], ...rest };
  }

  #reference(pointer, isReply) {
    const name = isReply ? `${nameIn(pointer)}Reply` : nameIn(pointer);
    // A schema that contains itself is checked one level deep.
    if (this.#open.has(name)) return { type: "object", additionalProperties: true };
    if (!this.#printed.has(name)) {
      this.#open.add(name);
      const schema = this.#schema(this.#resolve({ $ref: pointer }), isReply);
      this.#open.delete(name);
      this.#printed.set(name, schema);
    }
    return { [reference]: name };
  }

  #resolve(value) {
    if (value.$ref === undefined) return value;
    return value.$ref
      .slice("#/".length)
      .split("/")
      .reduce((inner, key) => inner[key], this.#document);
  }
}

const mapValues = (object, change) =>
  Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));

const serverChecks = (described) => described["x-server-checks"] ?? [];

function textual(schema) {
  const { type, enum: values, const: value } = schema;
  if (type === undefined) return {};
  if (type === "boolean") return { enum: ["", "true", "false"] };
  if (type === "integer") return { type: "string", pattern: "^(-?[0-9]{1,9})?$" };
  if (values !== undefined && !serverChecks(schema).includes("enum"))
    return { type, pattern: anyCase(schema, "") };
  return value === undefined || serverChecks(schema).includes("const")
    ? { type }
    : { enum: ["", value] };
}

/** A pattern that matches the values of an `enum` in capital and in small letters. */
function anyCase({ enum: values }, ...more) {
  const words = [...more, ...values].map((word) =>
    word.replace(/[a-z]/gi, (letter) => `[${letter.toLowerCase()}${letter.toUpperCase()}]`),
  );
  return `^(${words.join("|")})$`;
}

/** Prints a value as a TypeScript expression. */
function print(value, indent = "") {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (reference in value) return constant(value[reference]);
  const inner = `${indent}  `;
  const isList = Array.isArray(value);
  const parts = isList
    ? value.map((one) => print(one, inner))
    : Object.entries(value).map(([key, one]) => `${printKey(key)}: ${print(one, inner)}`);
  const [open, close] = isList ? "[]" : "{}";
  const short = parts.join(", ");
  if (parts.length === 0) return open + close;
  if (short.length + indent.length < 90 && !short.includes("\n"))
    return isList ? `[${short}]` : `{ ${short} }`;
  return `${open}\n${parts.map((part) => `${inner}${part},\n`).join("")}${indent}${close}`;
}

const printKey = (key) => (/^[a-z_$][\w$]*$/i.test(key) ? key : JSON.stringify(key));

/** @returns the text of a module that exports one schema for each operation of the document */
export const schemasOf = (document) => new Cutter(document).module();
