import type { Tool as ListedTool } from "@modelcontextprotocol/sdk/types.js";
import type { DescribedOperation } from "parlor-contract/described-operation";
import { operations } from "../parlor/operations.ts";
import type { Tool } from "./tools.ts";

/** The tool as `tools/list` shows it. */
export function describeTool(tool: Tool): ListedTool & { readonly inputSchema: InputSchema } {
  const { name, title, description, effect, isIdempotent } = tool;
  const operation = operations[tool.operationId];
  return {
    name,
    title,
    description: [description, operation.description].filter(Boolean).join(" "),
    inputSchema: inputSchemaOf(operation),
    annotations: {
      title,
      readOnlyHint: effect === "reads",
      destructiveHint: effect === "changes",
      idempotentHint: isIdempotent,
      // Visitors are beyond the organization's control.
      openWorldHint: true,
    },
  };
}

interface InputSchema {
  readonly [keyword: string]: unknown;
  readonly type: "object";
  readonly properties: Record<string, object>;
  readonly required: string[];
}

const record = (value: unknown): Readonly<Record<string, object>> =>
  Object.fromEntries(
    Object.entries(value ?? {}).filter(([, one]) => typeof one === "object" && one !== null),
  );
const texts = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];

/**
 * Parameters and fields of the body beside each other. Headers are left out: they are for programs.
 */
function inputSchemaOf({ parameters, body = {} }: DescribedOperation): InputSchema {
  const shown = parameters.filter(({ in: place }) => place !== "header");
  const required = [
    ...shown.filter(({ isRequired }) => isRequired).map(({ name }) => name),
    ...texts(body["required"]),
  ];
  const { description } = body;
  return {
    type: "object",
    ...(typeof description === "string" && { description }),
    properties: {
      ...Object.fromEntries(shown.map(({ name, schema }) => [name, schema])),
      ...record(body["properties"]),
    },
    required,
    additionalProperties: false,
  };
}
