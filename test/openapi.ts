import { readFileSync } from "node:fs";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import formats from "ajv-formats";

/*
 * Validates every request and every reply against two OpenAPI documents: the vendor's and our own.
 */

interface Media {
  readonly content?: { readonly "application/json"?: { readonly schema: object } };
}
interface Operation {
  readonly operationId: string;
  readonly requestBody?: Media;
  readonly responses: Readonly<Record<string, Media & { readonly $ref?: string }>>;
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly responses: Readonly<Record<string, Media>> };
}

const read = (name: string): Document =>
  JSON.parse(
    readFileSync(new URL(`../docs/contracts/${name}.openapi.json`, import.meta.url), "utf8"),
  ) as Document;
const documents: Readonly<Record<string, Document>> = {
  guest: read("guest-chat"),
  parlor: read("parlor"),
};
const ajv = new Ajv2020({ strict: false, allErrors: true });
const plugin = formats as unknown as { default?: (ajv: Ajv2020) => void } & ((
  ajv: Ajv2020,
) => void);
// The package's default export is the function itself or holds it, as the loader has it.
(plugin.default ?? plugin)(ajv);
for (const [id, document] of Object.entries(documents))
  ajv.addSchema({ ...document, $id: id } as object);
const compiled = new Map<string, ValidateFunction>();

function validator(pointer: string): ValidateFunction {
  const known = compiled.get(pointer);
  if (known !== undefined) return known;
  const made = ajv.compile({ $ref: pointer });
  compiled.set(pointer, made);
  return made;
}

const escape = (part: string): string =>
  encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1"));

interface Found {
  readonly document: Document;
  readonly id: string;
  readonly pointer: string;
  readonly operation: Operation;
}

/** The operation that a request is. A path without a gap goes before one with. */
function operationOf(request: string): Found | null {
  const [method = "", address = ""] = request.split(" ");
  const { pathname } = new URL(address, "http://server");
  const found = Object.entries(documents).flatMap(([id, document]) =>
    Object.entries(document.paths).flatMap(([template, operations]) => {
      const pattern = new RegExp(`^${template.replace(/\{[^}]+\}/g, "[^/]+")}$`);
      const operation = operations[method.toLowerCase()];
      if (operation === undefined || !pattern.test(pathname)) return [];
      const pointer = `${id}#/paths/${escape(template)}/${method.toLowerCase()}`;
      return [{ document, id, pointer, operation, gaps: template.split("{").length }];
    }),
  );
  return found.toSorted((a, b) => a.gaps - b.gaps)[0] ?? null;
}

function judge(pointer: string, value: unknown, what: string): void {
  const validate = validator(pointer);
  if (!validate(value))
    throw new Error(
      `${what} is not what the contract says: ${ajv.errorsText(validate.errors)}\n${JSON.stringify(value)}`,
    );
}

/** Throws unless a contract knows the request and its body. `request` is `POST /api/…`. */
export function checkRequest(request: string, body: string): void {
  const found = operationOf(request);
  if (found === null) throw new Error(`${request} is no operation of the contract`);
  const hasBody = found.operation.requestBody !== undefined;
  if (!hasBody && body !== "")
    throw new Error(`${request} has a body that the contract does not know`);
  if (hasBody)
    judge(
      `${found.pointer}/requestBody/content/application~1json/schema`,
      JSON.parse(body),
      request,
    );
}

/** Throws unless the contract declares the reply's status and shape. */
export function checkReply(request: string, status: number, body: unknown): void {
  const found = operationOf(request);
  if (found === null) throw new Error(`${request} is no operation of the contract`);
  const response = found.operation.responses[String(status)];
  if (response === undefined)
    throw new Error(`${request}: the contract declares no status ${status}`);
  const reference = response.$ref?.split("/").at(-1);
  const base =
    reference === undefined
      ? `${found.pointer}/responses/${status}`
      : `${found.id}#/components/responses/${reference}`;
  const media = reference === undefined ? response : found.document.components.responses[reference];
  if (media?.content === undefined) {
    if (body !== null && body !== undefined) throw new Error(`${request}: a ${status} has no body`);
    return;
  }
  judge(`${base}/content/application~1json/schema`, body, `The ${status} of ${request}`);
}

const extensionFrames: Readonly<Record<string, string>> = {
  "parlor.queue": "parlor#/components/schemas/QueueFrame",
  "parlor.missed": "parlor#/components/schemas/MissedFrame",
};

/** Throws unless a frame of the event stream is one that a contract describes. */
export function checkFrame(frame: unknown): void {
  const type = (frame as { metadata?: { type?: string } }).metadata?.type ?? "";
  judge(extensionFrames[type] ?? "guest#/components/schemas/EventFrame", frame, "The frame");
}
