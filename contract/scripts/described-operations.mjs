// Copies the operations under a path out of an OpenAPI 3.1 document as the text of a TypeScript
// module. Unlike the schemas for Fastify, they keep their descriptions, and a parameter of a query
// keeps its type.

const isExtension = (key) => key.startsWith("x-");

/** A value of the document without references and extensions. */
function plain(value, document) {
  if (Array.isArray(value)) return value.map((one) => plain(one, document));
  if (typeof value !== "object" || value === null) return value;
  if (value.$ref !== undefined) return plain(resolve(value.$ref, document), document);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !isExtension(key))
      .map(([key, one]) => [key, plain(one, document)]),
  );
}

const resolve = (pointer, document) =>
  pointer
    .slice("#/".length)
    .split("/")
    .reduce((inner, key) => inner[key], document);

function described(method, path, operation, document) {
  const { summary, description, parameters = [], requestBody } = plain(operation, document);
  const [body] = Object.values(requestBody?.content ?? {});
  return {
    method: method.toUpperCase(),
    path,
    summary,
    ...(description !== undefined && { description }),
    parameters: parameters.map(({ name, in: place, required, schema, description: meaning }) => ({
      name,
      in: place,
      isRequired: required === true,
      schema: { ...schema, ...(meaning !== undefined && { description: meaning }) },
    })),
    ...(body !== undefined && { body: body.schema }),
  };
}

/** @returns the text of a module that exports the operations under `base`, by their ids */
export function describedOperations(document, base) {
  const operations = Object.entries(document.paths)
    .filter(([path]) => path === base || path.startsWith(`${base}/`))
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => [
        operation.operationId,
        described(method, path, operation, document),
      ]),
    );
  return [
    'import type { DescribedOperation } from "./described-operation.ts";\n',
    "/** The operations of the messages family, by `operationId`. */",
    `export const messageOperations = ${JSON.stringify(Object.fromEntries(operations), null, 2)} satisfies Readonly<Record<string, DescribedOperation>>;\n`,
  ].join("\n");
}
