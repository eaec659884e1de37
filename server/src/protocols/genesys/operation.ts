import type { FastifyPluginAsync, FastifyPluginOptions, RawServerDefault } from "fastify";
import type {
  ContractTypeProvider,
  OperationId,
  OperationSchema,
} from "parlor-contract/operation-schema";
import { schemas } from "parlor-contract/schemas";

/** A Fastify plugin with routes of the contract: their parameters, queries and bodies are typed. */
export type ContractPlugin<Deps extends FastifyPluginOptions> = FastifyPluginAsync<
  Deps,
  RawServerDefault,
  ContractTypeProvider
>;

/** The options of a route for one operation: its schemas, and its name for metrics and limits. */
export function operation<Id extends OperationId>(
  operationId: Id,
): { readonly schema: OperationSchema<Id>; readonly config: { readonly operationId: Id } } {
  return { schema: schemas[operationId], config: { operationId } };
}
