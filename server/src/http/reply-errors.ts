import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { ApiError, type ErrorBody } from "./errors.ts";

/** Makes every refusal of this instance an ErrorBody with a documented code. */
export function replyWithErrorBodies(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) =>
    refuse(fromFastify(error), request, reply),
  );
  app.setNotFoundHandler((request, reply) =>
    refuse(new ApiError(404, "not.found", "The requested resource was not found"), request, reply),
  );
}

async function refuse(
  error: ApiError,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<ErrorBody> {
  if (error.status >= 500)
    request.log.error({ err: error.cause ?? error, contextId: request.id }, error.message);
  if (error.retryAfterSeconds !== null)
    reply.header("retry-after", String(error.retryAfterSeconds));
  reply.code(error.status);
  return errorBody(error, request.id);
}

export function errorBody(error: ApiError, contextId: string): ErrorBody {
  return {
    message: error.message,
    code: error.code,
    status: error.status,
    messageWithParams: error.message,
    messageParams: error.params,
    contextId,
    details: error.details,
    errors: [],
  };
}

function fromFastify(error: FastifyError | ApiError): ApiError {
  if (error instanceof ApiError) return error;
  switch (error.code) {
    case "FST_ERR_CTP_BODY_TOO_LARGE":
      return new ApiError(
        413,
        "request.entity.too.large",
        "The request is over the size limit. Maximum bytes: 65536",
      );
    case "FST_ERR_CTP_INVALID_MEDIA_TYPE":
      return new ApiError(
        415,
        "unsupported.media.type",
        "The content type is not supported: application/json is.",
      );
    default:
      if (error.statusCode !== undefined && error.statusCode < 500) {
        return new ApiError(
          400,
          "bad.request",
          "The request could not be understood by the server.",
          {
            params: { message: error.message },
          },
        );
      }
      return new ApiError(
        500,
        "internal.server.error",
        "The server encountered an unexpected condition.",
        {
          cause: error,
        },
      );
  }
}
