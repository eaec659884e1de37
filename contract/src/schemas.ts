import * as guestChat from "./guest-chat.schemas.generated.ts";
import type { OperationId, OperationSchema } from "./operation-schema.ts";
import * as parlor from "./parlor.schemas.generated.ts";

/** The schemas of every operation, by `operationId`. */
export const schemas: { readonly [Id in OperationId]: OperationSchema<Id> } = {
  ...guestChat,
  ...parlor,
};
