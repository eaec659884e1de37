import { readFileSync } from "node:fs";

/* Every operation of both OpenAPI documents, with a body that it takes. */

interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly format?: string;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
}
interface Parameter {
  readonly $ref?: string;
  readonly name?: string;
  readonly in?: string;
}
interface DocumentedOperation {
  readonly operationId: string;
  readonly security?: readonly Readonly<Record<string, unknown>>[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly schema: Schema }>>;
  };
}
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, DocumentedOperation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>;
    readonly parameters?: Readonly<Record<string, Parameter>>;
  };
}

export interface Operation {
  readonly id: string;
  readonly method: string;
  /** Like `/api/v2/users/{userId}/routingstatus`. */
  readonly template: string;
  /** The credentials that it requires: none, a guest's, an agent's, or any client's. */
  readonly needs: "nobody" | "guest" | "agent" | "client";
  /** The names of its gaps, in order. */
  readonly gaps: readonly string[];
  readonly query: readonly string[];
  /** A body that is taken; undefined for none. */
  readonly sample: unknown;
  /** The same, naming nobody that a chat could be handed to: it can be sent over and over. */
  readonly harmless: unknown;
  readonly contentType: string;
}

/** Values that no schema can know: ids of the configuration, and texts with a meaning. */
const known: Readonly<Record<string, unknown>> = {
  organizationId: "fuzz-north",
  deploymentId: "fuzz-web",
  targetAddress: "Bookings",
  skills: [],
  language: "",
  memberAuthToken: "",
  queueId: "q-1",
  userId: "u-tomas",
  code: "w-solved",
  score: 4,
  capacity: 100,
  body: "A text",
  attachmentIds: [],
  expiresInSeconds: 60,
  email: "guest@example.test",
};

/** Fields whose values transfer a conversation. */
const targets: readonly string[] = ["userId", "queueId"];

function withoutTargets(sample: unknown): unknown {
  if (typeof sample !== "object" || sample === null || Array.isArray(sample)) return sample;
  const entries = Object.entries(sample);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, targets.includes(name) ? `no ${name}` : value]),
  );
}

function sampleOf(schema: Schema, document: Document, name: string): unknown {
  const { $ref, type, properties, items } = schema;
  if ($ref !== undefined) {
    const found = document.components.schemas[$ref.split("/").at(-1) ?? ""];
    return found === undefined ? null : sampleOf(found, document, name);
  }
  if (Object.hasOwn(known, name)) return known[name];
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  const [choice] = schema.oneOf ?? schema.anyOf ?? [];
  if (choice !== undefined) return sampleOf(choice, document, name);
  switch (typeof type === "string" ? type : type?.[0]) {
    case "array":
      return items === undefined ? [] : [sampleOf(items, document, "")];
    case "integer":
    case "number":
      return 1;
    case "boolean":
      return true;
    case "string":
      return schema.format === "uri" ? "https://example.test/" : `a ${name}`;
    default: {
      const entries = Object.entries(properties ?? {});
      if (entries.length === 0) return { subject: "Order 1001" };
      return Object.fromEntries(entries.map(([key, of]) => [key, sampleOf(of, document, key)]));
    }
  }
}

function needsOf({ operationId, security = [] }: DocumentedOperation): Operation["needs"] {
  if (operationId === "postSigneddata") return "client";
  const names = security.flatMap((one) => Object.keys(one));
  if (names.length === 0) return "nobody";
  return names.includes("agent") ? "agent" : "guest";
}

function read(file: string): Operation[] {
  const address = new URL(`../../docs/contracts/${file}.openapi.json`, import.meta.url);
  const document = JSON.parse(readFileSync(address, "utf8")) as Document;
  return Object.entries(document.paths).flatMap(([template, methods]) =>
    Object.entries(methods).map(([method, operation]): Operation => {
      const parameters = (operation.parameters ?? []).map((one) =>
        one.$ref === undefined
          ? one
          : (document.components.parameters?.[one.$ref.split("/").at(-1) ?? ""] ?? {}),
      );
      const [body] = Object.entries(operation.requestBody?.content ?? {});
      const sample = body === undefined ? undefined : sampleOf(body[1].schema, document, "");
      return {
        id: operation.operationId,
        method: method.toUpperCase(),
        template,
        needs: needsOf(operation),
        gaps: [...template.matchAll(/\{([^}]+)\}/g)].map(([, name = ""]) => name),
        query: parameters.filter((one) => one.in === "query").map((one) => one.name ?? ""),
        sample,
        harmless: withoutTargets(sample),
        contentType: body?.[0] ?? "application/json",
      };
    }),
  );
}

export const operations: readonly Operation[] = [...read("guest-chat"), ...read("parlor")];

export const findOperation = (id: string): Operation => {
  const found = operations.find((one) => one.id === id);
  if (found === undefined) throw new Error(`No document has the operation ${id}`);
  return found;
};
