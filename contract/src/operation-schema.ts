import type { operations as GuestOperations } from "./guest-chat.generated.ts";
import type { operations as ParlorOperations } from "./parlor.generated.ts";

/** All operations of both OpenAPI documents, by `operationId`. */
export interface Operations extends GuestOperations, ParlorOperations {}
export type OperationId = keyof Operations;

declare const shape: unique symbol;
/** A JSON schema, and the type of the values that it accepts. */
export interface WireSchema<Shape> {
  readonly [shape]?: Shape;
  readonly [keyword: string]: unknown;
}

type Parameters<Id extends OperationId> = Operations[Id]["parameters"];

/** The parameters in the path of an operation. */
export type PathOf<Id extends OperationId> = NonNullable<Parameters<Id>["path"]>;

type Texts<Query, Text> = { readonly [Name in keyof Query]?: Text };

/**
 * The parameters of an operation's query as they arrive: as text. In guests' operations they may be
 * repeated, and the first one counts.
 */
export type QueryOf<Id extends OperationId> = Texts<
  NonNullable<Parameters<Id>["query"]>,
  Id extends keyof GuestOperations ? string | readonly string[] : string
>;

/** The body of a request to an operation. */
export type BodyOf<Id extends OperationId> =
  NonNullable<Operations[Id]["requestBody"]> extends { readonly content: infer Content }
    ? Content[keyof Content]
    : never;

/** The bodies of an operation's replies, by status; `undefined` for a reply without a body. */
export type RepliesOf<Id extends OperationId> = {
  readonly [Status in keyof Operations[Id]["responses"]]: Operations[Id]["responses"][Status] extends {
    readonly content: infer Content;
  }
    ? Content[keyof Content]
    : undefined;
};

/** The body of an operation's reply when the request succeeds. */
export type ReplyOf<Id extends OperationId> = RepliesOf<Id>[keyof RepliesOf<Id> &
  (200 | 202 | 204)];

type Section<Name extends string, Shape> = [Shape] extends [never]
  ? unknown
  : { readonly [Key in Name]: WireSchema<Shape> };

/** The schemas of one operation: a value for the `schema` of a Fastify route. */
export type OperationSchema<Id extends OperationId> = Section<"params", PathOf<Id>> &
  Section<"querystring", QueryOf<Id>> &
  Section<"body", BodyOf<Id>> & {
    readonly response: {
      readonly [Status in keyof RepliesOf<Id>]: WireSchema<RepliesOf<Id>[Status]>;
    };
  };

/**
 * A Fastify type provider: the types of a request's `params`, `query` and `body`, and of the reply,
 * come from the route's schemas. Use it as `app.withTypeProvider<ContractTypeProvider>()`.
 */
export interface ContractTypeProvider {
  readonly schema: unknown;
  readonly validator: this["schema"] extends WireSchema<infer Shape> ? Shape : unknown;
  readonly serializer: this["schema"] extends WireSchema<infer Shape> ? Shape : unknown;
}
