import { readFileSync } from "node:fs";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import formats from "ajv-formats";

/* The vendor's OpenAPI document as a judge: of every request that is made and of every reply that is given. */

interface Media {
  readonly content?: { readonly "application/json"?: { readonly schema: object } };
}
interface Operation {
  readonly operationId: string;
  readonly requestBody?: Media;
  readonly responses: Readonly<Record<string, Media & { readonly $ref?: string }>>;
}

const path = new URL("../docs/contracts/guest-chat.openapi.json", import.meta.url);
const document = JSON.parse(readFileSync(path, "utf8")) as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly responses: Readonly<Record<string, Media>> };
};
const ajv = new Ajv2020({ strict: false, allErrors: true });
const plugin = formats as unknown as { default?: (ajv: Ajv2020) => void } & ((
  ajv: Ajv2020,
) => void);
// The package's default export is the function itself or holds it, as the loader has it.
(plugin.default ?? plugin)(ajv);
ajv.addSchema({ ...document, $id: "guest" } as object);
const compiled = new Map<string, ValidateFunction>();

function validator(pointer: string): ValidateFunction {
  const known = compiled.get(pointer);
  if (known !== undefined) return known;
  const made = ajv.compile({ $ref: `guest#${pointer}` });
  compiled.set(pointer, made);
  return made;
}

const escape = (part: string): string =>
  encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1"));

function operationOf(
  request: string,
): { pointer: string; operation: Operation; query: URLSearchParams } | null {
  const [method = "", address = ""] = request.split(" ");
  const url = new URL(address, "http://server");
  for (const [template, operations] of Object.entries(document.paths)) {
    const pattern = new RegExp(`^${template.replace(/\{[^}]+\}/g, "[^/]+")}$`);
    const operation = operations[method.toLowerCase()];
    if (operation === undefined || !pattern.test(url.pathname)) continue;
    return {
      pointer: `/paths/${escape(template)}/${method.toLowerCase()}`,
      operation,
      query: url.searchParams,
    };
  }
  return null;
}

function judge(pointer: string, value: unknown, what: string): void {
  const validate = validator(pointer);
  if (!validate(value))
    throw new Error(
      `${what} is not what the contract says: ${ajv.errorsText(validate.errors)}\n${JSON.stringify(value)}`,
    );
}

/** Throws unless the contract knows the request and its body. `request` is `POST /api/…`; Parlor's own extensions are passed over. */
export function checkRequest(request: string, body: string): void {
  if (request.includes("/api/v2/parlor/")) return;
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
  if (request.includes("/api/v2/parlor/")) return;
  const found = operationOf(request);
  if (found === null) throw new Error(`${request} is no operation of the contract`);
  const response = found.operation.responses[String(status)];
  if (response === undefined)
    throw new Error(`${request}: the contract declares no status ${status}`);
  const reference = response.$ref?.split("/").at(-1);
  const base =
    reference === undefined
      ? `${found.pointer}/responses/${status}`
      : `/components/responses/${reference}`;
  const media = reference === undefined ? response : document.components.responses[reference];
  if (media?.content === undefined) {
    if (body !== null && body !== undefined) throw new Error(`${request}: a ${status} has no body`);
    return;
  }
  judge(`${base}/content/application~1json/schema`, body, `The ${status} of ${request}`);
}

/** Throws unless a frame of the event stream is one that the contract describes. Extension frames are passed over. */
export function checkFrame(frame: unknown): void {
  const type = (frame as { metadata?: { type?: string } }).metadata?.type ?? "";
  if (type.startsWith("parlor.")) return;
  judge("/components/schemas/EventFrame", frame, "The frame");
}
