import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import fp from "fastify-plugin";
import { errorBody } from "parlor-contract/error-body";
import { DomainError } from "../domain/errors.ts";
import { commonHeaders } from "./common-headers.ts";
import { crossOriginHeaders } from "./cors.ts";
import { ApiError, type ErrorBody } from "./errors.ts";
import { pageHeaders } from "./page-headers.ts";

export interface ErrorsOptions {
  /** The protocol's refusal for a domain error. */
  readonly translate: (error: DomainError) => ApiError;
  /** Told of the code of each refusal. */
  readonly refused: (code: string) => void;
}

/** Makes every refusal of the server an ErrorBody with a documented code. */
export const errors = fp<ErrorsOptions>(
  async (app, { translate, refused }) => {
    const refuseWith = (error: ApiError, ...call: [FastifyRequest, FastifyReply]) => {
      refused(error.code);
      return refuse(error, ...call);
    };
    app.setErrorHandler((error: FastifyError | DomainError, ...call) =>
      refuseWith(error instanceof DomainError ? translate(error) : fromFastify(error), ...call),
    );
    app.setNotFoundHandler((...call) => refuseWith(new ApiError("not.found"), ...call));
  },
  { name: "errors" },
);

/**
 * Answers requests that Fastify refuses before any hook has run, such as a bad escape in the path
 * or a part of the path that is too long.
 */
export function refuseByFramework(
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
  refused: ErrorsOptions["refused"],
): void {
  const refusal = fromFastify(error);
  refused(refusal.code);
  request.log.info({ req: request, err: error }, "request refused");
  reply
    .code(refusal.status)
    .headers({
      ...commonHeaders(request.raw, request.id),
      ...crossOriginHeaders(request.raw),
      ...pageHeaders(request.url, undefined),
    })
    .send(errorBody(refusal, request.id));
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

function fromFastify(error: FastifyError | ApiError): ApiError {
  if (error instanceof ApiError) return error;
  switch (error.code) {
    case "FST_ERR_CTP_BODY_TOO_LARGE":
      return new ApiError(
        "request.entity.too.large",
        "The request is over the size limit. Maximum bytes: 65536",
      );
    case "FST_ERR_CTP_INVALID_MEDIA_TYPE":
      return new ApiError("unsupported.media.type");
    case "FST_ERR_BAD_URL":
      return new ApiError("bad.request", "The path of the request cannot be decoded.");
    case "FST_ERR_MAX_PARAM_LENGTH":
      return new ApiError("request.uri.too.long");
    default:
      if (error.statusCode !== undefined && error.statusCode < 500) {
        return new ApiError("bad.request", "The request could not be understood by the server.", {
          params: { message: error.message },
        });
      }
      return new ApiError(
        "internal.server.error",
        "The server encountered an unexpected condition.",
        {
          cause: error,
        },
      );
  }
}
