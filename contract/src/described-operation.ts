/** A JSON schema as it stands in an OpenAPI 3.1 document, with its descriptions. */
export interface DescribedSchema {
  readonly [keyword: string]: unknown;
}

export interface DescribedParameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly isRequired: boolean;
  readonly schema: DescribedSchema;
}

/** An operation with all that a client needs to offer it to a person or a model. */
export interface DescribedOperation {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** The path with its parameters in braces. */
  readonly path: string;
  readonly summary: string;
  readonly description?: string;
  readonly parameters: readonly DescribedParameter[];
  readonly body?: DescribedSchema;
}
