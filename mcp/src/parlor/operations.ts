import type { DescribedOperation } from "parlor-contract/described-operation";
import { messageOperations } from "parlor-contract/parlor.operations.generated";

export type ToolOperationId = keyof typeof messageOperations;

/** The operations of the messages family, as the contract describes them. */
export const operations: Readonly<Record<ToolOperationId, DescribedOperation>> = messageOperations;
