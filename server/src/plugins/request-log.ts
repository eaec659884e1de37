import { LogController, type FastifyReply, type FastifyRequest } from "fastify";
import { isObject } from "./signed-data.ts";

/** The ids of a request's subject, once they are known and checked. */
export interface RequestIds {
  readonly organizationId?: string;
  readonly conversationId?: string;
  readonly memberId?: string;
  readonly userId?: string;
  readonly clientId?: string;
}

const idsOf = new WeakMap<FastifyRequest, RequestIds>();

/**
 * Adds ids to the log lines of a request. Pass only ids that the server has checked, never text
 * from the caller.
 */
export function noteIds(request: FastifyRequest, ids: RequestIds): void {
  idsOf.set(request, { ...idsOf.get(request), ...ids });
}

/**
 * A conversation id as written in a path, if it has the form of an id. Any other text in its
 * position is not logged.
 */
export function conversationIdIn(params: unknown): { conversationId?: string } {
  const id = isObject(params) ? params["conversationId"] : undefined;
  return typeof id === "string" && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)
    ? { conversationId: id }
    : {};
}

/**
 * Describes a request by the data that may be logged. The requested URL may contain tokens and
 * personal data, so the route's pattern is logged instead.
 */
export function describeRequest(request: FastifyRequest): Record<string, unknown> {
  const { url, config } = request.routeOptions;
  return {
    method: request.method,
    route: url ?? null,
    ...(config?.operationId !== undefined && { operation: config.operationId }),
    ...idsOf.get(request),
    remoteAddress: request.ip,
  };
}

/** An error as the log has it. */
interface LoggedError {
  readonly type: string;
  readonly message: string;
  readonly stack: string;
  readonly [more: string]: unknown;
}

/** Fastify's own messages quote the URL, so only their code is logged. */
export function describeError(error: unknown): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, message: "No error", stack: "" };
  const code = "code" in error ? error.code : undefined;
  const isFramework = typeof code === "string" && code.startsWith("FST_");
  const message = isFramework ? code : error.message;
  return {
    type: error.name,
    message,
    ...(code !== undefined && { code }),
    stack: (error.stack ?? "").replace(error.message, message),
    ...(error.cause !== undefined && { cause: describeError(error.cause) }),
  };
}

/** For pino: the same descriptions wherever a request, a reply or an error is logged. */
export const logSerializers = {
  req: describeRequest,
  res: (reply: { statusCode?: number }) => ({ statusCode: reply.statusCode ?? 0 }),
  err: describeError,
};

/** Fastify's request lines without addresses. */
export class PatternLog extends LogController {
  override incomingRequest(request: FastifyRequest): void {
    request.log.debug({ req: request }, "incoming request");
  }

  override requestCompleted(
    error: Error | null | undefined,
    request: FastifyRequest,
    reply: FastifyReply,
  ): void {
    const line = { req: request, res: reply, responseTime: reply.elapsedTime };
    if (error) reply.log.error({ ...line, err: error }, "request errored");
    else reply.log.info(line, "request completed");
  }

  override routeNotFound(request: FastifyRequest): void {
    request.log.info({ req: request }, "route not found");
  }

  override defaultErrorLog(error: Error, request: FastifyRequest, reply: FastifyReply): void {
    reply.log.error({ req: request, res: reply, err: error }, "request failed");
  }

  override writeHeadError(error: Error, request: FastifyRequest, reply: FastifyReply): void {
    reply.log.warn({ req: request, res: reply, err: error }, "headers could not be written");
  }
}
