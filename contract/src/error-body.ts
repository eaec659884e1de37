import type { ErrorBody as GuestErrorBody } from "./guest-chat.generated.ts";
import type { ErrorCode } from "./error-codes.ts";

/** A field that an error names, and the fault in it. */
export interface ErrorDetail {
  readonly errorCode?: ErrorCode;
  readonly fieldName?: string;
  readonly entityId?: string;
  readonly entityName?: string;
}

/** The only shape in which a request is refused. */
export type ErrorBody = Required<
  Pick<
    GuestErrorBody,
    | "message"
    | "code"
    | "status"
    | "messageWithParams"
    | "messageParams"
    | "contextId"
    | "details"
    | "errors"
  >
>;

/** @param contextId - the id of the request, which the log has as well */
export function errorBody(
  error: {
    readonly status: number;
    readonly code: string;
    readonly message: string;
    readonly params?: Readonly<Record<string, string>>;
    readonly details: readonly ErrorDetail[];
  },
  contextId: string,
): ErrorBody {
  const { status, code, message, params = {}, details } = error;
  return {
    message,
    code,
    status,
    messageWithParams: message,
    messageParams: params,
    contextId,
    details,
    errors: [],
  };
}
